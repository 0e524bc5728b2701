"""Signing in, tested."""

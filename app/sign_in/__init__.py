"""Signing in and out: ask for a link, open it with the PIN, unlock, choose a family."""

"""Tests of app/kit."""

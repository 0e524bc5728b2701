"""Tests of app/authorities."""

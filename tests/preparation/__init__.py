"""Tests of getting ready to speak."""

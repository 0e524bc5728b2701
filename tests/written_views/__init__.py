"""Tests of writing to the meeting."""

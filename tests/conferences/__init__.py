"""Tests of conferences: what follows from a date, and who sees which meeting."""

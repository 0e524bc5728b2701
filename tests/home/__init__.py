"""Tests of the pages a family comes home to."""

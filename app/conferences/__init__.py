"""Conferences: when and where a meeting is, who is asked to come, and which dates follow from it."""

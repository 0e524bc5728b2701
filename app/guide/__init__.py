"""The guide: what happens before, at and after the meeting, true to each council."""

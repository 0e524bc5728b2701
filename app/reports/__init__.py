"""Reports: shared by staff with one person at a time, read by that person, and answered."""

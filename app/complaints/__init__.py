"""Complaints: told by a family, read by complaints officers only, followed until they are answered."""

"""Councils as data: what each council tells families, read from plain files."""

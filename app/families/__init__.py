"""Families and the people in and around them, and the keys under which their words are sealed."""

"""Whole journeys in a real browser, each page of them looked at by axe."""

"""What was done, by whom, for whom and when: written once, chained, and free of names and content."""

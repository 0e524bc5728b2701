"""Something reached the wrong person: what it was, what was done, who was told, and what was decided."""

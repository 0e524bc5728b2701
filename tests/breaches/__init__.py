"""Something reached the wrong person: records that begin, their clock, what is added, and who sees them."""

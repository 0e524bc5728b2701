"""Messages leave when they may, once, and say nothing that they must not."""

"""The demonstration: loaded whole or not at all, the same again when loaded again, never in production."""

"""Words are kept, whatever happens to a phone, and sent once."""

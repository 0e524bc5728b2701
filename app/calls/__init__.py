"""What a person asks for who wants to be rung, perhaps because they cannot speak freely."""

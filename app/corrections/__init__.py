"""What a family says is wrong about them: a name, a contact; put right by staff."""

"""People helping somebody: asked for by the family, looked at by staff, ended with one tap."""

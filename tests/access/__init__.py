"""Who may do what, how sessions live, and that nothing sealed opens elsewhere."""

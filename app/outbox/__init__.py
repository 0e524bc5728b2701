"""Messages: queued with the act they tell of, checked again when they leave, and never saying why."""

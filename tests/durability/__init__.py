"""What survives when a server is killed."""

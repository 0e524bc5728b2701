"""The operator's commands, in words and as JSON."""

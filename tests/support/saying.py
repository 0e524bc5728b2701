"""What the tests' own commands say to whoever runs them."""

import sys


def say(line: str) -> None:
    """Print a line at once, whatever else writes to the same place."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()

"""``python -m app`` is the same as the command ``heard``."""

from app.commands import main

main()

"""Decisions about drafts: what the page that saves one did not know of."""

from collections.abc import Sequence


def unseen(newest: int, aside: Sequence[int], seen: int) -> list[int]:
    """Return the versions that a page did not know of when it was saved, oldest first."""
    return sorted({version for version in (*aside, newest) if version > seen})

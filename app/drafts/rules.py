"""Decisions about drafts: what the page that saves one did not know of."""

from collections.abc import Sequence


def unseen(newest: int, beside: Sequence[int], seen: int) -> list[int]:
    """Return the versions that a page did not know of when it was saved, oldest first."""
    return sorted({version for version in (*beside, newest) if version > seen})

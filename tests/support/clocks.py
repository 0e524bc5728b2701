"""A clock that a test can move."""

from datetime import UTC, datetime, timedelta

import pytest

from app.kit import clock


class Clock:
    """Stands where the test put it, and moves when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
        """Stop the portal's clock at a moment."""
        self.moment = moment
        monkeypatch.setattr(clock, "now", lambda: self.moment)

    def move(self, **spans: float) -> None:
        """Move on by a span of time."""
        self.moment += timedelta(**spans)

    def move_to(self, moment: datetime) -> None:
        """Move to a moment."""
        self.moment = moment.astimezone(UTC)

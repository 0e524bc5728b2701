"""The words of stopping: that somebody does not want to go on, what the officer did, and going on again."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What an officer did when somebody asked to stop."""

    STOPPED = "stopped"
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True)
class Stop:
    """That somebody asked to stop, and what became of it."""

    id: str
    asked_at: datetime
    words: str = field(repr=False)
    is_beside: bool
    """Whether a worker sat beside its writer, on the worker's device."""
    outcome: Outcome | None
    decided_at: datetime | None
    answer: str = field(repr=False)
    """What the officer wrote about it to whoever asked."""
    taken_up_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether an officer has still to decide about it."""
        return self.outcome is None and self.taken_up_at is None

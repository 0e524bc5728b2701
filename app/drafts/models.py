"""What the pages are told about a draft, about held words and about a receipt."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.families.models import Role


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it stands."""

    version: int
    saved_at: datetime | None
    fields: dict[str, Any] = field(repr=False)
    sent_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written yet."""
        return not any(self.fields.values())


NOTHING = Saved(version=0, saved_at=None, fields={})


@dataclass(frozen=True, slots=True)
class OtherWords:
    """The draft moved on elsewhere: what stands there, and at which version what was typed has been kept."""

    theirs: Saved
    kept_version: int


@dataclass(frozen=True, slots=True)
class Held:
    """Words that were kept after a session's end."""

    id: str
    address: str
    held_at: datetime
    fields: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """A receipt."""

    id: str
    kind: str
    subject_id: str
    reference: str
    sent_at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Opened:
    """That somebody of the staff opened something, as whoever sent it is told."""

    kind: str
    subject_id: str
    name: str = field(repr=False)
    role: Role
    at: datetime

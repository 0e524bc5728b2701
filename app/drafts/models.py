"""What the pages are told about a draft, about held words and about a receipt."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.families.models import Role
from app.kit.i18n import N_


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
    """The draft moved on elsewhere: what stood there; what was typed has been kept as well."""

    theirs: Saved


@dataclass(frozen=True, slots=True)
class Held:
    """Words that were kept after a session's end."""

    id: str
    address: str
    held_at: datetime
    fields: dict[str, Any] = field(repr=False)

    @property
    def mark(self) -> str:
        """What a page sends back to say that it showed these words."""
        return f"{self.id}-{self.held_at.timestamp()}"


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


class Company(StrEnum):
    """Whether anyone was there when somebody wrote; to leave it open is an answer like any other."""

    NOT_CHOSEN = ""
    ALONE = "alone"
    HELPED = "helped"
    WITH = "with"
    NOT_SAID = "not_said"

    @property
    def words(self) -> str:
        """The answer as the named worker reads it."""
        return COMPANY_WORDS[self]

    @property
    def needs_a_talk(self) -> bool:
        """Whether somebody may not have been free to write what they wanted."""
        return self is Company.WITH


COMPANY_WORDS = {
    Company.NOT_CHOSEN: N_("No answer chosen"),
    Company.ALONE: N_("They were alone."),
    Company.HELPED: N_("Someone helped them."),
    Company.WITH: N_("Someone was with them."),
    Company.NOT_SAID: N_("They would rather not say."),
}
KIND_WORDS = {
    "preparation": N_("Answers to the questions"),
    "views": N_("Written views"),
    "reply": N_("A reply to a report"),
    "call": N_("A request to be rung"),
    "correction": N_("What somebody says is wrong"),
    "needs": N_("Help to take part"),
    "asking": N_("A question about reading a report"),
}


@dataclass(frozen=True, slots=True)
class CompanyGiven:
    """One answer about who was there, and when it was given."""

    answer: Company = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class CompanyAbout:
    """Something that was sent, with every answer about who was there."""

    kind: str
    reference: str
    writer: str = field(repr=False)
    answers: tuple[CompanyGiven, ...]
    newest_at: datetime
    is_seen: bool

    @property
    def kind_words(self) -> str:
        """What was sent, as staff call it."""
        return KIND_WORDS[self.kind]

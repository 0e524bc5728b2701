"""The words of breaches: what reached the wrong person, what was done about it, and how the clock stands."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.families.models import Role
from app.kit.i18n import N_


class BreachKind(StrEnum):
    """What reached the wrong person; the first two begin a record by themselves."""

    WRONG_CONTACT = "wrong_contact"
    REPORT_TAKEN_BACK = "report_taken_back"
    DOCUMENT = "document"
    MESSAGE = "message"
    LETTER = "letter"
    SPOKEN = "spoken"
    LOST = "lost"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The kind as staff read it."""
        return KIND_WORDS[self]


KIND_WORDS = {
    BreachKind.WRONG_CONTACT: N_("A message of the portal reached somebody else"),
    BreachKind.REPORT_TAKEN_BACK: N_("A report was opened, and then taken back"),
    BreachKind.DOCUMENT: N_("A report or another document"),
    BreachKind.MESSAGE: N_("An e-mail or a text message"),
    BreachKind.LETTER: N_("A letter"),
    BreachKind.SPOKEN: N_("Something that was said"),
    BreachKind.LOST: N_("Papers or a device that were lost"),
    BreachKind.OTHER: N_("Something else"),
}
BY_HAND = tuple(KIND_WORDS)[2:]


class EntryKind(StrEnum):
    """What is added to a record over time; nothing that stands there is ever changed."""

    DONE = "done"
    TOLD = "told"
    DECIDED = "decided"
    DELAY = "delay"
    KNOWN = "known"

    @property
    def words(self) -> str:
        """The kind as staff read it."""
        return ENTRY_WORDS[self]


ENTRY_WORDS = {
    EntryKind.DONE: N_("What was done"),
    EntryKind.TOLD: N_("Telling the people concerned"),
    EntryKind.DECIDED: N_("Decision about the Information Commissioner's Office"),
    EntryKind.DELAY: N_("Why it was later than 72 hours"),
    EntryKind.KNOWN: N_("We knew earlier"),
}


class Told(StrEnum):
    """How the people concerned were told; never by a message that the portal sends by itself."""

    MET = "met"
    RANG = "rang"
    LETTER = "letter"
    OTHERWISE = "otherwise"
    NOT_TOLD = "not_told"

    @property
    def words(self) -> str:
        """The way as staff read it."""
        return TOLD_WORDS[self]


TOLD_WORDS = {
    Told.MET: N_("Told in person"),
    Told.RANG: N_("Told by phone"),
    Told.LETTER: N_("Told by letter"),
    Told.OTHERWISE: N_("Told in another way"),
    Told.NOT_TOLD: N_("Not told"),
}


class Decision(StrEnum):
    """Whether it was reported to the Information Commissioner's Office."""

    REPORTED = "reported"
    NOT_REPORTED = "not_reported"

    @property
    def words(self) -> str:
        """The decision as staff read it."""
        return DECISION_WORDS[self]


DECISION_WORDS = {
    Decision.REPORTED: N_("Reported"),
    Decision.NOT_REPORTED: N_("Not reported"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """How long there is to report it, counted from when the council knew."""

    known_at: datetime
    deadline_at: datetime
    decision: Decision | None
    is_late: bool
    """Whether the time is over and nobody has decided, or it was reported after the time."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a list: nothing of what stands in it."""

    id: str
    reference: str
    family_reference: str
    kind: BreachKind
    clock: Clock
    is_told: bool

    @property
    def is_closed(self) -> bool:
        """Whether it is decided, and written down whether the people concerned were told."""
        return self.clock.decision is not None and self.is_told


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a record: by name for whom the family is open, and else only what they are to it."""

    name: str = field(repr=False, default="")
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the portal noted by itself, once or many times."""

    words: str
    who: Who
    at: datetime
    last_at: datetime
    count: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody added to a record."""

    kind: EntryKind
    written_at: datetime
    written_by: str = field(repr=False)
    answer: Told | Decision | None
    said_at: datetime | None
    said_on: date | None
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written down when a record began: what it was, as our own words, and somebody's own words."""

    words: str = field(repr=False)
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about one thing that reached the wrong person."""

    line: Line
    family_id: str
    is_open_family: bool
    """Whether this reader works with the family, and may read names and contacts."""
    begun_at: datetime
    begun_by: str = field(repr=False)
    happened_on: date | None
    whose: Who
    contact: str = field(repr=False)
    written: Written
    acted: tuple[str, ...] = field(repr=False)
    """By whose act it went out, as far as that is known: somebody else decides."""
    may_decide: bool
    facts: tuple[Fact, ...]
    entries: tuple[Entry, ...]

    @property
    def needs_reasons(self) -> bool:
        """Whether the time is over, and nobody has written why."""
        return self.line.clock.is_late and not any(one.kind is EntryKind.DELAY for one in self.entries)


@dataclass(frozen=True, slots=True)
class Cause:
    """By whose act something went out: who acted, and who asked for it or agreed, where there is one."""

    acted_by: str | None = None
    agreed_by: str | None = None

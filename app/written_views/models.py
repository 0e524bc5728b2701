"""What the pages are told about words written to a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.authorities.facts import Text
from app.conferences.lateness import Lateness
from app.kit.i18n import N_


class Use(StrEnum):
    """What the writer asks the chair to do with their words."""

    READ_OUT = "read_out"
    SUMMARISED = "summarised"
    CHAIR_ONLY = "chair_only"

    @property
    def words(self) -> str:
        """The use as people choose it."""
        return USE_WORDS[self]

    @property
    def who_hears(self) -> str:
        """Who hears or sees the words then."""
        return WHO_HEARS[self]

    @property
    def is_heard(self) -> bool:
        """Whether everyone in the room may hear the words."""
        return self is not Use.CHAIR_ONLY


USE_WORDS = {
    Use.READ_OUT: N_("Read my words out"),
    Use.SUMMARISED: N_("Say what matters most in them"),
    Use.CHAIR_ONLY: N_("Only the chair reads them"),
}
WHO_HEARS = {
    Use.READ_OUT: N_(
        "You ask for your words to be read out. Everyone in the room may hear all of them, "
        "the other parent perhaps too."
    ),
    Use.SUMMARISED: N_(
        "You ask the chair to say the main points. Everyone in the room may hear them, "
        "the other parent perhaps too."
    ),
    Use.CHAIR_ONLY: N_(
        "You ask the chair not to read them out. If they show that a child is at risk, the chair must act. "
        "Then other people may have to know."
    ),
}


class Reader(StrEnum):
    """Who read somebody's words out in the meeting."""

    CHAIR = "chair"
    SOCIAL_WORKER = "social_worker"
    SUPPORTER = "supporter"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The reader as people call them."""
        return READER_WORDS[self]


READER_WORDS = {
    Reader.CHAIR: N_("The chair"),
    Reader.SOCIAL_WORKER: N_("The social worker"),
    Reader.SUPPORTER: N_("A supporter or advocate"),
    Reader.OTHER: N_("Someone else"),
}


class WritingState(StrEnum):
    """How far somebody is with writing to the meeting."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    SENT = "sent"

    @property
    def words(self) -> str:
        """The state as its owner reads it."""
        return STATE_WORDS[self]


STATE_WORDS = {
    WritingState.NOT_STARTED: N_("Not started"),
    WritingState.STARTED: N_("Started"),
    WritingState.SENT: N_("Sent"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody is writing to their meeting, as it stands."""

    conference_id: str
    chair_id: str | None
    ways: tuple[Text, ...]
    """How the council says that written words reach the meeting, when it says so."""
    text: str = field(repr=False)
    version: int
    saved_at: datetime | None
    aside: tuple[int, ...]
    use: Use | None
    lateness: Lateness

    @property
    def is_late(self) -> bool:
        """Whether the meeting has begun."""
        return self.lateness is not Lateness.IN_TIME

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class NotSent:
    """Why words were not sent, in words to be translated."""

    text: str
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SentViews:
    """Words that were sent, as their writer sees them."""

    id: str
    reference: str
    use: Use
    sent_at: datetime
    is_late: bool
    opened_at: datetime | None
    taken_back_at: datetime | None
    read_out_at: datetime | None
    read_out_by: Reader | None
    text: str = field(default="", repr=False)
    lateness: Lateness = Lateness.IN_TIME
    of_cancelled_meeting: bool = False
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""

    @property
    def may_be_taken_back(self) -> bool:
        """Whether nobody has opened them yet."""
        return self.opened_at is None and self.taken_back_at is None


@dataclass(frozen=True, slots=True)
class ReceivedViews:
    """Words that a family member sent, as the chair sees them; the text only once opened."""

    id: str
    reference: str
    sender: str = field(repr=False)
    use: Use
    sent_at: datetime
    is_late: bool
    opened_at: datetime | None
    is_open_to_me: bool
    """Whether this reader has opened them: each opens them for themselves."""
    read_out_at: datetime | None
    read_out_by: Reader | None
    text: str = field(default="", repr=False)
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How far somebody is with writing to the meeting, for the first page."""

    state: str
    saved_at: datetime | None
    sent_at: datetime | None
    opened_at: datetime | None
    read_out_at: datetime | None
    helpers: tuple[str, ...] = field(repr=False, default=())
    """The first names of helpers who wrote something that this person has not looked at."""

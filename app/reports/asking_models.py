"""What somebody can ask for about reading a report before a meeting, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.authorities.rules import Due
from app.families.models import Role
from app.kit.i18n import N_
from app.reports.models import Author, Title


class AskedFor(StrEnum):
    """What somebody asks for. A closed list."""

    TIME = "time"
    ANOTHER_DAY = "another_day"
    READ_TO_ME = "read_to_me"
    TALK = "talk"

    @property
    def words(self) -> str:
        """The wish as both sides read it."""
        return ASKED_WORDS[self]


ASKED_WORDS = {
    AskedFor.TIME: N_("Time to read it before the meeting begins"),
    AskedFor.ANOTHER_DAY: N_("Another day for the meeting"),
    AskedFor.READ_TO_ME: N_("Somebody who reads it out"),
    AskedFor.TALK: N_("A talk about it with the social worker"),
}
AT_ANY_TIME = (AskedFor.READ_TO_ME, AskedFor.TALK)
"""What can still be done when a meeting has begun, and for somebody who is asked not to come."""


class Answer(StrEnum):
    """What the chair or the social worker answers."""

    YES = "yes"
    NO = "no"
    TALKED = "talked"

    @property
    def words(self) -> str:
        """The answer as both sides read it."""
        return ANSWER_WORDS[self]


ANSWER_WORDS = {
    Answer.YES: N_("Yes"),
    Answer.NO: N_("No"),
    Answer.TALKED: N_("We talked about it"),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody of the staff answered, and when."""

    answer: Answer
    words: str = field(repr=False)
    at: datetime
    by_role: Role


@dataclass(frozen=True, slots=True)
class OwnAsking:
    """What somebody asked for, as they see it themselves."""

    id: str
    report_id: str
    author: Author
    title: Title
    reference: str
    sent_at: datetime
    wanted: tuple[AskedFor, ...]
    words: str = field(repr=False)
    opened_at: datetime | None
    taken_back_at: datetime | None
    answered: Answered | None
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""

    @property
    def may_be_taken_back(self) -> bool:
        """Whether nobody has opened it yet."""
        return self.opened_at is None and self.taken_back_at is None


@dataclass(frozen=True, slots=True)
class CaseAsking:
    """The same as staff see it; what is asked only after this reader has opened it."""

    id: str
    conference_id: str
    membership_id: str
    writer: str = field(repr=False)
    author: Author
    title: Title
    sent_at: datetime
    opened_at: datetime | None
    answered_at: datetime | None
    is_open_to_me: bool
    is_beside: bool
    wanted: tuple[AskedFor, ...] = ()
    words: str = field(repr=False, default="")
    answered: Answered | None = None


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """A report that staff wait for, and by when the council says that the family gets it."""

    id: str
    author: Author
    due: Due | None
    is_added: bool


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A report that one person does not have yet: who owes it, and when the council says it comes."""

    author: Author
    due: Due | None
    is_late: bool

    @property
    def words(self) -> str:
        """The report as a whole sentence."""
        return MISSING_WORDS[self.author]


MISSING_WORDS = {
    Author.SOCIAL_WORKER: N_("Not here yet: the report of the social worker."),
    Author.SCHOOL: N_("Not here yet: the report of the school or nursery."),
    Author.HEALTH_VISITOR: N_("Not here yet: the report of the health visitor or midwife."),
    Author.GP: N_("Not here yet: the report of the doctor (GP)."),
    Author.POLICE: N_("Not here yet: the report of the police."),
    Author.OTHER: N_("Not here yet: the report of somebody else who works with your family."),
}

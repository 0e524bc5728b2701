"""What the pages are told about reports, the people they are for, and the replies to them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.authorities.before import ReportAuthor
from app.authorities.facts import Duration
from app.conferences.lateness import Lateness
from app.families.models import Role
from app.files.models import Block
from app.kit.i18n import N_


class Author(StrEnum):
    """Whose work it is to have written a report. A closed list."""

    SOCIAL_WORKER = "social_worker"
    SCHOOL = "school"
    HEALTH_VISITOR = "health_visitor"
    GP = "gp"
    POLICE = "police"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The author as staff choose it."""
        return AUTHOR_WORDS[self]

    @property
    def written_by(self) -> str:
        """A whole sentence for the reader of the report."""
        return WRITTEN_BY[self]

    @property
    def rule(self) -> ReportAuthor:
        """Which of a council's rules about time is for this author."""
        return ReportAuthor.SOCIAL_WORKER if self is Author.SOCIAL_WORKER else ReportAuthor.OTHERS


AUTHOR_WORDS = {
    Author.SOCIAL_WORKER: N_("Social worker"),
    Author.SCHOOL: N_("School or nursery"),
    Author.HEALTH_VISITOR: N_("Health visitor or midwife"),
    Author.GP: N_("Doctor (GP)"),
    Author.POLICE: N_("Police"),
    Author.OTHER: N_("Somebody else"),
}
WRITTEN_BY = {
    Author.SOCIAL_WORKER: N_("A social worker wrote this."),
    Author.SCHOOL: N_("A school or nursery wrote this."),
    Author.HEALTH_VISITOR: N_("A health visitor or midwife wrote this."),
    Author.GP: N_("A doctor (GP) wrote this."),
    Author.POLICE: N_("The police wrote this."),
    Author.OTHER: N_("Somebody who works with your family wrote this."),
}


class Title(StrEnum):
    """The neutral titles a report can have: the title shows in the reader's tab and list."""

    REPORT = "report"
    UPDATE = "update"
    ASSESSMENT = "assessment"
    EVENTS = "events"
    PLAN = "plan"
    LETTER = "letter"

    @property
    def words(self) -> str:
        """The title as people read it."""
        return TITLE_WORDS[self]


TITLE_WORDS = {
    Title.REPORT: N_("Report"),
    Title.UPDATE: N_("Update"),
    Title.ASSESSMENT: N_("Assessment"),
    Title.EVENTS: N_("List of what happened"),
    Title.PLAN: N_("Plan"),
    Title.LETTER: N_("Letter"),
}


class ReplyKind(StrEnum):
    """What a reply says about a report."""

    WRONG = "wrong"
    MISSING = "missing"
    AGREE = "agree"
    QUESTION = "question"
    NOT_SAID = ""

    @property
    def words(self) -> str:
        """The kind as people read it."""
        return REPLY_WORDS[self]


REPLY_WORDS = {
    ReplyKind.WRONG: N_("This is wrong"),
    ReplyKind.MISSING: N_("Something is missing"),
    ReplyKind.AGREE: N_("I agree"),
    ReplyKind.QUESTION: N_("I have a question"),
    ReplyKind.NOT_SAID: N_("No answer chosen"),
}


@dataclass(frozen=True, slots=True)
class Timing:
    """Whether a report came in time by the council's own rule, and what that rule says."""

    is_late: bool
    is_aim: bool
    rule: Duration
    is_after_start: bool
    hours: int
    days: int
    """How long before the meeting it came: in hours below two days, in days from then on."""


@dataclass(frozen=True, slots=True)
class SharedReport:
    """A report as the one person sees it whose edition it is."""

    id: str
    author: Author
    author_name: str = field(repr=False)
    title: Title
    language: str
    shared_at: datetime
    opened_at: datetime | None
    pages: int
    minutes: int
    has_text: bool
    timing: Timing | None
    has_reply: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it has not been opened yet."""
        return self.opened_at is None


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with its text."""

    about: SharedReport
    blocks: tuple[Block, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SentReply:
    """A reply as its writer sees it."""

    id: str
    report_id: str
    reference: str
    sent_at: datetime
    kind: ReplyKind
    text: str = field(repr=False)
    opened_at: datetime | None
    opened_by_role: Role | None
    taken_back_at: datetime | None
    lateness: Lateness = Lateness.IN_TIME
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home page says about one person's reports."""

    total: int
    new: int
    minutes: int
    """How long the new ones take to read."""

"""What the pages of staff are told about reports: who may open each, what was found, who must decide."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from app.conferences.models import ConferenceDetails
from app.families.models import DetailKind, Role
from app.kit.i18n import N_
from app.reports.models import Author, ReplyKind, Timing, Title


class RequestState(StrEnum):
    """What became of a wish to share that needs a second person."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Caution(StrEnum):
    """Why a second person must look before a report may reach somebody."""

    FOUND = "found"
    COVERED = "covered"
    PICTURES = "pictures"
    PROTECTED = "protected"

    @property
    def words(self) -> str:
        """The reason as staff read it."""
        return CAUTION_WORDS[self]


CAUTION_WORDS = {
    Caution.FOUND: N_("The report has protected details of another person."),
    Caution.COVERED: N_(
        "The report has words that are covered or hidden. They can still be read in the file."
    ),
    Caution.PICTURES: N_("The report has pages without text, such as pictures. We cannot search those."),
    Caution.PROTECTED: N_("Somebody in this family has protected details."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A protected detail that a report gives away."""

    kind: DetailKind
    whose: str = field(repr=False)
    whose_role: Role | None
    excerpt: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """One person's own copy, as staff see it."""

    id: str
    shared_at: datetime
    opened_at: datetime | None
    withdrawn_at: datetime | None
    is_told: bool
    timing: Timing | None


@dataclass(frozen=True, slots=True)
class Request:
    """A wish to share that waits for a second person, or was decided by one."""

    id: str
    membership_id: str
    state: RequestState
    asked_at: datetime
    asked_by: str = field(repr=False)
    is_own: bool
    reason: str = field(repr=False)
    decided_by: str = field(repr=False, default="")
    decision: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Reader:
    """A member of the family beside one report: what was found for them, and how far sharing is."""

    membership_id: str
    person_id: str
    name: str = field(repr=False)
    role: Role
    cautions: tuple[Caution, ...] = ()
    findings: tuple[Finding, ...] = ()
    found: int = 0
    edition: Edition | None = None
    request: Request | None = None

    @property
    def needs_second_person(self) -> bool:
        """Whether a second person must look first."""
        return bool(self.cautions)

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has been asked and has not decided."""
        return self.request is not None and self.request.state is RequestState.ASKED

    @property
    def can_be_chosen(self) -> bool:
        """Whether this person can be given the report now."""
        return (self.edition is None or self.edition.withdrawn_at is not None) and not self.is_waiting


def with_progress(reader: Reader, edition: Edition | None, request: Request | None) -> Reader:
    """Return a reader with how far sharing is."""
    return replace(reader, edition=edition, request=request)


@dataclass(frozen=True, slots=True)
class CaseReport:
    """A report as staff see it."""

    id: str
    author: Author
    author_name: str = field(repr=False)
    title: Title
    language: str
    meeting: ConferenceDetails
    added_at: datetime
    pages: int
    minutes: int
    has_text: bool
    covered_pages: tuple[int, ...]
    picture_pages: tuple[int, ...]
    readers: tuple[Reader, ...] = ()

    @property
    def shared_with(self) -> list[Reader]:
        """Who may open the report now."""
        return [one for one in self.readers if one.edition and not one.edition.withdrawn_at]

    @property
    def choosable(self) -> list[Reader]:
        """Who can be given the report now."""
        return [one for one in self.readers if one.can_be_chosen]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wish to share a report with some people."""

    shared: int = 0
    asked: int = 0
    not_told: int = 0

    @property
    def words(self) -> str:
        """What to tell the member of staff."""
        if not self.shared and not self.asked:
            return N_("This was done before. Nothing changed.")
        if self.not_told:
            return N_(
                "Shared. No message was sent. Tell this person yourself that there is something to read."
            )
        if self.asked and self.shared:
            return N_("Shared with some. For the others, a second member of staff must look first.")
        if self.asked:
            return N_("Not shared yet. A second member of staff must look at it first.")
        return N_("Shared. We sent a message that says only that there is something new.")


@dataclass(frozen=True, slots=True)
class CaseReply:
    """A reply as staff see it; its words only after it has been opened."""

    id: str
    author: Author
    title: Title
    writer: str = field(repr=False)
    writer_role: Role | None
    sent_at: datetime
    opened_at: datetime | None
    is_open_to_me: bool
    """Whether this reader has opened it: each opens it for themselves."""
    kind: ReplyKind | None = None
    text: str = field(repr=False, default="")
    is_late: bool = False
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""

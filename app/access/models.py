"""The words of access: what can be permitted, and in which state a session is."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.families.models import HELPER_ROLES, Role
from app.kit import clock
from app.kit.i18n import N_


class Permission(StrEnum):
    """Everything that somebody may or may not do with a family, or with a council's own pages."""

    SEE_MEETING = "see the meeting"
    READ_REPORTS = "read reports"
    PREPARE = "prepare"
    WRITE_VIEWS = "write views"
    COMPLAIN = "complain"
    KEEP_OWN = "keep what is one's own"
    CHANGE_DETAILS = "ask to change details"
    CHOOSE_HELPERS = "choose helpers"
    ASK_FOR_CALL = "ask to be rung"

    HELP = "help somebody"
    HELP_SEE_MEETING = "see the meeting of whom one helps"
    HELP_READ_PREPARATION = "read the answers of whom one helps"
    HELP_DRAFT_PREPARATION = "write answers for whom one helps"
    HELP_READ_VIEWS = "read the letter of whom one helps"
    HELP_DRAFT_VIEWS = "write a letter for whom one helps"
    HELP_READ_REPORTS = "read the reports of whom one helps"

    SEE_DESK = "see the desk"
    OPEN_FAMILY = "open a family"
    HANDLE_COMPLAINTS = "handle complaints"

    SEE_CASE = "see a family's file"
    SET_UP_CASE = "set up a family's file"
    ALLOCATE = "allocate staff"
    CALL_CONFERENCE = "call a conference"
    SHARE_REPORTS = "share reports"
    SEE_PROTECTED = "see protected details"
    READ_SUBMISSIONS = "read what a family sent"
    ANSWER_ASKINGS = "answer what a family asks before a meeting"
    DECIDE_EXCLUSION = "ask somebody not to come"
    TELL_EXCLUSION = "tell somebody that they are asked not to come"
    CONFIRM_HELPERS = "confirm helpers"
    SIT_BESIDE = "sit beside a member of the family"
    SEE_COMPANY = "see who was there when somebody wrote"
    ANSWER_CALLS = "ring somebody who asked for it"
    CLOSE_CASE = "say that everything stops"
    OPEN_IN_EMERGENCY = "open a file in an emergency"
    REVIEW_EMERGENCIES = "review files opened in an emergency"
    SEE_BREACHES = "see what reached the wrong person"
    WRITE_BREACHES = "write down what reached the wrong person"
    ANSWER_FOR_BREACHES = "answer for the council when something reached the wrong person"


class HelpState(StrEnum):
    """Where it stands that one person helps another."""

    ASKED = "asked"
    STANDING = "standing"
    REFUSED = "refused"
    ENDED = "ended"


class HelpedWith(StrEnum):
    """What of somebody's a helper opened, read or wrote; kept in the log as the reason of an entry."""

    PAGE = "page"
    MEETING = "meeting"
    ANSWERS = "answers"
    LETTER = "letter"
    REPORTS = "reports"


class EmergencyAnswer(StrEnum):
    """What became of a wish to open a file in an emergency."""

    OPENED = "opened"
    ALLOCATED = "allocated"
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"


class EmergencyReview(StrEnum):
    """What somebody who looked at it afterwards found."""

    IN_ORDER = "in_order"
    LOOK_INTO = "look_into"

    @property
    def words(self) -> str:
        """The finding as staff read it."""
        return REVIEW_WORDS[self]


REVIEW_WORDS = {
    EmergencyReview.IN_ORDER: N_("In order"),
    EmergencyReview.LOOK_INTO: N_("To be looked into"),
}


class SessionState(StrEnum):
    """A session is live; or locked, when it may only add to its owner's drafts; or over."""

    LIVE = "live"
    LOCKED = "locked"
    OVER = "over"


class EndReason(StrEnum):
    """Why a session ended; after the first two its owner's typed words are still taken for a day."""

    TIME = "time"
    UNLOCKED = "unlocked"
    LEFT = "left"
    SIGNED_OUT = "signed_out"
    REVOKED = "revoked"
    REPLACED = "replaced"


class PinAnswer(StrEnum):
    """What became of a link and a PIN."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One session as the database knows it, with its person and their place in a family."""

    session_id: str
    digest: bytes
    council: str
    person_id: str
    staff_role: str | None
    language: str
    name_sealed: bytes
    started_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    person_ended_at: datetime | None
    membership_id: str | None
    family_id: str | None
    role: str | None
    membership_ended_at: datetime | None
    closes_at: datetime | None = None
    welcomed_at: datetime | None = None
    beside_id: str | None = None
    is_under_18: bool = False
    beside_name: str = field(default="", repr=False)
    """Who of the staff sits beside this person, on whose device this is."""
    emergency_until: datetime | None = None
    """Until when this member of staff has a file open in an emergency."""

    @property
    def is_young(self) -> bool:
        """Whether this person is offered an advocate before all else."""
        return self.is_under_18 or self.role == Role.YOUNG_PERSON.value

    @property
    def mark(self) -> str:
        """Eight bytes of the session's digest, by which the log tells sessions apart."""
        return self.digest[:8].hex()

    @property
    def has_closed(self) -> bool:
        """Whether only what is kept for this member stands open: what they sent, and complaining."""
        return self.closes_at is not None and clock.now() >= self.closes_at

    @property
    def is_staff(self) -> bool:
        """Whether this is a member of staff."""
        return self.staff_role is not None

    @property
    def is_helper(self) -> bool:
        """Whether this is somebody who helps a member of a family: their doors are others."""
        return self.role in HELPER_ROLES

    @property
    def reviews_emergencies(self) -> bool:
        """Whether the way to what was opened in an emergency is shown."""
        return self.staff_role == Role.COUNCIL_ADMIN.value

    @property
    def handles_complaints(self) -> bool:
        """Whether the way to complaints is shown: nobody is shown a door that stays closed to them."""
        return self.staff_role == Role.COMPLAINTS_OFFICER.value


@dataclass(frozen=True, slots=True)
class Visit:
    """That a member of a family signed in, and whether it was with a worker beside them."""

    at: datetime
    is_beside: bool

"""The words of the desk: what can be missing before a meeting, and what a member of staff does next."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.contacts import PinState
from app.access.models import Permission
from app.breaches.models import Line
from app.conferences.models import Upcoming
from app.families.models import StopReason, Wording
from app.kit.i18n import N_
from app.outbox.models import State


class Missing(StrEnum):
    """What can be missing before a meeting, the most urgent first."""

    WRONG_PERSON = "wrong_person"
    CONTACT_STOPPED = "contact_stopped"
    SPEAK_ALONE = "speak_alone"
    NOBODY_INVITED = "nobody_invited"
    SAFE_CONTACT = "safe_contact"
    SIGN_IN_PAUSED = "sign_in_paused"
    PIN = "pin"
    INVITATION = "invitation"
    UNDELIVERED = "undelivered"
    ASKED = "asked"
    SECOND_PERSON = "second_person"
    REPORT = "report"
    UNREAD = "unread"

    @property
    def words(self) -> str:
        """What is missing, as a short label."""
        return LABELS[self]

    @property
    def next_step(self) -> str:
        """What to do about it."""
        return NEXT_STEPS[self]

    @property
    def needs(self) -> Permission:
        """What somebody must be allowed, to do it."""
        return NEEDS[self]

    @property
    def is_urgent(self) -> bool:
        """Whether it keeps somebody from seeing their page at all."""
        return self not in NOT_URGENT


NOT_URGENT = {
    Missing.SPEAK_ALONE,
    Missing.ASKED,
    Missing.SECOND_PERSON,
    Missing.REPORT,
    Missing.UNREAD,
}
LABELS = {
    Missing.WRONG_PERSON: N_("Somebody else got our message"),
    Missing.CONTACT_STOPPED: N_("Contact is not safe any more"),
    Missing.SPEAK_ALONE: N_("Something for you alone"),
    Missing.NOBODY_INVITED: N_("Nobody is invited"),
    Missing.SAFE_CONTACT: N_("Safe contact not answered"),
    Missing.SIGN_IN_PAUSED: N_("Sign-in is paused"),
    Missing.PIN: N_("No PIN given"),
    Missing.INVITATION: N_("Invitation not sent"),
    Missing.UNDELIVERED: N_("Message not delivered"),
    Missing.ASKED: N_("Asked before the meeting, not answered"),
    Missing.SECOND_PERSON: N_("A report waits for you"),
    Missing.REPORT: N_("No report shared yet"),
    Missing.UNREAD: N_("Sent by the family, not read yet"),
}
NEXT_STEPS = {
    Missing.WRONG_PERSON: N_("Ring them on a number you know"),
    Missing.CONTACT_STOPPED: N_("Meet them, or ring a number you know"),
    Missing.SPEAK_ALONE: N_("See what it is"),
    Missing.NOBODY_INVITED: N_("Invite the family"),
    Missing.SAFE_CONTACT: N_("Say how contact is safe"),
    Missing.SIGN_IN_PAUSED: N_("Give a new PIN"),
    Missing.PIN: N_("Give a PIN"),
    Missing.INVITATION: N_("Send the invitation"),
    Missing.UNDELIVERED: N_("Ring, and check the contact"),
    Missing.ASKED: N_("Answer what was asked"),
    Missing.SECOND_PERSON: N_("Look at the report"),
    Missing.REPORT: N_("Share a report"),
    Missing.UNREAD: N_("Read what was sent"),
}
NEEDS = {
    Missing.WRONG_PERSON: Permission.SET_UP_CASE,
    Missing.CONTACT_STOPPED: Permission.SET_UP_CASE,
    Missing.SPEAK_ALONE: Permission.SEE_COMPANY,
    Missing.NOBODY_INVITED: Permission.CALL_CONFERENCE,
    Missing.SAFE_CONTACT: Permission.SET_UP_CASE,
    Missing.SIGN_IN_PAUSED: Permission.SET_UP_CASE,
    Missing.PIN: Permission.SET_UP_CASE,
    Missing.INVITATION: Permission.CALL_CONFERENCE,
    Missing.UNDELIVERED: Permission.SET_UP_CASE,
    Missing.ASKED: Permission.ANSWER_ASKINGS,
    Missing.SECOND_PERSON: Permission.SHARE_REPORTS,
    Missing.REPORT: Permission.SHARE_REPORTS,
    Missing.UNREAD: Permission.READ_SUBMISSIONS,
}
# Where the next step is done, and what its address takes.
NEXT_PAGES = {
    Missing.WRONG_PERSON: ("show_member", ("family", "member")),
    Missing.CONTACT_STOPPED: ("show_member", ("family", "member")),
    Missing.SPEAK_ALONE: ("show_company", ("family",)),
    Missing.NOBODY_INVITED: ("invite_members", ("family", "conference")),
    Missing.SAFE_CONTACT: ("answer_safe_contact", ("family", "member")),
    Missing.SIGN_IN_PAUSED: ("show_member", ("family", "member")),
    Missing.PIN: ("show_member", ("family", "member")),
    Missing.INVITATION: ("show_conference", ("family", "conference")),
    Missing.UNDELIVERED: ("show_member", ("family", "member")),
    Missing.ASKED: ("show_conference", ("family", "conference")),
    Missing.SECOND_PERSON: ("list_case_reports", ("family",)),
    Missing.REPORT: ("list_case_reports", ("family",)),
    Missing.UNREAD: ("show_family", ("family",)),
}

PIN_WORDS = {
    PinState.NOT_GIVEN: N_("No PIN given"),
    PinState.WAITING: N_("PIN given, not used yet"),
    PinState.LAPSED: N_("PIN has lapsed"),
    PinState.USED: N_("Has signed in"),
    PinState.PAUSED: N_("Sign-in is paused"),
}
PIN_KINDS = {
    PinState.NOT_GIVEN: "stop",
    PinState.WAITING: "plain",
    PinState.LAPSED: "stop",
    PinState.USED: "good",
    PinState.PAUSED: "stop",
}
WORDING_WORDS = {
    Wording.PLAIN: N_("Plain"),
    Wording.QUIET: N_("Quiet"),
    Wording.SILENT: N_("Silent"),
}
WORDING_MEANS = {
    Wording.PLAIN: N_("Messages name the meeting and its date."),
    Wording.QUIET: N_("Messages say only that there is something to read. They never name the meeting."),
    Wording.SILENT: N_("We send nothing at all. You give everything on paper or by phone."),
}
STATE_WORDS = {
    State.QUEUED: N_("Waiting to leave"),
    State.SENT: N_("Sent"),
    State.NOTHING: N_("Not sent"),
    State.CANCELLED: N_("Stopped, not sent"),
    State.FAILED: N_("Could not be delivered"),
}
STATE_KINDS = {
    State.QUEUED: "plain",
    State.SENT: "good",
    State.NOTHING: "plain",
    State.CANCELLED: "warm",
    State.FAILED: "stop",
}


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the desk knows of one member of a family, without a name."""

    membership_id: str
    is_safe_contact_answered: bool
    gets_messages: bool
    pin: PinState
    is_invited: bool
    is_invitation_sent: bool
    is_last_message_undelivered: bool
    stopped_why: StopReason | None = None


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the desk knows of one meeting."""

    members: tuple[MemberFacts, ...]
    has_shared_report: bool
    has_report_waiting: bool
    has_unread: bool
    has_asking: bool = False
    """Whether somebody asked something about a report that nobody has answered."""
    has_answer_for_reader: bool = False
    """Whether somebody was not alone when they wrote; only ever for the worker whom the council names."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, and for whom; None when it is for the whole family."""

    missing: Missing
    membership_id: str | None = None


@dataclass(frozen=True, slots=True)
class DeskMeeting:
    """A meeting on somebody's desk, with what is missing and the one thing to do next."""

    meeting: Upcoming
    gaps: tuple[Gap, ...]
    next_gap: Gap | None

    @property
    def labels(self) -> tuple[Missing, ...]:
        """What is missing, each kind once."""
        return tuple(dict.fromkeys(gap.missing for gap in self.gaps))

    @property
    def next_page(self) -> tuple[str, dict[str, str]]:
        """The name and the values of the address where the next step is done."""
        gap = self.next_gap
        name, takes = NEXT_PAGES[gap.missing] if gap else ("show_family", ("family",))
        values = {
            "family": self.meeting.family_id,
            "conference": self.meeting.conference_id,
            "member": gap.membership_id or "" if gap else "",
        }
        return name, {key: values[key] for key in takes}


@dataclass(frozen=True, slots=True)
class FamilyAsking:
    """A family in which somebody asked for something, and how many wait for an answer."""

    family_id: str
    reference: str
    count: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on somebody's desk."""

    soon: tuple[DeskMeeting, ...]
    undated: tuple[DeskMeeting, ...]
    over: tuple[DeskMeeting, ...]
    calls: tuple[FamilyAsking, ...] = ()
    asking: tuple[FamilyAsking, ...] = ()
    wrong: tuple[FamilyAsking, ...] = ()
    needs: tuple[FamilyAsking, ...] = ()
    breaches: tuple[Line, ...] = ()
    """What reached the wrong person, with its clock."""

    @property
    def with_gaps(self) -> int:
        """How many meetings that come soon miss something."""
        return sum(bool(one.gaps) for one in self.soon)

    def count(self, *missing: Missing) -> int:
        """How often any of these is missing before the meetings that come soon or have no date."""
        return sum(gap.missing in missing for one in (*self.soon, *self.undated) for gap in one.gaps)

    @property
    def cannot_sign_in(self) -> int:
        """How many people cannot see their page yet."""
        kept_out = {
            Missing.WRONG_PERSON,
            Missing.CONTACT_STOPPED,
            Missing.SAFE_CONTACT,
            Missing.PIN,
            Missing.SIGN_IN_PAUSED,
        }
        found = {
            (one.meeting.family_id, gap.membership_id)
            for one in (*self.soon, *self.undated)
            for gap in one.gaps
            if gap.missing in kept_out
        }
        return len(found)

    @property
    def undelivered(self) -> int:
        """How many people a message could not reach."""
        return self.count(Missing.UNDELIVERED)

    @property
    def unread(self) -> int:
        """How many meetings have something from the family that nobody has read."""
        return sum(Missing.UNREAD in one.labels for one in (*self.soon, *self.undated, *self.over))

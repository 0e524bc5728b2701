"""The words of calls: what a person asks to be rung about, who rings, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from app.families.models import Role
from app.kit.i18n import N_

KIND = "call"


class About(StrEnum):
    """What somebody asks to be rung about; the first is what a worker may have agreed with them."""

    APPOINTMENT = "appointment"
    REPORTS = "reports"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The choice as its writer reads it."""
        return ABOUT_WORDS[self]

    @property
    def words_for_staff(self) -> str:
        """The choice as staff read it."""
        return STAFF_WORDS[self]

    @property
    def sentence(self) -> str:
        """That it was asked for, as its writer reads it."""
        return ASKED[self]


ABOUT_WORDS = {
    About.APPOINTMENT: N_("My appointment"),
    About.REPORTS: N_("The reports"),
    About.OTHER: N_("Something else"),
}
STAFF_WORDS = {
    About.APPOINTMENT: N_("About their appointment"),
    About.REPORTS: N_("About the reports"),
    About.OTHER: N_("About something else"),
}
ASKED = {
    About.APPOINTMENT: N_("You asked us on %(when)s to ring you about your appointment."),
    About.REPORTS: N_("You asked us on %(when)s to ring you about the reports."),
    About.OTHER: N_("You asked us on %(when)s to ring you."),
}


class Outcome(StrEnum):
    """What a member of staff did; the last is for a request that was taken back."""

    RANG = "rang"
    NOT_REACHED = "not_reached"
    SAW = "saw"
    READ = "read"

    @property
    def ends_it(self) -> bool:
        """Whether nobody has to ring any more."""
        return self is not Outcome.NOT_REACHED

    @property
    def words(self) -> str:
        """The outcome as the person reads it: never how or where somebody saw them."""
        return OUTCOME_WORDS[self]

    @property
    def button(self) -> str:
        """The outcome as the button says that notes it."""
        return BUTTONS[self]

    @property
    def words_for_staff(self) -> str:
        """Who did what, as colleagues read it."""
        return ACT_WORDS[self]


OUTCOME_WORDS = {
    Outcome.RANG: N_("We rang on %(when)s."),
    Outcome.NOT_REACHED: N_("We tried on %(when)s."),
    Outcome.SAW: N_("This was done on %(when)s."),
    Outcome.READ: N_("A worker read on %(when)s that you took it back."),
}
BUTTONS = {
    Outcome.RANG: N_("I spoke with them by phone"),
    Outcome.NOT_REACHED: N_("I could not reach them"),
    Outcome.SAW: N_("Not by phone: I saw them"),
    Outcome.READ: N_("I read that they took it back"),
}
ACT_WORDS = {
    Outcome.RANG: N_("%(name)s spoke with them by phone on %(when)s."),
    Outcome.NOT_REACHED: N_("%(name)s could not reach them on %(when)s."),
    Outcome.SAW: N_("%(name)s saw them on %(when)s."),
    Outcome.READ: N_("%(name)s read on %(when)s that they took it back."),
}


class WhyNot(StrEnum):
    """Why somebody cannot ask to be rung at this time."""

    CLOSED = "closed"
    NOBODY = "nobody"
    TOO_MANY = "too_many"

    @property
    def words(self) -> str:
        """What the person is told when they ask all the same."""
        return WHY_NOT[self]


WHY_NOT = {
    WhyNot.CLOSED: N_("Your pages here are closed, so nothing was sent. Ring the council."),
    WhyNot.NOBODY: N_("Nobody here can see it now, so nothing was sent. Ring the council."),
    WhyNot.TOO_MANY: N_("Nothing was sent. What you asked before still waits for us."),
}
SW, ADMIN, CHAIR = Role.SOCIAL_WORKER, Role.ADMINISTRATOR, Role.CHAIR
WHO_RINGS = {
    frozenset({SW}): N_("Your social worker rings you."),
    frozenset({CHAIR}): N_("The chair rings you."),
    frozenset({ADMIN}): N_("The worker who arranges your meeting rings you."),
    frozenset({SW, CHAIR}): N_("Your social worker or the chair rings you."),
    frozenset({SW, ADMIN}): N_("Your social worker or the worker who arranges your meeting rings you."),
    frozenset({CHAIR, ADMIN}): N_("The chair or the worker who arranges your meeting rings you."),
}


@dataclass(frozen=True, slots=True)
class Act:
    """What was done about it, and when; staff read by whom."""

    outcome: Outcome
    at: datetime
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody asked to be rung, and what became of it."""

    id: str
    about: About
    words: str = field(repr=False)
    asked_at: datetime
    is_beside: bool
    taken_back_at: datetime | None
    done_at: datetime | None
    acts: tuple[Act, ...]
    reference: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to ring."""
        return self.taken_back_at is None and self.done_at is None

    @property
    def can_be_taken_back(self) -> bool:
        """Whether nobody has done anything about it yet."""
        return self.is_open and not self.acts


@dataclass(frozen=True, slots=True)
class Prospect:
    """Who would ring somebody and on which number; or why they cannot ask here."""

    who_rings: str
    number: str = field(repr=False)
    """So much of it that its owner knows which one it is; empty when none is known to be safe."""
    from_hour: time | None
    until_hour: time | None
    why_not: WhyNot | None


@dataclass(frozen=True, slots=True)
class Ringable:
    """How staff can ring somebody safely."""

    number: str = field(repr=False)
    """Empty when no number is known to be safe."""
    from_hour: time | None = None
    until_hour: time | None = None
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class CaseCall:
    """The same for staff: with who asked, and how to ring them. Nobody is named who has left the family."""

    asked: Asked
    name: str = field(repr=False)
    membership_id: str
    ring: Ringable
    outcomes: tuple[Outcome, ...] = ()
    """What can be noted about it."""

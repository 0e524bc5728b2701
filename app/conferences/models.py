"""The words of conferences: kinds of meeting, where one stands in time, who comes because of their work."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.authorities.before import ConferenceKind
from app.authorities.facts import Text
from app.authorities.models import Authority
from app.kit.i18n import N_

__all__ = [
    "ConferenceDetails",
    "ConferenceKind",
    "KeptOut",
    "KeptOutPart",
    "Professional",
    "ProfessionalRole",
    "Stage",
    "StepState",
    "TimelineStep",
    "Upcoming",
    "When",
]

KIND_WORDS = {
    ConferenceKind.INITIAL: N_("First meeting"),
    ConferenceKind.REVIEW: N_("Review meeting"),
    ConferenceKind.PRE_BIRTH: N_("Meeting before a birth"),
}


class Stage(StrEnum):
    """Where a meeting stands, seen from today."""

    NO_DATE = "no_date"
    AHEAD = "ahead"
    TODAY = "today"
    PAST = "past"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """The stage as staff read it."""
        return STAGE_WORDS[self]


STAGE_WORDS = {
    Stage.NO_DATE: N_("No date yet"),
    Stage.AHEAD: N_("To come"),
    Stage.TODAY: N_("Today"),
    Stage.PAST: N_("Over"),
    Stage.CANCELLED: N_("Cancelled"),
}


class ProfessionalRole(StrEnum):
    """As what somebody comes to a meeting because of their work; a closed list."""

    SOCIAL_WORKER = "social_worker"
    TEACHER = "teacher"
    HEALTH_VISITOR = "health_visitor"
    POLICE = "police"
    GP = "gp"
    SCHOOL_NURSE = "school_nurse"
    SOLICITOR = "solicitor"
    INTERPRETER = "interpreter"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The role's name as people read it."""
        return PROFESSIONAL_WORDS[self]

    @property
    def why(self) -> str:
        """Why somebody with this work comes."""
        return REASONS[self]


PROFESSIONAL_WORDS = {
    ProfessionalRole.SOCIAL_WORKER: N_("Social worker"),
    ProfessionalRole.TEACHER: N_("Teacher"),
    ProfessionalRole.HEALTH_VISITOR: N_("Health visitor"),
    ProfessionalRole.POLICE: N_("Police officer"),
    ProfessionalRole.GP: N_("Doctor (GP)"),
    ProfessionalRole.SCHOOL_NURSE: N_("School nurse"),
    ProfessionalRole.SOLICITOR: N_("Solicitor"),
    ProfessionalRole.INTERPRETER: N_("Interpreter"),
    ProfessionalRole.OTHER: N_("Someone else who works with families"),
}
REASONS = {
    ProfessionalRole.SOCIAL_WORKER: N_("Works with your family, and tells the meeting about it."),
    ProfessionalRole.TEACHER: N_("Can say how a child is at school."),
    ProfessionalRole.HEALTH_VISITOR: N_("Can say how a small child grows and feels."),
    ProfessionalRole.POLICE: N_("Can say what the police know."),
    ProfessionalRole.GP: N_("Can say how a child's health is."),
    ProfessionalRole.SCHOOL_NURSE: N_("Can say how the health of a child at school is."),
    ProfessionalRole.SOLICITOR: N_("Knows the law."),
    ProfessionalRole.INTERPRETER: N_("Says in one language what was said in another."),
    ProfessionalRole.OTHER: N_("Was asked to come because of their work."),
}


@dataclass(frozen=True, slots=True)
class Professional:
    """Somebody who will be at the meeting because of their work; the name may not be known yet."""

    id: str
    role: ProfessionalRole
    name: str = field(repr=False)

    @property
    def role_words(self) -> str:
        """The role's name as people read it."""
        return self.role.words

    @property
    def why(self) -> str:
        """Why they come."""
        return self.role.why


class KeptOutPart(StrEnum):
    """From how much of a meeting the chair keeps somebody out."""

    WHOLE = "whole"
    PART = "part"

    @property
    def words(self) -> str:
        """The part as staff read it."""
        return PART_WORDS[self]


PART_WORDS = {
    KeptOutPart.WHOLE: N_("The whole meeting"),
    KeptOutPart.PART: N_("A part of the meeting"),
}


@dataclass(frozen=True, slots=True)
class KeptOut:
    """That the chair asked somebody not to come, and what of the meeting they do not see for that reason."""

    id: str
    conference_id: str
    membership_id: str
    part: KeptOutPart
    hides_place: bool
    hides_time: bool
    decided_at: datetime
    told_at: datetime | None
    withheld_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether they are asked not to come at all."""
        return self.part is KeptOutPart.WHOLE

    @property
    def hides_people(self) -> bool:
        """Whether they do not see who will be there."""
        return self.is_whole or self.hides_place or self.hides_time


@dataclass(frozen=True, slots=True)
class ConferenceDetails:
    """A meeting as it is shown, opened, under the profile its council had when it was called."""

    id: str
    family_id: str
    kind: ConferenceKind
    stage: Stage
    meets_at: datetime | None
    place: str = field(repr=False)
    chair_name: str | None = field(repr=False)
    chair_id: str | None
    profile: Authority = field(repr=False)
    changed_at: datetime | None
    earlier_meets_at: datetime | None
    attendees: tuple[Professional, ...] = field(repr=False)
    called_at: datetime
    kept_out: KeptOut | None = None
    """Set on the meeting as one person sees it, once they were told."""
    as_it_is_since: datetime | None = None
    """When its day or its place last changed, if ever; kept from nobody's meeting, and never shown."""
    is_withheld: bool = False
    """Whether this person has to ask when and where it is, without being told why."""

    @property
    def kind_words(self) -> str:
        """The kind of meeting as people read it."""
        return KIND_WORDS[self.kind]

    @property
    def is_hidden(self) -> bool:
        """Whether this person does not see where, when or with whom it is."""
        return self.is_withheld or (self.kept_out is not None and self.kept_out.hides_people)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A meeting on somebody's desk: when it is and for which family, without a word of the family's."""

    conference_id: str
    family_id: str
    family_reference: str
    kind: ConferenceKind
    stage: Stage
    meets_at: datetime | None

    @property
    def kind_words(self) -> str:
        """The kind of meeting as people read it."""
        return KIND_WORDS[self.kind]


class StepState(StrEnum):
    """Whether a step is behind, is the one people are at, or is still to come."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


class When(StrEnum):
    """How firmly the time of a step is known; a promise and an aim never sound the same."""

    ON = "on"
    BY = "by"
    AIM = "aim"
    LATE = "late"
    LATE_AIM = "late_aim"
    REPORTS_LATE = "reports_late"
    ASK_WHEN = "ask_when"
    ASK_ABOUT = "ask_about"
    NO_DATE = "no_date"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step of what happens next: its name, its state and when it is."""

    name: str
    state: StepState
    when: When
    at: datetime | None = None
    is_to_the_hour: bool = False
    in_words: tuple[Text, ...] = ()

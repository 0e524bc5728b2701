"""The words of helping: what a helper may do, how consent was given, and what staff are warned of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.access.helped import Deed
from app.access.models import HelpState, Permission
from app.families.models import Role
from app.kit.i18n import N_


class MayDo(StrEnum):
    """What somebody may let a helper do, as the boxes that they tick."""

    SEE_MEETING = "see_meeting"
    READ_ANSWERS = "read_answers"
    WRITE_ANSWERS = "write_answers"
    READ_LETTER = "read_letter"
    WRITE_LETTER = "write_letter"
    READ_REPORTS = "read_reports"

    @property
    def words(self) -> str:
        """The box as whoever is helped reads it."""
        return MAY_DO_WORDS[self]

    @property
    def staff_words(self) -> str:
        """The same as staff read it."""
        return STAFF_WORDS[self]

    @property
    def permission(self) -> Permission:
        """What it opens."""
        return PERMISSIONS[self]


MAY_DO_WORDS = {
    MayDo.SEE_MEETING: N_("See when and where the meeting is"),
    MayDo.READ_ANSWERS: N_("Read your answers"),
    MayDo.WRITE_ANSWERS: N_("Write answers for you to check"),
    MayDo.READ_LETTER: N_("Read your letter"),
    MayDo.WRITE_LETTER: N_("Write a letter for you to check"),
    MayDo.READ_REPORTS: N_("Read your reports, only if the council agrees too"),
}
STAFF_WORDS = {
    MayDo.SEE_MEETING: N_("See when and where the meeting is"),
    MayDo.READ_ANSWERS: N_("Read answers"),
    MayDo.WRITE_ANSWERS: N_("Write answers that the person checks and sends"),
    MayDo.READ_LETTER: N_("Read the letter"),
    MayDo.WRITE_LETTER: N_("Write a letter that the person checks and sends"),
    MayDo.READ_REPORTS: N_("Read reports, once you allow it too"),
}
PERMISSIONS = {
    MayDo.SEE_MEETING: Permission.HELP_SEE_MEETING,
    MayDo.READ_ANSWERS: Permission.HELP_READ_PREPARATION,
    MayDo.WRITE_ANSWERS: Permission.HELP_DRAFT_PREPARATION,
    MayDo.READ_LETTER: Permission.HELP_READ_VIEWS,
    MayDo.WRITE_LETTER: Permission.HELP_DRAFT_VIEWS,
    MayDo.READ_REPORTS: Permission.HELP_READ_REPORTS,
}


class Consent(StrEnum):
    """How somebody said that this person may help them."""

    ASKED_HERE = "asked_here"
    ASKED_BESIDE = "asked_beside"
    TOLD_US = "told_us"
    IN_WRITING = "in_writing"

    @property
    def words(self) -> str:
        """The way as staff and the person read it."""
        return CONSENT_WORDS[self]


CONSENT_WORDS = {
    Consent.ASKED_HERE: N_("Asked in the portal"),
    Consent.ASKED_BESIDE: N_("Asked on a worker's device, with the worker there"),
    Consent.TOLD_US: N_("Told a member of staff"),
    Consent.IN_WRITING: N_("Said so in writing"),
}


class Standing(StrEnum):
    """Where an arrangement stands today, as whoever is helped may know it."""

    ASKED = "asked"
    STANDING = "standing"
    REFUSED = "refused"
    ENDED = "ended"
    LAPSED = "lapsed"


STANDING_WORDS = {
    Standing.ASKED: N_("We will check this"),
    Standing.STANDING: N_("Can help"),
    Standing.REFUSED: N_("Not added"),
    Standing.ENDED: N_("Ended"),
    Standing.LAPSED: N_("The time is over"),
}


class Doubt(StrEnum):
    """Why staff must look twice, or must not agree at all; never shown to a family."""

    MEMBER = "member"
    HELPS_ANOTHER = "helps_another"
    STAFF = "staff"
    OWN_RECORD = "own_record"
    ENDED_PERSON = "ended_person"
    SAME_NAME = "same_name"
    LEFT_FAMILY = "left_family"
    FORMER_CONTACT = "former_contact"
    PROTECTED = "protected"
    ALSO_ASKED = "also_asked"
    KNOWN = "known"

    @property
    def words(self) -> str:
        """What staff are told."""
        return DOUBT_WORDS[self]

    @property
    def forbids(self) -> bool:
        """Whether nobody may agree while it is so."""
        return self in {
            Doubt.MEMBER,
            Doubt.HELPS_ANOTHER,
            Doubt.STAFF,
            Doubt.OWN_RECORD,
            Doubt.ENDED_PERSON,
        }


DOUBT_WORDS = {
    Doubt.MEMBER: N_("This contact belongs to a member of this family. You cannot agree to this."),
    Doubt.HELPS_ANOTHER: N_(
        "This person helps another member of this family, or did so before. "
        "One person can never help two people of one family. You cannot agree to this."
    ),
    Doubt.STAFF: N_("This contact belongs to a member of staff. You cannot agree to this."),
    Doubt.OWN_RECORD: N_("You wrote this down yourself. A colleague of this family has to agree."),
    Doubt.ENDED_PERSON: N_(
        "This contact belongs to somebody whose access was ended. You cannot agree to this."
    ),
    Doubt.SAME_NAME: N_("A member of this family has the same name, or nearly. Find out who this is."),
    Doubt.LEFT_FAMILY: N_("Somebody who was removed from this family has the same name, or nearly."),
    Doubt.FORMER_CONTACT: N_(
        "This contact belonged to a member of this family before. Find out who has it now."
    ),
    Doubt.PROTECTED: N_("This contact has to do with a protected detail. Check the protected details first."),
    Doubt.ALSO_ASKED: N_("Another member of this family asked for somebody with this name or contact."),
    Doubt.KNOWN: N_("The council knows this contact already. Check that it is the same person."),
}


@dataclass(frozen=True, slots=True)
class Described:
    """A helper as somebody described them: name, who they are to them, and a contact."""

    name: str = field(repr=False)
    relation: str = field(repr=False)
    contact: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """How and when somebody agreed to be helped, and who put that into the portal."""

    how: Consent
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a helper: who it is, as what, with what, and until when."""

    about: Described = field(repr=False)
    role: Role
    may: tuple[MayDo, ...]
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One arrangement, as either side sees it."""

    id: str
    about: Described = field(repr=False)
    role: Role
    state: HelpState
    standing: Standing
    may: tuple[MayDo, ...]
    until_at: datetime
    reports_allowed: bool
    consent: Consent
    consent_at: datetime
    asked_at: datetime
    decided_at: datetime | None
    ended_at: datetime | None
    had_access: bool
    """Whether anybody ever agreed; a refusal and a request that still waits read the same."""

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed, and ended."""
        return self.standing in {Standing.ASKED, Standing.STANDING}

    @property
    def could_read_reports(self) -> bool:
        """Whether reports lay open to this helper."""
        return self.reports_allowed and MayDo.READ_REPORTS in self.may

    @property
    def standing_words(self) -> str:
        """Where it stands, in words."""
        return STANDING_WORDS[self.standing]


@dataclass(frozen=True, slots=True)
class OwnHelper:
    """An arrangement as whoever is helped sees it, with what the helper did."""

    arrangement: Arrangement
    deeds: tuple[Deed, ...] = ()
    ended_by_self: bool = False
    written_by_staff: bool = False


@dataclass(frozen=True, slots=True)
class CaseHelper:
    """An arrangement as staff allocated to the family see it."""

    arrangement: Arrangement
    for_name: str = field(repr=False)
    written_by: str = field(repr=False)
    helper_membership_id: str | None
    doubts: Mapping[Doubt, str] = field(repr=False)
    """Each doubt with whom it is about, where staff of this family may know the name."""
    could_read_reports: bool

    @property
    def may_agree(self) -> bool:
        """Whether nothing forbids to agree."""
        return not any(doubt.forbids for doubt in self.doubts)

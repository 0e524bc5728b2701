"""The words of families: roles, how it is safe to contact somebody, and what must never be shown."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from app.kit.i18n import N_


class Role(StrEnum):
    """What somebody is to a family, or to a council. A closed list."""

    PARENT = "parent"
    CARER = "carer"
    SUPPORTER = "supporter"
    ADVOCATE = "advocate"
    YOUNG_PERSON = "young_person"
    ADMINISTRATOR = "administrator"
    SOCIAL_WORKER = "social_worker"
    CHAIR = "chair"
    COMPLAINTS_OFFICER = "complaints_officer"
    REPORT_AUTHOR = "report_author"
    COUNCIL_ADMIN = "council_admin"
    OPERATOR = "operator"

    @property
    def words(self) -> str:
        """The role's name as people read it."""
        return ROLE_WORDS[self]


ROLE_WORDS = {
    Role.PARENT: N_("Parent"),
    Role.CARER: N_("Carer"),
    Role.SUPPORTER: N_("Supporter"),
    Role.ADVOCATE: N_("Advocate"),
    Role.YOUNG_PERSON: N_("Young person"),
    Role.ADMINISTRATOR: N_("Administrator of meetings"),
    Role.SOCIAL_WORKER: N_("Social worker"),
    Role.CHAIR: N_("Chair"),
    Role.COMPLAINTS_OFFICER: N_("Complaints officer"),
    Role.REPORT_AUTHOR: N_("Report author"),
    Role.COUNCIL_ADMIN: N_("Council administrator"),
    Role.OPERATOR: N_("Operator"),
}
FAMILY_ROLES = (Role.PARENT, Role.CARER, Role.SUPPORTER, Role.ADVOCATE, Role.YOUNG_PERSON)
HELPER_ROLES = (Role.SUPPORTER, Role.ADVOCATE)
STAFF_ROLES = (
    Role.ADMINISTRATOR,
    Role.SOCIAL_WORKER,
    Role.CHAIR,
    Role.COMPLAINTS_OFFICER,
    Role.REPORT_AUTHOR,
    Role.COUNCIL_ADMIN,
)


class ContactKind(StrEnum):
    """By what a person can be reached; without one they get everything on paper."""

    EMAIL = "email"
    MOBILE = "mobile"
    NONE = "none"


class Wording(StrEnum):
    """How much a message says: about the meeting, nothing about it, or no message at all."""

    PLAIN = "plain"
    QUIET = "quiet"
    SILENT = "silent"


class IdentityCheck(StrEnum):
    """How staff made sure that it is really this person who has another number or address."""

    MET = "met"
    RANG = "rang"
    LETTER = "letter"


class StopReason(StrEnum):
    """Why nothing is sent to a contact any more: staff know that it is unsafe, or somebody else answered."""

    UNSAFE = "unsafe"
    WRONG_PERSON = "wrong_person"


class ClosingReason(StrEnum):
    """Why everything here stops for somebody; a person decides that, and no birthday does by itself."""

    MOVED = "moved"
    IS_18 = "is_18"
    LEFT_THE_UK = "left_the_uk"

    @property
    def words(self) -> str:
        """The reason as staff read it."""
        return CLOSING_WORDS[self]


CLOSING_WORDS = {
    ClosingReason.MOVED: N_("The family moves to another council"),
    ClosingReason.IS_18: N_("A child is 18 now"),
    ClosingReason.LEFT_THE_UK: N_("They have left the United Kingdom"),
}


class DetailKind(StrEnum):
    """What kind of protected detail it is; each is a typed record, never free text elsewhere."""

    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    SCHOOL = "school"
    SURGERY = "surgery"
    WORKPLACE = "workplace"
    NAME = "name"
    CAR = "car"
    DO_NOT_MENTION = "do_not_mention"

    @property
    def words(self) -> str:
        """The kind as staff read it."""
        return DETAIL_WORDS[self]


DETAIL_WORDS = {
    DetailKind.ADDRESS: N_("Address"),
    DetailKind.POSTCODE: N_("Postcode"),
    DetailKind.PHONE: N_("Phone number"),
    DetailKind.EMAIL: N_("E-mail address"),
    DetailKind.SCHOOL: N_("School or nursery"),
    DetailKind.SURGERY: N_("Doctor's surgery"),
    DetailKind.WORKPLACE: N_("Place of work"),
    DetailKind.NAME: N_("New or other name"),
    DetailKind.CAR: N_("Car"),
    DetailKind.DO_NOT_MENTION: N_("Words not to mention"),
}


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How it is safe to contact somebody, as they told a member of staff."""

    wording: Wording
    shared_phone: bool
    from_hour: time | None = None
    until_hour: time | None = None


@dataclass(frozen=True, slots=True)
class Compartments:
    """The names of a family's compartments; each has a key of its own."""

    council: str
    family_id: str

    @property
    def shared(self) -> str:
        """What everyone of the family who is invited may see: the meeting, the children's names."""
        return f"{self.council}|family:{self.family_id}|shared"

    @property
    def professionals(self) -> str:
        """What staff allocated to the family may see."""
        return f"{self.council}|family:{self.family_id}|professionals"

    @property
    def complaints(self) -> str:
        """What only the council's complaints officers may see."""
        return f"{self.council}|family:{self.family_id}|complaints"

    @property
    def safety(self) -> str:
        """What only the one worker may see whom the council names for questions of safety."""
        return f"{self.council}|family:{self.family_id}|safety"

    @property
    def breaches(self) -> str:
        """What its staff, and whoever answers for the council, may see: what reached the wrong person."""
        return f"{self.council}|family:{self.family_id}|breaches"

    def own(self, membership_id: str) -> str:
        """What one person in this family alone may see."""
        return f"{self.council}|family:{self.family_id}|own:{membership_id}"


def contact_compartment(council: str, person_id: str) -> str:
    """Return the name of where a person's name and contact are sealed."""
    return f"{council}|person:{person_id}|contact"

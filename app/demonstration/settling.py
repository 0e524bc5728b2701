"""Make one council's made-up staff and families, each as its own staff would set it up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.access import contacts, people, protected, staff_accounts
from app.access.scopes import CaseScope
from app.conferences import service as conferences
from app.conferences.models import ProfessionalRole
from app.demonstration import cast
from app.demonstration.acting import Acting
from app.demonstration.models import Household, Made, Part
from app.demonstration.rules import kind_of
from app.families.models import DetailKind, SafeContact, Wording
from app.families.tables import Person
from app.kit import clock

# A card with a PIN must still be good when somebody tries the portal out weeks after it was loaded.
PINS_WAIT = timedelta(days=365)
SAFE_CONTACT = SafeContact(Wording.QUIET, shared_phone=False)
SHARED_PHONE = SafeContact(Wording.QUIET, shared_phone=True)
PLAIN_CONTACT = SafeContact(Wording.PLAIN, shared_phone=False)
SAFE_CONTACTS = {cast.CARER: SHARED_PHONE, cast.PARENT_AFTER: PLAIN_CONTACT}
PLACES = ("Room 2, second floor", "The Green Room, ground floor", "Room 14, first floor", "Meeting Room A")
TEACHERS = ("Bridget Hallam", "Dominic Wray", "Farah Anwar")
AT_THE_MEETING = {
    ProfessionalRole.TEACHER: TEACHERS,
    ProfessionalRole.HEALTH_VISITOR: ("Connie Tuck", "Rhoda Jessop", "Lena Fisk"),
    ProfessionalRole.POLICE: ("", "", ""),
}


@dataclass(frozen=True)
class Staff:
    """The staff of one council whom its families need."""

    administrator: Made
    second_administrator: Made
    social_worker: Made
    chair: Made
    officer: Made
    social_worker_name: str


@dataclass(frozen=True)
class SettledFamily:
    """A family with its members and its meeting."""

    id: str
    conference_id: str
    members: Mapping[str, Made]


def add_staff(acting: Acting, council: str, part: Part) -> Made:
    """Make a staff account."""
    operator = acting.as_operator()
    person, pin = staff_accounts.add_staff(operator, council, part.name, part.contact, part.role)
    let_pin_wait(person)
    acting.session.flush()
    return Made(part.slot, person.id, pin, person.pin_hash or "")


def let_pin_wait(person: Person) -> None:
    """Let an unused PIN wait for as long as a demonstration may lie about."""
    if person.pin_used_at is None:
        person.pin_lapses_at = clock.now() + PINS_WAIT


def settle(
    acting: Acting,
    staff: Staff,
    household: Household,
    *,
    parts: list[Part],
    index: int,
    meets_at: datetime | None,
) -> SettledFamily:
    """Open a family, add its people, call its meeting and invite them; the invitations are sent."""
    opened = people.open_family(acting.as_staff(staff.administrator))
    case = acting.as_case_worker(staff.administrator, opened.id)
    names = cast.children_of(household, index, parts)
    children = [people.add_child(case, name).id for name in names]
    for colleague in (staff.second_administrator, staff.social_worker):
        staff_accounts.allocate(case, colleague.person_id)
    members = {
        part.slot: _add_member(case, part, children, index) for part in parts if part.household is household
    }
    conference_id = _call(case, staff, household, index, meets_at)
    for member in members.values():
        conferences.invite(case, conference_id, member.membership_id or "")
        conferences.send_invitation(case, conference_id, member.membership_id or "")
    return SettledFamily(opened.id, conference_id, members)


def _add_member(case: CaseScope, part: Part, children: list[str], index: int) -> Made:
    place = people.add_member(
        case, part.name, part.role, contact=part.contact, language="en", child_ids=children
    )
    contacts.answer_safe_contact(case, place.id, SAFE_CONTACTS.get(part.slot, SAFE_CONTACT))
    if part.slot == cast.PROTECTED_PARENT:
        protected.add(case, place.id, DetailKind.ADDRESS, cast.protected_address(index))
    pin = contacts.give_pin(case, place.id, lapses_at=clock.now() + PINS_WAIT)
    person = case.session.get_one(Person, place.person_id)
    made = Made(part.slot, person.id, pin, person.pin_hash or "")
    return replace(made, membership_id=place.id, family_id=case.family_id)


def _call(case: CaseScope, staff: Staff, household: Household, index: int, meets_at: datetime | None) -> str:
    place = PLACES[(index + list(Household).index(household)) % len(PLACES)] if meets_at else ""
    meeting = conferences.call(
        case, kind=kind_of(household), meets_at=meets_at, place=place, chair_id=staff.chair.person_id
    )
    attendees = [(ProfessionalRole.SOCIAL_WORKER, staff.social_worker_name)]
    attendees += [(role, names[index % len(names)]) for role, names in AT_THE_MEETING.items()]
    for role, name in attendees:
        conferences.add_attendee(case, meeting.id, role=role, name=name)
    return meeting.id

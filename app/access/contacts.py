"""How a person can be reached, how it is safe to reach them, and their PIN: recorded by staff."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.access import links, pins, sessions, trusting
from app.access.models import EndReason
from app.access.scopes import CaseScope, Recording, StaffScope, SystemScope
from app.audit.models import Action
from app.families.models import (
    FAMILY_ROLES,
    HELPER_ROLES,
    ContactKind,
    IdentityCheck,
    SafeContact,
    StopReason,
    Wording,
)
from app.families.rules import read_contact
from app.families.tables import Membership, Person
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import Conflict, NotFound
from app.kit.i18n import N_


class ContactUnreadable(Exception):
    """What was typed is neither an e-mail address nor a UK mobile number."""


class ContactTaken(Exception):
    """The contact already belongs to somebody else in this council: holding it would prove nothing."""


class KeptElsewhere(Conflict):
    """Somebody who helps here belongs to a family of their own, whose staff look after how they sign in."""

    title = N_("Other staff look after this")
    words = N_(
        "This person is known from another family. Only staff of that family can change this or give a PIN."
    )


class PinState(StrEnum):
    """Where a person's PIN stands."""

    NOT_GIVEN = "not_given"
    WAITING = "waiting"
    LAPSED = "lapsed"
    USED = "used"
    PAUSED = "paused"


def read_free_contact(
    scope: StaffScope | SystemScope, council: str, typed: str, *, owner_id: str | None = None
) -> tuple[ContactKind, str, bytes | None]:
    """Return the kind, the one spelling and the blind index of a contact that nobody else has.

    Raises ContactUnreadable, and ContactTaken when somebody else in the council has it.
    """
    if not typed.strip():
        return ContactKind.NONE, "", None
    found = read_contact(typed)
    if found is None:
        raise ContactUnreadable
    kind, contact = found
    index = scope.installation.keyring.blind_index(council, contact)
    other = find_by_index(scope, council, index)
    if other and other.id != owner_id:
        raise _taken(scope, other)
    return kind, contact, index


def _taken(scope: StaffScope | SystemScope, other: Person) -> ContactTaken:
    # The refusal tells that the council knows this contact: who asks for that leaves a trace.
    scope.record(Action.DENIED, "people", other.id, reason="contact of somebody else")
    return ContactTaken()


def write_contact(scope: StaffScope | SystemScope, person: Person, typed: str, cipher: Cipher) -> None:
    """Seal a contact; nothing typed means that everything goes on paper.

    Raises ContactUnreadable, and ContactTaken when somebody else in the council has it.
    """
    kind, contact, index = read_free_contact(scope, person.council, typed, owner_id=person.id)
    try:
        with scope.session.begin_nested():
            if index != person.contact_index:
                person.former_contact_index = person.contact_index or person.former_contact_index
            person.contact_kind = kind.value
            person.contact_index = index
            person.contact_sealed = cipher.seal(contact, person.place("contact_sealed")) if contact else None
            scope.session.add(person)
    except IntegrityError as error:
        # Somebody else was given it since we looked, in the same moment.
        other = find_by_index(scope, person.council, index) if index else None
        if other is None:
            raise
        raise _taken(scope, other) from error


def find_by_index(scope: StaffScope | SystemScope, council: str, index: bytes) -> Person | None:
    """Return who in a council has the contact with this blind index."""
    wanted = select(Person).where(col(Person.council) == council, col(Person.contact_index) == index)
    found: Person | None = scope.session.execute(wanted).scalar_one_or_none()
    return found


def member_person(scope: CaseScope, membership_id: str) -> tuple[Membership, Person]:
    """Return somebody of this family. Raises NotFound for anybody else.

    Staff allocated to the family are not of it: nobody may give a colleague another contact or PIN here.
    """
    place = scope.session.get(Membership, membership_id)
    if (
        place is None
        or place.family_id != scope.family_id
        or place.ended_at
        or place.role not in FAMILY_ROLES
    ):
        raise NotFound
    return place, scope.session.get_one(Person, place.person_id)


def is_kept_elsewhere(scope: CaseScope, person_id: str) -> bool:
    """Say whether how somebody signs in is for other staff to change than those of this family.

    Whoever agrees that somebody helps here must not come to hold what opens that person's own family.
    """
    places = links.memberships_of(scope.session, person_id)
    home = min(places, key=lambda place: place.role in HELPER_ROLES, default=None)
    if home is None or home.family_id == scope.family_id:
        return False
    there = select(col(Membership.id)).where(
        col(Membership.person_id) == scope.person_id,
        col(Membership.family_id) == home.family_id,
        col(Membership.ended_at).is_(None),
    )
    return scope.session.execute(there.limit(1)).first() is None


def kept_person(scope: CaseScope, membership_id: str) -> tuple[Membership, Person]:
    """Return somebody of this family whose ways in its staff look after. Raises NotFound, KeptElsewhere."""
    place, person = member_person(scope, membership_id)
    if is_kept_elsewhere(scope, person.id):
        raise KeptElsewhere
    return place, person


def change_contact(scope: CaseScope, membership_id: str, typed: str, *, checked: IdentityCheck) -> bool:
    """Record another contact and say whether it differs from the one before.

    Sessions and links end, and nothing is sent there until it is known to be safe. Nothing is ever sent to
    the old one about it: whoever holds that may be the reason for the change.

    Raises NotFound, KeptElsewhere, ContactUnreadable and ContactTaken.
    """
    _, person = kept_person(scope, membership_id)
    earlier = person.contact_index
    write_contact(scope, person, typed, scope.contact_of(person.id))
    if person.contact_index == earlier:
        return False
    person.wording, person.shared_phone, person.safe_from, person.safe_until = None, False, None, None
    person.contact_stopped_at, person.contact_stopped_why = None, None
    end_ways_in(scope.session, person.id)
    scope.record(Action.PERSON_CHANGED, "people", person.id, reason=f"contact: {checked.value}")
    return True


def end_ways_in(session: Session, person_id: str) -> None:
    """End every session, link, notice's address and trusted browser of a person."""
    sessions.end(session, EndReason.REVOKED, person_id=person_id)
    links.forget_links(session, person_id)
    links.end_doorbells(session, person_id)
    trusting.end_all(session, person_id)


def stop(scope: Recording, person: Person, why: StopReason) -> None:
    """Note that a contact must not be used, and end every way in that it gave."""
    end_ways_in(scope.session, person.id)
    person.contact_stopped_at, person.contact_stopped_why = clock.now(), why.value
    person.wording = None
    scope.session.add(person)
    scope.record(Action.CONTACT_STOPPED, "people", person.id, reason=why.value)


def answer_safe_contact(scope: CaseScope, membership_id: str, answer: SafeContact) -> None:
    """Record how this person said it is safe to contact them. Raises NotFound, KeptElsewhere."""
    _, person = kept_person(scope, membership_id)
    person.wording, person.shared_phone = answer.wording.value, answer.shared_phone
    person.safe_from, person.safe_until = answer.from_hour, answer.until_hour
    person.contact_stopped_at, person.contact_stopped_why = None, None
    scope.session.add(person)
    if answer.shared_phone:
        trusting.end_all(scope.session, person.id)
    scope.record(Action.SAFE_CONTACT_ANSWERED, "people", person.id, reason=answer.wording.value)


def safe_contact_of(person: Person) -> SafeContact | None:
    """Return how it is safe to contact somebody; None before they were asked."""
    if person.wording is None:
        return None
    return SafeContact(Wording(person.wording), person.shared_phone, person.safe_from, person.safe_until)


def let_pin_wait(scope: CaseScope, membership_id: str, until: datetime) -> None:
    """Let an unused PIN wait longer, for a meeting called or moved since. Raises NotFound."""
    _, person = member_person(scope, membership_id)
    if pin_state_of(person) is PinState.WAITING and (person.pin_lapses_at or until) < until:
        person.pin_lapses_at = until
        scope.session.add(person)
        scope.record(Action.PERSON_CHANGED, "people", person.id, reason="PIN waits longer")


def pin_state_of(person: Person) -> PinState:
    """Say where a person's PIN stands."""
    if pins.is_paused(person):
        return PinState.PAUSED
    if person.pin_hash is None:
        return PinState.NOT_GIVEN
    if person.pin_used_at is not None:
        return PinState.USED
    lapsed = person.pin_lapses_at is not None and clock.now() > person.pin_lapses_at
    return PinState.LAPSED if lapsed else PinState.WAITING


def give_pin(scope: CaseScope, membership_id: str, *, lapses_at: datetime | None = None) -> str:
    """Give a person a fresh PIN, which staff see once; their links and sessions end.

    Raises NotFound, KeptElsewhere.
    """
    _, person = kept_person(scope, membership_id)
    pin = pins.give(scope.installation, person, lapses_at)
    sessions.end(scope.session, EndReason.REVOKED, person_id=person.id)
    pins.end_links(scope.session, person.id)
    trusting.end_all(scope.session, person.id)
    scope.session.add(person)
    scope.record(Action.PIN_GIVEN, "people", person.id)
    return pin

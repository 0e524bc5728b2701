"""Families and the people in them: added by staff, and seen by staff who are allocated to the family."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import col

from app.access import helpings, pins, sessions, trusting
from app.access.contacts import (
    PinState,
    is_kept_elsewhere,
    kept_person,
    member_person,
    pin_state_of,
    read_free_contact,
    safe_contact_of,
    write_contact,
)
from app.access.models import EndReason
from app.access.scopes import CaseScope, FamilyScope, StaffScope
from app.audit.models import Action
from app.families.models import (
    FAMILY_ROLES,
    HELPER_ROLES,
    Compartments,
    ContactKind,
    Role,
    SafeContact,
    StopReason,
    Wording,
    contact_compartment,
)
from app.families.rules import mask_contact
from app.families.tables import Child, ChildLink, Family, Membership, Person
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.ids import new_reference


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a family, as staff allocated to it see them."""

    membership_id: str
    person_id: str
    role: Role
    name: str = field(repr=False)
    contact_kind: ContactKind
    contact: str = field(repr=False)
    language: str
    is_safe_contact_answered: bool
    is_silent: bool
    has_pin: bool
    has_signed_in: bool
    is_paused: bool
    safe_contact: SafeContact | None
    pin: PinState
    pin_lapses_at: datetime | None
    paused_until: datetime | None
    stopped_at: datetime | None = None
    stopped_why: StopReason | None = None
    closes_at: datetime | None = None
    is_under_18: bool = False
    is_kept_elsewhere: bool = False
    """Whether they only help here, and staff of their own family look after how they sign in."""

    @property
    def gets_messages(self) -> bool:
        """Whether anything is ever sent to this person; if not, everything goes on paper."""
        return self.contact_kind is not ContactKind.NONE and not self.is_silent


def open_family(scope: StaffScope, *, children: Iterable[str] = ()) -> Family:
    """Open a family with its children's names, and allocate whoever opens it."""
    family = Family(council=scope.authority.key, reference=new_reference())
    names = Compartments(family.council, family.id)
    shared, *_ = scope.new_keys(
        names.shared, names.professionals, names.complaints, names.safety, names.breaches
    )
    scope.session.add(family)
    scope.session.flush()
    scope.session.add(Membership(family_id=family.id, person_id=scope.person_id, role=scope.role.value))
    scope.session.add_all([_new_child(shared, family.id, name) for name in children])
    scope.record(Action.FAMILY_OPENED, "families", family.id)
    return family


def _new_child(shared: Cipher, family_id: str, name: str) -> Child:
    child = Child(family_id=family_id, name_sealed=b"")
    child.name_sealed = shared.seal(name, child.place("name_sealed"))
    return child


def family_of(scope: CaseScope) -> Family:
    """Return the family's row."""
    return scope.session.get_one(Family, scope.family_id)


def families_of(scope: StaffScope) -> list[Family]:
    """Return the families that this member of staff is allocated to, newest first."""
    wanted = (
        select(Family)
        .join(Membership, col(Membership.family_id) == col(Family.id))
        .where(
            col(Membership.person_id) == scope.person_id,
            col(Membership.ended_at).is_(None),
            col(Family.council) == scope.authority.key,
        )
        .order_by(col(Family.created_at).desc())
    )
    return list(scope.session.execute(wanted).scalars().unique())


def stop_messages(scope: CaseScope, *, stopped: bool) -> None:
    """Stop every message to a family with one switch, or let messages go out again."""
    family = family_of(scope)
    family.messages_stopped_at = clock.now() if stopped else None
    scope.session.add(family)
    scope.record(Action.MESSAGES_STOPPED if stopped else Action.MESSAGES_RESUMED, "families", family.id)


def add_child(scope: CaseScope, name: str, *, membership_ids: Iterable[str] = ()) -> Child:
    """Add a child that the meeting is about, and say which members of the family are here for it.

    Before birth the name is what the family agreed on.
    """
    child = _new_child(scope.shared, scope.family_id, name)
    scope.session.add(child)
    scope.session.flush()
    wanted = set(membership_ids) & {one.membership_id for one in members_of(scope)}
    links = [ChildLink(child_id=child.id, membership_id=one) for one in sorted(wanted)]
    scope.session.add_all(links)
    scope.record(Action.CHILD_ADDED, "children", child.id)
    return child


def children_of(scope: CaseScope) -> dict[str, str]:
    """Return each child's identifier and name."""
    wanted = select(Child).where(col(Child.family_id) == scope.family_id).order_by(col(Child.created_at))
    rows = scope.session.execute(wanted).scalars()
    return {child.id: scope.shared.open(child.name_sealed, child.place("name_sealed")) for child in rows}


def own_children(scope: FamilyScope) -> list[str]:
    """Return the names of the children that this person is here for, and of no other."""
    wanted = (
        select(Child)
        .join(ChildLink, col(ChildLink.child_id) == col(Child.id))
        .where(col(ChildLink.membership_id) == scope.membership_id)
        .order_by(col(Child.created_at))
    )
    rows = scope.session.execute(wanted).scalars()
    return [scope.shared.open(child.name_sealed, child.place("name_sealed")) for child in rows]


def add_member(
    scope: CaseScope, name: str, role: Role, *, contact: str, language: str, child_ids: Sequence[str] = ()
) -> Membership:
    """Add somebody to the family. Raises ContactUnreadable and ContactTaken."""
    if role not in FAMILY_ROLES:
        raise ValueError(role)
    read_free_contact(scope, scope.authority.key, contact)
    person = Person(council=scope.authority.key, language=language, name_sealed=b"")
    (cipher,) = scope.new_keys(contact_compartment(person.council, person.id))
    person.name_sealed = cipher.seal(name, person.place("name_sealed"))
    write_contact(scope, person, contact, cipher)
    place = Membership(family_id=scope.family_id, person_id=person.id, role=role.value)
    scope.new_keys(Compartments(scope.authority.key, scope.family_id).own(place.id))
    scope.session.flush()
    scope.session.add(place)
    scope.session.flush()
    _link(scope, place.id, child_ids)
    scope.record(Action.PERSON_ADDED, "memberships", place.id, reason=role.value)
    return place


def _link(scope: CaseScope, membership_id: str, child_ids: Iterable[str]) -> None:
    wanted = set(child_ids) & set(children_of(scope))
    links = [ChildLink(child_id=child, membership_id=membership_id) for child in sorted(wanted)]
    scope.session.add_all(links)


def change_member(
    scope: CaseScope, membership_id: str, *, name: str, language: str, child_ids: Sequence[str]
) -> None:
    """Put right a name or a language, and say anew which children somebody is here for.

    Raises NotFound, KeptElsewhere.
    """
    _, person = kept_person(scope, membership_id)
    person.name_sealed = scope.contact_of(person.id).seal(name, person.place("name_sealed"))
    person.language = language
    scope.session.add(person)
    scope.session.execute(delete(ChildLink).where(col(ChildLink.membership_id) == membership_id))
    _link(scope, membership_id, child_ids)
    scope.record(Action.PERSON_CHANGED, "people", person.id, reason="name, language or children")


def end_member(scope: CaseScope, membership_id: str) -> None:
    """Close the family to one of its members; a contact used for no other family is free again.

    Their words stay, and what is protected for them stays protected. Raises NotFound.
    """
    place, person = member_person(scope, membership_id)
    place.ended_at = clock.now()
    others = select(col(Membership.id)).where(
        col(Membership.person_id) == person.id,
        col(Membership.id) != place.id,
        col(Membership.ended_at).is_(None),
    )
    if scope.session.execute(others.limit(1)).first() is None:
        person.former_contact_index = person.contact_index or person.former_contact_index
        person.contact_kind, person.contact_index, person.contact_sealed = ContactKind.NONE.value, None, None
    scope.session.add_all([place, person])
    helpings.end_of_member(scope, place.id)
    sessions.end(scope.session, EndReason.REVOKED, person_id=person.id)
    pins.end_links(scope.session, person.id)
    trusting.end_all(scope.session, person.id)
    scope.record(Action.PERSON_CHANGED, "memberships", place.id, reason="no longer in this family")


def children_for(scope: CaseScope) -> dict[str, list[str]]:
    """Return the identifiers of the children that each member of the family is here for."""
    wanted = (
        select(col(ChildLink.membership_id), col(ChildLink.child_id))
        .join(Child, col(Child.id) == col(ChildLink.child_id))
        .where(col(Child.family_id) == scope.family_id)
        .order_by(col(Child.created_at))
    )
    found: dict[str, list[str]] = {}
    for membership_id, child_id in scope.session.execute(wanted).all():
        found.setdefault(membership_id, []).append(child_id)
    return found


def members_of(scope: CaseScope) -> list[Member]:
    """Return the members of the family, as staff allocated to it see them; staff are not among them."""
    wanted = (
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.family_id) == scope.family_id,
            col(Membership.ended_at).is_(None),
            col(Membership.role).in_([role.value for role in FAMILY_ROLES]),
        )
        .order_by(col(Membership.created_at))
    )
    return [_member(scope, place, person) for place, person in scope.session.execute(wanted).all()]


def member(scope: CaseScope, membership_id: str) -> Member:
    """Return one member of the family. Raises NotFound for anybody else."""
    return _member(scope, *member_person(scope, membership_id))


def _member(scope: CaseScope, place: Membership, person: Person) -> Member:
    cipher = scope.contact_of(person.id)
    sealed = person.contact_sealed
    contact = cipher.open(sealed, person.place("contact_sealed")) if sealed else ""
    is_elsewhere = place.role in HELPER_ROLES and is_kept_elsewhere(scope, person.id)
    return Member(
        membership_id=place.id,
        person_id=person.id,
        role=Role(place.role),
        name=cipher.open(person.name_sealed, person.place("name_sealed")),
        contact_kind=ContactKind(person.contact_kind),
        # It may have been changed since, for somebody's safety: staff of this family need not know to what.
        contact=mask_contact(ContactKind(person.contact_kind), contact) if is_elsewhere else contact,
        language=person.language,
        is_safe_contact_answered=person.wording is not None,
        is_silent=person.wording == Wording.SILENT.value,
        has_pin=person.pin_hash is not None,
        has_signed_in=person.pin_used_at is not None,
        is_paused=pins.is_paused(person),
        safe_contact=safe_contact_of(person),
        pin=pin_state_of(person),
        pin_lapses_at=person.pin_lapses_at,
        paused_until=person.paused_until,
        stopped_at=person.contact_stopped_at,
        stopped_why=StopReason(person.contact_stopped_why) if person.contact_stopped_why else None,
        closes_at=place.closes_at,
        is_under_18=person.is_under_18,
        is_kept_elsewhere=is_elsewhere,
    )

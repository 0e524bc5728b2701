"""Builders: councils' staff, families and meetings, made through the portal's own verbs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import col

from app.access import contacts, making, people, protected, staff_accounts
from app.access.models import Permission
from app.access.rules import roles_with
from app.access.scopes import CaseScope, ComplaintsScope, FamilyScope, Installation, StaffScope
from app.access.transactions import system_scope, transaction
from app.conferences import service as conferences
from app.conferences.models import ConferenceKind
from app.families.models import DetailKind, Role, SafeContact, Wording
from app.families.tables import Membership, Person
from app.helping import deciding
from app.helping import service as helping
from app.helping.models import Described, MayDo, Wish
from app.kit import clock

QUIET = SafeContact(Wording.QUIET, shared_phone=False)


@dataclass
class Someone:
    """A person of a test: who they are, and what they would type to sign in."""

    name: str
    council: str
    role: Role
    person_id: str
    contact: str
    pin: str = ""
    membership_id: str | None = None
    family_id: str | None = None


@dataclass
class BuiltFamily:
    """A family of a test."""

    id: str
    council: str
    reference: str
    children: dict[str, str] = field(default_factory=dict)


def add_staff(installation: Installation, council: str, name: str, role: Role) -> Someone:
    """Add a member of staff to a council."""
    email = f"{name.split(maxsplit=1)[0].lower()}.{role.value}@{council}.example.org"
    with system_scope(installation) as system:
        person, pin = staff_accounts.add_staff(system, council, name, email, role)
        return Someone(name, council, role, person.id, email, pin)


@contextmanager
def as_staff(installation: Installation, who: Someone) -> Iterator[StaffScope]:
    """Act as a member of staff at the council's own pages."""
    with transaction(installation, writes=True) as session:
        found = making.as_if_signed_in(session, who.person_id)
        yield making.staff_scope(session, installation, found)


@contextmanager
def as_officer(installation: Installation, who: Someone) -> Iterator[ComplaintsScope]:
    """Act as a complaints officer."""
    with transaction(installation, writes=True) as session:
        found = making.as_if_signed_in(session, who.person_id)
        yield making.complaints_scope(session, installation, found)


@contextmanager
def as_case_worker(installation: Installation, who: Someone, family_id: str) -> Iterator[CaseScope]:
    """Act as a member of staff who is allocated to a family."""
    with transaction(installation, writes=True) as session:
        found = making.as_if_signed_in(session, who.person_id)
        yield making.case_scope(session, installation, found, family_id)


@contextmanager
def as_member(installation: Installation, who: Someone) -> Iterator[FamilyScope]:
    """Act as a member of a family."""
    with transaction(installation, writes=True) as session:
        found = making.as_if_signed_in(session, who.person_id, who.membership_id)
        yield making.family_scope(session, installation, found, who.membership_id or "", who.family_id or "")


def open_family(
    installation: Installation, administrator: Someone, *staff: Someone, children: tuple[str, ...] = ("Noor",)
) -> BuiltFamily:
    """Open a family with children, and allocate staff to it."""
    with as_staff(installation, administrator) as scope:
        family = people.open_family(scope)
    with as_case_worker(installation, administrator, family.id) as case:
        made = {name: people.add_child(case, name).id for name in children}
        for colleague in staff:
            staff_accounts.allocate(case, colleague.person_id)
    return BuiltFamily(family.id, administrator.council, family.reference, made)


def add_member(
    installation: Installation,
    administrator: Someone,
    family: BuiltFamily,
    name: str,
    role: Role = Role.PARENT,
    *,
    contact: str | None = None,
    safe_contact: SafeContact | None = QUIET,
    protected_address: str = "",
    welcomed: bool = True,
) -> Someone:
    """Add somebody to a family, with a safe contact and a PIN, past the first page, unless told otherwise."""
    email = (
        f"{name.split(maxsplit=1)[0].lower()}@{family.council}.example.org" if contact is None else contact
    )
    with as_case_worker(installation, administrator, family.id) as case:
        place = people.add_member(
            case, name, role, contact=email, language="en", child_ids=list(family.children.values())
        )
        if safe_contact:
            contacts.answer_safe_contact(case, place.id, safe_contact)
        if protected_address:
            protected.add(case, place.id, DetailKind.ADDRESS, protected_address)
        pin = contacts.give_pin(case, place.id)
        place.welcomed_at = clock.now() if welcomed else None
        return Someone(name, family.council, role, place.person_id, email, pin, place.id, family.id)


def call_meeting(
    installation: Installation,
    administrator: Someone,
    family: BuiltFamily,
    *invited: Someone,
    meets_at: datetime | None,
    place: str = "Room 2, Town Hall",
    chair: Someone | None = None,
    kind: ConferenceKind = ConferenceKind.INITIAL,
) -> str:
    """Call a meeting, invite people to it, and return its identifier."""
    with as_case_worker(installation, administrator, family.id) as case:
        made = conferences.call(
            case, kind=kind, meets_at=meets_at, place=place, chair_id=chair.person_id if chair else None
        )
        for who in invited:
            conferences.invite(case, made.id, who.membership_id or "")
        return made.id


def add_helper(
    portal: Installation,
    parent: Someone,
    name: str,
    role: Role,
    *permissions: Permission,
    reports: bool = False,
    contact: str | None = None,
) -> Someone:
    """Let somebody help a parent: the parent asks, the staff agree and give a PIN; reports only if told."""
    email = contact or f"{name.split(maxsplit=1)[0].lower()}@{parent.council}.example.org"
    may = tuple(one for one in MayDo if one.permission in permissions)
    about, until_at = Described(name, "My friend", email), clock.now() + timedelta(days=30)
    with as_member(portal, parent) as scope:
        helping_id = helping.ask(scope, Wish(about, role, may, until_at))
    with as_case_worker(portal, confirming(portal, parent), parent.family_id or "") as case:
        membership_id = deciding.agree(case, helping_id)
        if reports:
            deciding.allow_reports(case, helping_id, allowed=True)
        place = case.session.get_one(Membership, membership_id)
        place.welcomed_at, person_id = clock.now(), place.person_id
        # Whoever is known from a family of their own has a PIN, which only its staff can change.
        is_known = contacts.is_kept_elsewhere(case, person_id)
        pin = "" if is_known else contacts.give_pin(case, membership_id)
    return Someone(name, parent.council, role, person_id, email, pin, membership_id, parent.family_id)


def confirming(portal: Installation, parent: Someone) -> Someone:
    """Return a member of staff who is allocated to somebody's family and decides about helpers."""
    with system_scope(portal, writes=False) as system:
        wanted = (
            select(Person)
            .join(Membership, col(Membership.person_id) == col(Person.id))
            .where(
                col(Membership.family_id) == parent.family_id,
                col(Membership.ended_at).is_(None),
                col(Person.staff_role).in_(roles_with(Permission.CONFIRM_HELPERS)),
            )
            .order_by(col(Membership.created_at))
        )
        found = system.session.execute(wanted.limit(1)).scalar_one()
        return Someone("", parent.council, Role(found.staff_role), found.id, "")

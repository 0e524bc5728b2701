"""What staff do about helpers: look who it is, agree or refuse, allow reports, end it, write down consent."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from app.access import helpers_of, helpings, people
from app.access.contacts import ContactTaken, ContactUnreadable
from app.access.models import HelpState
from app.access.scopes import CaseScope, StaffScope
from app.access.tables import Helping
from app.audit.models import Action
from app.families.models import FAMILY_ROLES, HELPER_ROLES, Role
from app.families.rules import first_name, read_contact
from app.families.tables import Family, Membership, Person
from app.helping import checking, opening
from app.helping.models import CaseHelper, Consent, ConsentGiven, Doubt, Wish
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.ids import new_id
from app.outbox import service as outbox
from app.outbox import telling
from app.outbox.models import Notice

HELPED_ROLES = tuple(role for role in FAMILY_ROLES if role not in HELPER_ROLES)


class InDoubt(Exception):
    """Nobody may agree to this helper; the doubt says why."""

    def __init__(self, doubt: Doubt) -> None:
        """Take the first reason."""
        super().__init__(doubt.value)
        self.doubt = doubt


def waiting(scope: StaffScope, families: Iterable[str]) -> dict[str, int]:
    """Return how many helpers wait for an answer in each family where some do."""
    wanted = (
        select(col(Helping.family_id), func.count())
        .where(
            col(Helping.family_id).in_(families),
            col(Helping.state) == HelpState.ASKED.value,
            col(Helping.until_at) > clock.now(),
        )
        .group_by(col(Helping.family_id))
    )
    return {str(row[0]): int(row[1]) for row in scope.session.execute(wanted).all()}


def every(scope: CaseScope) -> list[CaseHelper]:
    """Return every arrangement of the family, those that wait first, then the newest."""
    wanted = select(Helping).where(col(Helping.family_id) == scope.family_id)
    rows = scope.session.execute(wanted.order_by(col(Helping.created_at).desc(), col(Helping.id))).scalars()
    scope.record(Action.HELPER_LOOKED_AT, "families", scope.family_id)
    found = [_seen(scope, row, {}) for row in rows]
    return sorted(found, key=lambda one: one.arrangement.standing.value != HelpState.ASKED.value)


def one(scope: CaseScope, helping_id: str) -> CaseHelper:
    """Return one arrangement with everything that makes it doubtful. Raises NotFound."""
    row = _row(scope, helping_id)
    about = opening.described(row, scope.professionals, opening.PROFESSIONALS)
    is_asked = row.state == HelpState.ASKED.value
    scope.record(Action.HELPER_LOOKED_AT, "helpings", row.id)
    return _seen(scope, row, checking.doubts(scope, row, about) if is_asked else {})


def _seen(scope: CaseScope, row: Helping, doubts: dict[Doubt, str]) -> CaseHelper:
    arrangement = opening.arrangement(scope, row, scope.professionals, opening.PROFESSIONALS)
    return CaseHelper(
        arrangement=arrangement,
        for_name=_name(scope, _person_of(scope, row.for_membership_id)),
        written_by=_name(scope, scope.session.get_one(Person, row.consent_by)),
        helper_membership_id=row.helper_membership_id if arrangement.is_open else None,
        doubts=doubts,
        could_read_reports=row.helper_membership_id is not None and arrangement.could_read_reports,
    )


def _name(scope: CaseScope, person: Person) -> str:
    return scope.contact_of(person.id).open(person.name_sealed, person.place("name_sealed"))


def _person_of(scope: CaseScope, membership_id: str) -> Person:
    place = scope.session.get_one(Membership, membership_id)
    return scope.session.get_one(Person, place.person_id)


def _row(scope: CaseScope, helping_id: str) -> Helping:
    row = scope.session.get(Helping, helping_id)
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    return row


def require_asked(scope: CaseScope, helping_id: str) -> None:
    """Make sure that it waits for a decision. Raises NotFound, and Conflict when it was decided."""
    _asked_row(scope, helping_id)


def require_open(scope: CaseScope, helping_id: str) -> None:
    """Make sure that it can still be changed. Raises NotFound, and Conflict when it is over."""
    _open_row(scope, helping_id)


def _asked_row(scope: CaseScope, helping_id: str) -> Helping:
    # Two of the staff may decide at once, about one person for both parents: one after the other.
    scope.session.get(Family, scope.family_id, with_for_update=True)
    row = _row(scope, helping_id)
    if row.state != HelpState.ASKED.value:
        raise Conflict
    return row


def agree(scope: CaseScope, helping_id: str) -> str:
    """Let somebody help, and return their place in the family.

    Raises NotFound; Conflict when it was decided or its time is over; and InDoubt.
    """
    row = _asked_row(scope, helping_id)
    if row.until_at <= clock.now():
        raise Conflict
    about = opening.described(row, scope.professionals, opening.PROFESSIONALS)
    for doubt in checking.doubts(scope, row, about):
        if doubt.forbids:
            raise InDoubt(doubt)
    helped = people.member(scope, row.for_membership_id)
    try:
        place = helpers_of.give_place(scope, about.name, Role(row.role), about.contact)
    except ContactTaken as error:
        # Somebody was given this contact since we looked: who that is has to be looked at first.
        raise Conflict from error
    _end_earlier(scope, place)
    row.helper_membership_id = place.id
    cipher, first = scope.contact_of(place.person_id), first_name(helped.name)
    row.helped_name_sealed = cipher.seal(first, row.place("helped_name_sealed"))
    _decide(scope, row, HelpState.STANDING, Action.HELPER_AGREED)
    if scope.session.get_one(Person, place.person_id).wording is not None:
        outbox.enqueue(
            scope, scope.authority.key, place.person_id, Notice.HELPER_INVITATION, family_id=scope.family_id
        )
    return place.id


def _end_earlier(scope: CaseScope, place: Membership) -> None:
    """End what the same helper was let do before: what was wished last holds, and nothing beside it."""
    wanted = select(Helping).where(
        col(Helping.helper_membership_id) == place.id, col(Helping.state) == HelpState.STANDING.value
    )
    for earlier in scope.session.execute(wanted).scalars().all():
        helpings.end(scope, earlier)
    place.ended_at = None
    scope.session.add(place)


def refuse(scope: CaseScope, helping_id: str) -> None:
    """Refuse somebody; for whoever asked nothing changes. Raises NotFound, Conflict when it was decided."""
    _decide(scope, _asked_row(scope, helping_id), HelpState.REFUSED, Action.HELPER_REFUSED)


def _decide(scope: CaseScope, row: Helping, state: HelpState, action: Action) -> None:
    row.state, row.decided_at, row.decided_by = state.value, clock.now(), scope.person_id
    scope.session.add(row)
    scope.session.flush()
    scope.record(action, "helpings", row.id)
    if state is not HelpState.REFUSED:
        telling.tell_person(scope, row.for_membership_id)


def allow_reports(scope: CaseScope, helping_id: str, *, allowed: bool) -> None:
    """Give the council's half of the right to read reports, or take it back. Raises NotFound, Conflict."""
    row = _open_row(scope, helping_id)
    row.reports_allowed_at = clock.now() if allowed else None
    row.reports_allowed_by = scope.person_id if allowed else None
    scope.session.add(row)
    action = Action.HELPER_REPORTS_ALLOWED if allowed else Action.HELPER_REPORTS_NOT_ALLOWED
    scope.record(action, "helpings", row.id)
    telling.tell_person(scope, row.for_membership_id)


def _open_row(scope: CaseScope, helping_id: str) -> Helping:
    row = _row(scope, helping_id)
    if not opening.arrangement(scope, row, scope.professionals, opening.PROFESSIONALS).is_open:
        raise Conflict
    return row


def end(scope: CaseScope, helping_id: str) -> None:
    """End it from the next request on, and tell whom it was for. Raises NotFound, and Conflict."""
    row = _open_row(scope, helping_id)
    helpings.end(scope, row)
    telling.tell_person(scope, row.for_membership_id)


def record(scope: CaseScope, member_id: str, wish: Wish, *, consent: Consent, consent_at: datetime) -> str:
    """Write down that somebody of the family agreed that this person helps them; it is decided afterwards.

    Raises NotFound for anybody who is not of this family in their own right, and ContactUnreadable.
    """
    if people.member(scope, member_id).role not in HELPED_ROLES:
        raise NotFound
    if read_contact(wish.about.contact) is None:
        raise ContactUnreadable
    row = opening.new_row(
        wish,
        ConsentGiven(consent, consent_at, scope.person_id),
        family_id=scope.family_id,
        membership_id=member_id,
        own=scope.for_member(member_id),
        professionals=scope.professionals,
        helping_id=new_id(),
    )
    helpings.grant(scope, row, (one.permission for one in wish.may), wish.until_at)
    scope.record(Action.HELPER_ASKED_FOR, "helpings", row.id, reason=f"{wish.role.value}, {consent.value}")
    return row.id

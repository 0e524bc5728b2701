"""Begin a record: by itself, in the transaction of what shows that something went wrong; or by hand."""

import json
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access import links
from app.access import rules as access
from app.access.models import Permission
from app.access.scopes import CaseScope, Recording
from app.audit import service as audit
from app.audit.models import Action
from app.breaches import facts
from app.breaches.models import BreachKind, Cause, Written
from app.breaches.tables import Breach
from app.families.models import STAFF_ROLES, StopReason
from app.families.tables import Membership, Person
from app.kit import clock
from app.kit.errors import Conflict
from app.kit.ids import new_reference
from app.outbox import service as outbox
from app.outbox.models import Notice

WRITING = [role.value for role in STAFF_ROLES if access.may(role, Permission.WRITE_BREACHES)]
ANSWERING = [role.value for role in STAFF_ROLES if access.may(role, Permission.ANSWER_FOR_BREACHES)]


def of_wrong_contact(scope: Recording, person: Person) -> None:
    """Begin a record in every family of somebody whose messages reach another; once for each contact.

    Nobody is signed in: what is kept is what is sealed already, and no key is handed out.
    """
    if person.contact_stopped_why == StopReason.WRONG_PERSON.value:
        return
    written = facts.who_wrote_contact(scope.session, person.id, clock.now())
    for place in links.memberships_of(scope.session, person.id):
        row = _new(person.council, place.family_id, BreachKind.WRONG_CONTACT, place.id)
        row.contact_sealed = person.contact_sealed
        row.acted_by_id = written.actor_id if written else None
        _begin(scope, row)


def of_report(scope: CaseScope, edition_id: str, membership_id: str, written: Written, cause: Cause) -> str:
    """Begin a record of a report that was taken back after somebody opened it; return its identifier."""
    council = scope.authority.key
    row = _new(council, scope.family_id, BreachKind.REPORT_TAKEN_BACK, membership_id)
    row.thing_id, row.begun_by_id = edition_id, scope.person_id
    row.acted_by_id, row.agreed_by_id = cause.acted_by, cause.agreed_by
    row.words_sealed = _sealed(scope, row, written)
    return _begin(scope, row)


def by_hand(
    scope: CaseScope,
    kind: BreachKind,
    words: str,
    *,
    happened_on: date | None,
    known_at: datetime,
    cause: Cause,
    submission_key: str,
) -> str:
    """Write down what reached the wrong person, and return the record's identifier; two taps write it once.

    Raises Conflict.
    """
    earlier = _of_key(scope, submission_key)
    if earlier:
        return earlier
    row = _new(scope.authority.key, scope.family_id, kind, None)
    row.happened_on, row.known_at, row.submission_key = happened_on, known_at, submission_key
    row.begun_by_id, row.acted_by_id = scope.person_id, cause.acted_by
    row.words_sealed = _sealed(scope, row, Written(words))
    try:
        with scope.session.begin_nested():
            scope.session.add(row)
    except IntegrityError as error:
        # The other tap was written in the same moment.
        earlier = _of_key(scope, submission_key)
        if earlier is None:
            raise Conflict from error
        return earlier
    return _begin(scope, row)


def _of_key(scope: CaseScope, submission_key: str) -> str | None:
    wanted = select(col(Breach.id)).where(
        col(Breach.submission_key) == submission_key, col(Breach.family_id) == scope.family_id
    )
    found: str | None = scope.session.execute(wanted).scalar_one_or_none()
    return found


def _new(council: str, family_id: str, kind: BreachKind, membership_id: str | None) -> Breach:
    now = clock.now()
    return Breach(
        council=council,
        family_id=family_id,
        reference=new_reference(),
        kind=kind.value,
        membership_id=membership_id,
        known_at=now,
        begun_at=now,
    )


def _sealed(scope: CaseScope, row: Breach, written: Written) -> bytes:
    text = json.dumps({"what": written.what, "words": written.words})
    return scope.for_breaches.seal(text, row.place("words_sealed"))


def _begin(scope: Recording, row: Breach) -> str:
    scope.session.add(row)
    scope.session.flush()
    audit.record(
        scope.session,
        scope.actor,
        Action.BREACH_BEGUN,
        object_type="breaches",
        object_id=row.id,
        family_id=row.family_id,
        reason=row.kind,
    )
    _tell_staff(scope, row)
    return row.id


def _tell_staff(scope: Recording, row: Breach) -> None:
    """Tell whoever can do something about it that there is something new; never anybody of a family."""
    here = select(col(Membership.person_id)).where(
        col(Membership.family_id) == row.family_id, col(Membership.ended_at).is_(None)
    )
    working = col(Person.staff_role).in_(WRITING) & col(Person.id).in_(here)
    wanted = select(col(Person.id)).where(
        col(Person.council) == row.council,
        col(Person.ended_at).is_(None),
        or_(working, col(Person.staff_role).in_(ANSWERING)),
    )
    for person_id in scope.session.execute(wanted).scalars().all():
        if person_id != row.begun_by_id:
            outbox.enqueue(scope, row.council, person_id, Notice.STAFF_SOMETHING_NEW)

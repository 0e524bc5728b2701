"""Read the records of what reached the wrong person: lists without a word, and one record with everything."""

import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from app.access import rules as access
from app.access import staff_accounts
from app.access.models import Permission
from app.access.scopes import BreachScope, StaffScope
from app.audit.models import Action
from app.breaches import facts, rules
from app.breaches.models import (
    BreachKind,
    Decision,
    Entry,
    EntryKind,
    Fact,
    Line,
    Record,
    Told,
    Written,
)
from app.breaches.tables import Breach, BreachEntry
from app.families.tables import Family, Membership, Person
from app.kit import clock
from app.kit.encryption import Cipher, Place
from app.kit.errors import NotFound


def _is_mine(scope: StaffScope) -> ColumnElement[bool]:
    """Return which records somebody may see: of the whole council, or of the families they work with."""
    of_council = col(Breach.council) == scope.authority.key
    if access.may(scope.role, Permission.ANSWER_FOR_BREACHES):
        return of_council
    allocated = select(col(Membership.family_id)).where(
        col(Membership.person_id) == scope.person_id, col(Membership.ended_at).is_(None)
    )
    return of_council & col(Breach.family_id).in_(allocated)


def _is_open() -> ColumnElement[bool]:
    return col(Breach.decision).is_(None) | col(Breach.told_at).is_(None)


def every(scope: BreachScope, *, closed: bool) -> list[Line]:
    """Return the records that are open, those first whose time is over first; or those that are closed."""
    return _lines(scope, ~_is_open() if closed else _is_open())


def of_family(scope: StaffScope, family_id: str) -> list[Line]:
    """Return every record of one family, the open ones first."""
    found = _lines(scope, col(Breach.family_id) == family_id)
    return sorted(found, key=lambda line: line.is_closed)


def running(scope: StaffScope) -> list[Line]:
    """Return the open records that this member of staff may see, for their desk."""
    return _lines(scope, _is_open()) if access.may(scope.role, Permission.SEE_BREACHES) else []


def count_running(scope: StaffScope, family_id: str) -> int:
    """Count the open records of one family."""
    wanted = select(func.count()).where(_is_mine(scope), _is_open(), col(Breach.family_id) == family_id)
    return int(scope.session.execute(wanted).scalar_one())


def _lines(scope: StaffScope, which: ColumnElement[bool]) -> list[Line]:
    wanted = (
        select(Breach, col(Family.reference))
        .join(Family, col(Family.id) == col(Breach.family_id))
        .where(_is_mine(scope), which)
        .order_by(col(Breach.decision).is_not(None), col(Breach.known_at), col(Breach.id))
    )
    return [_line(row, reference) for row, reference in scope.session.execute(wanted).all()]


def _line(row: Breach, family_reference: str) -> Line:
    decision = Decision(row.decision) if row.decision else None
    return Line(
        id=row.id,
        reference=row.reference,
        family_reference=family_reference,
        kind=BreachKind(row.kind),
        clock=rules.clock_of(row.known_at, decision, row.reported_at, clock.now()),
        is_told=row.told_at is not None,
    )


def row_of(scope: BreachScope, breach_id: str, *, for_update: bool = False) -> Breach:
    """Return a record that this member of staff may see. Raises NotFound."""
    wanted = select(Breach).where(col(Breach.id) == breach_id, _is_mine(scope))
    if for_update:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found: Breach | None = scope.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def acted(row: Breach) -> set[str]:
    """Return by whose act it went out, as far as that is known."""
    return {one for one in (row.acted_by_id, row.agreed_by_id) if one}


def one(scope: BreachScope, breach_id: str) -> Record:
    """Return everything about one record, and note that it was read. Raises NotFound."""
    row = row_of(scope, breach_id)
    scope.record(Action.BREACH_READ, "breaches", row.id)
    is_open = staff_accounts.is_allocated(scope.session, scope.person_id, row.council, row.family_id)
    reader = facts.Reader(scope, row.family_id, is_open)
    cipher, person_id = scope.breaches_of(row.family_id), _person_of(scope, row)
    return Record(
        line=_line(row, scope.session.get_one(Family, row.family_id).reference),
        family_id=row.family_id,
        is_open_family=is_open,
        begun_at=row.begun_at,
        begun_by=reader.name(row.begun_by_id).name,
        happened_on=row.happened_on,
        whose=reader.name(person_id),
        contact=_contact(scope, row, person_id) if is_open else "",
        written=_written(cipher, row),
        acted=tuple(sorted(reader.name(person).name for person in acted(row))),
        may_decide=rules.may_decide(scope.person_id, acted(row)),
        facts=_facts(reader, row, person_id),
        entries=tuple(_entries(reader, cipher, row)),
    )


def _person_of(scope: StaffScope, row: Breach) -> str | None:
    place = scope.session.get(Membership, row.membership_id) if row.membership_id else None
    return place.person_id if place else None


def _contact(scope: StaffScope, row: Breach, person_id: str | None) -> str:
    if row.contact_sealed is None or person_id is None:
        return ""
    place = Place(Person.__tablename__, "contact_sealed", person_id)
    return scope.contact_of(person_id).open(row.contact_sealed, place)


def _written(cipher: Cipher, row: Breach) -> Written:
    if row.words_sealed is None:
        return Written("")
    found = json.loads(cipher.open(row.words_sealed, row.place("words_sealed")))
    return Written(found["words"], tuple(found["what"]))


def _facts(reader: facts.Reader, row: Breach, person_id: str | None) -> tuple[Fact, ...]:
    if row.kind == BreachKind.REPORT_TAKEN_BACK and row.thing_id:
        return facts.of_edition(reader, row.thing_id)
    if row.kind == BreachKind.WRONG_CONTACT and person_id:
        return facts.of_contact(reader, row, person_id)
    return ()


def _entries(reader: facts.Reader, cipher: Cipher, row: Breach) -> Iterable[Entry]:
    wanted = (
        select(BreachEntry)
        .where(col(BreachEntry.breach_id) == row.id)
        .order_by(col(BreachEntry.written_at), col(BreachEntry.created_at))
    )
    for entry in reader.scope.session.execute(wanted).scalars():
        yield Entry(
            kind=EntryKind(entry.kind),
            written_at=entry.written_at,
            written_by=reader.name(entry.written_by_id).name,
            answer=_answer(entry),
            said_at=entry.said_at,
            said_on=entry.said_on,
            words=cipher.open(entry.words_sealed, entry.place("words_sealed")),
        )


def _answer(entry: BreachEntry) -> Told | Decision | None:
    if entry.answer is None:
        return None
    return Told(entry.answer) if entry.kind == EntryKind.TOLD else Decision(entry.answer)

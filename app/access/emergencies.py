"""A file opened without an allocation, for an hour: with a typed reason, and looked at afterwards."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from app.access import making, rates, rules, staff_accounts
from app.access.models import EmergencyAnswer, EmergencyReview
from app.access.scopes import CaseScope, FamilyScope, StaffScope
from app.access.staff_accounts import Colleague
from app.access.tables import EmergencyOpening
from app.audit import service as audit
from app.audit.models import Action
from app.families.tables import Family
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.ids import read_reference


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of the wish to open a file; the identifiers are there when it is open."""

    answer: EmergencyAnswer
    family_id: str = ""
    opening_id: str = ""
    """Only when it was opened just now."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that somebody has open in an emergency, and until when."""

    family_id: str
    reference: str
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One opening, as whoever looks at it afterwards reads it: never a word of the family's."""

    id: str
    who: Colleague
    reference: str
    reason: str = field(repr=False)
    opened_at: datetime
    until_at: datetime
    review: EmergencyReview | None
    reviewed_at: datetime | None
    is_own: bool


def open_file(scope: StaffScope, reference: str, reason: str) -> Opened:
    """Open a file of this council for an hour; one that is not there or not ours is answered alike.

    Every try counts, so that nobody finds families by guessing; an answer and never an error, so it lasts.
    """
    within = rates.count(
        scope.session, scope.installation, f"emergency|{scope.person_id}", rules.EMERGENCIES_A_DAY
    )
    if not within:
        _note(scope, Action.DENIED, "people", scope.person_id, reason="emergency: too many tries")
        return Opened(EmergencyAnswer.TOO_MANY)
    wanted = select(Family).where(
        col(Family.council) == scope.authority.key, col(Family.reference) == read_reference(reference)
    )
    family: Family | None = scope.session.execute(wanted).scalar_one_or_none()
    if family is None:
        _note(scope, Action.DENIED, "people", scope.person_id, reason="emergency: unknown reference")
        return Opened(EmergencyAnswer.UNKNOWN)
    if staff_accounts.is_allocated(scope.session, scope.person_id, family.council, family.id):
        return Opened(EmergencyAnswer.ALLOCATED, family.id)
    if is_open(scope.session, scope.person_id, family.id):
        return Opened(EmergencyAnswer.OPENED, family.id)
    return _opened(scope, family, reason)


def _opened(scope: StaffScope, family: Family, reason: str) -> Opened:
    now = clock.now()
    row = EmergencyOpening(
        council=family.council,
        person_id=scope.person_id,
        family_id=family.id,
        reason_sealed=b"",
        opened_at=now,
        until_at=now + rules.EMERGENCY_LASTS,
    )
    row.reason_sealed = scope.contact_of(scope.person_id).seal(reason, row.place("reason_sealed"))
    scope.session.add(row)
    scope.session.flush()
    _note(scope, Action.EMERGENCY_OPENED, "emergency_openings", row.id, family_id=family.id)
    return Opened(EmergencyAnswer.OPENED, family.id, row.id)


def _note(
    scope: StaffScope,
    action: Action,
    object_type: str,
    object_id: str,
    *,
    family_id: str = "",
    reason: str = "",
) -> None:
    audit.record(
        scope.session,
        scope.actor,
        action,
        object_type=object_type,
        object_id=object_id,
        family_id=family_id,
        reason=reason,
    )


def scope_of(scope: StaffScope, family_id: str) -> CaseScope:
    """Return the scope in which somebody looks at a file that they have open. Raises NotFound."""
    if not is_open(scope.session, scope.person_id, family_id):
        raise NotFound
    return making.emergency_scope(scope, family_id)


def is_open(session: Session, person_id: str, family_id: str) -> bool:
    """Say whether somebody has a file open in an emergency at this moment."""
    wanted = select(col(EmergencyOpening.id)).where(
        col(EmergencyOpening.person_id) == person_id,
        col(EmergencyOpening.family_id) == family_id,
        col(EmergencyOpening.until_at) > clock.now(),
    )
    return session.execute(wanted.limit(1)).first() is not None


def open_until(session: Session, person_id: str) -> datetime | None:
    """Return until when somebody has any file open in an emergency."""
    wanted = (
        select(col(EmergencyOpening.until_at))
        .where(col(EmergencyOpening.person_id) == person_id, col(EmergencyOpening.until_at) > clock.now())
        .order_by(col(EmergencyOpening.until_at).desc())
        .limit(1)
    )
    found: datetime | None = session.execute(wanted).scalar_one_or_none()
    return found


def open_now(scope: StaffScope) -> list[OpenFile]:
    """Return the files that this person has open at this moment, what ends last first."""
    wanted = (
        select(col(Family.id), col(Family.reference), col(EmergencyOpening.until_at))
        .join(EmergencyOpening, col(EmergencyOpening.family_id) == col(Family.id))
        .where(
            col(EmergencyOpening.person_id) == scope.person_id, col(EmergencyOpening.until_at) > clock.now()
        )
        .order_by(col(EmergencyOpening.until_at).desc())
    )
    return [OpenFile(*row) for row in scope.session.execute(wanted).all()]


def told_to_family(scope: FamilyScope) -> frozenset[str]:
    """Return which openings of this family's file its members are told of: those somebody has looked at.

    Sooner, one parent would read on their page that the other, or a child, has just needed help.
    """
    wanted = select(col(EmergencyOpening.id)).where(
        col(EmergencyOpening.family_id) == scope.family_id, col(EmergencyOpening.reviewed_at).is_not(None)
    )
    return frozenset(scope.session.execute(wanted).scalars())


def to_review(scope: StaffScope) -> list[Reviewed]:
    """Return every opening in this council, those that nobody has looked at first, then the newest."""
    wanted = (
        select(EmergencyOpening, col(Family.reference))
        .join(Family, col(Family.id) == col(EmergencyOpening.family_id))
        .where(col(EmergencyOpening.council) == scope.authority.key)
        .order_by(col(EmergencyOpening.opened_at).desc())
    )
    found = [_reviewed(scope, row, reference) for row, reference in scope.session.execute(wanted).all()]
    return sorted(found, key=lambda one: one.reviewed_at is not None)


def _reviewed(scope: StaffScope, row: EmergencyOpening, reference: str) -> Reviewed:
    return Reviewed(
        id=row.id,
        who=staff_accounts.colleague(scope, row.person_id),
        reference=reference,
        reason=scope.contact_of(row.person_id).open(row.reason_sealed, row.place("reason_sealed")),
        opened_at=row.opened_at,
        until_at=row.until_at,
        review=EmergencyReview(row.review) if row.review else None,
        reviewed_at=row.reviewed_at,
        is_own=row.person_id == scope.person_id,
    )


def review(scope: StaffScope, opening_id: str, finding: EmergencyReview) -> None:
    """Note what somebody found who looked at an opening; nobody looks at their own. Raises NotFound."""
    row = scope.session.get(EmergencyOpening, opening_id)
    if row is None or row.council != scope.authority.key or row.person_id == scope.person_id:
        raise NotFound
    row.review, row.reviewed_at, row.reviewed_by = finding.value, clock.now(), scope.person_id
    scope.session.add(row)
    _note(
        scope,
        Action.EMERGENCY_REVIEWED,
        "emergency_openings",
        row.id,
        family_id=row.family_id,
        reason=finding.value,
    )

"""Whom the chair asked not to come to a meeting: decided, told in person, then shown, and lifted again."""

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlmodel import Session, col

from app.access.contacts import member_person
from app.access.scopes import CaseScope, FamilyScope
from app.audit.models import Action
from app.conferences.models import KeptOut, KeptOutPart
from app.conferences.tables import Conference, Exclusion, Invitation
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.i18n import N_
from app.outbox import service as outbox

ALREADY = N_("This person is asked not to come already. Lift that first, then decide again.")


def decide(
    scope: CaseScope,
    conference_id: str,
    membership_id: str,
    *,
    part: KeptOutPart,
    words: str,
    hides_place: bool,
    hides_time: bool,
) -> KeptOut:
    """Ask a member of the family not to come; they read nothing of it before somebody has told them.

    Nothing that waits to be sent to them may name the day. Raises NotFound, and Conflict for a second time.
    """
    _require_free(scope, conference_id, membership_id)
    _, person = member_person(scope, membership_id)
    row = Exclusion(
        family_id=scope.family_id,
        conference_id=conference_id,
        membership_id=membership_id,
        part=part.value,
        own_sealed=b"",
        professionals_sealed=b"",
        hides_place=hides_place,
        hides_time=hides_time,
        decided_by=scope.person_id,
        decided_at=clock.now(),
        withheld_at=None if _is_invited(scope, conference_id, membership_id) else clock.now(),
    )
    _write(scope, row, words)
    if hides_time:
        outbox.cancel_about_meeting(scope.session, person.id, scope.family_id)
    scope.record(Action.EXCLUSION_DECIDED, "exclusions", row.id, reason=part.value)
    return _opened(row)


def _require_free(scope: CaseScope, conference_id: str, membership_id: str) -> None:
    """Make sure that the meeting stands, and that nobody has decided about this person before."""
    # Two decisions about one person wait for each other.
    meeting = scope.session.get(Conference, conference_id, with_for_update=True)
    if meeting is None or meeting.family_id != scope.family_id or meeting.cancelled_at:
        raise NotFound
    if any(one.membership_id == membership_id for one in of_meeting(scope, conference_id)):
        raise Conflict(ALREADY)


def _write(scope: CaseScope, row: Exclusion, words: str) -> None:
    row.own_sealed = scope.for_member(row.membership_id).seal(words, row.place("own_sealed"))
    row.professionals_sealed = scope.professionals.seal(words, row.place("professionals_sealed"))
    scope.session.add(row)
    scope.session.flush()


def _is_invited(scope: CaseScope, conference_id: str, membership_id: str) -> bool:
    wanted = select(col(Invitation.id)).where(
        col(Invitation.conference_id) == conference_id, col(Invitation.membership_id) == membership_id
    )
    return scope.session.execute(wanted).first() is not None


def withhold(scope: CaseScope, conference_id: str) -> None:
    """Show nobody who is asked not to come what a meeting has become since, before they are told."""
    scope.session.execute(
        update(Exclusion)
        .where(
            col(Exclusion.conference_id) == conference_id,
            col(Exclusion.family_id) == scope.family_id,
            col(Exclusion.withheld_at).is_(None),
        )
        .values(withheld_at=clock.now())
    )


def note_told(scope: CaseScope, exclusion_id: str) -> None:
    """Note that a worker told them, by phone or in person: now their own page says it. Raises NotFound."""
    row = _row(scope, exclusion_id)
    if row.told_at is None:
        row.told_at = clock.now()
        scope.session.add(row)
        scope.record(Action.EXCLUSION_TOLD, "exclusions", row.id)


def lift(scope: CaseScope, exclusion_id: str) -> None:
    """Let them come after all: they see the meeting again. Raises NotFound."""
    row = _row(scope, exclusion_id)
    row.ended_at = clock.now()
    scope.session.add(row)
    scope.record(Action.EXCLUSION_LIFTED, "exclusions", row.id)


def find(scope: CaseScope, exclusion_id: str) -> tuple[KeptOut, str]:
    """Return what was decided about somebody, and the words they read. Raises NotFound."""
    row = _row(scope, exclusion_id)
    words = scope.professionals.open(row.professionals_sealed, row.place("professionals_sealed"))
    return _opened(row), words


def words_for(scope: FamilyScope, kept_out: KeptOut) -> str:
    """Return the words that the chair approved for this person. Raises NotFound for anybody else's."""
    row = scope.session.get(Exclusion, kept_out.id)
    if row is None or row.membership_id != scope.membership_id:
        raise NotFound
    return scope.own.open(row.own_sealed, row.place("own_sealed"))


def of_meeting(scope: CaseScope, conference_id: str) -> list[KeptOut]:
    """Return who is asked not to come to a meeting of this family."""
    wanted = (
        select(Exclusion)
        .where(
            col(Exclusion.conference_id) == conference_id,
            col(Exclusion.family_id) == scope.family_id,
            col(Exclusion.ended_at).is_(None),
        )
        .order_by(col(Exclusion.decided_at))
    )
    return [_opened(row) for row in scope.session.execute(wanted).scalars()]


def of_member(session: Session, membership_id: str) -> Mapping[str, KeptOut]:
    """Return from which meetings one person is kept out, by meeting, whether they were told or not."""
    wanted = select(Exclusion).where(
        col(Exclusion.membership_id) == membership_id, col(Exclusion.ended_at).is_(None)
    )
    return {row.conference_id: _opened(row) for row in session.execute(wanted).scalars()}


def is_time_hidden(session: Session, conference_id: str, membership_id: str) -> bool:
    """Say whether nothing that is sent to somebody may name the time of a meeting, or that it changed."""
    kept_out = of_member(session, membership_id).get(conference_id)
    return kept_out is not None and kept_out.hides_time


def is_change_hidden(session: Session, row: Conference, membership_id: str, *, is_moved: bool) -> bool:
    """Say whether somebody must not be told that a meeting changed: its day, or its place alone."""
    kept_out = of_member(session, membership_id).get(row.id)
    return kept_out is not None and (kept_out.hides_time or (kept_out.hides_place and not is_moved))


def _row(scope: CaseScope, exclusion_id: str) -> Exclusion:
    row = scope.session.get(Exclusion, exclusion_id)
    if row is None or row.family_id != scope.family_id or row.ended_at:
        raise NotFound
    return row


def _opened(row: Exclusion) -> KeptOut:
    return KeptOut(
        id=row.id,
        conference_id=row.conference_id,
        membership_id=row.membership_id,
        part=KeptOutPart(row.part),
        hides_place=row.hides_place,
        hides_time=row.hides_time,
        decided_at=row.decided_at,
        told_at=row.told_at,
        withheld_at=row.withheld_at,
    )

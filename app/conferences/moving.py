"""Why a meeting was moved or called at short notice: written down by staff, sealed, and kept."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from app.access import staff_accounts
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.conferences.short_notice import Explained
from app.conferences.tables import Move
from app.kit import clock


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the day of a meeting changed, who wrote it and when."""

    what: Explained
    from_at: datetime | None
    to_at: datetime | None
    at: datetime
    by: str = field(repr=False)
    words: str = field(repr=False)


def explain(
    scope: CaseScope,
    conference_id: str,
    what: Explained,
    words: str,
    *,
    from_at: datetime | None,
    to_at: datetime | None,
) -> None:
    """Keep why the day of a meeting changed."""
    row = Move(
        family_id=scope.family_id,
        conference_id=conference_id,
        what=what.value,
        from_at=from_at,
        to_at=to_at,
        moved_at=clock.now(),
        moved_by_id=scope.person_id,
        reason_sealed=b"",
    )
    row.reason_sealed = scope.professionals.seal(words, row.place("reason_sealed"))
    scope.session.add(row)
    scope.session.flush()
    scope.record(Action.MOVE_EXPLAINED, "conference_moves", row.id, reason=what.value)


def explanations(scope: CaseScope, conference_id: str) -> tuple[Explanation, ...]:
    """Return why the day of a meeting of this family changed, newest first."""
    wanted = (
        select(Move)
        .where(col(Move.conference_id) == conference_id, col(Move.family_id) == scope.family_id)
        .order_by(col(Move.moved_at).desc(), col(Move.id))
    )
    return tuple(
        Explanation(
            what=Explained(row.what),
            from_at=row.from_at,
            to_at=row.to_at,
            at=row.moved_at,
            by=staff_accounts.colleague(scope, row.moved_by_id).name,
            words=scope.professionals.open(row.reason_sealed, row.place("reason_sealed")),
        )
        for row in scope.session.execute(wanted).scalars()
    )

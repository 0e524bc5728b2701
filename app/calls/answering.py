"""What staff see and note about requests to be rung."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlmodel import col

from app.access import people, staff_accounts
from app.access.people import Member
from app.access.scopes import CaseScope, StaffScope
from app.audit.models import Action
from app.calls import ringing, rules
from app.calls.models import Act, CaseCall, Outcome, Ringable
from app.calls.service import acts_of, opened, row_of
from app.calls.tables import Call, CallAct
from app.kit import clock
from app.kit.errors import NotFound


def may_see(scope: CaseScope) -> bool:
    """Say whether this is one of the workers who ring people of this family."""
    return scope.person_id in ringing.staff_of(scope, [scope.family_id]).get(scope.family_id, {})


def of_case(scope: CaseScope) -> list[CaseCall]:
    """Return who asked to be rung, what waits first; noted as seen. Raises NotFound for other workers."""
    if not may_see(scope):
        raise NotFound
    wanted = (
        select(Call)
        .where(col(Call.family_id) == scope.family_id)
        .order_by(
            col(Call.done_at).is_not(None),
            col(Call.taken_back_at).is_not(None),
            col(Call.asked_at).desc(),
            col(Call.id),
        )
    )
    rows = scope.session.execute(wanted).scalars().all()
    acts = acts_of(scope.session, [row.id for row in rows])
    members = {one.membership_id: one for one in people.members_of(scope)}
    stopped = people.family_of(scope).messages_stopped_at is not None
    if rows:
        scope.record(Action.CALLS_READ, "families", scope.family_id)
    return [
        _case_call(scope, row, acts.get(row.id, []), members.get(row.membership_id), stopped=stopped)
        for row in rows
    ]


def _case_call(
    scope: CaseScope, row: Call, acts: list[CallAct], member: Member | None, *, stopped: bool
) -> CaseCall:
    done = tuple(
        Act(Outcome(one.outcome), one.acted_at, staff_accounts.colleague(scope, one.acted_by).name)
        for one in acts
    )
    return CaseCall(
        asked=opened(row, scope.professionals, "professionals_sealed", done),
        name=member.name if member else "",
        membership_id=member.membership_id if member else "",
        ring=_ringable(member, stopped=stopped),
        outcomes=_outcomes(row),
    )


def _outcomes(row: Call) -> tuple[Outcome, ...]:
    return rules.outcomes(taken_back=row.taken_back_at is not None, done=row.done_at is not None)


def _ringable(member: Member | None, *, stopped: bool) -> Ringable:
    safe = member.safe_contact if member else None
    is_known = member and safe and rules.is_safe_to_ring(member.contact_kind, safe.wording, stopped=stopped)
    if not (member and safe and is_known):
        return Ringable("")
    return Ringable(member.contact, safe.from_hour, safe.until_hour, safe.shared_phone)


def waiting(scope: CaseScope) -> int:
    """Count the requests of this family about which somebody still has to do something."""
    return waiting_in(scope, [scope.family_id]).get(scope.family_id, 0)


def waiting_in(scope: StaffScope, families: Iterable[str]) -> dict[str, int]:
    """Return how many requests wait in each family where this worker is one who rings."""
    there = ringing.staff_of(scope, families)
    mine = [family_id for family_id, workers in there.items() if scope.person_id in workers]
    wanted = (
        select(col(Call.family_id), func.count())
        .where(col(Call.family_id).in_(mine), col(Call.done_at).is_(None))
        .group_by(col(Call.family_id))
    )
    return {str(row[0]): int(row[1]) for row in scope.session.execute(wanted).all()}


def note(scope: CaseScope, call_id: str, outcome: Outcome, *, seen: int) -> bool:
    """Note what this worker did; False when something else has been noted since their page was made.

    Two taps note it once. Raises NotFound for another family's, and for a worker who does not ring.
    """
    row = row_of(scope.session, call_id, for_update=True) if may_see(scope) else None
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    acts = acts_of(scope.session, [row.id]).get(row.id, [])
    if len(acts) == seen and outcome in _outcomes(row):
        _note(scope, row, outcome)
        return True
    last = acts[-1] if acts else None
    is_other_tap = last and (last.outcome, last.acted_by) == (outcome.value, scope.person_id)
    return bool(is_other_tap and len(acts) == seen + 1)


def _note(scope: CaseScope, row: Call, outcome: Outcome) -> None:
    now = clock.now()
    scope.session.add(CallAct(call_id=row.id, outcome=outcome.value, acted_at=now, acted_by=scope.person_id))
    if outcome.ends_it:
        row.done_at = now
        scope.session.add(row)
    scope.record(Action.CALL_ANSWERED, "calls", row.id, reason=outcome.value)

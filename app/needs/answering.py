"""What staff do about what people need: see it, say what is arranged, and take note of what is gone."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlmodel import col

from app.access import people
from app.access import rules as access
from app.access.models import Permission
from app.access.scopes import CaseScope, StaffScope
from app.audit.models import Action
from app.conferences import telling as meetings
from app.files import giving_away
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.forms import Submitted
from app.kit.i18n import N_
from app.needs import rules
from app.needs.forms import AnswerForm
from app.needs.models import CaseNeeds, Need, NeedState
from app.needs.service import opened
from app.needs.tables import NeedRow, NeedsSent
from app.outbox import telling

NO_REASON = N_("Write why. The person reads it.")
GIVES_AWAY = N_(
    "These words give away a protected detail of somebody else in the family. "
    "Write them differently, or leave it out."
)
HIDDEN = N_("These words name a time or a place that the chair hid from this person. Leave it out.")
CHANGED = N_("They changed this since you opened the page. Look at what they ask for now.")


def of_case(scope: CaseScope) -> list[CaseNeeds]:
    """Return what each member of this family asks for, what waits first; noted as seen."""
    names = {one.membership_id: one.name for one in people.members_of(scope)}
    needs: dict[str, list[Need]] = {}
    for row in scope.session.execute(
        select(NeedRow).where(col(NeedRow.family_id) == scope.family_id)
    ).scalars():
        needs.setdefault(row.membership_id, []).append(_opened(scope, row))
    presses: dict[str, list[NeedsSent]] = {}
    for press in scope.session.execute(
        select(NeedsSent)
        .where(col(NeedsSent.family_id) == scope.family_id)
        .order_by(col(NeedsSent.number).desc())
    ).scalars():
        presses.setdefault(press.membership_id, []).append(press)
    if presses:
        scope.record(Action.NEEDS_READ, "families", scope.family_id)
    cases = [_case(names.get(who, ""), needs.get(who, []), presses[who]) for who in presses]
    return sorted(cases, key=lambda case: not case.is_waiting)


def _case(name: str, needs: list[Need], presses: list[NeedsSent]) -> CaseNeeds:
    return CaseNeeds(
        name=name,
        standing=rules.standing(needs, presses[0].number),
        gone=tuple(need for need in needs if need.is_waiting and need.until_number is not None),
        changes=tuple(
            rules.change(needs, press.number, press.sent_at, is_beside=press.is_beside) for press in presses
        ),
    )


def _opened(scope: CaseScope, row: NeedRow) -> Need:
    return opened(row, scope.professionals, "professionals_sealed", "answer_professionals_sealed")


def may_answer(scope: CaseScope) -> bool:
    """Say whether this member of staff says what is arranged; in an emergency they only look."""
    return access.may(scope.role, Permission.SET_UP_CASE) and not scope.is_emergency


def waiting_in(scope: StaffScope, families: Iterable[str]) -> dict[str, int]:
    """Return how many things wait for staff in each family where some do."""
    wanted = (
        select(col(NeedRow.family_id), func.count())
        .where(col(NeedRow.family_id).in_(families), col(NeedRow.is_waiting))
        .group_by(col(NeedRow.family_id))
    )
    return {str(row[0]): int(row[1]) for row in scope.session.execute(wanted).all()}


def find(scope: CaseScope, need_id: str) -> tuple[Need, str]:
    """Return one thing that stands, and who asks for it. Raises NotFound, and Conflict when it is gone."""
    row = _row(scope, need_id)
    if row.until_number is not None:
        raise Conflict(CHANGED)
    names = {one.membership_id: one.name for one in people.members_of(scope)}
    return _opened(scope, row), names.get(row.membership_id, "")


def answer(scope: CaseScope, need_id: str, submitted: Submitted[AnswerForm]) -> bool:
    """Say what becomes of one thing; the last word counts. False when the form has to be put right.

    Raises NotFound for another family's, and Conflict when it is not asked for any more.
    """
    if submitted.problems:
        return False
    row = _row(scope, need_id, for_update=True)
    form = submitted.values
    if row.until_number is not None:
        _take_note(scope, row, form.state)
        return True
    _check(scope, row, submitted)
    if submitted.problems:
        return False
    _answer(scope, row, form.state, form.words.strip())
    return True


def _row(scope: CaseScope, need_id: str, *, for_update: bool = False) -> NeedRow:
    # Whoever asked may leave it out in the same moment: then the answer waits, and is refused.
    row = scope.session.get(NeedRow, need_id, with_for_update=for_update, populate_existing=for_update)
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    return row


def _take_note(scope: CaseScope, row: NeedRow, state: NeedState) -> None:
    """Note that staff have seen that something is not asked for any more."""
    if state is not NeedState.SEEN:
        raise Conflict(CHANGED)
    row.is_waiting = False
    scope.session.add(row)
    scope.record(Action.NEED_ANSWERED, "needs", row.id, reason="gone")


def _check(scope: CaseScope, row: NeedRow, submitted: Submitted[AnswerForm]) -> None:
    words = submitted.values.words
    if submitted.values.state is NeedState.CANNOT and not words.strip():
        submitted.refuse("words", NO_REASON)
    elif giving_away.gives_away(scope, words, {row.membership_id}):
        submitted.refuse("words", GIVES_AWAY)
    elif meetings.tells_hidden(scope, row.membership_id, words):
        submitted.refuse("words", HIDDEN)


def _answer(scope: CaseScope, row: NeedRow, state: NeedState, words: str) -> None:
    before = _opened(scope, row)
    if (before.state, before.answer) == (state, words):
        return  # the second of two taps
    own, ours = "answer_own_sealed", "answer_professionals_sealed"
    row.answer_own_sealed = scope.for_member(row.membership_id).seal(words, row.place(own))
    row.answer_professionals_sealed = scope.professionals.seal(words, row.place(ours))
    row.state, row.answered_at, row.answered_by = state.value, clock.now(), scope.person_id
    row.is_waiting = False
    scope.session.add(row)
    scope.record(Action.NEED_ANSWERED, "needs", row.id, reason=state.value)
    if state is not NeedState.SEEN:
        telling.tell_person(scope, row.membership_id)

"""Add to a record: what was done, who was told, what was decided and why it was late. Nothing is changed."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import BreachScope
from app.audit.models import Action
from app.breaches import rules, service
from app.breaches.models import Decision, EntryKind, Told
from app.breaches.tables import Breach, BreachEntry
from app.kit import clock
from app.kit.errors import Conflict, PortalError
from app.kit.i18n import N_


class OwnAct(PortalError):
    """By whose act it went out cannot also decide whether it is reported."""

    status = 403
    title = N_("Another person must decide this")
    words = N_("It went out by what you did. Somebody else must decide whether to report it.")


def add_done(scope: BreachScope, breach_id: str, words: str, submission_key: str) -> None:
    """Write down what was done about it. Raises NotFound and Conflict."""
    row = service.row_of(scope, breach_id)
    _add(scope, row, EntryKind.DONE, words, submission_key)


def add_told(
    scope: BreachScope,
    breach_id: str,
    told: Told,
    words: str,
    *,
    on: date | None,
    submission_key: str,
) -> None:
    """Write down who was told, on which day and how; or why nobody was. Raises NotFound and Conflict."""
    row = service.row_of(scope, breach_id)
    if _add(scope, row, EntryKind.TOLD, words, submission_key, answer=told.value, said_on=on):
        row.told_at = clock.now()
        scope.session.add(row)


def require_may_decide(scope: BreachScope, breach_id: str) -> Breach:
    """Return a record about which this person may decide. Raises NotFound, OwnAct."""
    row = service.row_of(scope, breach_id)
    if not rules.may_decide(scope.person_id, service.acted(row)):
        raise OwnAct
    return row


def needs_reasons(scope: BreachScope, row: Breach, reported_at: datetime) -> bool:
    """Say whether it is reported later than the law asks for, and nobody has written why."""
    written = select(col(BreachEntry.id)).where(
        col(BreachEntry.breach_id) == row.id, col(BreachEntry.kind) == EntryKind.DELAY.value
    )
    is_late = reported_at > rules.deadline_of(row.known_at)
    return is_late and scope.session.execute(written).first() is None


def decide(
    scope: BreachScope,
    row: Breach,
    words: str,
    *,
    reported_at: datetime | None,
    delay: str,
    submission_key: str,
) -> None:
    """Decide that it was reported, and when, or that it is not, and why; the last word counts.

    Raises Conflict.
    """
    decision = Decision.REPORTED if reported_at else Decision.NOT_REPORTED
    answer = decision.value
    if not _add(scope, row, EntryKind.DECIDED, words, submission_key, answer=answer, said_at=reported_at):
        return
    row.decision, row.reported_at = answer, reported_at
    scope.session.add(row)
    if delay:
        _add(scope, row, EntryKind.DELAY, delay, None)


def add_known(
    scope: BreachScope, breach_id: str, known_at: datetime, words: str, submission_key: str
) -> None:
    """Write down that the council knew earlier: the clock runs from then, and is never given more time.

    Raises NotFound, MomentUnusable and Conflict.
    """
    # Two who write at once wait for each other: the later moment must not win.
    row = service.row_of(scope, breach_id, for_update=True)
    if not _is_written(scope, row, submission_key):
        rules.check_known(known_at, row.happened_on)
        if known_at >= row.known_at:
            raise rules.MomentUnusable("day", rules.NOT_EARLIER)
    if _add(scope, row, EntryKind.KNOWN, words, submission_key, said_at=known_at):
        row.known_at = known_at
        scope.session.add(row)


def _add(
    scope: BreachScope,
    row: Breach,
    kind: EntryKind,
    words: str,
    submission_key: str | None,
    *,
    answer: str | None = None,
    said_at: datetime | None = None,
    said_on: date | None = None,
) -> bool:
    """Add an entry and say so; False for the second of two taps. Raises Conflict."""
    if submission_key and _is_written(scope, row, submission_key):
        return False
    entry = BreachEntry(
        breach_id=row.id,
        kind=kind.value,
        answer=answer,
        said_at=said_at,
        said_on=said_on,
        words_sealed=b"",
        written_at=clock.now(),
        written_by_id=scope.person_id,
        submission_key=submission_key,
    )
    entry.words_sealed = scope.breaches_of(row.family_id).seal(words, entry.place("words_sealed"))
    try:
        with scope.session.begin_nested():
            scope.session.add(entry)
    except IntegrityError as error:
        # The other tap was written in the same moment.
        if submission_key and _is_written(scope, row, submission_key):
            return False
        raise Conflict from error
    action = Action.BREACH_DECIDED if kind is EntryKind.DECIDED else Action.BREACH_ADDED_TO
    scope.record(action, "breaches", row.id, reason=answer or kind.value)
    return True


def _is_written(scope: BreachScope, row: Breach, submission_key: str) -> bool:
    wanted = select(col(BreachEntry.id)).where(
        col(BreachEntry.submission_key) == submission_key, col(BreachEntry.breach_id) == row.id
    )
    return scope.session.execute(wanted).first() is not None

"""What a member of a family does about helpers: ask for one, see what they did, change it, end it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access import helped, helpings
from app.access.models import HelpState, Permission
from app.access.scopes import FamilyScope, HelperScope
from app.access.tables import Helping
from app.audit.models import Action
from app.conferences import service as conferences
from app.drafts import service as drafts
from app.helping import opening, rules
from app.helping.models import Arrangement, Consent, ConsentGiven, MayDo, OwnHelper, Wish
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.ids import id_from
from app.outbox import telling


def every(scope: FamilyScope) -> list[Arrangement]:
    """Return everybody who helps this person, helped them, or was asked for; newest first."""
    wanted = select(Helping).where(
        col(Helping.for_membership_id) == scope.membership_id, col(Helping.family_id) == scope.family_id
    )
    rows = scope.session.execute(wanted.order_by(col(Helping.created_at).desc(), col(Helping.id))).scalars()
    return [opening.arrangement(scope, row, scope.own, opening.OWN) for row in rows]


def one(scope: FamilyScope, helping_id: str) -> OwnHelper:
    """Return one of this person's helpers with what they did. Raises NotFound."""
    row = _row(scope, helping_id)
    return OwnHelper(
        arrangement=opening.arrangement(scope, row, scope.own, opening.OWN),
        deeds=tuple(helped.deeds(scope, row.id)),
        ended_by_self=row.ended_by == scope.person_id,
        written_by_staff=row.consent_by != scope.person_id,
    )


def _row(scope: FamilyScope, helping_id: str) -> Helping:
    row = scope.session.get(Helping, helping_id)
    if row is None or row.for_membership_id != scope.membership_id:
        raise NotFound
    return row


def require_open(scope: FamilyScope, helping_id: str) -> None:
    """Make sure that it can still be changed. Raises NotFound, and Conflict when it is over."""
    _open_row(scope, helping_id)


def _open_row(scope: FamilyScope, helping_id: str) -> Helping:
    row = _row(scope, helping_id)
    if not opening.arrangement(scope, row, scope.own, opening.OWN).is_open:
        raise Conflict
    return row


def default_until(scope: FamilyScope) -> date:
    """Return until when somebody helps unless this person says otherwise."""
    meeting = conferences.current(scope)
    return rules.default_until(meeting.meets_at if meeting else None, clock.today())


def too_many_wait(scope: FamilyScope) -> bool:
    """Say whether so many wait for an answer that one more has to wait for one of them."""
    waiting = [one for one in every(scope) if one.state is HelpState.ASKED and one.is_open]
    return len(waiting) >= rules.MOST_WAITING


def is_asked(scope: FamilyScope, wish: Wish, submission_key: str) -> bool:
    """Say whether a first tap has asked for this already."""
    return scope.session.get(Helping, _id_of(scope, wish, submission_key)) is not None


def _id_of(scope: FamilyScope, wish: Wish, submission_key: str) -> str:
    # The page may come back from the browser's memory, filled in for somebody else: that is another wish.
    return id_from(drafts.digest_of(scope, f"helper|{submission_key}|{asdict(wish.about)}"))


def ask(scope: FamilyScope, wish: Wish, submission_key: str = "") -> str:
    """Ask that somebody may help; two taps ask once. Raises Conflict when what the first asked is over.

    Nobody is looked up, so that the answer cannot depend on who it is.
    """
    helping_id = _id_of(scope, wish, submission_key or drafts.new_submission_key())
    if scope.session.get(Helping, helping_id) is None:
        _ask(scope, wish, helping_id)
    return _open_row(scope, helping_id).id


def _ask(scope: FamilyScope, wish: Wish, helping_id: str) -> None:
    # Whoever decides must know when a worker may have had a hand in it.
    how = Consent.ASKED_BESIDE if scope.beside_id else Consent.ASKED_HERE
    row = opening.new_row(
        wish,
        ConsentGiven(how, clock.now(), scope.beside_id or scope.person_id),
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        own=scope.own,
        professionals=scope.for_professionals,
        helping_id=helping_id,
    )
    try:
        with scope.session.begin_nested():
            scope.session.add(row)
    except IntegrityError:
        return  # the other tap was first
    helpings.grant(scope, row, (one.permission for one in wish.may), wish.until_at)
    scope.record(Action.HELPER_ASKED_FOR, "helpings", row.id, reason=wish.role.value)
    telling.tell_staff(scope, Permission.CONFIRM_HELPERS)


def change(scope: FamilyScope, helping_id: str, may: Iterable[MayDo], until_at: datetime) -> None:
    """Change what a helper may do and until when. Raises NotFound, and Conflict when it is over."""
    row = _open_row(scope, helping_id)
    helpings.grant(scope, row, (one.permission for one in may), until_at)
    scope.record(Action.HELPER_CHANGED, "helpings", row.id)


def end(scope: FamilyScope, helping_id: str) -> None:
    """End it at once; staff are told when reports lay open. What has ended stays so.

    Raises NotFound, and Conflict when it is over in another way.
    """
    if _row(scope, helping_id).state == HelpState.ENDED.value:
        return
    row = _open_row(scope, helping_id)
    could_read = opening.arrangement(scope, row, scope.own, opening.OWN).could_read_reports
    helpings.end(scope, row)
    if could_read:
        telling.tell_staff(scope, Permission.CONFIRM_HELPERS)


def stop(scope: HelperScope) -> None:
    """End it as the helper; whom they helped is told that something is new."""
    row = scope.session.get_one(Helping, scope.helping_id)
    could_read = Permission.HELP_READ_REPORTS in scope.granted
    helpings.end(scope, row)
    telling.tell_person(scope, row.for_membership_id)
    if could_read:
        telling.tell_staff(scope, Permission.CONFIRM_HELPERS)

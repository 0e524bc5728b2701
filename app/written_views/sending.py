"""Send a letter to the chair once, however often the button is pressed, and take it back unread."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.conferences import service as conferences
from app.conferences.lateness import of_own
from app.drafts import service as drafts
from app.drafts.models import Sent
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.i18n import N_
from app.outbox import service as outbox
from app.outbox.models import Notice
from app.written_views import rules
from app.written_views.models import Letter, NotSent, Reader, SentViews, Use
from app.written_views.tables import WrittenViews

KIND = "views"


class AlreadyOpened(Conflict):
    """The chair has opened the letter, so it cannot be taken back any more."""

    title = N_("The chair has opened this")
    words = N_("You cannot take it back now. Tell the chair or your social worker what you want to change.")


def asked_at(scope: FamilyScope) -> tuple[str, ...]:
    """Return the addresses of the form on which Send stands."""
    url = scope.installation.url
    return url("check_views"), url("send_views")


def digest_of(letter: Letter) -> str:
    """Return what tells one letter, with its use, from another."""
    return hashlib.sha256(_words_of(letter).encode()).hexdigest()


def _words_of(letter: Letter) -> str:
    return f"{letter.use or ''}\n{letter.text}"


def send(scope: FamilyScope, letter: Letter, submission_key: str, *, shown: str) -> Sent | NotSent:
    """Send the letter to the chair, or return the receipt that it already has, or why not.

    ``shown`` is the digest of what its writer read before pressing Send. Raises Conflict.
    """
    earlier = drafts.receipt_for(scope, submission_key) or _sent_before(scope, letter)
    settled = earlier or rules.why_not_sent(letter, digest_of(letter), shown)
    return settled or _send(scope, letter, submission_key)


def _send(scope: FamilyScope, letter: Letter, submission_key: str) -> Sent:
    row = WrittenViews(
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        conference_id=letter.conference_id,
        reference="",
        use=letter.use or "",
        sent_at=clock.now(),
        is_late=letter.is_late,
        is_beside=scope.beside_id is not None,
        own_sealed=b"",
    )
    row.own_sealed = scope.own.seal(letter.text, row.place("own_sealed"))
    row.professionals_sealed = scope.for_professionals.seal(letter.text, row.place("professionals_sealed"))
    try:
        with scope.session.begin_nested():
            receipt = drafts.give_receipt(scope, submission_key, KIND, row.id, _words_of(letter))
    except IntegrityError:
        return _of_the_other_tap(scope, submission_key)
    row.reference, row.sent_at = receipt.reference, receipt.sent_at
    scope.session.add(row)
    drafts.mark_sent(scope, KIND, letter.conference_id)
    scope.record(Action.VIEWS_SENT, "written_views", row.id, reason="late" if row.is_late else "")
    if letter.chair_id:
        council, notice = scope.authority.key, Notice.STAFF_SOMETHING_NEW
        outbox.enqueue(scope, council, letter.chair_id, notice, family_id=scope.family_id)
    return receipt


def _of_the_other_tap(scope: FamilyScope, submission_key: str) -> Sent:
    receipt = drafts.receipt_for(scope, submission_key)
    if receipt is None:
        raise Conflict
    return receipt


def _sent_before(scope: FamilyScope, letter: Letter) -> Sent | None:
    """Find the receipt of the same words: Back and Send again must not send them twice."""
    newest = last_sent(scope, letter.conference_id)
    receipt = drafts.receipt(scope, newest.id) if newest else None
    return receipt if receipt and receipt.digest == drafts.digest_of(scope, _words_of(letter)) else None


def last_sent(scope: FamilyScope, conference_id: str) -> WrittenViews | None:
    """Return what this person last sent to a meeting and did not take back."""
    wanted = _own_rows(scope).where(
        col(WrittenViews.conference_id) == conference_id, col(WrittenViews.taken_back_at).is_(None)
    )
    row: WrittenViews | None = scope.session.execute(wanted.limit(1)).scalar_one_or_none()
    return row


def all_sent(scope: FamilyScope) -> list[SentViews]:
    """Return everything this person has sent, newest first, without the words."""
    return [_sent(scope, row, "") for row in scope.session.execute(_own_rows(scope)).scalars()]


def find_sent(scope: FamilyScope, sent_id: str) -> SentViews:
    """Return what this person sent, in their own words. Raises NotFound."""
    row = _own_row(scope, sent_id)
    found = _sent(scope, row, scope.own.open(row.own_sealed, row.place("own_sealed")))
    return replace(
        found,
        lateness=of_own(scope, row.conference_id, row.sent_at),
        of_cancelled_meeting=conferences.is_cancelled(scope, row.conference_id),
    )


def take_back(scope: FamilyScope, sent_id: str) -> None:
    """Take back a letter that nobody has opened; the chair's copy is gone. Raises NotFound, AlreadyOpened."""
    row = _own_row(scope, sent_id, for_update=True)
    if row.taken_back_at:
        return
    if row.opened_at:
        raise AlreadyOpened
    row.taken_back_at = clock.now()
    row.professionals_sealed = None
    scope.session.add(row)
    scope.record(Action.TAKEN_BACK, "written_views", row.id)


def _own_rows(scope: FamilyScope) -> Select[Any]:
    return (
        select(WrittenViews)
        .where(col(WrittenViews.membership_id) == scope.membership_id)
        .order_by(col(WrittenViews.sent_at).desc())
    )


def _own_row(scope: FamilyScope, sent_id: str, *, for_update: bool = False) -> WrittenViews:
    wanted = _own_rows(scope).where(col(WrittenViews.id) == sent_id)
    row: WrittenViews | None = scope.session.execute(
        wanted.with_for_update() if for_update else wanted
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def read_out_at(scope: FamilyScope, row: WrittenViews) -> datetime | None:
    """Return when a letter was read out; nothing while its writer must not learn when the meeting is."""
    return None if conferences.hides_when(scope, row.conference_id) else row.read_out_at


def _sent(scope: FamilyScope, row: WrittenViews, text: str) -> SentViews:
    at = read_out_at(scope, row)
    return SentViews(
        id=row.id,
        reference=row.reference,
        use=Use(row.use),
        sent_at=row.sent_at,
        is_late=row.is_late,
        opened_at=row.opened_at,
        taken_back_at=row.taken_back_at,
        read_out_at=at,
        read_out_by=Reader(row.read_out_by) if at and row.read_out_by else None,
        text=text,
        is_beside=row.is_beside,
    )

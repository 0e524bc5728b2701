"""Reply to a report: written as a draft, sent once, read again by its writer, taken back until opened."""

import json
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.conferences.lateness import Lateness
from app.drafts import service as drafts
from app.drafts.models import Held, OtherWords, Saved
from app.drafts.models import Sent as ReceiptGiven
from app.families.models import Role
from app.families.tables import Membership
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.outbox import service as outbox
from app.outbox.models import Notice
from app.reports import reading, rules
from app.reports.forms import WriteReply
from app.reports.models import ReplyKind, SentReply
from app.reports.tables import Reply

KIND = "reply"


def draft_of(scope: FamilyScope, edition_id: str) -> Saved:
    """Return what this person is writing about a report; words that were sent are no draft any more."""
    saved = drafts.read(scope, KIND, edition_id)
    if saved.sent_at and saved.saved_at and saved.sent_at >= saved.saved_at:
        return Saved(saved.version, None, {})
    return saved


def held_for(scope: FamilyScope, edition_id: str) -> Held | None:
    """Return words that were kept after this person's session had ended."""
    return drafts.held_for(scope, address_of(scope, edition_id))


def address_of(scope: FamilyScope, edition_id: str) -> str:
    """Return the address of the page on which a reply is written."""
    return scope.installation.url("write_reply", report=edition_id)


def asked_at(scope: FamilyScope, edition_id: str) -> tuple[str, ...]:
    """Return the addresses of the form on which Send stands."""
    url = scope.installation.url
    return url("check_reply", report=edition_id), url("send_reply", report=edition_id)


def save(scope: FamilyScope, edition_id: str, form: WriteReply) -> Saved | OtherWords:
    """Keep what somebody writes about a report. Raises NotFound, NotOpened."""
    _require_opened(scope, edition_id)
    words = {"kind": form.kind.value, "text": form.text}
    saved = drafts.save(scope, KIND, edition_id, words, seen_version=form.seen_version)
    drafts.let_go(scope, address_of(scope, edition_id))
    return saved


def _require_opened(scope: FamilyScope, edition_id: str) -> None:
    if reading.one(scope, edition_id).is_new:
        raise reading.NotOpened


def typed_in(draft: Saved, held: Held | None) -> dict[str, Any]:
    """Return what stands in the form: words kept after a session's end, or else those of the draft."""
    fields = held.fields if held else draft.fields
    return {name: fields[name] for name in ("kind", "text") if fields.get(name)}


def kind_of(draft: Saved) -> ReplyKind:
    """Return which kind of reply a draft is."""
    return ReplyKind(draft.fields.get("kind", ""))


def says_something(fields: dict[str, str]) -> bool:
    """Say whether a draft can be sent: some words, or agreement, which needs none."""
    return bool(fields.get("text", "").strip()) or fields.get("kind") == ReplyKind.AGREE.value


def send(scope: FamilyScope, edition_id: str, submission_key: str) -> ReceiptGiven | None:
    """Send the draft to the professionals, once for each key; None when there is nothing to send.

    Raises NotFound, NotOpened for a report that was not opened, and Conflict for a key of somebody else's.
    """
    _require_opened(scope, edition_id)
    given = drafts.receipt_for(scope, submission_key)
    if given:
        return given
    draft = draft_of(scope, edition_id)
    if not says_something(draft.fields):
        return None
    try:
        with scope.session.begin_nested():
            receipt = _store(scope, edition_id, submission_key, json.dumps(draft.fields, ensure_ascii=False))
    except IntegrityError as error:
        given = drafts.receipt_for(scope, submission_key)  # the other tap was first
        if given is None:
            raise Conflict from error
        return given
    drafts.mark_sent(scope, KIND, edition_id)
    scope.record(Action.REPLY_SENT, "report_replies", receipt.subject_id)
    _tell_staff(scope)
    return receipt


def _store(scope: FamilyScope, edition_id: str, submission_key: str, words: str) -> ReceiptGiven:
    reply = Reply(
        edition_id=edition_id,
        membership_id=scope.membership_id,
        family_id=scope.family_id,
        sent_at=clock.now(),
        is_late=reading.lateness_now(scope, edition_id) is not Lateness.IN_TIME,
        is_beside=scope.beside_id is not None,
        own_words_sealed=b"",
        words_sealed=b"",
    )
    reply.own_words_sealed = scope.own.seal(words, reply.place("own_words_sealed"))
    reply.words_sealed = scope.for_professionals.seal(words, reply.place("words_sealed"))
    scope.session.add(reply)
    scope.session.flush()
    return drafts.give_receipt(scope, submission_key, KIND, reply.id, words)


def _tell_staff(scope: FamilyScope) -> None:
    wanted = select(Membership).where(
        col(Membership.family_id) == scope.family_id, col(Membership.ended_at).is_(None)
    )
    for place in scope.session.execute(wanted).scalars().all():
        if rules.answers_replies(Role(place.role)):
            outbox.enqueue(scope, scope.authority.key, place.person_id, Notice.STAFF_SOMETHING_NEW)


def sent(scope: FamilyScope, reply_id: str) -> SentReply:
    """Return a reply of this person. Raises NotFound."""
    row = _row(scope, reply_id)
    given = drafts.receipt(scope, row.id)
    fields = json.loads(scope.own.open(row.own_words_sealed, row.place("own_words_sealed")))
    return SentReply(
        id=row.id,
        report_id=row.edition_id,
        reference=given.reference if given else "",
        sent_at=row.sent_at,
        kind=ReplyKind(fields["kind"]),
        text=fields["text"],
        opened_at=row.opened_at,
        opened_by_role=Role(row.opened_by_role) if row.opened_by_role else None,
        taken_back_at=row.taken_back_at,
        is_beside=row.is_beside,
        lateness=reading.lateness_of(scope, row.edition_id, row.sent_at),
    )


def about(scope: FamilyScope, edition_id: str) -> list[SentReply]:
    """Return this person's replies to one report, newest first."""
    wanted = (
        select(col(Reply.id))
        .where(col(Reply.edition_id) == edition_id, col(Reply.membership_id) == scope.membership_id)
        .order_by(col(Reply.sent_at).desc())
    )
    return [sent(scope, reply_id) for reply_id in scope.session.execute(wanted).scalars()]


def every(scope: FamilyScope) -> list[SentReply]:
    """Return everything this person said about reports, newest first."""
    wanted = (
        select(col(Reply.id))
        .where(col(Reply.membership_id) == scope.membership_id)
        .order_by(col(Reply.sent_at).desc())
    )
    return [sent(scope, reply_id) for reply_id in scope.session.execute(wanted).scalars()]


def take_back(scope: FamilyScope, reply_id: str) -> None:
    """Take back a reply that nobody has opened; the professionals' copy is gone.

    Raises NotFound, and Conflict when somebody has opened it.
    """
    row = _row(scope, reply_id)
    if row.taken_back_at:
        return
    unread = (
        update(Reply)
        .where(col(Reply.id) == row.id, col(Reply.opened_at).is_(None), col(Reply.taken_back_at).is_(None))
        .values(taken_back_at=clock.now(), words_sealed=b"")
    )
    if not scope.session.execute(unread).rowcount:  # type: ignore[attr-defined]
        raise Conflict
    scope.record(Action.TAKEN_BACK, "report_replies", row.id)


def _row(scope: FamilyScope, reply_id: str) -> Reply:
    row = scope.session.get(Reply, reply_id)
    if row is None or row.membership_id != scope.membership_id:
        raise NotFound
    return row

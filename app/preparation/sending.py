"""Send answers to the chair once, however often the button is pressed, and take them back unread."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.authorities.facts import Text
from app.conferences import service as conferences
from app.conferences.lateness import of_own
from app.drafts import service as drafts
from app.drafts.models import Sent
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.i18n import N_
from app.outbox import service as outbox
from app.outbox.models import Notice
from app.preparation import rules
from app.preparation.models import Answer, Answered, NotSent, SentAnswer, SentPreparation, Sheet
from app.preparation.tables import Preparation

KIND = "preparation"


class AlreadyOpened(Conflict):
    """The chair has opened the answers, so they cannot be taken back any more."""

    title = N_("The chair has opened this")
    words = N_("You cannot take it back now. Tell the chair or your social worker what you want to change.")


def body_of(sheet: Sheet) -> str:
    """Write the answers as one text that says everything by itself, whatever becomes of the form."""
    answers = [_written(asked) for asked in sheet.given]
    return json.dumps({"form": sheet.questions.id, "answers": answers}, ensure_ascii=False, sort_keys=True)


def _written(asked: Answered) -> dict[str, Any]:
    question = asked.question
    ends = {"low_end": question.low_end, "high_end": question.high_end}
    return {
        "asked": dict(question.text.root),
        "words": asked.answer.words,
        "score": asked.answer.score,
        "urgent": asked.needs_help_first,
        **{name: dict(words.root) for name, words in ends.items() if words is not None},
    }


def read_body(body: str) -> tuple[SentAnswer, ...]:
    """Read answers that were sent."""
    return tuple(_read(written) for written in json.loads(body)["answers"])


def _read(written: Mapping[str, Any]) -> SentAnswer:
    return SentAnswer(
        asked=Text.model_validate(written["asked"]),
        answer=Answer(written["words"], written["score"]),
        needs_help_first=written["urgent"],
        low_end=Text.model_validate(written["low_end"]) if "low_end" in written else None,
        high_end=Text.model_validate(written["high_end"]) if "high_end" in written else None,
    )


def asked_at(scope: FamilyScope) -> tuple[str, ...]:
    """Return the addresses of the form on which Send stands."""
    url = scope.installation.url
    return url("check_preparation"), url("send_preparation")


def digest_of(body: str) -> str:
    """Return what tells one set of answers from another."""
    return hashlib.sha256(body.encode()).hexdigest()


def send(scope: FamilyScope, sheet: Sheet, submission_key: str, *, shown: str) -> Sent | NotSent:
    """Send the answers to the chair, or return the receipt that they already have, or why not.

    ``shown`` is the digest of what their writer read before pressing Send. Raises Conflict.
    """
    body = body_of(sheet)
    earlier = drafts.receipt_for(scope, submission_key) or _sent_before(scope, sheet, body)
    return (
        earlier
        or rules.why_not_sent(sheet, digest_of(body), shown)
        or _send(scope, sheet, submission_key, body)
    )


def _send(scope: FamilyScope, sheet: Sheet, submission_key: str, body: str) -> Sent:
    row = Preparation(
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        conference_id=sheet.conference_id,
        reference="",
        sent_at=clock.now(),
        is_late=sheet.is_late,
        is_beside=scope.beside_id is not None,
        own_sealed=b"",
    )
    row.own_sealed = scope.own.seal(body, row.place("own_sealed"))
    row.professionals_sealed = scope.for_professionals.seal(body, row.place("professionals_sealed"))
    try:
        with scope.session.begin_nested():
            receipt = drafts.give_receipt(scope, submission_key, KIND, row.id, body)
    except IntegrityError:
        return _of_the_other_tap(scope, submission_key)
    row.reference, row.sent_at = receipt.reference, receipt.sent_at
    scope.session.add(row)
    for asked in sheet.given:
        drafts.mark_sent(scope, KIND, f"{sheet.conference_id}:{asked.id}")
    scope.record(Action.PREPARATION_SENT, "preparations", row.id, reason="late" if row.is_late else "")
    _tell_chair(scope, sheet.chair_id)
    return receipt


def _of_the_other_tap(scope: FamilyScope, submission_key: str) -> Sent:
    receipt = drafts.receipt_for(scope, submission_key)
    if receipt is None:
        raise Conflict
    return receipt


def _sent_before(scope: FamilyScope, sheet: Sheet, body: str) -> Sent | None:
    """Find the receipt of the same words: Back and Send again must not send them twice."""
    newest = last_sent(scope, sheet.conference_id)
    receipt = drafts.receipt(scope, newest.id) if newest else None
    return receipt if receipt and receipt.digest == drafts.digest_of(scope, body) else None


def _tell_chair(scope: FamilyScope, chair_id: str | None) -> None:
    if chair_id:
        outbox.enqueue(
            scope, scope.authority.key, chair_id, Notice.STAFF_SOMETHING_NEW, family_id=scope.family_id
        )


def last_sent(scope: FamilyScope, conference_id: str) -> Preparation | None:
    """Return what this person last sent for a meeting and did not take back."""
    wanted = (
        select(Preparation)
        .where(
            col(Preparation.membership_id) == scope.membership_id,
            col(Preparation.conference_id) == conference_id,
            col(Preparation.taken_back_at).is_(None),
        )
        .order_by(col(Preparation.sent_at).desc())
        .limit(1)
    )
    row: Preparation | None = scope.session.execute(wanted).scalar_one_or_none()
    return row


def all_sent(scope: FamilyScope) -> list[SentPreparation]:
    """Return everything this person has sent, newest first, without the words."""
    wanted = (
        select(Preparation)
        .where(col(Preparation.membership_id) == scope.membership_id)
        .order_by(col(Preparation.sent_at).desc())
    )
    return [_sent(row, ()) for row in scope.session.execute(wanted).scalars()]


def find_sent(scope: FamilyScope, sent_id: str) -> SentPreparation:
    """Return what this person sent, in their own words. Raises NotFound."""
    row = _own_row(scope, sent_id)
    found = _sent(row, read_body(scope.own.open(row.own_sealed, row.place("own_sealed"))))
    return replace(
        found,
        lateness=of_own(scope, row.conference_id, row.sent_at),
        of_cancelled_meeting=conferences.is_cancelled(scope, row.conference_id),
    )


def take_back(scope: FamilyScope, sent_id: str) -> None:
    """Take back answers that nobody has opened; the chair's copy is gone. Raises NotFound, AlreadyOpened."""
    row = _own_row(scope, sent_id, for_update=True)
    if row.taken_back_at:
        return
    if row.opened_at:
        raise AlreadyOpened
    row.taken_back_at = clock.now()
    row.professionals_sealed = None
    scope.session.add(row)
    scope.record(Action.TAKEN_BACK, "preparations", row.id)


def _own_row(scope: FamilyScope, sent_id: str, *, for_update: bool = False) -> Preparation:
    wanted = select(Preparation).where(
        col(Preparation.id) == sent_id, col(Preparation.membership_id) == scope.membership_id
    )
    row: Preparation | None = scope.session.execute(
        wanted.with_for_update() if for_update else wanted
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def _sent(row: Preparation, answers: tuple[SentAnswer, ...]) -> SentPreparation:
    return SentPreparation(
        row.id,
        row.reference,
        row.sent_at,
        row.is_late,
        row.opened_at,
        row.taken_back_at,
        answers,
        is_beside=row.is_beside,
    )

"""Keep what somebody writes, whatever happens to their phone, and give one receipt for what they send.

Every save is a new revision. A save that did not know of the newest one is kept as well, and its writer
is shown both: neither of two phones loses a word.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import FamilyScope, HelperScope
from app.drafts import newest
from app.drafts.models import Held, OtherWords, Saved, Sent
from app.drafts.tables import Draft, DraftRevision, HeldWords, Receipt
from app.kit import clock
from app.kit.ids import new_reference

ALL_HELD = (
    select(HeldWords)
    .where(col(HeldWords.membership_id) == bindparam("membership_id"))
    .order_by(col(HeldWords.held_at).desc())
)
RECEIPTS = (
    select(Receipt)
    .where(col(Receipt.membership_id) == bindparam("membership_id"))
    .order_by(col(Receipt.sent_at).desc())
)


def read(scope: FamilyScope, kind: str, about: str) -> Saved:
    """Return a draft's newest words, or nothing yet."""
    return read_all(scope, kind, [about])[about]


def read_all(scope: FamilyScope, kind: str, abouts: list[str]) -> dict[str, Saved]:
    """Return the newest words of several drafts of one kind."""
    return newest.read_all(scope, kind, abouts)


def _opened(scope: FamilyScope, draft: Draft, revision: DraftRevision) -> Saved:
    text = scope.own.open(revision.fields_sealed, revision.place("fields_sealed"))
    return Saved(revision.version, draft.saved_at, json.loads(text), draft.sent_at)


def save(
    scope: FamilyScope, kind: str, about: str, fields: Mapping[str, Any], *, seen_version: int | None
) -> Saved | OtherWords:
    """Keep new words; when they did not know of the newest ones, keep them too and return both.

    ``seen_version`` is the version the writer's page was made from; None when a page cannot know.
    """
    draft = _draft(scope, kind, about)
    before = read(scope, kind, about)
    if before.fields == dict(fields) and draft.version:
        return before
    draft.version += 1
    draft.saved_at = clock.now()
    revision = DraftRevision(draft_id=draft.id, version=draft.version, fields_sealed=b"")
    text = json.dumps(dict(fields), ensure_ascii=False)
    revision.fields_sealed = scope.own.seal(text, revision.place("fields_sealed"))
    scope.session.add_all([draft, revision])
    scope.session.flush()
    newest.forget(scope)
    if seen_version is not None and before.version > seen_version and not before.is_empty:
        return OtherWords(before)
    return Saved(draft.version, draft.saved_at, dict(fields), draft.sent_at)


def _draft(scope: FamilyScope, kind: str, about: str) -> Draft:
    wanted = (
        select(Draft)
        .where(
            col(Draft.membership_id) == scope.membership_id,
            col(Draft.kind) == kind,
            col(Draft.about) == about,
        )
        .with_for_update()
        # Its version may have moved on while this waited for the other phone.
        .execution_options(populate_existing=True)
    )
    draft: Draft | None = scope.session.execute(wanted).scalar_one_or_none()
    if draft is None:
        draft = Draft(membership_id=scope.membership_id, kind=kind, about=about, saved_at=clock.now())
        try:
            with scope.session.begin_nested():
                scope.session.add(draft)
        except IntegrityError:
            draft = scope.session.execute(wanted).scalar_one()  # the other phone was first
    newest.forget(scope)
    return draft


def revisions(scope: FamilyScope, kind: str, about: str) -> list[Saved]:
    """Return everything a draft ever said, newest first."""
    wanted = (
        select(Draft, DraftRevision)
        .join(DraftRevision, col(DraftRevision.draft_id) == col(Draft.id))
        .where(
            col(Draft.membership_id) == scope.membership_id,
            col(Draft.kind) == kind,
            col(Draft.about) == about,
        )
        .order_by(col(DraftRevision.version).desc())
    )
    return [_opened(scope, draft, revision) for draft, revision in scope.session.execute(wanted).all()]


def mark_sent(scope: FamilyScope, kind: str, about: str) -> None:
    """Note that a draft's words have been sent; it stays, to start from next time."""
    draft = _draft(scope, kind, about)
    draft.sent_at = clock.now()
    scope.session.add(draft)


def held_for(scope: FamilyScope | HelperScope, address: str) -> Held | None:
    """Return the newest words held for the form at this address."""
    wanted = (
        select(HeldWords)
        .where(col(HeldWords.membership_id) == scope.membership_id, col(HeldWords.address) == address)
        .order_by(col(HeldWords.held_at).desc())
        .limit(1)
    )
    row: HeldWords | None = scope.session.execute(wanted).scalar_one_or_none()
    return _held(scope, row) if row else None


def all_held(scope: FamilyScope | HelperScope) -> list[Held]:
    """Return everything held for this person in this family."""
    mine = {"membership_id": scope.membership_id}
    return [_held(scope, row) for row in scope.session.execute(ALL_HELD, mine).scalars()]


def _held(scope: FamilyScope | HelperScope, row: HeldWords) -> Held:
    text = scope.own.open(row.fields_sealed, row.place("fields_sealed"))
    return Held(row.id, row.address, row.held_at, json.loads(text))


def let_go(scope: FamilyScope | HelperScope, address: str) -> None:
    """Forget the words held for a form: they are saved now, or their owner does not want them."""
    scope.session.execute(
        delete(HeldWords).where(
            col(HeldWords.membership_id) == scope.membership_id, col(HeldWords.address) == address
        )
    )


def new_submission_key() -> str:
    """Return the key that makes two taps on Send one submission."""
    return secrets.token_hex(16)


def receipt_for(scope: FamilyScope, submission_key: str) -> Sent | None:
    """Return the receipt that this key has already been given."""
    wanted = select(Receipt).where(
        col(Receipt.submission_key) == submission_key, col(Receipt.membership_id) == scope.membership_id
    )
    row: Receipt | None = scope.session.execute(wanted).scalar_one_or_none()
    return _sent(row) if row else None


def give_receipt(scope: FamilyScope, submission_key: str, kind: str, subject_id: str, words: str) -> Sent:
    """Write the receipt of a submission, in the transaction that stores it."""
    row = Receipt(
        membership_id=scope.membership_id,
        submission_key=submission_key,
        kind=kind,
        subject_id=subject_id,
        reference=new_reference(),
        sent_at=clock.now(),
        digest=digest_of(scope, words),
    )
    scope.session.add(row)
    scope.session.flush()
    return _sent(row)


def digest_of(scope: FamilyScope, words: str) -> str:
    """Return what tells one submission's words from another's.

    It is keyed: of a few numbers or a bare "I agree" a plain digest would be guessed from the database alone.
    """
    key = scope.installation.keyring.stable("receipt")
    return hmac.new(key, f"{scope.membership_id}|{words}".encode(), "sha256").hexdigest()


def receipt(scope: FamilyScope, subject_id: str) -> Sent | None:
    """Return the receipt of one submission of this person."""
    wanted = select(Receipt).where(
        col(Receipt.subject_id) == subject_id, col(Receipt.membership_id) == scope.membership_id
    )
    row: Receipt | None = scope.session.execute(wanted).scalar_one_or_none()
    return _sent(row) if row else None


def receipts(scope: FamilyScope) -> list[Sent]:
    """Return everything this person has sent, newest first."""
    mine = {"membership_id": scope.membership_id}
    return [_sent(row) for row in scope.session.execute(RECEIPTS, mine).scalars()]


def _sent(row: Receipt) -> Sent:
    return Sent(row.id, row.kind, row.subject_id, row.reference, row.sent_at, row.digest)

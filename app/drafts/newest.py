"""The newest words of every draft of one person, looked up once a request.

A family's page asks for many drafts. The statement is made once:
making one anew costs more than running it.
"""

import json
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlmodel import col

from app.access.scopes import FamilyScope, HelperScope
from app.drafts.models import NOTHING, Saved
from app.drafts.tables import Draft, DraftRevision
from app.kit.encryption import Cipher, Place
from app.kit.errors import NotFound

Rows = dict[tuple[str, str], Row[Any]]
KNOWN = "newest drafts"
NEWEST = (
    select(
        col(Draft.kind),
        col(Draft.about),
        col(Draft.saved_at),
        col(Draft.sent_at),
        col(DraftRevision.id),
        col(DraftRevision.version),
        col(DraftRevision.fields_sealed),
    )
    .join(
        DraftRevision,
        (col(DraftRevision.draft_id) == col(Draft.id)) & (col(DraftRevision.version) == col(Draft.version)),
    )
    .where(col(Draft.membership_id) == bindparam("membership_id"))
)


def read_all(scope: FamilyScope, kind: str, abouts: list[str]) -> dict[str, Saved]:
    """Return the newest words of several drafts of one kind; nothing yet for those not begun."""
    return _newest(_known(scope), scope.own, kind, abouts)


def of_helped(scope: HelperScope, kind: str, abouts: list[str]) -> dict[str, Saved]:
    """Return the same of whom a helper helps. Raises NotFound for a helper who may read nothing of theirs."""
    if scope.helped is None:
        raise NotFound
    return _newest(_rows(scope, scope.helped_membership_id), scope.helped, kind, abouts)


def forget(scope: FamilyScope) -> None:
    """Forget what was looked up: a draft has changed, or may have while this request waited for it."""
    scope.session.info.get(KNOWN, {}).pop(scope.membership_id, None)


def _known(scope: FamilyScope) -> Rows:
    known: dict[str, Rows] = scope.session.info.setdefault(KNOWN, {})
    if scope.membership_id not in known:
        known[scope.membership_id] = _rows(scope, scope.membership_id)
    return known[scope.membership_id]


def _rows(scope: FamilyScope | HelperScope, membership_id: str) -> Rows:
    rows = scope.session.execute(NEWEST, {"membership_id": membership_id}).all()
    return {(row.kind, row.about): row for row in rows}


def _newest(rows: Rows, cipher: Cipher, kind: str, abouts: list[str]) -> dict[str, Saved]:
    return {
        about: _opened(cipher, rows[kind, about]) if (kind, about) in rows else NOTHING for about in abouts
    }


def _opened(cipher: Cipher, row: Row[Any]) -> Saved:
    place = Place(DraftRevision.__tablename__, "fields_sealed", row.id)
    fields = json.loads(cipher.open(row.fields_sealed, place))
    return Saved(row.version, row.saved_at, fields, row.sent_at)

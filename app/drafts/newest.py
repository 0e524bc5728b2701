"""The newest words of every draft of one person, looked up once a request.

A family's page asks for many drafts. The statement is made once:
making one anew costs more than running it.
"""

import json
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlmodel import col

from app.access.scopes import FamilyScope
from app.drafts.models import NOTHING, Saved
from app.drafts.tables import Draft, DraftRevision
from app.kit.encryption import Place

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
    known = _known(scope)
    return {
        about: _opened(scope, known[kind, about]) if (kind, about) in known else NOTHING for about in abouts
    }


def forget(scope: FamilyScope) -> None:
    """Forget what was looked up: a draft has changed, or may have while this request waited for it."""
    scope.session.info.get(KNOWN, {}).pop(scope.membership_id, None)


def _known(scope: FamilyScope) -> dict[tuple[str, str], Row[Any]]:
    known: dict[str, dict[tuple[str, str], Row[Any]]] = scope.session.info.setdefault(KNOWN, {})
    if scope.membership_id not in known:
        rows = scope.session.execute(NEWEST, {"membership_id": scope.membership_id}).all()
        known[scope.membership_id] = {(row.kind, row.about): row for row in rows}
    return known[scope.membership_id]


def _opened(scope: FamilyScope, row: Row[Any]) -> Saved:
    place = Place(DraftRevision.__tablename__, "fields_sealed", row.id)
    fields = json.loads(scope.own.open(row.fields_sealed, place))
    return Saved(row.version, row.saved_at, fields, row.sent_at)

"""Replies as staff read them: each reader opens them by a press, which their writer sees."""

import json
from dataclasses import replace

from sqlalchemy import func, select, update
from sqlalchemy.orm import defer
from sqlmodel import col

from app.access import people
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.drafts import openings
from app.kit import clock
from app.kit.errors import NotFound
from app.reports.models import Author, ReplyKind, Title
from app.reports.replies import KIND
from app.reports.staff_models import CaseReply
from app.reports.tables import Edition, Reply, Report


def every(scope: CaseScope) -> list[CaseReply]:
    """Return the replies of the family, newest first, without their words."""
    writers = {one.membership_id: one for one in people.members_of(scope)}
    wanted = (
        select(Reply, Report)
        .join(Edition, col(Edition.id) == col(Reply.edition_id))
        .join(Report, col(Report.id) == col(Edition.report_id))
        .options(defer(col(Report.blocks_sealed)), defer(col(Report.search_text_sealed)))  # type: ignore[arg-type]
        .where(col(Reply.family_id) == scope.family_id, col(Reply.taken_back_at).is_(None))
        .order_by(col(Reply.sent_at).desc())
    )
    found = scope.session.execute(wanted).all()
    mine = openings.opened_by(scope, KIND, [reply.id for reply, _ in found])
    return [
        CaseReply(
            id=reply.id,
            author=Author(report.author),
            title=Title(report.title),
            writer=writers[reply.membership_id].name if reply.membership_id in writers else "",
            writer_role=writers[reply.membership_id].role if reply.membership_id in writers else None,
            sent_at=reply.sent_at,
            opened_at=reply.opened_at,
            is_open_to_me=reply.id in mine,
            is_late=reply.is_late,
            is_beside=reply.is_beside,
        )
        for reply, report in found
    ]


def open_reply(scope: CaseScope, reply_id: str) -> None:
    """Note that a member of staff opened a reply: its writer sees who, and cannot take it back any more.

    Raises NotFound.
    """
    row = _row(scope, reply_id)
    first = (
        update(Reply)
        .where(col(Reply.id) == row.id, col(Reply.opened_at).is_(None), col(Reply.taken_back_at).is_(None))
        .values(opened_at=clock.now(), opened_by_id=scope.person_id, opened_by_role=scope.role.value)
    )
    scope.session.execute(first)
    scope.session.refresh(row)
    if row.taken_back_at:
        raise NotFound  # its writer was first
    if openings.note(scope, row.membership_id, KIND, row.id):
        scope.record(Action.REPLY_READ, "report_replies", row.id, reason="opened")


def read(scope: CaseScope, reply_id: str) -> CaseReply | None:
    """Return a reply with its words, recorded first; None when this reader has not opened it.

    Raises NotFound.
    """
    row = _row(scope, reply_id)
    if not openings.opened_by(scope, KIND, [row.id]):
        return None
    about = next(one for one in every(scope) if one.id == reply_id)
    fields = json.loads(scope.professionals.open(row.words_sealed, row.place("words_sealed")))
    scope.record(Action.REPLY_READ, "report_replies", row.id)
    return replace(about, kind=ReplyKind(fields["kind"]), text=fields["text"])


def count_unread(scope: CaseScope) -> int:
    """Count the replies that nobody has opened."""
    wanted = (
        select(func.count())
        .select_from(Reply)
        .where(
            col(Reply.family_id) == scope.family_id,
            col(Reply.opened_at).is_(None),
            col(Reply.taken_back_at).is_(None),
        )
    )
    return int(scope.session.execute(wanted).scalar_one())


def _row(scope: CaseScope, reply_id: str) -> Reply:
    row = scope.session.get(Reply, reply_id)
    if row is None or row.family_id != scope.family_id or row.taken_back_at:
        raise NotFound
    return row

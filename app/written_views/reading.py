"""What the chair does with letters: sees that they came, opens them, notes that they were read out."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from app.access import people
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.conferences import service as conferences
from app.drafts import openings
from app.kit import clock
from app.kit.errors import Conflict, NotFound
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.written_views import rules
from app.written_views.forms import ReadOutForm
from app.written_views.models import Reader, ReceivedViews, Use
from app.written_views.sending import KIND
from app.written_views.tables import WrittenViews


class NotToBeReadOut(Conflict):
    """Its writer asked that only the chair reads it, or nobody has opened it yet."""

    words = N_("Open these words first. Words for the chair only are not read out.")


def list_received(scope: CaseScope) -> list[ReceivedViews]:
    """Return the letters of the family, newest first, without the words."""
    wanted = (
        select(WrittenViews)
        .where(col(WrittenViews.family_id) == scope.family_id, col(WrittenViews.taken_back_at).is_(None))
        .order_by(col(WrittenViews.sent_at).desc())
    )
    names, rows = _names(scope), scope.session.execute(wanted).scalars().all()
    mine = openings.opened_by(scope, KIND, [row.id for row in rows])
    return [_received(row, names, "", is_open_to_me=row.id in mine) for row in rows]


def find_received(scope: CaseScope, sent_id: str) -> ReceivedViews:
    """Return a letter, with its words once this reader has opened it. Raises NotFound."""
    row = _row(scope, sent_id)
    if row.professionals_sealed is None or not openings.opened_by(scope, KIND, [row.id]):
        return _received(row, _names(scope), "", is_open_to_me=False)
    scope.record(Action.VIEWS_READ, "written_views", row.id)
    text = scope.professionals.open(row.professionals_sealed, row.place("professionals_sealed"))
    return _received(row, _names(scope), text, is_open_to_me=True)


def open_received(scope: CaseScope, sent_id: str) -> None:
    """Note that the chair opens a letter: its writer sees who, and can no longer take it back.

    Raises NotFound.
    """
    row = _row(scope, sent_id, for_update=True)
    if row.opened_at is None:
        row.opened_at, row.opened_by = clock.now(), scope.person_id
        scope.session.add(row)
    openings.note(scope, row.membership_id, KIND, row.id)
    scope.record(Action.VIEWS_READ, "written_views", row.id, reason="opened")


def form_for_read_out(scope: CaseScope, sent_id: str) -> Submitted[ReadOutForm]:
    """Return the form about the reading out, filled with the meeting's beginning. Raises NotFound."""
    row = _row(scope, sent_id)
    meets_at = conferences.get_for_staff(scope, row.conference_id).meets_at
    if meets_at is None or meets_at > clock.now():
        return blank(ReadOutForm)
    local = clock.in_london(meets_at)
    return blank(ReadOutForm, day=f"{local:%Y-%m-%d}", hour=f"{local:%H:%M}")


def mark_read_out(scope: CaseScope, sent_id: str, at: datetime, reader: Reader) -> str | None:
    """Note when a letter was read out and by whom, or say why that cannot be.

    Raises NotFound, and NotToBeReadOut.
    """
    if scope.is_emergency:
        raise NotFound  # they look, and note nothing about a meeting they had no part in
    row = _row(scope, sent_id, for_update=True)
    if row.opened_at is None or not Use(row.use).is_heard:
        raise NotToBeReadOut
    problem = rules.why_not_read_out(at, sent_at=row.sent_at, now=clock.now())
    if problem is None:
        row.read_out_at, row.read_out_by = at, reader.value
        scope.session.add(row)
        scope.record(Action.VIEWS_READ_OUT, "written_views", row.id, reason=reader.value)
    return problem


def _row(scope: CaseScope, sent_id: str, *, for_update: bool = False) -> WrittenViews:
    wanted = select(WrittenViews).where(
        col(WrittenViews.id) == sent_id,
        col(WrittenViews.family_id) == scope.family_id,
        col(WrittenViews.taken_back_at).is_(None),
    )
    row: WrittenViews | None = scope.session.execute(
        wanted.with_for_update() if for_update else wanted
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def _names(scope: CaseScope) -> dict[str, str]:
    return {member.membership_id: member.name for member in people.members_of(scope)}


def _received(row: WrittenViews, names: dict[str, str], text: str, *, is_open_to_me: bool) -> ReceivedViews:
    return ReceivedViews(
        id=row.id,
        reference=row.reference,
        sender=names.get(row.membership_id, ""),
        use=Use(row.use),
        sent_at=row.sent_at,
        is_late=row.is_late,
        opened_at=row.opened_at,
        is_open_to_me=is_open_to_me,
        read_out_at=row.read_out_at,
        read_out_by=Reader(row.read_out_by) if row.read_out_by else None,
        text=text,
        is_beside=row.is_beside,
    )

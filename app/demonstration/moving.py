"""Move a made-up family in time: its meeting and everything that was done for it keep their distance."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, SQLModel, col

from app.access.tables import Grant, Helping
from app.complaints.tables import Complaint, ComplaintStop
from app.conferences.tables import Conference, Exclusion, Invitation
from app.drafts.tables import Draft, Receipt, Suggestion
from app.families.tables import Membership
from app.kit import clock
from app.preparation.tables import Preparation
from app.reports.tables import Edition, ReleaseRequest, Reply, Report
from app.written_views.tables import WrittenViews

# Only these may lie in the future; whatever has been done was done by now.
AHEAD = {"meets_at", "earlier_meets_at", "until_at"}


def meeting_of(session: Session, family_id: str) -> Conference | None:
    """Return the meeting that the demonstration called for a family: its first, unless it was cancelled."""
    wanted = (
        select(Conference)
        .where(col(Conference.family_id) == family_id)
        .order_by(col(Conference.created_at))
        .limit(1)
    )
    found: Conference | None = session.execute(wanted).scalar_one_or_none()
    return None if found is None or found.cancelled_at else found


def move(session: Session, family_id: str, by: timedelta) -> None:
    """Move every moment in a family's file by the same span."""
    now = clock.now()
    for row in _rows(session, family_id):
        for name in type(row).model_fields:
            before = getattr(row, name)
            if isinstance(before, datetime):
                after = before + by
                setattr(row, name, after if name in AHEAD else min(after, now))
        session.add(row)
    session.flush()


def _rows(session: Session, family_id: str) -> Iterator[SQLModel]:
    for table, is_theirs in _whose(family_id):
        yield from session.execute(select(table).where(is_theirs)).scalars()


def _whose(family_id: str) -> list[tuple[type[SQLModel], ColumnElement[bool]]]:
    members = select(col(Membership.id)).where(col(Membership.family_id) == family_id)
    meetings = select(col(Conference.id)).where(col(Conference.family_id) == family_id)
    helpings = select(col(Helping.id)).where(col(Helping.family_id) == family_id)
    complaints = select(col(Complaint.id)).where(col(Complaint.family_id) == family_id)
    reports = select(col(Report.id)).where(col(Report.family_id) == family_id)
    return [
        (Conference, col(Conference.family_id) == family_id),
        (Report, col(Report.family_id) == family_id),
        (Reply, col(Reply.family_id) == family_id),
        (Preparation, col(Preparation.family_id) == family_id),
        (WrittenViews, col(WrittenViews.family_id) == family_id),
        (Complaint, col(Complaint.family_id) == family_id),
        (ComplaintStop, col(ComplaintStop.complaint_id).in_(complaints)),
        (Exclusion, col(Exclusion.family_id) == family_id),
        (Invitation, col(Invitation.conference_id).in_(meetings)),
        (Edition, col(Edition.report_id).in_(reports)),
        (ReleaseRequest, col(ReleaseRequest.report_id).in_(reports)),
        (Draft, col(Draft.membership_id).in_(members)),
        (Suggestion, col(Suggestion.for_membership_id).in_(members)),
        (Helping, col(Helping.family_id) == family_id),
        (Grant, col(Grant.helping_id).in_(helpings)),
        (Receipt, col(Receipt.membership_id).in_(members)),
    ]

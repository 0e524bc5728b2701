"""What other pages say about reports: to a person about their own, to staff about one family's."""

from sqlalchemy import func, select
from sqlmodel import col

from app.access.scopes import CaseScope, FamilyScope
from app.reports import case_replies, reading
from app.reports.models import Overview
from app.reports.staff_models import CaseOverview, RequestState
from app.reports.tables import Edition, ReleaseRequest, Report


def overview(scope: FamilyScope) -> Overview:
    """Count this person's reports, the new ones, and the minutes that the new ones take to read."""
    reports = reading.every(scope)
    new = [report for report in reports if report.is_new]
    return Overview(total=len(reports), new=len(new), minutes=sum(report.minutes for report in new))


def overview_for_case(scope: CaseScope) -> CaseOverview:
    """Count a family's reports, those that somebody may open, what waits, and unread replies."""
    of_family = col(Report.family_id) == scope.family_id
    added = select(func.count()).select_from(Report).where(of_family)
    shared = (
        select(func.count(col(Report.id).distinct()))
        .join(Edition, col(Edition.report_id) == col(Report.id))
        .where(of_family, col(Edition.withdrawn_at).is_(None))
    )
    waiting = (
        select(col(ReleaseRequest.asked_by_id))
        .join(Report, col(Report.id) == col(ReleaseRequest.report_id))
        .where(of_family, col(ReleaseRequest.state) == RequestState.ASKED.value)
    )
    asked_by = scope.session.execute(waiting).scalars().all()
    return CaseOverview(
        added=int(scope.session.execute(added).scalar_one()),
        shared=int(scope.session.execute(shared).scalar_one()),
        waiting=len(asked_by),
        waiting_for_me=sum(person_id != scope.person_id for person_id in asked_by),
        unread_replies=case_replies.count_unread(scope),
    )

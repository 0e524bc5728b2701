"""What other pages say about reports: to a person about their own, to staff about one family's."""

from app.access.scopes import FamilyScope
from app.reports import reading
from app.reports.models import Overview


def overview(scope: FamilyScope) -> Overview:
    """Count this person's reports, the new ones, and the minutes that the new ones take to read."""
    reports = reading.every(scope)
    new = [report for report in reports if report.is_new]
    return Overview(total=len(reports), new=len(new), minutes=sum(report.minutes for report in new))

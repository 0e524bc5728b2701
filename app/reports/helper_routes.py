"""The helper's addresses for reports: their text, and no copy to keep."""

from fastapi import Response

from app.access.guards import Identifier, MayHelpReadReports
from app.access.helped import banner_of
from app.kit.pages import PageOf
from app.kit.routing import Router
from app.reports import helped

router = Router("/m/helped/reports")


@router.get("")
def list_helped_reports(scope: MayHelpReadReports, page: PageOf) -> Response:
    """List the reports that this helper may read."""
    return page.show("reports/list_helped_reports.html", reports=helped.every(scope), banner=banner_of(scope))


@router.get("/{report}")
def read_helped_report(scope: MayHelpReadReports, page: PageOf, report: Identifier) -> Response:
    """Show a report's text."""
    found = helped.read(scope, report)
    return page.show(
        "reports/read_helped_report.html",
        report=found.about,
        blocks=found.blocks,
        banner=banner_of(scope),
    )

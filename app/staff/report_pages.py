"""The addresses on a meeting's page where staff write down which reports they wait for."""

from fastapi import Response

from app.access.guards import Identifier, MayShareReports
from app.kit.i18n import N_
from app.kit.pages import PageOf
from app.kit.routing import Router
from app.reports import expecting
from app.reports.forms import ExpectSubmitted
from app.staff import meeting_reports
from app.staff.forms import ButtonPressed
from app.staff.meeting_pages import show_meeting_file

EXPECTED = N_("Saved. The family sees that this report is not here yet.")
NOT_EXPECTED = N_("Saved. The family is not told any more that this report is missing.")

router = Router(prefix="/staff/families/{family}/meetings/{conference}/expected")


@router.post("")
def expect_report(
    scope: MayShareReports, page: PageOf, conference: Identifier, submitted: ExpectSubmitted
) -> Response:
    """Write down that a report by one kind of author is waited for."""
    if submitted.problems:
        return show_meeting_file(scope, page, conference, submitted)
    meeting_reports.expect(scope, conference, submitted.values.author)
    return page.go_to("show_conference", family=scope.family_id, conference=conference, notice=EXPECTED)


@router.post("/{expected}")
def no_longer_expect_report(
    scope: MayShareReports,
    page: PageOf,
    conference: Identifier,
    expected: Identifier,
    pressed: ButtonPressed,
) -> Response:
    """Write down that a report is not waited for any more."""
    if pressed.problems:
        return show_meeting_file(scope, page, conference, pressed)
    expecting.no_longer_expect(scope, conference, expected)
    return page.go_to("show_conference", family=scope.family_id, conference=conference, notice=NOT_EXPECTED)

"""The staff's addresses for one family's reports: add, share, decide as second person, take back, replies."""

from fastapi import Response

from app.access.guards import Identifier, MaySeeCase, MayShareReports
from app.access.scopes import CaseScope
from app.kit.forms import Submitted, blank
from app.kit.i18n import ENGLISH, N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.reports import (
    adding,
    case_asking_pages,
    case_reading,
    case_replies,
    case_reports,
    releasing,
    sharing,
)
from app.reports.downloads import download
from app.reports.forms import (
    AddReport,
    AddReportSubmitted,
    ButtonPressed,
    Decision,
    DecisionSubmitted,
    ShareReport,
    ShareReportSubmitted,
    Withdrawal,
    WithdrawalSubmitted,
)

TAKEN_BACK = N_("The report was taken back. It had been opened, so a record of that is begun.")

router = Router(prefix="/staff/families/{family}/reports")
router.include(case_asking_pages.router)


@router.get("")
def list_case_reports(scope: MayShareReports, page: PageOf) -> Response:
    """Show the family's reports and who may open them."""
    return page.show(
        "reports/list_case_reports.html", family=scope.family_id, reports=case_reports.every(scope)
    )


@router.get("/new")
def add_report(scope: MayShareReports, page: PageOf) -> Response:
    """Show the form for a new report."""
    form = blank(AddReport, language=ENGLISH)
    return page.show("reports/add_report.html", form=form, family=scope.family_id, **adding.choices(scope))


@router.post("/new")
def keep_report(scope: MayShareReports, page: PageOf, submitted: AddReportSubmitted) -> Response:
    """Check a report and keep it; nobody of the family can open it yet."""
    report = adding.take(scope, submitted)
    if report is None:
        return page.show(
            "reports/add_report.html", form=submitted, family=scope.family_id, **adding.choices(scope)
        )
    notice = N_("The report is kept. Nobody in the family can open it yet.")
    return page.go_to("show_case_report", family=scope.family_id, report=report, notice=notice)


@router.get("/replies")
def list_replies(scope: MaySeeCase, page: PageOf) -> Response:
    """Show the family's replies without their words."""
    return page.show("reports/list_replies.html", family=scope.family_id, replies=case_replies.every(scope))


@router.post("/replies/{reply}")
def open_reply(scope: MaySeeCase, page: PageOf, reply: Identifier, submitted: ButtonPressed) -> Response:
    """Open a reply; its writer sees that."""
    if submitted.problems:
        found = case_replies.every(scope)
        return page.show("reports/list_replies.html", form=submitted, family=scope.family_id, replies=found)
    case_replies.open_reply(scope, reply)
    return page.go_to("read_reply", family=scope.family_id, reply=reply)


@router.get("/replies/{reply}")
def read_reply(scope: MaySeeCase, page: PageOf, reply: Identifier) -> Response:
    """Show a reply that was opened."""
    found = case_replies.read(scope, reply)
    if found is None:
        return page.go_to("list_replies", family=scope.family_id)
    return page.show("reports/read_reply.html", family=scope.family_id, reply=found)


@router.get("/{report}")
def show_case_report(scope: MayShareReports, page: PageOf, report: Identifier) -> Response:
    """Show a report, what the search found for each person, and who may open it."""
    found = case_reports.one(scope, report)
    return page.show("reports/show_case_report.html", family=scope.family_id, report=found)


@router.post("/{report}/file")
def download_case_report(
    scope: MayShareReports, page: PageOf, report: Identifier, submitted: ButtonPressed
) -> Response:
    """Give a report's file to staff, who must see pictures that no search can read."""
    if submitted.problems:
        found = case_reports.one(scope, report)
        return page.show(
            "reports/show_case_report.html", form=submitted, family=scope.family_id, report=found
        )
    return download(case_reading.original(scope, report), report)


@router.get("/{report}/as/{member}")
def show_preview(scope: MayShareReports, page: PageOf, report: Identifier, member: Identifier) -> Response:
    """Show a report's text just as one person would see it."""
    found, reader, blocks = case_reading.preview(scope, report, member)
    return page.show(
        "reports/show_preview.html", family=scope.family_id, report=found, reader=reader, blocks=blocks
    )


@router.get("/{report}/share")
def choose_readers(scope: MayShareReports, page: PageOf, report: Identifier) -> Response:
    """Show who can be given a report."""
    found, others = case_reports.searched(scope, report), sharing.second_people(scope)
    form = blank(ShareReport)
    return page.show(
        "reports/choose_readers.html", form=form, family=scope.family_id, report=found, others=others
    )


@router.post("/{report}/share")
def share_report(
    scope: MayShareReports,
    page: PageOf,
    report: Identifier,
    submitted: ShareReportSubmitted,
) -> Response:
    """Share a report with the chosen people, or ask a second person."""
    found = case_reports.searched(scope, report)
    outcome = sharing.share(scope, found, submitted)
    if outcome is None:
        others = sharing.second_people(scope)
        return page.show(
            "reports/choose_readers.html", form=submitted, family=scope.family_id, report=found, others=others
        )
    return page.go_to("show_case_report", family=scope.family_id, report=report, notice=outcome.words)


@router.get("/{report}/requests/{asked}")
def show_request(scope: MayShareReports, page: PageOf, report: Identifier, asked: Identifier) -> Response:
    """Show the second person what they decide about."""
    found = case_reports.searched(scope, report)
    reader, form = sharing.waiting_reader(found, asked), blank(Decision)
    return page.show(
        "reports/show_request.html", form=form, family=scope.family_id, report=found, reader=reader
    )


@router.post("/{report}/requests/{asked}")
def confirm_release(
    scope: MayShareReports,
    page: PageOf,
    report: Identifier,
    asked: Identifier,
    submitted: DecisionSubmitted,
) -> Response:
    """Agree as the second person."""
    found = case_reports.searched(scope, report)
    outcome = sharing.confirm(scope, found, asked, submitted)
    if outcome is None:
        reader = sharing.waiting_reader(found, asked)
        return page.show(
            "reports/show_request.html", form=submitted, family=scope.family_id, report=found, reader=reader
        )
    return page.go_to("show_case_report", family=scope.family_id, report=report, notice=outcome.words)


@router.post("/{report}/requests/{asked}/no")
def refuse_release(
    scope: MayShareReports,
    page: PageOf,
    report: Identifier,
    asked: Identifier,
    submitted: DecisionSubmitted,
) -> Response:
    """Say no as the second person."""
    found = case_reports.searched(scope, report)
    if not sharing.refuse(scope, found, asked, submitted):
        reader = sharing.waiting_reader(found, asked)
        return page.show(
            "reports/show_request.html", form=submitted, family=scope.family_id, report=found, reader=reader
        )
    notice = N_("You said no. The report was not shared.")
    return page.go_to("show_case_report", family=scope.family_id, report=report, notice=notice)


@router.get("/{report}/editions/{edition}")
def choose_withdrawal(
    scope: MayShareReports, page: PageOf, report: Identifier, edition: Identifier
) -> Response:
    """Ask why somebody may no longer open a report."""
    return _withdrawal(scope, page, report, edition, blank(Withdrawal))


def _withdrawal(
    scope: CaseScope, page: Page, report: str, edition: str, form: Submitted[Withdrawal]
) -> Response:
    found = case_reports.one(scope, report)
    return page.show(
        "reports/choose_withdrawal.html",
        form=form,
        family=scope.family_id,
        report=found,
        reader=releasing.reader_of(found, edition),
        opened=releasing.openings_of(scope, edition),
    )


@router.post("/{report}/editions/{edition}")
def withdraw_edition(
    scope: MayShareReports,
    page: PageOf,
    report: Identifier,
    edition: Identifier,
    submitted: WithdrawalSubmitted,
) -> Response:
    """Take a report back from one person at once."""
    if submitted.problems:
        return _withdrawal(scope, page, report, edition, submitted)
    breach = releasing.withdraw(scope, report, edition, submitted.values.reason)
    if breach:
        return page.go_to("show_breach", breach=breach, notice=TAKEN_BACK)
    notice = N_("The report was taken back. This person cannot open it any more.")
    return page.go_to("show_case_report", family=scope.family_id, report=report, notice=notice)

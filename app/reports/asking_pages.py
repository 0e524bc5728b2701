"""The family's addresses for asking about a report before a meeting, and for what became of it."""

from fastapi import Response

from app.access.guards import Identifier, MayKeepOwn, MayReadReports
from app.access.scopes import FamilyScope
from app.drafts import company
from app.drafts import service as drafts
from app.drafts.models import Held
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.reports import asking as service
from app.reports import reading
from app.reports.forms import AskAboutReport, AskSubmitted, ButtonPressed

SENT = N_("Your question has been sent.")
TAKEN_BACK = N_("You took it back. Nobody read it.")

router = Router()


@router.get("/m/reports/askings/{asking}")
def show_asking(scope: MayKeepOwn, page: PageOf, asking: Identifier) -> Response:
    """Show what somebody asked, who opened it, and what was answered."""
    return _show(scope, page, asking)


@router.post("/m/reports/askings/{asking}")
def take_back_asking(
    scope: MayKeepOwn, page: PageOf, asking: Identifier, submitted: ButtonPressed
) -> Response:
    """Take back what nobody has opened."""
    if submitted.problems:
        return _show(scope, page, asking, submitted)
    service.take_back(scope, asking)
    return page.go_to("show_asking", asking=asking, notice=TAKEN_BACK)


def _show(scope: FamilyScope, page: Page, asking_id: str, form: ButtonPressed | None = None) -> Response:
    return page.show("reports/show_asking.html", form=form, asking=service.own(scope, asking_id))


@router.get("/m/reports/{report}/ask")
def ask_about_report(scope: MayReadReports, page: PageOf, report: Identifier) -> Response:
    """Ask what somebody needs, to read a report or to talk about it."""
    address = service.address_of(scope, report)
    held = drafts.held_for(scope, address)
    known = {name: held.fields.get(name) for name in ("wanted", "words", "company")} if held else {}
    form = blank(AskAboutReport, submission_key=drafts.new_submission_key(), **known)
    return _ask(scope, page, report, form, held)


def _ask(
    scope: FamilyScope,
    page: Page,
    report: str,
    form: Submitted[AskAboutReport],
    held: Held | None = None,
) -> Response:
    return page.show(
        "reports/ask_about_report.html",
        form=form,
        held=held,
        report=reading.one(scope, report),
        meeting=service.meeting_of(scope, report),
        choices=service.choices(scope, report),
        earlier=service.about(scope, report),
    )


@router.post("/m/reports/{report}/ask")
def save_asking(scope: MayReadReports, page: PageOf, report: Identifier, submitted: AskSubmitted) -> Response:
    """Send it to the chair and the social worker, once, however often the button is pressed."""
    if submitted.problems:
        return _ask(scope, page, report, submitted)
    about, address = service.send(scope, report, submitted.values), service.address_of(scope, report)
    company.keep(scope, service.KIND, about, submitted.values.company, asked_at=[address])
    drafts.let_go(scope, address)
    return page.go_to("show_asking", asking=about, notice=SENT)

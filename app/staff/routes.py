"""The addresses of the desk, of the list of families and of a family's file."""

from fastapi import Response

from app.access import emergencies, people
from app.access.guards import MayOpenFamily, MaySeeCase, MaySeeDesk, MaySetUpCase
from app.access.scopes import CaseScope
from app.kit.forms import NothingTyped, Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import (
    beside_pages,
    closing_pages,
    colleague_pages,
    company_pages,
    contact_pages,
    emergency_pages,
    exclusion_pages,
    invitation_pages,
    meeting_pages,
    models,
    people_pages,
    report_pages,
    service,
    set_up,
    standing_pages,
)
from app.staff.desk import desk
from app.staff.errors import TooManyNames
from app.staff.forms import ButtonPressed, FamilyForm, FamilySubmitted

TOO_MANY = N_("Write at most 20 names, each on its own line and not longer than 200 letters.")

# Before the addresses that name a family: "emergency" is none.
router = Router()
router.include(emergency_pages.router)


@router.get("/staff")
def show_today(scope: MaySeeDesk, page: PageOf) -> Response:
    """Show what is on this person's desk."""
    return page.show("staff/show_today.html", desk=desk(scope), role=scope.role.value)


@router.get("/staff/families")
def list_families(scope: MaySeeDesk, page: PageOf) -> Response:
    """List the families that this person works with."""
    return page.show(
        "staff/list_families.html",
        families=people.families_of(scope),
        open_now=emergencies.open_now(scope),
        may=service.allowed(scope),
    )


@router.get("/staff/families/new")
def open_family(_scope: MayOpenFamily, page: PageOf) -> Response:
    """Ask for what a new family's file begins with."""
    return page.show("staff/open_family.html", form=blank(FamilyForm))


@router.post("/staff/families/new")
def save_new_family(scope: MayOpenFamily, page: PageOf, submitted: FamilySubmitted) -> Response:
    """Open a family's file."""
    if not submitted.problems:
        try:
            family = set_up.open_family(scope, submitted.values.children)
            return page.go_to("show_family", family=family.id, notice=N_("The family's file is open."))
        except TooManyNames:
            submitted.refuse("children", TOO_MANY)
    return page.show("staff/open_family.html", form=submitted)


@router.get("/staff/families/{family}")
def show_family(scope: MaySeeCase, page: PageOf) -> Response:
    """Show a family's file."""
    return _show_file(scope, page)


def _show_file(scope: CaseScope, page: Page, form: Submitted[NothingTyped] | None = None) -> Response:
    file = service.family_file(scope)
    return page.show("staff/show_family.html", form=form, file=file, may=service.allowed(scope), words=models)


@router.post("/staff/families/{family}/messages/stop")
def stop_family_messages(scope: MaySetUpCase, page: PageOf, pressed: ButtonPressed) -> Response:
    """Stop every message to the family with one switch."""
    if pressed.problems:
        return _show_file(scope, page, pressed)
    set_up.stop_messages(scope)
    notice = N_("No message goes to this family until you start them again.")
    return page.go_to("show_family", family=scope.family_id, notice=notice)


@router.post("/staff/families/{family}/messages/resume")
def resume_family_messages(scope: MaySetUpCase, page: PageOf, pressed: ButtonPressed) -> Response:
    """Let messages to the family go out again."""
    if pressed.problems:
        return _show_file(scope, page, pressed)
    set_up.resume_messages(scope)
    notice = N_("Messages can go to this family again. What was stopped before is not sent.")
    return page.go_to("show_family", family=scope.family_id, notice=notice)


PAGES = (
    beside_pages,
    people_pages,
    contact_pages,
    standing_pages,
    closing_pages,
    meeting_pages,
    report_pages,
    exclusion_pages,
    invitation_pages,
    colleague_pages,
    company_pages,
)
for pages in PAGES:
    router.include(pages.router)

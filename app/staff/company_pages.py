"""The address where the one worker whom the council names reads who was there when somebody wrote."""

from dataclasses import replace

from fastapi import Response

from app.access import people
from app.access.guards import MaySeeCompany
from app.access.scopes import CaseScope
from app.drafts import company
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff.forms import SeenForm, SeenSubmitted

SEEN = N_("Noted. These answers are off your list.")

router = Router()


@router.get("/staff/families/{family}/company")
def show_company(scope: MaySeeCompany, page: PageOf) -> Response:
    """Show each thing that was sent with the answers about who was there."""
    return _show(scope, page, blank(SeenForm))


@router.post("/staff/families/{family}/company")
def note_company_seen(scope: MaySeeCompany, page: PageOf, submitted: SeenSubmitted) -> Response:
    """Take the answers that the page showed off the worker's list."""
    if submitted.problems:
        # Nobody typed the moment, so there is no field to lead to.
        submitted.problems = [replace(found, field=None) for found in submitted.problems]
        return _show(scope, page, submitted)
    company.mark_seen(scope, submitted.values.until)
    return page.go_to("show_company", family=scope.family_id, notice=SEEN)


def _show(scope: CaseScope, page: Page, form: Submitted[SeenForm]) -> Response:
    abouts = company.of_case(scope)
    new = [one.newest_at for one in abouts if not one.is_seen]
    return page.show(
        "staff/show_company.html",
        form=form,
        abouts=abouts,
        until=max(new).isoformat() if new else "",
        family=people.family_of(scope),
    )

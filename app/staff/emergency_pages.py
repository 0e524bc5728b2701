"""The addresses where a file is opened in an emergency, and where that is looked at afterwards."""

from dataclasses import replace
from typing import Any

from fastapi import Response

from app.access import emergencies as openings
from app.access.guards import Identifier, MayOpenInEmergency, MayReviewEmergencies
from app.access.models import EmergencyAnswer
from app.access.scopes import StaffScope
from app.kit.errors import NotFound, TooMany
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import emergencies
from app.staff.forms_emergency import EmergencyForm, EmergencySubmitted, ReviewSubmitted

UNKNOWN = N_("You cannot open a file with this reference. Check it, letter by letter.")
TOO_OFTEN = N_("You tried this often today. Ring a colleague who works with the family.")

router = Router()


@router.get("/staff/families/emergency")
def open_in_emergency(_scope: MayOpenInEmergency, page: PageOf) -> Response:
    """Ask which file must be opened now, and why."""
    return page.show("staff/open_in_emergency.html", form=blank(EmergencyForm))


@router.post("/staff/families/emergency")
def save_emergency(scope: MayOpenInEmergency, page: PageOf, submitted: EmergencySubmitted) -> Response:
    """Open the file for an hour."""
    if submitted.problems:
        return page.show("staff/open_in_emergency.html", form=submitted)
    opened = emergencies.open_file(scope, submitted.values.reference, submitted.values.reason)
    if opened.family_id:
        is_emergency = opened.answer is EmergencyAnswer.OPENED
        notice = N_("The file is open for an hour. That is on record.") if is_emergency else None
        return page.go_to("show_family", family=opened.family_id, notice=notice)
    is_unknown = opened.answer is EmergencyAnswer.UNKNOWN
    submitted.refuse("reference", UNKNOWN if is_unknown else TOO_OFTEN)
    status = NotFound.status if is_unknown else TooMany.status
    return page.show("staff/open_in_emergency.html", form=submitted, status=status)


@router.get("/staff/emergencies")
def list_emergencies(scope: MayReviewEmergencies, page: PageOf) -> Response:
    """List the files that were opened in an emergency, and why; nothing of what stands in them."""
    return _list(scope, page, None)


def _list(scope: StaffScope, page: Page, form: Submitted[Any] | None) -> Response:
    found = openings.to_review(scope)
    return page.show("staff/list_emergencies.html", form=form, openings=found)


@router.post("/staff/emergencies/{opening}")
def review_emergency(
    scope: MayReviewEmergencies, page: PageOf, opening: Identifier, submitted: ReviewSubmitted
) -> Response:
    """Note that an opening was in order, or has to be looked into."""
    if submitted.problems:
        # The buttons of several openings share a page: no one field is wrong.
        submitted.problems = [replace(one, field=None) for one in submitted.problems]
        return _list(scope, page, submitted)
    openings.review(scope, opening, submitted.values.finding)
    return page.go_to("list_emergencies", notice=N_("Noted."))

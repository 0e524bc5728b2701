"""The addresses where a worker hands their own device to somebody of a family, and sits beside them."""

from fastapi import Response

from app.access import beside
from app.access.guards import Identifier, MaySitBeside
from app.access.models import PinAnswer
from app.access.scopes import CaseScope
from app.families.models import HELPER_ROLES
from app.kit import cookies
from app.kit.cookies import SESSION_COOKIE
from app.kit.errors import NotFound
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import service
from app.staff.forms_people import PinForm, PinSubmitted

PROBLEMS = {
    PinAnswer.MISSING: N_("They type their own PIN here."),
    PinAnswer.WRONG: N_("This is not their PIN. Let them type it again."),
    PinAnswer.DEAD: N_("Too many wrong PINs were typed. Give them a new PIN first."),
}

router = Router()


@router.get("/staff/families/{family}/members/{member}/beside")
def sit_beside(scope: MaySitBeside, page: PageOf, member: Identifier) -> Response:
    """Say what happens, and ask for the person's own PIN."""
    return _ask(scope, page, member, blank(PinForm))


@router.post("/staff/families/{family}/members/{member}/beside")
def begin_beside(scope: MaySitBeside, page: PageOf, member: Identifier, submitted: PinSubmitted) -> Response:
    """End the worker's session here and begin the person's own."""
    if not submitted.problems:
        answer, cookie = beside.begin(scope, member, submitted.values.pin)
        if answer is PinAnswer.RIGHT:
            response = page.go_to("show_meeting")
            cookies.give(response, SESSION_COOKIE, cookie)
            return response
        submitted.refuse("pin", PROBLEMS[answer])
    submitted.typed.pop("pin", None)
    return _ask(scope, page, member, submitted)


def _ask(scope: CaseScope, page: Page, member: str, form: Submitted[PinForm]) -> Response:
    line = service.member_line(scope, member)
    if line.member.role in HELPER_ROLES:
        raise NotFound
    return page.show("staff/sit_beside.html", form=form, line=line, family=scope.family_id)

"""The addresses about one's own phone: whether it needs the PIN, and signing out on every other one."""

from typing import Any

from fastapi import Request, Response

from app.access import trusting
from app.access.guards import MayKeepOwn
from app.access.models import PinAnswer
from app.access.scopes import FamilyScope
from app.kit import cookies
from app.kit.cookies import TRUSTED_COOKIE
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.sign_in import service
from app.sign_in.forms import PIN_MISSING, ButtonPressed, PinForm, PinSubmitted

WRONG = N_("This PIN is not right. Check it and try again.")

router = Router()


@router.get("/m/phone")
def show_phone(request: Request, scope: MayKeepOwn, page: PageOf) -> Response:
    """Show where somebody needs no PIN, and let them choose."""
    return _show(request, scope, page, blank(PinForm))


def _show(request: Request, scope: FamilyScope, page: Page, form: Submitted[Any]) -> Response:
    phone = service.phone(scope, request.cookies.get(TRUSTED_COOKIE, ""))
    return page.show("sign_in/show_phone.html", form=form, phone=phone)


@router.post("/m/phone")
def trust_phone(request: Request, scope: MayKeepOwn, page: PageOf, submitted: PinSubmitted) -> Response:
    """Let this browser go without the PIN for a time, once the PIN has been typed."""
    if not trusting.is_offered(scope):
        return page.go_to("show_phone")
    cookie = ""
    if not submitted.problems:
        earlier, pin = request.cookies.get(TRUSTED_COOKIE, ""), submitted.values.pin
        answer, cookie = trusting.trust(scope, earlier, pin)
        if answer is not PinAnswer.RIGHT:
            submitted.refuse("pin", PIN_MISSING if answer is PinAnswer.MISSING else WRONG)
    submitted.typed.pop("pin", None)
    if submitted.problems:
        return _show(request, scope, page, submitted)
    response = page.go_to("show_phone", notice=N_("On this phone, your link is now enough for 30 days."))
    seconds = int(trusting.LASTS.total_seconds())
    cookies.give(response, TRUSTED_COOKIE, cookie, seconds=seconds)
    return response


@router.post("/m/phone/pin")
def ask_for_pin_again(request: Request, scope: MayKeepOwn, page: PageOf, pressed: ButtonPressed) -> Response:
    """Ask for the PIN again on every phone."""
    if pressed.problems:
        return _show(request, scope, page, pressed)
    trusting.take_back(scope)
    response = page.go_to("show_phone", notice=N_("You now need your PIN on every phone."))
    cookies.take(response, TRUSTED_COOKIE)
    return response

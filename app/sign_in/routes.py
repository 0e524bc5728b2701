"""The addresses of signing in and out."""

from fastapi import Request, Response

from app.access.guards import AnySignedIn, AnyVisitor
from app.access.models import PinAnswer
from app.access.scopes import Visitor
from app.drafts import holding
from app.kit import cookies
from app.kit.cookies import BEFORE_SIGN_IN_COOKIE, LINK_COOKIE, SESSION_COOKIE, TRUSTED_COOKIE
from app.kit.errors import NotAllowed
from app.kit.forms import STALE_STATUS, Submitted, blank
from app.kit.i18n import N_
from app.kit.network import network_of
from app.kit.pages import Page, PageOf
from app.kit.routing import Router, several_at
from app.sign_in import no_pin_pages, not_me_pages, phone_pages, service
from app.sign_in.forms import (
    LONGEST_TOKEN,
    PIN_MISSING,
    ButtonPressed,
    ContactForm,
    ContactSubmitted,
    FamilyForm,
    FamilySubmitted,
    PinForm,
    PinSubmitted,
)

LINK_SECONDS = 600
WRONG = N_("This link and PIN do not go together. Check the PIN. A link works once, for a few minutes.")
NOT_WITHOUT = N_("It did not work without the PIN. Type your PIN, or ask for a new link.")

router = Router()
router.include(not_me_pages.router)
router.include(no_pin_pages.router)


@router.get("/s")
def show_pin(request: Request, visitor: AnyVisitor, page: PageOf) -> Response:
    """Ask for the PIN: the same page for a good link, a used one and an invented one."""
    form = blank(PinForm, link="" if LINK_COOKIE in request.cookies else request.query_params.get("link"))
    return _ask_for_pin(request, visitor, page, form)


def _ask_for_pin(request: Request, visitor: Visitor, page: Page, form: Submitted[PinForm]) -> Response:
    return page.show(
        "sign_in/show_pin.html",
        form=form,
        may_be_empty=service.some_need_no_pin(visitor),
        is_trusted=service.is_trusted(visitor, request.cookies.get(TRUSTED_COOKIE, "")),
    )


@router.post("/s")
def sign_in(request: Request, visitor: AnyVisitor, page: PageOf, submitted: PinSubmitted) -> Response:
    """Use the link with the PIN."""
    token = request.cookies.get(LINK_COOKIE) or str(submitted.typed.get("link", ""))
    if not submitted.problems:
        pin, trusted = submitted.values.pin, request.cookies.get(TRUSTED_COOKIE, "")
        opened = service.open_link(visitor, token, pin, trusted)
        if opened.answer is PinAnswer.RIGHT:
            return _begin(page, opened)
        submitted.refuse("pin", WRONG if pin.strip() else _empty(visitor, trusted))
    submitted.typed.pop("pin", None)
    return _ask_for_pin(request, visitor, page, submitted)


def _empty(visitor: Visitor, trusted: str) -> str:
    # The same words whatever became of the link: only the PIN shows that somebody may know that.
    may_be_empty = service.some_need_no_pin(visitor) or service.is_trusted(visitor, trusted)
    return NOT_WITHOUT if may_be_empty else PIN_MISSING


@router.get("/s/unlock")
def show_unlock(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Ask for the PIN of somebody whose page has locked."""
    return page.show("sign_in/show_unlock.html", form=blank(PinForm))


@router.post("/s/unlock")
def unlock(request: Request, visitor: AnyVisitor, page: PageOf, submitted: PinSubmitted) -> Response:
    """Open the locked session again."""
    if not submitted.problems:
        cookie = request.cookies.get(SESSION_COOKIE, "")
        opened = service.unlock(visitor, cookie, submitted.values.pin)
        if opened.answer is PinAnswer.RIGHT:
            return _begin(page, opened)
        if opened.answer is PinAnswer.DEAD:
            return page.go_to("show_meeting")
        submitted.refuse("pin", PIN_MISSING if opened.answer is PinAnswer.MISSING else WRONG)
    submitted.typed.pop("pin", None)
    return page.show("sign_in/show_unlock.html", form=submitted)


@router.get("/s/{token}")
def open_link(_visitor: AnyVisitor, page: PageOf, token: str) -> Response:
    """Take the link out of the address bar; nothing is looked up and nothing is used."""
    response = page.go_to("show_pin")
    # Signs that no link has would not even fit into a cookie.
    if len(token) <= LONGEST_TOKEN and token.isascii():
        cookies.give(response, LINK_COOKIE, token, seconds=LINK_SECONDS)
    return response


def _begin(page: PageOf, opened: service.Opened) -> Response:
    response = page.go_to("show_today" if opened.is_staff else "show_meeting")
    cookies.give(response, SESSION_COOKIE, opened.cookie)
    cookies.take(response, LINK_COOKIE, BEFORE_SIGN_IN_COOKIE)
    return response


def _is_beside(page: Page) -> bool:
    signed_in = page.frame.signed_in
    return bool(signed_in and signed_in.beside_id)


@router.get("/m/choose")
def choose_family(scope: AnySignedIn, page: PageOf) -> Response:
    """Let somebody with several families say which one they are here for."""
    places = service.choices(scope, is_beside=_is_beside(page))
    return page.show("sign_in/choose_family.html", form=blank(FamilyForm), places=places)


@router.post("/m/choose")
def save_family(scope: AnySignedIn, page: PageOf, submitted: FamilySubmitted) -> Response:
    """Bind the session to the family that was chosen; another one needs a new session."""
    if submitted.problems:
        return page.show(
            "sign_in/choose_family.html",
            form=submitted,
            places=service.choices(scope, is_beside=_is_beside(page)),
        )
    cookie = service.choose(scope, submitted.values.family)
    response = page.go_to("show_meeting")
    if cookie:
        cookies.give(response, SESSION_COOKIE, cookie)
    return response


@router.post("/m/sign-out")
def sign_out(scope: AnySignedIn, page: PageOf, request: Request, pressed: ButtonPressed) -> Response:
    """End the session, and keep what is written on the page that brought the button."""
    _require_own_page(pressed)
    here = request.query_params.get("here", "")
    several = several_at(request.app.state.routes, here)
    holding.hold_brought(scope, page.frame.signed_in, here, request.state.sent, several)
    return _ended(scope, page, everywhere=False)


@router.post("/m/sign-out-everywhere")
def sign_out_everywhere(scope: AnySignedIn, page: PageOf, pressed: ButtonPressed) -> Response:
    """End every session of this person, on every phone."""
    _require_own_page(pressed)
    return _ended(scope, page, everywhere=True)


def _require_own_page(pressed: ButtonPressed) -> None:
    # Words that the page brings along are a problem of the button's form, and no reason to refuse.
    if pressed.status == STALE_STATUS:
        raise NotAllowed


def _ended(scope: AnySignedIn, page: PageOf, *, everywhere: bool) -> Response:
    service.sign_out(scope, everywhere=everywhere)
    notice = N_("You have signed out. What you wrote is kept.")
    values = {"council": scope.authority.key, "language": scope.language.tag}
    response = page.go_to("show_sign_in", notice=notice, **values)
    cookies.take(response, SESSION_COOKIE, *([TRUSTED_COOKIE] if everywhere else []))
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@router.get("/{council}/{language}/sign-in")
def show_sign_in(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Ask for the contact to which a link shall go."""
    return page.show("sign_in/show_sign_in.html", form=blank(ContactForm))


@router.post("/{council}/{language}/sign-in")
def ask_for_link(
    request: Request, visitor: AnyVisitor, page: PageOf, submitted: ContactSubmitted
) -> Response:
    """Send a link if the contact is known; the answer does not say whether it is."""
    if submitted.problems:
        return page.show("sign_in/show_sign_in.html", form=submitted)
    service.ask_for_link(visitor, submitted.values.contact, network_of(request))
    return _asked(request, page)


@router.get("/{council}/{language}/sign-in/sent")
def show_link_asked(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Say where to look for the link, if there is one."""
    return page.show("sign_in/show_link_asked.html")


@router.get("/{council}/{language}/d/{token}")
def show_doorbell(_visitor: AnyVisitor, page: PageOf, token: str) -> Response:
    """Show the one button of a notice's address; it gives no access."""
    return page.show("sign_in/show_doorbell.html", token=token)


@router.post("/{council}/{language}/d/{token}")
def ring_doorbell(
    request: Request, visitor: AnyVisitor, page: PageOf, token: str, pressed: ButtonPressed
) -> Response:
    """Send a link to the contact on file, once until it is used."""
    if pressed.problems:
        return page.show("sign_in/show_doorbell.html", form=pressed, token=token)
    service.ring(visitor, token, network_of(request))
    return _asked(request, page)


def _asked(request: Request, page: PageOf) -> Response:
    places = {name: request.path_params[name] for name in ("council", "language")}
    return page.go_to("show_link_asked", **places)


router.include(phone_pages.router)

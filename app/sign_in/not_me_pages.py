"""The addresses for somebody who got a message that is not for them: no sign-in, and one answer for all."""

from fastapi import Request, Response

from app.access.guards import AnyVisitor
from app.kit import cookies
from app.kit.cookies import LINK_COOKIE
from app.kit.forms import blank
from app.kit.i18n import N_
from app.kit.network import network_of
from app.kit.pages import PageOf
from app.kit.routing import Router
from app.sign_in import not_me
from app.sign_in.forms import LONGEST_TOKEN, NotMeForm, NotMeSubmitted

NO_LINK = N_("Open the link in the message again. Then press this button within ten minutes.")

router = Router()


@router.get("/s/not-me")
def show_not_me(request: Request, _visitor: AnyVisitor, page: PageOf) -> Response:
    """Ask whether the link in a message is really for somebody else; the page itself remembers which."""
    link = request.cookies.get(LINK_COOKIE) or request.query_params.get("link", "")
    form = blank(NotMeForm, link=link if len(link) <= LONGEST_TOKEN else "")
    return page.show("sign_in/show_not_me.html", form=form, token="")


@router.post("/s/not-me")
def save_not_me(request: Request, visitor: AnyVisitor, page: PageOf, submitted: NotMeSubmitted) -> Response:
    """End all that the link's contact leads to."""
    # Another message may have been opened since: the page tells of its own.
    link = submitted.typed["link"] = submitted.typed.get("link") or request.cookies.get(LINK_COOKIE, "")
    if not link:
        submitted.refuse(None, NO_LINK)
    if submitted.problems:
        return page.show("sign_in/show_not_me.html", form=submitted, token="")
    not_me.of_link(visitor, link, network_of(request))
    response = page.go_to("show_not_me_thanks")
    cookies.take(response, LINK_COOKIE)
    return response


@router.get("/s/not-me/thanks")
def show_not_me_thanks(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Say that nothing more comes."""
    return page.show("sign_in/show_not_me_thanks.html")


@router.get("/{council}/{language}/d/{token}/not-me")
def show_doorbell_not_me(_visitor: AnyVisitor, page: PageOf, token: str) -> Response:
    """Ask whether a message is really for somebody else."""
    return page.show("sign_in/show_not_me.html", form=blank(NotMeForm), token=token)


@router.post("/{council}/{language}/d/{token}/not-me")
def save_doorbell_not_me(
    request: Request, visitor: AnyVisitor, page: PageOf, token: str, submitted: NotMeSubmitted
) -> Response:
    """End all that the message's contact leads to."""
    if submitted.problems:
        return page.show("sign_in/show_not_me.html", form=submitted, token=token)
    not_me.of_doorbell(visitor, token, network_of(request))
    places = {name: request.path_params[name] for name in ("council", "language")}
    return page.go_to("show_doorbell_not_me_thanks", **places)


@router.get("/{council}/{language}/not-me/thanks")
def show_doorbell_not_me_thanks(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Say that nothing more comes."""
    return page.show("sign_in/show_not_me_thanks.html")

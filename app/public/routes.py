"""The addresses of the pages that anybody may see, and of the way out."""

from typing import Annotated

from fastapi import Query, Request, Response

from app.access.guards import AnyVisitor
from app.kit.pages import PageOf
from app.kit.public_bytes import public
from app.kit.routing import Router
from app.public import leaving

router = Router()


@router.get("/")
def choose_council(visitor: AnyVisitor, page: PageOf) -> Response:
    """Let the visitor choose a council."""
    councils = visitor.installation.catalogue.all()
    shown = public(page.show("public/choose_council.html", councils=councils))
    shown.headers["Vary"] = "Accept-Encoding, Accept-Language"
    return shown


@router.get("/leave")
def leave(
    request: Request, visitor: AnyVisitor, council: Annotated[str, Query(max_length=80)] = ""
) -> Response:
    """End the session and go to a page that says nothing about this one."""
    return leaving.leave(request, visitor, council)


@router.get("/{council}/{language}/")
def show_council_home(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Show the four ways on."""
    return public(page.show("public/show_council_home.html"))


@router.get("/{council}/{language}/help")
def show_help(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Show whom to ring, and when."""
    return public(page.show("public/show_help.html"))


@router.get("/{council}/{language}/safe")
def show_safety(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Show how to use the portal where somebody may look at the phone."""
    return public(page.show("public/show_safety.html"))


@router.get("/{council}/{language}/accessibility")
def show_accessibility(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Show for whom the portal works, and where it was not tried."""
    return public(page.show("public/show_accessibility.html"))


@router.get("/{council}/{language}/privacy")
def show_privacy(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Show what is kept, who sees it and for how long."""
    return public(page.show("public/show_privacy.html"))


@router.get("/{council}")
@router.get("/{council}/")
def go_to_council(visitor: AnyVisitor, page: PageOf) -> Response:
    """Go to a council's pages in the language that the visitor reads best."""
    return page.go_to("show_council_home", council=page.frame.council.key, language=visitor.language.tag)

"""The demonstration's own pages: whom a visitor can be, and each person's messages; absent in production."""

from fastapi import Response

from app.access.guards import AnyVisitor, Identifier
from app.demonstration import inbox
from app.kit.pages import PageOf
from app.kit.routing import Router

router = Router("/demo")


@router.get("")
def show_demonstration(visitor: AnyVisitor, page: PageOf) -> Response:
    """Show everybody whom a visitor can be, with their PINs, and what to try."""
    councils = inbox.councils(visitor.installation)
    return page.show("demonstration/show_demonstration.html", councils=councils)


@router.get("/{person}")
def show_inbox(visitor: AnyVisitor, page: PageOf, person: Identifier) -> Response:
    """Show the messages that the portal sent to somebody."""
    found = inbox.find(visitor.installation, person)
    letters = inbox.letters_to(visitor.installation, found)
    return page.show("demonstration/show_inbox.html", person=found, letters=letters)

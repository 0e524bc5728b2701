"""The addresses for somebody without their PIN: whom to ring, and what goes without it."""

from fastapi import Response

from app.access.guards import AnyVisitor
from app.kit.pages import PageOf
from app.kit.public_bytes import public
from app.kit.routing import Router
from app.sign_in import service

router = Router()


@router.get("/s/no-pin")
def show_link_without_pin(visitor: AnyVisitor, page: PageOf) -> Response:
    """Lead to the numbers of each council; a link does not say here whose it is."""
    return page.show("sign_in/show_link_without_pin.html", councils=service.councils(visitor))


@router.get("/{council}/{language}/no-pin")
def show_no_pin(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Show who answers at this council, and what goes without the PIN."""
    return public(page.show("sign_in/show_no_pin.html"))

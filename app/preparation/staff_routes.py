"""Addresses where the chair sees, opens and reads what a family prepared."""

from fastapi import Response

from app.access import people
from app.access.guards import Identifier, MayReadSubmissions
from app.kit.pages import PageOf
from app.kit.routing import Router
from app.preparation import reading
from app.preparation.forms import ButtonPressed

router = Router("/staff/families/{family}/preparations")


@router.get("")
def list_sent_preparations(scope: MayReadSubmissions, page: PageOf) -> Response:
    """List the answers that members of the family sent."""
    received, family = reading.list_received(scope), people.family_of(scope)
    return page.show("preparation/list_sent_preparations.html", received=received, family=family)


@router.get("/{sent}")
def read_preparation(scope: MayReadSubmissions, page: PageOf, sent: Identifier) -> Response:
    """Show answers that were opened, or the cover with the button that opens them."""
    received, family = reading.find_received(scope, sent), people.family_of(scope)
    return page.show("preparation/read_preparation.html", received=received, family=family)


@router.post("/{sent}/open")
def open_preparation(
    scope: MayReadSubmissions, page: PageOf, sent: Identifier, submitted: ButtonPressed
) -> Response:
    """Note that the answers are opened, and go to them."""
    if submitted.problems:
        received, family = reading.find_received(scope, sent), people.family_of(scope)
        return page.show(
            "preparation/read_preparation.html", form=submitted, received=received, family=family
        )
    reading.open_received(scope, sent)
    return page.go_to("read_preparation", family=scope.family_id, sent=sent)

"""The addresses where a family's file is opened to colleagues and closed to them."""

from typing import Any

from fastapi import Response

from app.access import staff_accounts
from app.access.guards import Identifier, MayAllocate
from app.access.scopes import CaseScope
from app.kit.errors import NotFound
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import set_up
from app.staff.forms import CHOOSE_ONE, AllocationForm, AllocationSubmitted, ButtonPressed

router = Router()


@router.get("/staff/families/{family}/staff")
def allocate_staff(scope: MayAllocate, page: PageOf) -> Response:
    """Show who can open the file, and who else could."""
    return _allocate(scope, page, blank(AllocationForm))


@router.post("/staff/families/{family}/staff")
def save_allocation(scope: MayAllocate, page: PageOf, submitted: AllocationSubmitted) -> Response:
    """Open the file to a colleague."""
    if not submitted.problems:
        try:
            set_up.allocate(scope, submitted.values.person)
            notice = N_("They can open this family's file now.")
            return page.go_to("allocate_staff", family=scope.family_id, notice=notice)
        except NotFound:
            submitted.refuse("person", CHOOSE_ONE)
    return _allocate(scope, page, submitted)


def _allocate(scope: CaseScope, page: Page, form: Submitted[Any]) -> Response:
    return page.show(
        "staff/allocate_staff.html",
        form=form,
        family=scope.family_id,
        allocated=staff_accounts.allocated(scope),
        others=set_up.to_allocate(scope),
        own_id=scope.person_id,
    )


@router.post("/staff/families/{family}/staff/{person}/release")
def release_staff(scope: MayAllocate, page: PageOf, person: Identifier, pressed: ButtonPressed) -> Response:
    """Close the file to a colleague."""
    if pressed.problems:
        return _allocate(scope, page, pressed)
    set_up.release(scope, person)
    notice = N_("They can no longer open this family's file.")
    if person == scope.person_id:
        return page.go_to("list_families", notice=N_("You no longer work with this family."))
    return page.go_to("allocate_staff", family=scope.family_id, notice=notice)

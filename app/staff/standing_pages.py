"""The addresses of the switch after a death, and of the day on which somebody's pages close."""

from typing import Any

from fastapi import Response

from app.access import people, standing
from app.access.guards import Identifier, MaySetUpCase
from app.access.scopes import CaseScope
from app.kit.clock import in_london
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import service, set_up
from app.staff.forms import ButtonPressed
from app.staff.forms_people import ClosingForm, ClosingSubmitted

router = Router()


@router.get("/staff/families/{family}/bereavement")
def show_bereavement(scope: MaySetUpCase, page: PageOf) -> Response:
    """Show the switch after a death, and what it does."""
    return _bereavement(scope, page, None)


def _bereavement(scope: CaseScope, page: Page, form: Submitted[Any] | None) -> Response:
    family = people.family_of(scope)
    return page.show("staff/show_bereavement.html", form=form, family=family)


@router.post("/staff/families/{family}/bereavement")
def mark_bereaved(scope: MaySetUpCase, page: PageOf, pressed: ButtonPressed) -> Response:
    """Note a death in the family: no message, and a quiet first page."""
    if pressed.problems:
        return _bereavement(scope, page, pressed)
    set_up.mark_bereaved(scope)
    notice = N_("Nothing is sent to this family now. Their first page is quiet.")
    return page.go_to("show_family", family=scope.family_id, notice=notice)


@router.post("/staff/families/{family}/bereavement/end")
def unmark_bereaved(scope: MaySetUpCase, page: PageOf, pressed: ButtonPressed) -> Response:
    """Take it back: messages can go out again, and the first page is as before."""
    if pressed.problems:
        return _bereavement(scope, page, pressed)
    standing.set_bereaved(scope, bereaved=False)
    notice = N_("The pages of this family are as before. What was not sent stays unsent.")
    return page.go_to("show_family", family=scope.family_id, notice=notice)


@router.get("/staff/families/{family}/members/{member}/closing")
def change_closing(scope: MaySetUpCase, page: PageOf, member: Identifier) -> Response:
    """Ask for the day on which somebody's pages close."""
    closes_at = service.member_line(scope, member).member.closes_at
    day = f"{in_london(closes_at):%Y-%m-%d}" if closes_at else ""
    return _closing(scope, page, member, blank(ClosingForm, day=day))


@router.post("/staff/families/{family}/members/{member}/closing")
def save_closing(
    scope: MaySetUpCase, page: PageOf, member: Identifier, submitted: ClosingSubmitted
) -> Response:
    """Keep the day, or leave the pages open."""
    service.member_line(scope, member)
    problem = None if submitted.problems else set_up.close_on(scope, member, submitted.values.day)
    if problem:
        submitted.refuse("day", problem)
    if submitted.problems:
        return _closing(scope, page, member, submitted)
    return page.go_to("show_member", family=scope.family_id, member=member, notice=N_("Saved."))


def _closing(scope: CaseScope, page: Page, member: str, form: Submitted[Any]) -> Response:
    line = service.member_line(scope, member)
    return page.show("staff/change_closing.html", form=form, line=line, family=scope.family_id)

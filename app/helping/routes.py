"""The addresses where a member of a family chooses who helps them, and where a helper stops."""

from typing import Any

from fastapi import Response

from app.access.guards import Identifier, MayChooseHelpers, MayHelp
from app.access.scopes import FamilyScope
from app.drafts import service as drafts
from app.drafts.models import Held
from app.helping import reading, service
from app.helping.forms import AskHelperForm, ButtonPressed, HelperSubmitted, MayForm, MaySubmitted
from app.helping.models import MayDo
from app.kit.clock import in_london
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

TOO_MANY = N_("Five people wait for our answer. Wait for it, or end one of them first.")
ENDED = N_("Ended. They have no access any more.")
TAKEN_BACK = N_("Taken back. They get no access.")
FORM = "/m/helpers/new"
TYPED = ("name", "relation", "contact", "role", "may", "until")

router = Router()


@router.get("/m/helpers")
def list_helpers(scope: MayChooseHelpers, page: PageOf) -> Response:
    """Show who helps this person."""
    return page.show("helping/list_helpers.html", helpers=service.every(scope))


@router.get("/m/helpers/new")
def invite_helper(scope: MayChooseHelpers, page: PageOf) -> Response:
    """Ask who is to help, with what, and until when."""
    held = drafts.held_for(scope, FORM)
    known = {name: held.fields.get(name) for name in TYPED} if held else {}
    known["until"] = known.get("until") or service.default_until(scope).isoformat()
    form = blank(AskHelperForm, submission_key=drafts.new_submission_key(), **known)
    return _invite(page, form, held)


def _invite(page: Page, form: Submitted[AskHelperForm], held: Held | None = None) -> Response:
    return page.show("helping/invite_helper.html", form=form, held=held, choices=MayDo)


@router.post("/m/helpers/new")
def save_helper(scope: MayChooseHelpers, page: PageOf, submitted: HelperSubmitted) -> Response:
    """Take the wish; the answer is the same whoever it is about."""
    wish = reading.wish(submitted)
    if wish is None:
        return _invite(page, submitted)
    key = submitted.values.submission_key
    if not service.is_asked(scope, wish, key) and service.too_many_wait(scope):
        submitted.refuse(None, TOO_MANY)
        return _invite(page, submitted)
    service.ask(scope, wish, key)
    drafts.let_go(scope, FORM)
    return page.go_to("list_helpers", notice=N_("We will check this. You see here when they can help."))


@router.get("/m/helpers/{helping}")
def show_helper(scope: MayChooseHelpers, page: PageOf, helping: Identifier) -> Response:
    """Show one helper: what they may do, until when, and what they did."""
    return _helper(scope, page, helping)


def _helper(
    scope: FamilyScope, page: Page, helping: str, *, form: Submitted[Any] | None = None, changes: bool = False
) -> Response:
    helper = service.one(scope, helping)
    known = helper.arrangement
    until = in_london(known.until_at).date().isoformat()
    wishes = form if changes else blank(MayForm, may=[one.value for one in known.may], until=until)
    return page.show("helping/show_helper.html", form=form, helper=helper, wishes=wishes, choices=MayDo)


@router.post("/m/helpers/{helping}")
def change_helper(
    scope: MayChooseHelpers, page: PageOf, helping: Identifier, submitted: MaySubmitted
) -> Response:
    """Change what a helper may do, and until when."""
    service.require_open(scope, helping)
    until_at = reading.until(submitted)
    if until_at is None:
        return _helper(scope, page, helping, form=submitted, changes=True)
    service.change(scope, helping, submitted.values.may, until_at)
    return page.go_to("show_helper", helping=helping, notice=N_("Changed. It counts from now on."))


@router.post("/m/helpers/{helping}/end")
def end_helper(
    scope: MayChooseHelpers, page: PageOf, helping: Identifier, pressed: ButtonPressed
) -> Response:
    """End it at once; a second tap finds it ended, and is told the same."""
    if pressed.problems:
        return _helper(scope, page, helping, form=pressed)
    service.end(scope, helping)
    had_access = service.one(scope, helping).arrangement.had_access
    return page.go_to("show_helper", helping=helping, notice=ENDED if had_access else TAKEN_BACK)


@router.post("/m/helping/stop")
def stop_helping(scope: MayHelp, page: PageOf, pressed: ButtonPressed) -> Response:
    """End it as the helper."""
    if pressed.problems:
        return page.go_to("show_meeting")
    service.stop(scope)
    return page.go_to("choose_family", notice=N_("You have stopped. Thank you for your help."))

"""The addresses where somebody asks to be rung, sees what became of it, and takes it back."""

from fastapi import Response

from app.access.guards import Identifier, MayAskForCall
from app.access.scopes import FamilyScope
from app.calls import service
from app.calls.forms import ButtonPressed, CallForm, CallSubmitted
from app.calls.models import About, WhyNot
from app.drafts import service as drafts
from app.drafts.models import Held
from app.kit.forms import NothingTyped, Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

FORM = "/m/call"
TAKEN_BACK = N_("You took this back.")

router = Router(FORM)


@router.get("")
def ask_for_call(scope: MayAskForCall, page: PageOf) -> Response:
    """Ask what somebody wants to be rung about, and show what they asked before."""
    held = drafts.held_for(scope, FORM)
    known = {name: held.fields.get(name) for name in ("about", "words")} if held else {}
    form = blank(CallForm, submission_key=drafts.new_submission_key(), **known)
    return _ask(scope, page, form, held)


def _ask(scope: FamilyScope, page: Page, form: Submitted[CallForm], held: Held | None = None) -> Response:
    return page.show(
        "calls/ask_for_call.html",
        form=form,
        held=held,
        abouts=list(About),
        prospect=service.prospect(scope),
        calls=service.own(scope),
    )


@router.post("")
def save_call(scope: MayAskForCall, page: PageOf, submitted: CallSubmitted) -> Response:
    """Ask to be rung."""
    if submitted.problems:
        return _ask(scope, page, submitted)
    form = submitted.values
    call = service.ask(scope, form.about, form.words, form.submission_key)
    if isinstance(call, WhyNot):
        submitted.refuse(None, call.words)
        return _ask(scope, page, submitted)
    drafts.let_go(scope, FORM)
    return page.go_to("show_call", call=call)


@router.get("/{call}")
def show_call(scope: MayAskForCall, page: PageOf, call: Identifier) -> Response:
    """Show one request, and what became of it."""
    return _show(scope, page, call)


def _show(scope: FamilyScope, page: Page, call: str, form: Submitted[NothingTyped] | None = None) -> Response:
    return page.show(
        "calls/show_call.html",
        form=form,
        asked=service.own_one(scope, call),
        prospect=service.prospect(scope),
    )


@router.post("/{call}/take-back")
def take_back_call(scope: MayAskForCall, page: PageOf, call: Identifier, pressed: ButtonPressed) -> Response:
    """Take back a request on which nobody has acted."""
    if pressed.problems:
        return _show(scope, page, call, pressed)
    service.take_back(scope, call)
    return page.go_to("show_call", notice=TAKEN_BACK, call=call)

"""The addresses where somebody sees how they are known here, and says what is wrong."""

from fastapi import Response

from app.access.guards import Identifier, MayChangeDetails, MayKeepOwn
from app.access.own_details import own_details
from app.corrections import service
from app.corrections.forms import CorrectionForm, CorrectionSubmitted
from app.corrections.models import CorrectionKind
from app.drafts import service as drafts
from app.drafts.models import Held
from app.kit.forms import Submitted, blank
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

FORM = "/m/details/wrong"

router = Router("/m/details")


@router.get("")
def show_details(scope: MayChangeDetails, page: PageOf) -> Response:
    """Show somebody how they are known here, and what became of what they asked."""
    asked = service.own(scope)
    return page.show("corrections/show_details.html", details=own_details(scope), asked=asked)


@router.get("/wrong")
def ask_correction(scope: MayChangeDetails, page: PageOf) -> Response:
    """Ask what is wrong."""
    held = drafts.held_for(scope, FORM)
    known = {name: held.fields.get(name) for name in ("kind", "words")} if held else {}
    form = blank(CorrectionForm, submission_key=drafts.new_submission_key(), **known)
    return _ask(page, form, held)


def _ask(page: Page, form: Submitted[CorrectionForm], held: Held | None = None) -> Response:
    return page.show("corrections/ask_correction.html", form=form, held=held, kinds=list(CorrectionKind))


@router.post("/wrong")
def save_correction(scope: MayChangeDetails, page: PageOf, submitted: CorrectionSubmitted) -> Response:
    """Send it to the workers; nothing changes by that."""
    if submitted.problems:
        return _ask(page, submitted)
    form = submitted.values
    correction = service.ask(scope, form.kind, form.words, form.submission_key)
    drafts.let_go(scope, FORM)
    return page.go_to("show_correction", correction=correction)


@router.get("/sent/{correction}")
def show_correction(scope: MayKeepOwn, page: PageOf, correction: Identifier) -> Response:
    """Show what was sent, and what happens next."""
    return page.show("corrections/show_correction.html", asked=service.own_one(scope, correction))

"""The addresses where somebody says what they need to take part, and reads what became of it."""

from fastapi import Response

from app.access.guards import Identifier, MayKeepOwn, MayPrepare
from app.access.scopes import FamilyScope
from app.drafts import service as drafts
from app.drafts.models import Held
from app.kit.forms import Submitted, blank
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.needs import rules, service
from app.needs.forms import NeedsForm, NeedsSubmitted
from app.needs.models import BOXES, SPOKEN, Gender, NotSent, OwnNeeds

FORM = "/m/needs"

router = Router("/m/needs")


@router.get("")
def ask_needs(scope: MayPrepare, page: PageOf) -> Response:
    """Ask what somebody needs, and show what became of what they asked for."""
    held, own = drafts.held_for(scope, FORM), service.own(scope)
    known = rules.as_typed(own.needs)
    if held:
        known = {name: held.fields.get(name) for name in known}
    form = blank(NeedsForm, submission_key=drafts.new_submission_key(), seen_version=own.number, **known)
    return _ask(page, own, form, held)


def _ask(page: Page, own: OwnNeeds, form: Submitted[NeedsForm], held: Held | None = None) -> Response:
    return page.show(
        "needs/ask_needs.html",
        form=form,
        held=held,
        own=own,
        boxes=BOXES,
        genders=list(Gender),
        languages_spoken=SPOKEN,
    )


@router.post("")
def save_needs(scope: MayPrepare, page: PageOf, submitted: NeedsSubmitted) -> Response:
    """Send it to the workers, and keep it."""
    sent = _sent(scope, submitted)
    if sent is None:
        return _ask(page, service.own(scope), submitted)
    drafts.let_go(scope, FORM)
    return page.go_to("show_sent_needs", needs=sent)


def _sent(scope: FamilyScope, submitted: Submitted[NeedsForm]) -> str | None:
    if submitted.problems:
        return None
    form = submitted.values
    sent = service.ask(scope, form.wishes, form.submission_key, seen_version=form.seen_version)
    if isinstance(sent, NotSent):
        submitted.refuse(None, sent.words)
        # Whoever presses again has seen what stands there now.
        submitted.typed["seen_version"] = service.own(scope).number
        return None
    return sent


@router.get("/sent/{needs}")
def show_sent_needs(scope: MayKeepOwn, page: PageOf, needs: Identifier) -> Response:
    """Show what was sent, and what happens next."""
    return page.show("needs/show_sent_needs.html", sent=service.sent(scope, needs))

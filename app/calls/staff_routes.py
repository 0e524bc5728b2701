"""The addresses where staff see who asked to be rung, and note that they rang."""

from fastapi import Response

from app.access.guards import Identifier, MayAnswerCalls
from app.access.scopes import CaseScope
from app.calls import answering
from app.calls.forms import ActForm, ActSubmitted
from app.kit.forms import Submitted
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

CHOOSE = N_("Say what you did.")
MEANWHILE = N_("Something has changed here. Look at the list again, then say what you did.")
NOTED = N_("Noted. They can see the day and the time.")

router = Router("/staff/families/{family}/calls")


@router.get("")
def list_calls(scope: MayAnswerCalls, page: PageOf) -> Response:
    """List who asked to be rung."""
    return _list(scope, page)


def _list(scope: CaseScope, page: Page, form: Submitted[ActForm] | None = None) -> Response:
    calls = answering.of_case(scope)
    return page.show("calls/list_calls.html", form=form, calls=calls, family=scope.family_id)


@router.post("/{call}")
def note_call(scope: MayAnswerCalls, page: PageOf, call: Identifier, submitted: ActSubmitted) -> Response:
    """Note that somebody was rung, seen, or not reached."""
    outcome = None if submitted.problems else submitted.values.chosen
    if outcome is None:
        submitted.refuse(None, CHOOSE)
        return _list(scope, page, submitted)
    if not answering.note(scope, call, outcome, seen=submitted.values.seen_version):
        submitted.refuse(None, MEANWHILE)
        return _list(scope, page, submitted)
    return page.go_to("list_calls", family=scope.family_id, notice=NOTED)

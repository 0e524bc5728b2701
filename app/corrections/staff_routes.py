"""The addresses where staff see what a family says is wrong, and say what became of it."""

from fastapi import Response

from app.access.guards import Identifier, MaySetUpCase
from app.access.scopes import CaseScope
from app.corrections import answering
from app.corrections.forms import OutcomeForm, OutcomeSubmitted
from app.corrections.models import Outcome
from app.kit.forms import Submitted
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

CHOOSE = N_("Say whether it was put right.")

router = Router("/staff/families/{family}/corrections")


@router.get("")
def list_corrections(scope: MaySetUpCase, page: PageOf) -> Response:
    """List what somebody of the family says is wrong."""
    return _list(scope, page)


def _list(scope: CaseScope, page: Page, form: Submitted[OutcomeForm] | None = None) -> Response:
    lines = answering.of_case(scope)
    return page.show(
        "corrections/list_corrections.html",
        form=form,
        lines=lines,
        family=scope.family_id,
        outcomes=list(Outcome),
    )


@router.post("/{correction}")
def answer_correction(
    scope: MaySetUpCase, page: PageOf, correction: Identifier, submitted: OutcomeSubmitted
) -> Response:
    """Say whether it was put right."""
    outcome = None if submitted.problems else submitted.values.chosen
    if outcome is None:
        submitted.refuse(None, CHOOSE)
        return _list(scope, page, submitted)
    answering.answer(scope, correction, outcome)
    notice = N_("Saved. Whoever asked can see it now.")
    return page.go_to("list_corrections", family=scope.family_id, notice=notice)

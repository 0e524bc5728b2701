"""The addresses where staff see what people need to take part, and say what is arranged."""

from fastapi import Response

from app.access.guards import Identifier, MaySeeCase, MaySetUpCase
from app.access.scopes import CaseScope
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.needs import answering
from app.needs.forms import AnswerForm, AnswerSubmitted
from app.needs.models import NeedState

SAVED = N_("Saved. The person can see it now.")

router = Router("/staff/families/{family}/needs")


@router.get("")
def list_needs(scope: MaySeeCase, page: PageOf) -> Response:
    """List what each person of the family needs."""
    return page.show(
        "needs/list_needs.html",
        people=answering.of_case(scope),
        family=scope.family_id,
        may_answer=answering.may_answer(scope),
    )


@router.get("/{need}")
def answer_need(scope: MaySetUpCase, page: PageOf, need: Identifier) -> Response:
    """Ask what became of one thing."""
    found, _ = answering.find(scope, need)
    return _answer(scope, page, need, blank(AnswerForm, state=found.state, words=found.answer))


def _answer(scope: CaseScope, page: Page, need: str, form: Submitted[AnswerForm]) -> Response:
    found, name = answering.find(scope, need)
    return page.show(
        "needs/answer_need.html",
        form=form,
        need=found,
        name=name,
        family=scope.family_id,
        states=list(NeedState),
    )


@router.post("/{need}")
def save_need_answer(
    scope: MaySetUpCase, page: PageOf, need: Identifier, submitted: AnswerSubmitted
) -> Response:
    """Say what became of it, or that it was seen that they do not need it any more."""
    if not answering.answer(scope, need, submitted):
        return _answer(scope, page, need, submitted)
    return page.go_to("list_needs", family=scope.family_id, notice=SAVED)

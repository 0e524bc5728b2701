"""The staff's addresses for what a family asks about a report: open it, read it, answer it."""

from fastapi import Response

from app.access.guards import Identifier, MayAnswerAskings
from app.access.scopes import CaseScope
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.reports import case_askings
from app.reports.asking_models import Answer
from app.reports.forms import AnswerAsking, AnswerSubmitted, ButtonPressed

router = Router(prefix="/staff/families/{family}/reports/askings")


@router.get("/{asking}")
def read_asking(scope: MayAnswerAskings, page: PageOf, asking: Identifier) -> Response:
    """Show who asked about which report; what they ask, once this reader has opened it."""
    return _read(scope, page, asking, blank(AnswerAsking))


def _read(scope: CaseScope, page: Page, asking_id: str, form: Submitted[AnswerAsking]) -> Response:
    return page.show(
        "reports/read_asking.html",
        form=form,
        family=scope.family_id,
        asking=case_askings.read(scope, asking_id),
        answers=list(Answer),
    )


@router.post("/{asking}")
def open_asking(
    scope: MayAnswerAskings, page: PageOf, asking: Identifier, submitted: ButtonPressed
) -> Response:
    """Open it; its writer sees that."""
    if submitted.problems:
        form = Submitted[AnswerAsking](typed={}, problems=submitted.problems, status=submitted.status)
        return _read(scope, page, asking, form)
    case_askings.open_asking(scope, asking)
    return page.go_to("read_asking", family=scope.family_id, asking=asking)


@router.post("/{asking}/answer")
def answer_asking(
    scope: MayAnswerAskings, page: PageOf, asking: Identifier, submitted: AnswerSubmitted
) -> Response:
    """Answer it; its writer reads the answer on their page."""
    found = case_askings.read(scope, asking)
    if not found.is_open_to_me:
        return page.go_to("read_asking", family=scope.family_id, asking=asking)
    if not case_askings.answer(scope, found, submitted):
        return _read(scope, page, asking, submitted)
    notice = N_("Your answer is sent. They read it on their page.")
    return page.go_to("read_asking", family=scope.family_id, asking=asking, notice=notice)

"""Addresses of getting ready for a helper: read and write answers for whom they help, and send nothing."""

from typing import Annotated

from fastapi import Path, Response

from app.access.guards import MayHelpDraftPreparation, MayHelpPrepare
from app.access.helped import banner_of
from app.access.scopes import HelperScope
from app.kit.forms import LONG_TEXT, Submitted
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.preparation import helped, rules
from app.preparation.forms import HelpedAnswerForm, HelpedAnswerSubmitted
from app.preparation.helped import HelpedQuestion

router = Router("/m/helped/answers")
QuestionId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,49}$")]


@router.get("")
def list_helped_answers(scope: MayHelpPrepare, page: PageOf) -> Response:
    """List the questions with what this helper may read and write."""
    sheet = helped.open_sheet(scope)
    helped.note_reading(scope, *(sheet.asked if sheet else ()))
    return page.show("preparation/list_helped_answers.html", sheet=sheet, banner=banner_of(scope))


@router.get("/{question}")
def write_helped_answer(scope: MayHelpDraftPreparation, page: PageOf, question: QuestionId) -> Response:
    """Show one question with what this helper has written, saved or held."""
    asked = helped.find(scope, question)
    helped.note_reading(scope, asked)
    return _show(scope, page, asked)


@router.post("/{question}")
def save_helped_answer(
    scope: MayHelpDraftPreparation, page: PageOf, question: QuestionId, submitted: HelpedAnswerSubmitted
) -> Response:
    """Keep what this helper writes, and show it to whom they help when they say so."""
    if submitted.problems:
        return _show(scope, page, helped.find(scope, question), submitted)
    asked = helped.save(scope, question, submitted.values)
    if asked.mine.aside:
        return _show(scope, page, asked, status=409)
    if submitted.autosave:
        return page.saved(asked.mine.version)
    form, answer = submitted.values, asked.answer
    problem = form.why_not(is_too_long=rules.is_too_long(answer), is_blank=answer.is_blank)
    if problem:
        submitted.refuse("words", problem, most=LONG_TEXT)
        submitted.typed["seen_version"] = asked.mine.version
        return _show(scope, page, asked, submitted)
    if form.is_shown:
        helped.show(scope, asked)
    if asked.needs_help_first:
        return page.go_to("write_helped_answer", notice=form.notice, question=question)
    return page.go_to("list_helped_answers", notice=form.notice)


def _show(
    scope: HelperScope,
    page: Page,
    asked: HelpedQuestion,
    form: Submitted[HelpedAnswerForm] | None = None,
    *,
    status: int | None = None,
) -> Response:
    mine = helped.writing(scope, asked)
    return page.show(
        "preparation/write_helped_answer.html",
        status=status,
        form=form or helped.form_of(scope, mine),
        asked=asked,
        mine=mine,
        banner=banner_of(scope),
    )

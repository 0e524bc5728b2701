"""Addresses of getting ready to speak: one question a page, saved as you go."""

from typing import Annotated

from fastapi import Path, Response

from app.access.guards import Identifier, MayKeepOwn, MayPrepare
from app.access.scopes import FamilyScope
from app.drafts import company
from app.drafts import service as drafts
from app.drafts.forms import ChoiceSubmitted, SendForm, SendSubmitted, SuggestionForm, SuggestionSubmitted
from app.drafts.models import Held, Sent
from app.kit.forms import LONG_TEXT, Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.preparation import rules, saving, sending, service, suggesting
from app.preparation.forms import AnswerForm, AnswerSubmitted, ButtonPressed

router = Router()
# The addresses below /m/prepare that are no question stand first: the first that fits is taken.
QuestionId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,49}$")]

SAVED = N_("Your words are saved.")
BOTH_SAVED = N_("Your words are saved. You can still change them here.")
TOO_LONG = N_("Your words are saved, but they are too long to send. Make them %(most)s letters or fewer.")
CHOSEN = N_("This is chosen. Nothing is sent. You can still change your words here.")
CHANGED = N_("You have chosen already, or this text has changed. Look at what is here, then choose.")
TAKEN_BACK = N_("You took this back. The chair cannot read it.")


@router.get("/m/prepare")
def show_preparation(scope: MayPrepare, page: PageOf) -> Response:
    """Show all questions, and how far this person is with each."""
    sheet, sent = service.open_sheet(scope), sending.all_sent(scope)
    suggested = suggesting.of_sheet(scope, sheet)
    return page.show("preparation/show_preparation.html", sheet=sheet, sent=sent, suggested=suggested)


@router.get("/m/prepare/print")
def print_preparation(scope: MayPrepare, page: PageOf) -> Response:
    """Show the questions and answers on a sheet to take along, with room to write by hand."""
    return page.show("preparation/print_preparation.html", sheet=service.open_sheet(scope))


@router.get("/m/prepare/check")
def check_preparation(scope: MayPrepare, page: PageOf) -> Response:
    """Show everything that would be sent, and who would see it."""
    chosen = company.held(scope, sending.asked_at(scope))
    return _show_check(scope, page, blank(SendForm, company=chosen))


@router.post("/m/prepare/send")
def send_preparation(scope: MayPrepare, page: PageOf, submitted: SendSubmitted) -> Response:
    """Send the answers to the chair, once."""
    if not submitted.problems:
        form, sheet = submitted.values, service.open_sheet(scope)
        outcome = sending.send(scope, sheet, form.submission_key, shown=form.shown)
        if isinstance(outcome, Sent):
            about, asked_at = outcome.subject_id, sending.asked_at(scope)
            company.keep(scope, sending.KIND, about, form.company, asked_at=asked_at)
            return page.go_to("show_sent_preparation", sent=outcome.subject_id)
        submitted.refuse(None, outcome.text, **outcome.values)
    return _show_check(scope, page, submitted)


def _show_check(scope: FamilyScope, page: Page, form: Submitted[SendForm]) -> Response:
    sheet = service.open_sheet(scope)
    return page.show(
        "preparation/check_preparation.html",
        form=form,
        sheet=sheet,
        shown=sending.digest_of(sending.body_of(sheet)),
        sent=sending.last_sent(scope, sheet.conference_id),
        submission_key=drafts.new_submission_key(),
    )


@router.get("/m/prepare/sent/{sent}")
def show_sent_preparation(scope: MayKeepOwn, page: PageOf, sent: Identifier) -> Response:
    """Show the receipt of answers that were sent, and the answers."""
    return page.show("preparation/show_sent_preparation.html", sent=sending.find_sent(scope, sent))


@router.post("/m/prepare/sent/{sent}/take-back")
def take_back_preparation(
    scope: MayKeepOwn, page: PageOf, sent: Identifier, submitted: ButtonPressed
) -> Response:
    """Take back answers that the chair has not opened."""
    if submitted.problems:
        found = sending.find_sent(scope, sent)
        return page.show("preparation/show_sent_preparation.html", form=submitted, sent=found)
    sending.take_back(scope, sent)
    return page.go_to("show_sent_preparation", notice=TAKEN_BACK, sent=sent)


@router.get("/m/prepare/{question}")
def show_question(scope: MayPrepare, page: PageOf, question: QuestionId) -> Response:
    """Show one question with what has been written, saved or held."""
    _, asked = service.find(scope, question)
    held = saving.held_answer(scope, asked)
    if asked.aside and held is None:
        return page.show("preparation/choose_text.html", both=saving.both_texts(scope, question))
    return _show_question(scope, page, question, saving.form_of(asked, held), held=held)


@router.post("/m/prepare/{question}")
def save_question(
    scope: MayPrepare, page: PageOf, question: QuestionId, submitted: AnswerSubmitted
) -> Response:
    """Keep an answer and go on; two texts from two phones are both shown."""
    if submitted.problems:
        return _show_question(scope, page, question, submitted)
    form = submitted.values
    asked = saving.save_answer(
        scope, question, form.answer, seen_version=form.seen_version, seen_held=form.seen_held
    )
    if asked.aside:
        return page.show("preparation/choose_text.html", status=409, both=saving.both_texts(scope, question))
    if submitted.autosave:
        return page.saved(asked.version)
    if rules.is_too_long(asked.answer):
        submitted.refuse("words", TOO_LONG, most=LONG_TEXT)
        submitted.typed["seen_version"] = asked.version
        return _show_question(scope, page, question, submitted)
    name, values = rules.next_page(asked, form.then)
    return page.go_to(name, notice=SAVED if name == "show_preparation" else None, **values)


def _show_question(
    scope: FamilyScope, page: Page, question: str, form: Submitted[AnswerForm], *, held: Held | None = None
) -> Response:
    _, asked = service.find(scope, question)
    form.saved_at = None if held else asked.saved_at
    suggested = suggesting.of_question(scope, question)
    return page.show("preparation/show_question.html", form=form, asked=asked, held=held, suggested=suggested)


@router.post("/m/prepare/{question}/choose")
def choose_text(
    scope: MayPrepare, page: PageOf, question: QuestionId, submitted: ChoiceSubmitted
) -> Response:
    """Keep one of two texts, or both together."""
    if not submitted.problems:
        form = submitted.values
        asked = saving.choose_text(scope, question, form.keep, seen_version=form.seen_version)
        if not asked.aside:
            return page.go_to("show_question", notice=BOTH_SAVED, question=question)
    both = saving.both_texts(scope, question)
    return page.show("preparation/choose_text.html", form=submitted, both=both)


@router.get("/m/prepare/{question}/suggestion")
def show_suggested_answer(scope: MayPrepare, page: PageOf, question: QuestionId) -> Response:
    """Show what a helper wrote beside what this person wrote."""
    return _show_suggestions(scope, page, question, blank(SuggestionForm))


@router.post("/m/prepare/{question}/suggestion")
def use_suggested_answer(
    scope: MayPrepare, page: PageOf, question: QuestionId, submitted: SuggestionSubmitted
) -> Response:
    """Use a helper's words, put both together, or keep one's own; nothing is sent."""
    if submitted.problems:
        return _show_suggestions(scope, page, question, submitted)
    asked = suggesting.choose(scope, question, submitted.values)
    if asked is None:
        submitted.refuse(None, CHANGED)
        return _show_suggestions(scope, page, question, submitted)
    if asked.aside:
        return page.show("preparation/choose_text.html", status=409, both=saving.both_texts(scope, question))
    if rules.is_too_long(asked.answer):
        form = saving.form_of(asked, None)
        form.refuse("words", TOO_LONG, most=LONG_TEXT)
        return _show_question(scope, page, question, form)
    return page.go_to("show_question", notice=CHOSEN, question=question)


def _show_suggestions(
    scope: FamilyScope, page: Page, question: str, form: Submitted[SuggestionForm]
) -> Response:
    _, asked = service.find(scope, question)
    suggested = suggesting.of_question(scope, question)
    if not suggested:
        return page.go_to("show_question", question=question)
    return page.show("preparation/show_suggested_answer.html", form=form, asked=asked, suggested=suggested)


@router.get("/m/prepare/{question}/help")
def show_urgent_help(scope: MayPrepare, page: PageOf, question: QuestionId) -> Response:
    """Show who helps at once, before the next question."""
    _, asked = service.find(scope, question)
    return page.show("preparation/show_urgent_help.html", asked=asked)

"""The addresses of a family that is unhappy; the word complaint stands in none of them."""

from fastapi import Response

from app.access.guards import Identifier, MayComplain
from app.access.scopes import FamilyScope
from app.complaints import forms, service, stopping, writing
from app.complaints.forms import AnswerSubmitted, ButtonPressed, SendSubmitted, StopForm, StopSubmitted, Then
from app.complaints.models import KIND, Followed, Step
from app.drafts import company
from app.drafts import service as drafts
from app.drafts.models import Held
from app.drafts.service import new_submission_key
from app.kit.forms import blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

router = Router()
QUESTION = "complaints/ask_question.html"
KEPT = N_("We kept your words. Nothing is sent yet. You can come back when you want.")
SENT = N_("We have it. You can follow it on this page.")
TAKEN_BACK = N_("You took it back. Your words are still here, if you want to change them.")
TOO_LATE = N_("A complaints officer has opened it. It cannot be taken back any more.")
STOP_ASKED = N_("We have it. You can see on this page what happens.")
NOT_SENT = N_("This was not sent: what you see here has changed.")
TAKEN_UP = N_("It goes on. You can follow it on this page.")
ANSWERED = N_("We have answered you. You can read the answer on this page.")


@router.get("/m/unhappy")
def show_unhappy(scope: MayComplain, page: PageOf) -> Response:
    """Say what stands meanwhile, what the council says, and who reads it, before the first word."""
    return page.show("complaints/show_unhappy.html", overview=service.overview(scope))


@router.get("/m/unhappy/write/{step}")
def ask_question(scope: MayComplain, page: PageOf, step: Step) -> Response:
    """Ask one question."""
    asked = writing.ask(scope, step)
    return page.show(QUESTION, form=forms.filled(asked), asked=asked)


@router.post("/m/unhappy/write/{step}")
def save_answer(scope: MayComplain, page: PageOf, step: Step, submitted: AnswerSubmitted) -> Response:
    """Keep an answer, and go on to the next question."""
    asked = writing.find_question(scope, step)
    forms.check_offered(submitted, asked)
    if submitted.problems:
        return _ask_again(scope, page, step, submitted)
    values = submitted.values
    kept = writing.save(
        scope, step, values.answer, seen_version=values.seen_version, seen_held=values.seen_held
    )
    if kept.others:
        return _show_both(scope, page, step)
    if submitted.autosave:
        return page.saved(kept.mine.number)
    forms.check_needed(submitted, asked)
    return (
        _ask_again(scope, page, step, submitted)
        if submitted.problems
        else _go_on(scope, page, step, values.then)
    )


def _ask_again(scope: FamilyScope, page: Page, step: Step, submitted: AnswerSubmitted) -> Response:
    asked = writing.ask(scope, step).seen_at(forms.seen_version(submitted))
    forms.point_to(submitted, *forms.shown_fields(asked.question))
    return page.show(QUESTION, form=submitted, asked=asked)


def _show_both(scope: FamilyScope, page: Page, step: Step) -> Response:
    asked = writing.ask(scope, step)
    return page.show(QUESTION, status=409, form=forms.filled(asked), asked=asked)


def _go_on(scope: FamilyScope, page: Page, step: Step, then: Then) -> Response:
    if then is Then.LATER:
        return page.go_to("show_unhappy", notice=KEPT)
    following = writing.following(scope, step)
    return page.go_to("ask_question", step=following) if following else page.go_to("check_words")


@router.get("/m/unhappy/check")
def check_words(scope: MayComplain, page: PageOf) -> Response:
    """Show everything once more before it is sent."""
    chosen = company.held(scope, writing.asked_at(scope))
    form = blank(forms.SendForm, submission_key=new_submission_key(), company=chosen)
    return _check(scope, page, form)


def _check(scope: FamilyScope, page: Page, form: SendSubmitted) -> Response:
    answers, shown = writing.check(scope), writing.digest_of(scope)
    return page.show("complaints/check_words.html", form=form, answers=answers, shown=shown)


@router.post("/m/unhappy/check")
def send_complaint(scope: MayComplain, page: PageOf, submitted: SendSubmitted) -> Response:
    """Send it to the council's complaints officers, once."""
    if submitted.problems:
        return _check_again(scope, page, submitted)
    values = submitted.values
    sent = writing.send(scope, values.submission_key, shown=values.shown)
    if isinstance(sent, str):
        company.keep(scope, KIND, sent, values.company, asked_at=writing.asked_at(scope))
        return page.go_to("show_complaint", complaint=sent, notice=SENT)
    forms.refuse_missing(submitted, sent)
    return _check_again(scope, page, submitted)


def _check_again(scope: FamilyScope, page: Page, submitted: SendSubmitted) -> Response:
    forms.point_to(submitted, "company")
    submitted.typed.setdefault("submission_key", new_submission_key())
    return _check(scope, page, submitted)


@router.get("/m/unhappy/{complaint}")
def show_complaint(scope: MayComplain, page: PageOf, complaint: Identifier) -> Response:
    """Show where it is, its answer, and what was written."""
    return page.show("complaints/show_complaint.html", own=service.show(scope, complaint))


@router.get("/m/unhappy/{complaint}/take-back")
def confirm_take_back(scope: MayComplain, page: PageOf, complaint: Identifier) -> Response:
    """Ask whether it shall be taken back."""
    return page.show("complaints/confirm_take_back.html", followed=service.follow(scope, complaint))


@router.post("/m/unhappy/{complaint}/take-back")
def take_back_complaint(
    scope: MayComplain, page: PageOf, complaint: Identifier, submitted: ButtonPressed
) -> Response:
    """Take it back, unless somebody has opened it."""
    if submitted.problems:
        followed = service.follow(scope, complaint)
        return page.show("complaints/confirm_take_back.html", form=submitted, followed=followed)
    notice = TAKEN_BACK if service.take_back(scope, complaint) else TOO_LATE
    return page.go_to("show_complaint", complaint=complaint, notice=notice)


@router.get("/m/unhappy/{complaint}/stop")
def ask_to_stop(scope: MayComplain, page: PageOf, complaint: Identifier) -> Response:
    """Say what happens when somebody does not want to go on, and ask for nothing."""
    followed, asked_at = service.follow(scope, complaint), stopping.asked_at(scope, complaint)
    held = drafts.held_for(scope, asked_at[0])
    form = blank(
        StopForm,
        submission_key=new_submission_key(),
        words=held.fields.get("words") if held else None,
        company=company.held(scope, asked_at),
    )
    return _stop(page, form, followed, held)


def _stop(
    page: Page, form: StopSubmitted, followed: Followed, held: Held | None = None, status: int | None = None
) -> Response:
    return page.show("complaints/ask_to_stop.html", status=status, form=form, followed=followed, held=held)


@router.post("/m/unhappy/{complaint}/stop")
def send_wish_to_stop(
    scope: MayComplain, page: PageOf, complaint: Identifier, submitted: StopSubmitted
) -> Response:
    """Tell the officer that somebody does not want to go on, once."""
    followed, asked_at = service.follow(scope, complaint), stopping.asked_at(scope, complaint)
    if submitted.problems:
        return _stop(page, submitted, followed)
    values = submitted.values
    stop = stopping.ask(scope, complaint, values.words, values.submission_key)
    if stop is None:
        submitted.refuse(None, NOT_SENT)
        submitted.typed["submission_key"] = new_submission_key()
        return _stop(page, submitted, service.follow(scope, complaint), status=409)
    company.keep(scope, KIND, stop, values.company, asked_at=asked_at)
    return page.go_to("show_complaint", complaint=complaint, notice=STOP_ASKED)


@router.post("/m/unhappy/{complaint}/take-up")
def take_up_complaint(
    scope: MayComplain, page: PageOf, complaint: Identifier, submitted: ButtonPressed
) -> Response:
    """Go on after all, unless it has been answered."""
    if submitted.problems:
        own = service.show(scope, complaint)
        return page.show("complaints/show_complaint.html", form=submitted, own=own)
    goes_on = stopping.take_up(scope, complaint)
    return page.go_to("show_complaint", complaint=complaint, notice=TAKEN_UP if goes_on else ANSWERED)

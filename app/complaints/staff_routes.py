"""The addresses of complaints officers; other staff find nothing here."""

from fastapi import Response

from app.access.guards import Identifier, MayHandleComplaints
from app.access.scopes import ComplaintsScope
from app.complaints import answering, deciding, forms, handling, listing
from app.complaints.answering import AnswerDraft
from app.complaints.forms import (
    ButtonPressed,
    DecisionForm,
    DecisionSubmitted,
    OfficerAnswerSubmitted,
    SendAnswerSubmitted,
    Then,
)
from app.kit.forms import blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

router = Router()
PUT_BACK = N_("The complaint is back on the list. Somebody else can take it.")
NOT_HELD = N_("Nobody has this complaint any more. It is on the list, or it has ended.")
KEPT = N_("We kept the answer. It is not sent yet.")


@router.get("/staff/complaints")
def list_complaints(scope: MayHandleComplaints, page: PageOf) -> Response:
    """List who has which complaint, and nothing of what they say."""
    return _list(scope, page)


def _list(scope: ComplaintsScope, page: Page, form: ButtonPressed | None = None) -> Response:
    unanswered, ended = listing.unanswered(scope), listing.ended(scope)
    return page.show("complaints/list_complaints.html", form=form, unanswered=unanswered, ended=ended)


@router.post("/staff/complaints/{complaint}/hold")
def hold_complaint(
    scope: MayHandleComplaints, page: PageOf, complaint: Identifier, submitted: ButtonPressed
) -> Response:
    """Take a complaint, unless it names the officer."""
    if submitted.problems:
        return _list(scope, page, submitted)
    held = handling.hold(scope, complaint)
    if held is not handling.Held.TAKEN:
        return page.go_to("list_complaints", notice=held.words)
    return page.go_to("show_complaint_to_officer", complaint=complaint, notice=held.words)


@router.post("/staff/complaints/{complaint}/put-back")
def release_complaint(
    scope: MayHandleComplaints, page: PageOf, complaint: Identifier, submitted: ButtonPressed
) -> Response:
    """Put a complaint back for others."""
    if submitted.problems:
        return _list(scope, page, submitted)
    was_held = handling.release(scope, complaint)
    return page.go_to("list_complaints", notice=PUT_BACK if was_held else NOT_HELD)


@router.post("/staff/complaints/{complaint}/named")
def say_named(
    scope: MayHandleComplaints, page: PageOf, complaint: Identifier, submitted: ButtonPressed
) -> Response:
    """Put a complaint back because it is about the officer who holds it."""
    if submitted.problems:
        return _list(scope, page, submitted)
    handling.say_named(scope, complaint)
    return page.go_to("list_complaints", notice=PUT_BACK)


@router.get("/staff/complaints/{complaint}")
def show_complaint_to_officer(scope: MayHandleComplaints, page: PageOf, complaint: Identifier) -> Response:
    """Show a complaint to the officer who holds it."""
    return page.show("complaints/show_complaint_to_officer.html", read=handling.read(scope, complaint))


@router.get("/staff/complaints/{complaint}/answer")
def write_answer(scope: MayHandleComplaints, page: PageOf, complaint: Identifier) -> Response:
    """Show the answer as far as it is written."""
    draft = answering.draft(scope, complaint)
    return _answer(page, forms.filled_answer(draft), draft, draft.version)


def _answer(
    page: Page, form: OfficerAnswerSubmitted, draft: AnswerDraft, version: int, status: int | None = None
) -> Response:
    forms.point_to(form, "text")
    return page.show("complaints/write_answer.html", status=status, form=form, draft=draft, version=version)


@router.post("/staff/complaints/{complaint}/answer")
def save_officer_answer(
    scope: MayHandleComplaints, page: PageOf, complaint: Identifier, submitted: OfficerAnswerSubmitted
) -> Response:
    """Keep the answer, and show it once more before it is sent."""
    if submitted.problems:
        return _answer(page, submitted, answering.draft(scope, complaint), forms.seen_version(submitted))
    values = submitted.values
    draft = answering.save(scope, complaint, values.text, seen_version=values.seen_version)
    if not draft.is_kept:
        return _answer(page, submitted, draft, draft.version, 409)
    if submitted.autosave:
        return page.saved(draft.version)
    if values.then is Then.LATER:
        return page.go_to("show_complaint_to_officer", complaint=complaint, notice=KEPT)
    return page.go_to("check_answer", complaint=complaint)


@router.get("/staff/complaints/{complaint}/check")
def check_answer(scope: MayHandleComplaints, page: PageOf, complaint: Identifier) -> Response:
    """Show the answer once more before it is sent."""
    return page.show("complaints/check_answer.html", draft=answering.draft(scope, complaint))


@router.post("/staff/complaints/{complaint}/check")
def send_answer(
    scope: MayHandleComplaints, page: PageOf, complaint: Identifier, submitted: SendAnswerSubmitted
) -> Response:
    """Send the answer to the person who complained, once."""
    if not submitted.problems:
        sent = answering.send(scope, complaint, seen_version=submitted.values.seen_version)
        if sent.is_sent:
            return page.go_to("show_complaint_to_officer", complaint=complaint, notice=sent.words)
        submitted.refuse(None, sent.words)
    forms.point_to(submitted)
    return page.show("complaints/check_answer.html", form=submitted, draft=answering.draft(scope, complaint))


@router.get("/staff/complaints/{complaint}/stop")
def weigh_stop(scope: MayHandleComplaints, page: PageOf, complaint: Identifier) -> Response:
    """Show why somebody does not want to go on, and what to think about."""
    return _weigh(scope, page, complaint, blank(DecisionForm))


def _weigh(scope: ComplaintsScope, page: Page, complaint: str, form: DecisionSubmitted) -> Response:
    weighed = deciding.weigh(scope, complaint)
    forms.point_to(form, "words")
    return page.show("complaints/weigh_stop.html", form=form, weighed=weighed)


@router.post("/staff/complaints/{complaint}/stop")
def decide_stop(
    scope: MayHandleComplaints, page: PageOf, complaint: Identifier, submitted: DecisionSubmitted
) -> Response:
    """Stop it, or go on all the same and say why, once."""
    if submitted.problems:
        return _weigh(scope, page, complaint, submitted)
    values = submitted.values
    decided = deciding.decide(scope, complaint, values.shown, values.outcome, values.words)
    if decided.is_made:
        return page.go_to("show_complaint_to_officer", complaint=complaint, notice=decided.words)
    submitted.refuse("words" if decided is deciding.Decided.NO_WORDS else None, decided.words)
    return _weigh(scope, page, complaint, submitted)

"""Addresses of writing to the meeting: write, choose what happens with it, check, send."""

from fastapi import Response

from app.access.guards import Identifier, MayKeepOwn, MayWriteViews
from app.access.scopes import FamilyScope
from app.drafts import company
from app.drafts import service as drafts
from app.drafts.forms import ChoiceSubmitted, SendForm, SendSubmitted, SuggestionForm, SuggestionSubmitted
from app.drafts.models import Held, Sent
from app.kit.forms import LONG_TEXT, Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.written_views import rules, saving, sending, service, suggesting
from app.written_views.forms import ButtonPressed, UseSubmitted, ViewsForm, ViewsSubmitted
from app.written_views.models import Use

router = Router("/m/views")

SAVED = N_("Your words are saved. You can go on any time.")
BOTH_SAVED = N_("Your words are saved. You can still change them here.")
TOO_LONG = N_("Your words are saved, but they are too long to send. Make them %(most)s letters or fewer.")
CHOSEN = N_("This is chosen. Nothing is sent. You can still change your words here.")
CHANGED = N_("You have chosen already, or this text has changed. Look at what is here, then choose.")
TAKEN_BACK = N_("You took this back. The chair cannot read it.")


@router.get("")
def write_views(scope: MayWriteViews, page: PageOf) -> Response:
    """Show the letter with what has been written, saved or held."""
    letter = service.open_letter(scope)
    held = saving.held_text(scope, letter)
    if letter.aside and held is None:
        return page.show("written_views/choose_words.html", both=saving.both_texts(scope))
    return _show_letter(scope, page, saving.form_of(letter, held), held=held)


@router.post("")
def save_views(scope: MayWriteViews, page: PageOf, submitted: ViewsSubmitted) -> Response:
    """Keep the letter and go on; two texts from two phones are both shown."""
    if submitted.problems:
        return _show_letter(scope, page, submitted)
    form = submitted.values
    letter = saving.save_text(scope, form.words, seen_version=form.seen_version, seen_held=form.seen_held)
    if letter.aside:
        return page.show("written_views/choose_words.html", status=409, both=saving.both_texts(scope))
    if submitted.autosave:
        return page.saved(letter.version)
    if rules.is_too_long(letter.text):
        submitted.refuse("words", TOO_LONG, most=LONG_TEXT)
        submitted.typed["seen_version"] = letter.version
        return _show_letter(scope, page, submitted)
    later = form.then == "later"
    return page.go_to("show_what_you_think" if later else "choose_use", notice=SAVED if later else None)


def _show_letter(
    scope: FamilyScope, page: Page, form: Submitted[ViewsForm], *, held: Held | None = None
) -> Response:
    letter, sent = service.open_letter(scope), sending.all_sent(scope)
    form.saved_at = None if held else letter.saved_at
    suggested = suggesting.of_letter(scope, letter)
    return page.show(
        "written_views/write_views.html", form=form, letter=letter, held=held, sent=sent, suggested=suggested
    )


@router.post("/choose")
def choose_words(scope: MayWriteViews, page: PageOf, submitted: ChoiceSubmitted) -> Response:
    """Keep one of two texts, or both together."""
    if not submitted.problems:
        form = submitted.values
        letter = saving.choose_text(scope, form.keep, seen_version=form.seen_version)
        if not letter.aside:
            return page.go_to("write_views", notice=BOTH_SAVED)
    return page.show("written_views/choose_words.html", form=submitted, both=saving.both_texts(scope))


@router.get("/suggestion")
def show_suggested_words(scope: MayWriteViews, page: PageOf) -> Response:
    """Show what a helper wrote beside what this person wrote."""
    return _show_suggestions(scope, page, blank(SuggestionForm))


@router.post("/suggestion")
def use_suggested_words(scope: MayWriteViews, page: PageOf, submitted: SuggestionSubmitted) -> Response:
    """Use a helper's words, put both together, or keep one's own; nothing is sent."""
    if submitted.problems:
        return _show_suggestions(scope, page, submitted)
    letter = suggesting.choose(scope, submitted.values)
    if letter is None:
        submitted.refuse(None, CHANGED)
        return _show_suggestions(scope, page, submitted)
    if letter.aside:
        return page.show("written_views/choose_words.html", status=409, both=saving.both_texts(scope))
    if rules.is_too_long(letter.text):
        form = saving.form_of(letter, None)
        form.refuse("words", TOO_LONG, most=LONG_TEXT)
        return _show_letter(scope, page, form)
    return page.go_to("write_views", notice=CHOSEN)


def _show_suggestions(scope: FamilyScope, page: Page, form: Submitted[SuggestionForm]) -> Response:
    letter = service.open_letter(scope)
    suggested = suggesting.of_letter(scope, letter)
    if not suggested:
        return page.go_to("write_views")
    return page.show("written_views/show_suggested_words.html", form=form, letter=letter, suggested=suggested)


@router.get("/use")
def choose_use(scope: MayWriteViews, page: PageOf) -> Response:
    """Show what the chair can be asked to do with the letter, and who hears it then."""
    return page.show("written_views/choose_use.html", form=saving.form_of_use(scope), uses=list(Use))


@router.post("/use")
def save_use(scope: MayWriteViews, page: PageOf, submitted: UseSubmitted) -> Response:
    """Keep what the chair is asked to do with the letter."""
    if submitted.problems:
        return page.show("written_views/choose_use.html", form=submitted, uses=list(Use))
    saving.save_use(scope, submitted.values.use)
    return page.go_to("check_views")


@router.get("/check")
def check_views(scope: MayWriteViews, page: PageOf) -> Response:
    """Show everything that would be sent, who would hear it, and what may tell where somebody is."""
    chosen = company.held(scope, sending.asked_at(scope))
    return _show_check(scope, page, blank(SendForm, company=chosen))


@router.post("/send")
def send_views(scope: MayWriteViews, page: PageOf, submitted: SendSubmitted) -> Response:
    """Send the letter to the chair, once."""
    if not submitted.problems:
        form, letter = submitted.values, service.open_letter(scope)
        outcome = sending.send(scope, letter, form.submission_key, shown=form.shown)
        if isinstance(outcome, Sent):
            about, asked_at = outcome.subject_id, sending.asked_at(scope)
            company.keep(scope, sending.KIND, about, form.company, asked_at=asked_at)
            return page.go_to("show_sent_views", sent=outcome.subject_id)
        submitted.refuse(None, outcome.text, **outcome.values)
    return _show_check(scope, page, submitted)


def _show_check(scope: FamilyScope, page: Page, form: Submitted[SendForm]) -> Response:
    letter = service.open_letter(scope)
    return page.show(
        "written_views/check_views.html",
        form=form,
        letter=letter,
        look_again=rules.needs_warning(letter.text, letter.use),
        shown=sending.digest_of(letter),
        sent=sending.last_sent(scope, letter.conference_id),
        submission_key=drafts.new_submission_key(),
    )


@router.get("/sent")
def list_views(scope: MayKeepOwn, page: PageOf) -> Response:
    """List everything this person has sent to a meeting."""
    return page.show("written_views/list_views.html", sent=sending.all_sent(scope))


@router.get("/sent/{sent}")
def show_sent_views(scope: MayKeepOwn, page: PageOf, sent: Identifier) -> Response:
    """Show the receipt of a letter, and the letter."""
    return page.show("written_views/show_sent_views.html", sent=sending.find_sent(scope, sent))


@router.post("/sent/{sent}/take-back")
def take_back_views(scope: MayKeepOwn, page: PageOf, sent: Identifier, submitted: ButtonPressed) -> Response:
    """Take back a letter that the chair has not opened."""
    if submitted.problems:
        found = sending.find_sent(scope, sent)
        return page.show("written_views/show_sent_views.html", form=submitted, sent=found)
    sending.take_back(scope, sent)
    return page.go_to("show_sent_views", notice=TAKEN_BACK, sent=sent)

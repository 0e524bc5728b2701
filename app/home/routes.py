"""The addresses a family comes home to, and the choice of language for everybody signed in."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.access.guards import AnySignedIn, MayComeHome, MayKeepOwn, MaySeeMeeting
from app.access.scopes import HelperScope
from app.drafts import company, holding
from app.drafts import service as drafts
from app.families.models import STAFF_ROLES
from app.home import calendar, copying, helped, history, service, welcoming
from app.home.forms import (
    ButtonPressed,
    KeptWordsSubmitted,
    LanguageSubmitted,
    LaterForm,
    LaterSubmitted,
    thing_meant,
)
from app.kit.forms import blank
from app.kit.i18n import N_
from app.kit.pages import PageOf
from app.kit.routing import Router, several_at

STALE = 403
ANSWERED = N_("Thank you. We have your answer.")

router = Router()


@router.get("/m")
def show_meeting(scope: MayComeHome, page: PageOf) -> Response:
    """Show when and where the meeting is, what can be done now, and what happens next."""
    if not welcoming.is_welcomed(scope):
        return page.go_to("show_first_page")
    if isinstance(scope, HelperScope):
        return page.show("home/show_helped.html", helped=helped.home(scope))
    return page.show("home/show_meeting.html", home=service.first_page(scope))


@router.get("/m/first")
def show_first_page(scope: MayComeHome, page: PageOf) -> Response:
    """Say before the first visit who sees what, how to leave, and what the portal cannot hide."""
    return page.show("home/show_first_page.html", is_helper=isinstance(scope, HelperScope))


@router.post("/m/first")
def save_first_page(scope: MayComeHome, page: PageOf, pressed: ButtonPressed) -> Response:
    """Go on to the first page of one's own."""
    if pressed.problems:
        return page.show("home/show_first_page.html", form=pressed, is_helper=isinstance(scope, HelperScope))
    welcoming.welcome(scope)
    return page.go_to("show_meeting")


@router.get("/m/calendar")
def download_calendar(scope: MaySeeMeeting, page: PageOf) -> Response:
    """Give an entry for a calendar that says nothing but the time."""
    return calendar.entry(page, service.date_ahead(scope))


@router.get("/m/think")
def show_what_you_think(scope: MaySeeMeeting, page: PageOf) -> Response:
    """Show the ways to say something: speak, write, reply, or be unhappy."""
    return page.show("home/show_what_you_think.html", home=service.home(scope))


@router.get("/m/help")
def show_portal_help(_scope: MaySeeMeeting, page: PageOf) -> Response:
    """Show whom to call, and where to read more."""
    return page.show("home/show_portal_help.html")


@router.get("/m/kept")
def list_kept_words(scope: MaySeeMeeting, page: PageOf, request: Request) -> Response:
    """Show the words that were kept when a page closed."""
    return page.show("home/list_kept_words.html", kept=service.kept_words(scope, request.app))


@router.post("/m/kept")
def throw_away_kept_words(
    scope: MaySeeMeeting, page: PageOf, request: Request, submitted: KeptWordsSubmitted
) -> Response:
    """Forget kept words that their owner does not want."""
    if submitted.problems:
        kept = service.kept_words(scope, request.app)
        return page.show("home/list_kept_words.html", form=submitted, kept=kept)
    drafts.let_go(scope, submitted.values.address)
    return page.go_to("list_kept_words", notice=N_("Those words are gone now."))


@router.get("/m/sent")
def list_sent(scope: MayKeepOwn, page: PageOf) -> Response:
    """Show everything this person has sent."""
    return page.show("home/list_sent.html", sent=service.sent_things(scope))


@router.get("/m/sent/copy")
def print_sent(scope: MayKeepOwn, page: PageOf) -> Response:
    """Show everything this person sent, with every word, on a sheet to print and keep."""
    return page.show("home/print_sent.html", copy=copying.copy(scope))


@router.get("/m/sent/question")
def answer_later(scope: MayKeepOwn, page: PageOf, request: Request) -> Response:
    """Ask again who was there when something was written; what was answered before is not shown."""
    sent, address = service.sent_things(scope), service.address_of(scope, "answer_later")
    about = request.query_params.get("about") or (sent[0].subject_id if len(sent) == 1 else None)
    form = blank(LaterForm, about=about, company=company.held(scope, [address]))
    return page.show("home/answer_later.html", form=form, sent=sent)


@router.post("/m/sent/question")
def save_answer_later(scope: MayKeepOwn, page: PageOf, submitted: LaterSubmitted) -> Response:
    """Keep one more answer, beside every earlier one."""
    sent, address = service.sent_things(scope), service.address_of(scope, "answer_later")
    meant = thing_meant(submitted, sent)
    if meant is None:
        return page.show("home/answer_later.html", form=submitted, sent=sent)
    company.keep(scope, meant.kind, meant.subject_id, submitted.values.company, asked_at=[address])
    return page.go_to("list_sent", notice=ANSWERED)


@router.get("/m/history")
def show_history(scope: MayKeepOwn, page: PageOf) -> Response:
    """Show what this person sent and who opened it, and what they did here themselves."""
    return page.show("home/show_history.html", history=history.history(scope))


@router.post("/m/language")
def choose_language(
    scope: AnySignedIn, page: PageOf, request: Request, submitted: LanguageSubmitted
) -> Response:
    """Show the portal in another language, from the page on which it was chosen.

    Without scripts the button belongs to the form of that page, and brings what is written in it.
    """
    here = request.query_params.get("here") or str(submitted.typed.get("here", ""))
    is_page = service.opens(request.app, here)
    if is_page and submitted.status != STALE:
        several = several_at(request.app.state.routes, here)
        holding.hold_brought(scope, page.frame.signed_in, here, request.state.sent, several)
    if not submitted.problems:
        service.choose_language(scope, submitted.values.language)
        if is_page:
            return RedirectResponse(here, status_code=303)
    return page.go_to("show_today" if scope.actor.role in STAFF_ROLES else "show_meeting")

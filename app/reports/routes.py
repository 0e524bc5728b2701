"""The family's addresses for reports: read, keep a copy, reply."""

from dataclasses import replace

from fastapi import Response

from app.access.guards import Identifier, MayKeepOwn, MayReadReports
from app.access.scopes import FamilyScope
from app.drafts import company
from app.drafts import service as drafts
from app.drafts.models import OtherWords
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.reports import asking, asking_pages, expecting, reading, replies
from app.reports.downloads import download
from app.reports.forms import ButtonPressed, SendReply, SendReplySubmitted, WriteReply, WriteReplySubmitted

router = Router()
router.include(asking_pages.router)
SAVED = N_("Your words are saved. Only you can see them.")
NOTHING_TO_SEND = N_("There is nothing to send yet. Write something first.")


@router.get("/m/reports")
def list_reports(scope: MayReadReports, page: PageOf) -> Response:
    """Show the reports that this person may open."""
    return page.show(
        "reports/list_reports.html", reports=reading.every(scope), missing=expecting.missing(scope)
    )


@router.get("/m/reports/replies/{sent}")
def show_sent_reply(scope: MayKeepOwn, page: PageOf, sent: Identifier) -> Response:
    """Show a reply that was sent, and who opened it."""
    return page.show("reports/show_sent_reply.html", reply=replies.sent(scope, sent))


@router.post("/m/reports/replies/{sent}")
def take_back_reply(scope: MayKeepOwn, page: PageOf, sent: Identifier, submitted: ButtonPressed) -> Response:
    """Take back a reply that nobody has opened."""
    if submitted.problems:
        shown = replies.sent(scope, sent)
        return page.show("reports/show_sent_reply.html", form=submitted, reply=shown)
    replies.take_back(scope, sent)
    return page.go_to("show_sent_reply", sent=sent, notice=N_("You took your reply back. Nobody read it."))


@router.get("/m/reports/{report}")
def show_report_cover(scope: MayReadReports, page: PageOf, report: Identifier) -> Response:
    """Show what a report is, before anything of it."""
    return _cover(scope, page, report)


def _cover(scope: FamilyScope, page: Page, report: str, form: ButtonPressed | None = None) -> Response:
    return page.show(
        "reports/show_report_cover.html",
        form=form,
        report=reading.one(scope, report),
        replies=replies.about(scope, report),
        askings=asking.about(scope, report),
    )


@router.post("/m/reports/{report}")
def open_report(
    scope: MayReadReports, page: PageOf, report: Identifier, submitted: ButtonPressed
) -> Response:
    """Note that its reader wants to read it now."""
    if submitted.problems:
        return _cover(scope, page, report, submitted)
    reading.open_report(scope, report)
    return page.go_to("read_report", report=report)


@router.get("/m/reports/{report}/text")
def read_report(scope: MayReadReports, page: PageOf, report: Identifier) -> Response:
    """Show a report's text."""
    try:
        found = reading.read(scope, report)
    except reading.NotOpened:
        return page.go_to("show_report_cover", report=report)
    return page.show("reports/read_report.html", report=found.about, blocks=found.blocks)


@router.get("/m/reports/{report}/original")
def show_original_warning(scope: MayReadReports, page: PageOf, report: Identifier) -> Response:
    """Say what keeping a copy means, before it is kept."""
    shown = reading.one(scope, report)
    if shown.is_new:
        return page.go_to("show_report_cover", report=report)
    return page.show("reports/show_original_warning.html", report=shown)


@router.post("/m/reports/{report}/original")
def download_original(
    scope: MayReadReports, page: PageOf, report: Identifier, submitted: ButtonPressed
) -> Response:
    """Give the file itself."""
    if submitted.problems:
        shown = reading.one(scope, report)
        return page.show("reports/show_original_warning.html", form=submitted, report=shown)
    try:
        return download(reading.original(scope, report), report)
    except reading.NotOpened:
        return page.go_to("show_report_cover", report=report)


@router.get("/m/reports/{report}/reply")
def write_reply(scope: MayReadReports, page: PageOf, report: Identifier) -> Response:
    """Show the form for a reply, with the words of its draft."""
    shown = reading.one(scope, report)
    if shown.is_new:
        return page.go_to("show_report_cover", report=report)
    draft, held = replies.draft_of(scope, report), replies.held_for(scope, report)
    form = blank(WriteReply, **replies.typed_in(draft, held))
    form.saved_at = None if held else draft.saved_at
    return page.show("reports/write_reply.html", form=form, report=shown, draft=draft, held=held, other=None)


@router.post("/m/reports/{report}/reply")
def save_reply(
    scope: MayReadReports, page: PageOf, report: Identifier, submitted: WriteReplySubmitted
) -> Response:
    """Keep the words of a reply, and go on to check them."""
    shown, draft, other = reading.one(scope, report), replies.draft_of(scope, report), None
    if shown.is_new:
        return page.go_to("show_report_cover", report=report)
    if not submitted.problems:
        saved = replies.save(scope, report, submitted.values)
        if not isinstance(saved, OtherWords):
            return _after_saving(page, report, saved.version, submitted)
        draft, other = replies.draft_of(scope, report), saved.theirs
        submitted.status = 409
    return page.show(
        "reports/write_reply.html", form=submitted, report=shown, draft=draft, held=None, other=other
    )


def _after_saving(page: Page, report: str, version: int, submitted: Submitted[WriteReply]) -> Response:
    if submitted.autosave:
        return page.saved(version)
    if submitted.values.then == "later":
        return page.go_to("show_report_cover", report=report, notice=SAVED)
    return page.go_to("check_reply", report=report)


@router.get("/m/reports/{report}/reply/check")
def check_reply(scope: MayReadReports, page: PageOf, report: Identifier) -> Response:
    """Show a reply before it is sent."""
    shown, draft = reading.one(scope, report), replies.draft_of(scope, report)
    if not replies.says_something(draft.fields):
        return page.go_to("write_reply", report=report, notice=NOTHING_TO_SEND)
    chosen = company.held(scope, replies.asked_at(scope, report))
    form = blank(SendReply, submission_key=drafts.new_submission_key(), company=chosen)
    return page.show(
        "reports/check_reply.html",
        form=form,
        report=shown,
        draft=draft,
        kind=replies.kind_of(draft),
        lateness=reading.lateness_now(scope, report),
    )


def _give_key(submitted: SendReplySubmitted) -> None:
    """Let the button be pressed again: its key is no field that anybody could fill in."""
    submitted.typed.setdefault("submission_key", drafts.new_submission_key())
    submitted.problems = [
        replace(one, field=None) if one.field == "submission_key" else one for one in submitted.problems
    ]


@router.post("/m/reports/{report}/reply/send")
def send_reply(
    scope: MayReadReports, page: PageOf, report: Identifier, submitted: SendReplySubmitted
) -> Response:
    """Send a reply once, however often the button is pressed."""
    shown, draft = reading.one(scope, report), replies.draft_of(scope, report)
    if shown.is_new:
        return page.go_to("show_report_cover", report=report)
    if submitted.problems and not replies.says_something(draft.fields):
        return page.go_to("write_reply", report=report, notice=NOTHING_TO_SEND)
    if submitted.problems:
        _give_key(submitted)
        return page.show(
            "reports/check_reply.html",
            form=submitted,
            report=shown,
            draft=draft,
            kind=replies.kind_of(draft),
            lateness=reading.lateness_now(scope, report),
        )
    receipt = replies.send(scope, report, submitted.values.submission_key)
    if receipt is None:
        return page.go_to("write_reply", report=report, notice=NOTHING_TO_SEND)
    about, asked_at = receipt.subject_id, replies.asked_at(scope, report)
    company.keep(scope, replies.KIND, about, submitted.values.company, asked_at=asked_at)
    return page.go_to("show_sent_reply", sent=about, notice=N_("Your reply has been sent."))

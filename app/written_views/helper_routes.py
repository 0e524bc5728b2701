"""The letter's address for a helper: read it, and write a text for it, and send nothing."""

from fastapi import Response

from app.access.guards import MayHelpDraftViews, MayHelpWithViews
from app.access.helped import banner_of
from app.access.scopes import HelperScope
from app.drafts.forms import HelpedWordsForm, HelpedWordsSubmitted
from app.kit.forms import LONG_TEXT, Submitted
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.written_views import helped, rules
from app.written_views.helped import HelpedLetter

router = Router("/m/helped/letter")


@router.get("")
def write_helped_letter(scope: MayHelpWithViews, page: PageOf) -> Response:
    """Show the letter as this helper may read it, and what they have written for it."""
    letter = helped.open_letter(scope)
    helped.note_reading(scope, letter)
    return _show(scope, page, letter, helped.form_of(scope, letter))


@router.post("")
def save_helped_letter(scope: MayHelpDraftViews, page: PageOf, submitted: HelpedWordsSubmitted) -> Response:
    """Keep what this helper writes, and show it to whom they help when they say so."""
    if submitted.problems:
        return _show(scope, page, helped.find(scope), submitted)
    letter = helped.save(scope, submitted.values)
    if letter.mine.aside:
        return _show(scope, page, letter, helped.form_of(scope, letter), status=409)
    if submitted.autosave:
        return page.saved(letter.mine.version)
    form, text = submitted.values, letter.text
    problem = form.why_not(is_too_long=rules.is_too_long(text), is_blank=not text.strip())
    if problem:
        submitted.refuse("words", problem, most=LONG_TEXT)
        submitted.typed["seen_version"] = letter.mine.version
        return _show(scope, page, letter, submitted)
    if form.is_shown:
        helped.show(scope, letter)
    return page.go_to("write_helped_letter", notice=form.notice)


def _show(
    scope: HelperScope,
    page: Page,
    letter: HelpedLetter | None,
    form: Submitted[HelpedWordsForm],
    *,
    status: int | None = None,
) -> Response:
    return page.show(
        "written_views/write_helped_letter.html",
        status=status,
        form=form,
        letter=letter,
        banner=banner_of(scope),
    )

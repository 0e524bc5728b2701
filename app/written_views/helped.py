"""The letter as a helper sees it: what they may read of it, and what they write for it."""

from dataclasses import dataclass, field

from app.access import helped as helping
from app.access.models import HelpedWith, Permission
from app.access.scopes import HelperScope
from app.audit.models import Action
from app.conferences import helped as meetings
from app.drafts import newest, suggestions
from app.drafts.forms import HelpedWordsForm
from app.drafts.suggested import Posted, Written
from app.kit.errors import NotFound
from app.kit.forms import Submitted, blank
from app.written_views import service

KIND = service.KIND


@dataclass(frozen=True, slots=True)
class HelpedLetter:
    """What a helper wrote for a letter, and the letter of whom they help where they may read it."""

    conference_id: str
    mine: Written
    theirs: str | None = field(repr=False)
    """None where this helper may not read it."""
    may_write: bool

    @property
    def text(self) -> str:
        """What the helper wrote."""
        return self.mine.fields.get("words", "")


def open_letter(scope: HelperScope) -> HelpedLetter | None:
    """Return the letter as this helper sees it; None while there is no meeting to write to."""
    meeting = meetings.current(scope)
    if meeting is None:
        return None
    mine = suggestions.read(scope, KIND, meeting.id, _address(scope))
    theirs = None
    if scope.may(Permission.HELP_READ_VIEWS, meeting.id):
        theirs = newest.of_helped(scope, KIND, [meeting.id])[meeting.id].fields.get("words", "")
    return HelpedLetter(meeting.id, mine, theirs, scope.may(Permission.HELP_DRAFT_VIEWS, meeting.id))


def note_reading(scope: HelperScope, letter: HelpedLetter | None) -> None:
    """Note that this helper reads a letter, where there is one to read."""
    if letter and letter.theirs and letter.theirs.strip():
        helping.note(scope, Action.HELP_READ, HelpedWith.LETTER)


def find(scope: HelperScope) -> HelpedLetter:
    """Return the letter that this helper may write for. Raises NotFound."""
    letter = open_letter(scope)
    if letter is None or not letter.may_write:
        raise NotFound
    return letter


def form_of(scope: HelperScope, letter: HelpedLetter | None) -> Submitted[HelpedWordsForm]:
    """Return the form, filled with what is held, or else with what is saved."""
    if letter is None:
        return blank(HelpedWordsForm)
    form = blank(HelpedWordsForm, helping=scope.helping_id, **letter.mine.typed)
    form.saved_at = None if letter.mine.held else letter.mine.saved_at
    return form


def save(scope: HelperScope, form: HelpedWordsForm) -> HelpedLetter:
    """Keep what a helper wrote, with what their page had not seen. Raises NotFound."""
    letter = find(scope)
    fields = {"words": form.words}
    posted = Posted(fields, form.helping, _address(scope), form.seen_version, form.seen_held)
    mine = suggestions.save(scope, KIND, letter.conference_id, posted)
    if not letter.mine.version and mine.version:
        helping.note(scope, Action.HELP_WROTE, HelpedWith.LETTER)
    return find(scope)


def show(scope: HelperScope, letter: HelpedLetter) -> None:
    """Show the words to whom they are for, who alone can use them."""
    suggestions.show(scope, KIND, letter.conference_id)
    helping.note(scope, Action.HELP_SHOWED, HelpedWith.LETTER)


def _address(scope: HelperScope) -> str:
    return scope.installation.url("save_helped_letter")

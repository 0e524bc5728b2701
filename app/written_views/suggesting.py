"""What helpers wrote for somebody's letter: shown beside their own words, and theirs to use or not."""

from app.access.scopes import FamilyScope
from app.drafts import suggestions
from app.drafts.forms import SuggestionForm
from app.drafts.suggested import Outcome, Shown
from app.written_views import rules, saving, service
from app.written_views.models import Letter

KIND = service.KIND


def of_letter(scope: FamilyScope, letter: Letter) -> list[Shown]:
    """Return what waits for this person's choice."""
    return suggestions.waiting(scope, KIND, [letter.conference_id])[letter.conference_id]


def choose(scope: FamilyScope, form: SuggestionForm) -> Letter | None:
    """Do what this person chose with a helper's words, as a new version of their draft.

    Return None when the helper has shown other words meanwhile, or when a choice has been made before.
    Raises NotFound.
    """
    letter = service.open_letter(scope)
    waiting = {(one.id, one.version): one.fields["words"] for one in of_letter(scope, letter)}
    theirs = waiting.get((form.suggestion, form.shown_version))
    if theirs is None:
        return None
    chosen = {
        "theirs": (Outcome.USED, theirs),
        "both": (Outcome.JOINED, rules.together([letter.text, theirs])),
        "mine": (Outcome.NOT_USED, None),
    }
    if form.use not in chosen:
        return None
    what, text = chosen[form.use]
    suggestions.answer(scope, KIND, form.suggestion, what)
    return letter if text is None else saving.save_text(scope, text, seen_version=form.seen_version)

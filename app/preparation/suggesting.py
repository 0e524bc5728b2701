"""What helpers wrote for somebody who gets ready: shown beside their own words, and theirs to use or not."""

from dataclasses import dataclass, field

from app.access.scopes import FamilyScope
from app.drafts import suggestions
from app.drafts.forms import SuggestionForm
from app.drafts.suggested import Outcome, Shown
from app.preparation import rules, saving, service
from app.preparation.models import Answer, Answered, Sheet

KIND = service.KIND
USES = ("theirs", "both", "mine")


@dataclass(frozen=True, slots=True)
class SuggestedAnswer:
    """What one helper wrote about one question."""

    id: str
    by: str = field(repr=False)
    version: int
    answer: Answer


def of_sheet(scope: FamilyScope, sheet: Sheet) -> dict[str, list[SuggestedAnswer]]:
    """Return what waits for this person's choice, by question."""
    abouts = {service.about(sheet, asked.id): asked.id for asked in sheet.answers}
    waiting = suggestions.waiting(scope, KIND, list(abouts))
    return {abouts[about]: [_opened(one) for one in shown] for about, shown in waiting.items()}


def of_question(scope: FamilyScope, question_id: str) -> list[SuggestedAnswer]:
    """Return what waits for this person's choice about one question. Raises NotFound."""
    sheet, _ = service.find(scope, question_id)
    return of_sheet(scope, sheet)[question_id]


def _opened(shown: Shown) -> SuggestedAnswer:
    return SuggestedAnswer(shown.id, shown.by, shown.version, Answer(**shown.fields))


def choose(scope: FamilyScope, question_id: str, form: SuggestionForm) -> Answered | None:
    """Do what this person chose with a helper's words, as a new version of their draft.

    Return None when the helper has shown other words meanwhile, or when a choice has been made before.
    Raises NotFound.
    """
    _, asked = service.find(scope, question_id)
    waiting = {(one.id, one.version): one.answer for one in of_question(scope, question_id)}
    theirs = waiting.get((form.suggestion, form.shown_version))
    if theirs is None or form.use not in USES:
        return None
    chosen = {
        # A number that a helper left open does not take away one's own.
        "theirs": (Outcome.USED, Answer(theirs.words, theirs.score or asked.answer.score)),
        "both": (Outcome.JOINED, rules.together([asked.answer, theirs])),
        "mine": (Outcome.NOT_USED, None),
    }
    what, answer = chosen[form.use]
    suggestions.answer(scope, KIND, form.suggestion, what)
    if answer is None:
        return asked
    return saving.save_answer(scope, question_id, answer, seen_version=form.seen_version)

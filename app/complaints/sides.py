"""Keep every text that was written of one answer: from two phones, old pages, and sessions that had ended.

A page that did not know of the newest words writes over none: both stand side by side until their writer
has seen them. The draft remembers which of its earlier versions still have to be shown.
"""

from dataclasses import dataclass, field
from datetime import datetime

from app.access.scopes import FamilyScope
from app.complaints import rules
from app.complaints.models import KIND, Answer, Step
from app.drafts import service as drafts
from app.drafts.models import Held, Saved

BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer as it stands, and the other texts that its writer has yet to see beside it."""

    version: int
    saved_at: datetime | None
    answer: Answer = field(repr=False)
    others: tuple[Answer, ...] = field(default=(), repr=False)


def standing(scope: FamilyScope, step: Step) -> Standing:
    """Return an answer with what stands beside it."""
    saved = drafts.read(scope, KIND, step.value)
    numbers = _beside(saved)
    texts = _versions(scope, step) if numbers else {}
    others = tuple(texts[number] for number in numbers)
    return Standing(saved.version, saved.saved_at, Answer.read(saved.fields), others)


def keep(
    scope: FamilyScope, step: Step, answer: Answer, *, seen_version: int, seen_held: float = 0
) -> Standing:
    """Keep an answer, beside all that its page had not seen; an empty page writes over nothing."""
    before = drafts.read(scope, KIND, step.value)
    newest = Answer.read(before.fields)
    unseen = [] if before.version <= seen_version else [before.version, *_beside(before)]
    held = [one for one in _unseen_held(scope, step, seen_held) if not rules.stands_in(one, newest)]
    if answer.is_empty and (held or (unseen and not newest.is_empty)):
        return standing(scope, step)
    unseen += [_write(scope, step, one) for one in held if not rules.stands_in(one, answer)]
    texts = _versions(scope, step) if unseen else {}
    _write(scope, step, answer, [one for one in unseen if not rules.stands_in(texts[one], answer)])
    drafts.let_go(scope, address(scope, step))
    return standing(scope, step)


def address(scope: FamilyScope, step: Step) -> str:
    """Return the address of a question, by which held words are found."""
    return scope.installation.url("ask_question", step=step)


def held_for(scope: FamilyScope, step: Step) -> list[Held]:
    """Return what was posted for a question after a session's end, the newest first."""
    return [one for one in drafts.all_held(scope) if one.address == address(scope, step)]


def answer_in(held: Held) -> Answer:
    """Return the answer that held words hold; a choice of one may stand under another name."""
    chosen = held.fields.get("chosen") or held.fields.get("way") or ()
    return Answer(str(held.fields.get("words", "")), (chosen,) if isinstance(chosen, str) else tuple(chosen))


def _unseen_held(scope: FamilyScope, step: Step, seen_held: float) -> list[Answer]:
    return [answer_in(one) for one in held_for(scope, step) if one.held_at.timestamp() > seen_held]


def _write(scope: FamilyScope, step: Step, answer: Answer, beside: list[int] | None = None) -> int:
    fields = answer.fields | ({BESIDE: beside} if beside else {})
    drafts.save(scope, KIND, step.value, fields, seen_version=None)
    return drafts.read(scope, KIND, step.value).version


def _beside(saved: Saved) -> list[int]:
    return list(saved.fields.get(BESIDE, ()))


def _versions(scope: FamilyScope, step: Step) -> dict[int, Answer]:
    return {one.version: Answer.read(one.fields) for one in drafts.revisions(scope, KIND, step.value)}

"""Every text that was written of one answer of a complaint, and what its page shows of them."""

from app.access.scopes import FamilyScope
from app.complaints import rules
from app.complaints.models import KIND, Answer, Step
from app.drafts import service as drafts
from app.drafts import side_by_side
from app.drafts.models import Held
from app.drafts.side_by_side import Kind, Standing

ANSWER: Kind[Answer] = Kind(
    name=KIND,
    read=Answer.read,
    fields=lambda answer: answer.fields,
    is_blank=lambda answer: answer.is_empty,
    stands_in=rules.stands_in,
)


def standing(scope: FamilyScope, step: Step) -> Standing[Answer]:
    """Return an answer with what stands beside it."""
    return side_by_side.standing(scope, ANSWER, step.value)


def keep(
    scope: FamilyScope, step: Step, answer: Answer, *, seen_version: int, seen_held: float = 0
) -> Standing[Answer]:
    """Keep an answer, beside all that its page had not seen; an empty page writes over nothing."""
    held = [answer_in(one) for one in held_for(scope, step) if one.held_at.timestamp() > seen_held]
    if side_by_side.keep(scope, ANSWER, step.value, answer, seen_version=seen_version, unseen_held=held):
        drafts.let_go(scope, address(scope, step))
    return standing(scope, step)


def address(scope: FamilyScope, step: Step) -> str:
    """Return the address of a question, by which held words are found."""
    return scope.installation.url("ask_question", step=step)


def held_for(scope: FamilyScope, step: Step) -> list[Held]:
    """Return what was posted for a question after a session's end, the newest first."""
    return side_by_side.held_at_address(scope, address(scope, step))


def answer_in(held: Held) -> Answer:
    """Return the answer that held words hold; a choice of one may stand under another name."""
    chosen = held.fields.get("chosen") or held.fields.get("way") or ()
    return Answer(str(held.fields.get("words", "")), (chosen,) if isinstance(chosen, str) else tuple(chosen))

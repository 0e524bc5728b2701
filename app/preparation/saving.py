"""Keep answers as they are written: from two phones, from old pages, and from sessions that had ended."""

from dataclasses import dataclass

from app.access.scopes import FamilyScope
from app.drafts import service as drafts
from app.drafts import side_by_side
from app.drafts.models import Held
from app.drafts.side_by_side import Kind, Standing
from app.kit.forms import Submitted, blank
from app.preparation import rules, service
from app.preparation.forms import AnswerForm
from app.preparation.models import Answer, Answered

ANSWER: Kind[Answer] = Kind(
    name=service.KIND,
    read=lambda fields: Answer(fields.get("words", ""), fields.get("score", "")),
    fields=lambda answer: {"words": answer.words, "score": answer.score},
    is_blank=lambda answer: answer.is_blank,
    stands_in=rules.stands_in,
)


@dataclass(frozen=True, slots=True)
class Both:
    """A question with the texts of two phones or pages: the newest, and those its writer had not seen."""

    asked: Answered
    texts: Standing[Answer]


def save_answer(
    scope: FamilyScope, question_id: str, answer: Answer, *, seen_version: int, seen_held: str = ""
) -> Answered:
    """Keep an answer, and say which other texts its page had not seen. Raises NotFound."""
    sheet, _ = service.find(scope, question_id)
    about, address = service.about(sheet, question_id), _address(scope, question_id)
    held = side_by_side.unseen_held(scope, ANSWER, address, seen_held)
    if side_by_side.keep(scope, ANSWER, about, answer, seen_version=seen_version, unseen_held=held):
        drafts.let_go(scope, address)
    return service.find(scope, question_id)[1]


def both_texts(scope: FamilyScope, question_id: str) -> Both:
    """Return the newest text of an answer and those that its writer had not seen. Raises NotFound."""
    sheet, asked = service.find(scope, question_id)
    return Both(asked, side_by_side.standing(scope, ANSWER, service.about(sheet, question_id)))


def choose_text(scope: FamilyScope, question_id: str, keep: str, *, seen_version: int) -> Answered:
    """Keep one of several texts, or all of them together. Raises NotFound."""
    chosen = side_by_side.choose(both_texts(scope, question_id).texts, keep, rules.together)
    return save_answer(scope, question_id, chosen, seen_version=seen_version)


def held_answer(scope: FamilyScope, asked: Answered) -> Held | None:
    """Return words kept after a session's end that this question's answer does not have yet."""
    held = drafts.held_for(scope, _address(scope, asked.id))
    return held if held and not rules.stands_in(ANSWER.read(held.fields), asked.answer) else None


def form_of(asked: Answered, held: Held | None) -> Submitted[AnswerForm]:
    """Return the form of a question, filled with what is held, or else with what is saved."""
    saved = {"words": asked.answer.words, "score": asked.answer.score, "seen_version": asked.version}
    if held is None:
        return blank(AnswerForm, **saved)
    typed = {name: held.fields.get(name, "") for name in saved}
    return blank(AnswerForm, seen_held=held.mark, **typed)


def _address(scope: FamilyScope, question_id: str) -> str:
    return scope.installation.url("save_question", question=question_id)

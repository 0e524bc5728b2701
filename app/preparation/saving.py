"""Keep answers as they are written: from two phones, from old pages, and from sessions that had ended."""

from collections.abc import Mapping
from typing import Any

from app.access.scopes import FamilyScope
from app.drafts import service as drafts
from app.drafts.models import Held
from app.kit.forms import Submitted, blank
from app.preparation import rules, service
from app.preparation.forms import AnswerForm
from app.preparation.models import Answer, Answered, Both, Version

KIND = service.KIND


def save_answer(
    scope: FamilyScope, question_id: str, answer: Answer, *, seen_version: int, seen_held: str = ""
) -> Answered:
    """Keep an answer, and say which other texts its page had not seen. Raises NotFound."""
    sheet, before = service.find(scope, question_id)
    about = service.about(sheet, question_id)
    unseen = rules.unseen(before.version, before.beside, seen_version)
    held = _unseen_held(scope, before, answer, seen_held)
    if answer.is_blank and (unseen or held):
        return before
    unseen += [_keep(scope, about, one) for one in held]
    texts = _versions(scope, about) if unseen else {}
    _keep(scope, about, answer, [one for one in unseen if not rules.stands_in(texts[one].answer, answer)])
    drafts.let_go(scope, _address(scope, question_id))
    return service.find(scope, question_id)[1]


def _keep(scope: FamilyScope, about: str, answer: Answer, beside: list[int] | None = None) -> int:
    fields = {"words": answer.words, "score": answer.score} | ({"beside": beside} if beside else {})
    drafts.save(scope, KIND, about, fields, seen_version=None)
    return drafts.read(scope, KIND, about).version


def both_texts(scope: FamilyScope, question_id: str) -> Both:
    """Return the newest text of an answer and those that its writer had not seen. Raises NotFound."""
    sheet, asked = service.find(scope, question_id)
    versions = _versions(scope, service.about(sheet, question_id))
    mine = versions.get(asked.version, Version(asked.version, asked.answer))
    return Both(asked, mine, tuple(versions[number] for number in asked.beside))


def choose_text(scope: FamilyScope, question_id: str, keep: str, *, seen_version: int) -> Answered:
    """Keep one of several texts, or all of them together. Raises NotFound."""
    both = both_texts(scope, question_id)
    every = [both.mine, *both.others]
    choices = {str(version.number): version.answer for version in every}
    chosen = choices.get(keep, rules.together([version.answer for version in every]))
    return save_answer(scope, question_id, chosen, seen_version=seen_version)


def _versions(scope: FamilyScope, about: str) -> dict[int, Version]:
    saved = drafts.revisions(scope, KIND, about)
    return {one.version: Version(one.version, answer_in(one.fields)) for one in saved}


def answer_in(fields: Mapping[str, Any]) -> Answer:
    """Return the answer that a draft's or a form's fields hold."""
    return Answer(fields.get("words", ""), fields.get("score", ""))


def held_answer(scope: FamilyScope, asked: Answered) -> Held | None:
    """Return words kept after a session's end that this question's answer does not have yet."""
    held = drafts.held_for(scope, _address(scope, asked.id))
    return held if held and not rules.stands_in(answer_in(held.fields), asked.answer) else None


def mark_of(held: Held) -> str:
    """Return what a page sends back to say that it showed these held words."""
    return f"{held.id}-{held.held_at.timestamp()}"


def form_of(asked: Answered, held: Held | None) -> Submitted[AnswerForm]:
    """Return the form of a question, filled with what is held, or else with what is saved."""
    saved = {"words": asked.answer.words, "score": asked.answer.score, "seen_version": asked.version}
    if held is None:
        return blank(AnswerForm, **saved)
    typed = {name: held.fields.get(name, "") for name in saved}
    return blank(AnswerForm, seen_held=mark_of(held), **typed)


def _unseen_held(scope: FamilyScope, before: Answered, mine: Answer, seen_held: str) -> list[Answer]:
    """Return held answers that neither the page nor the draft knows."""
    address = _address(scope, before.id)
    unseen = [
        answer_in(one.fields)
        for one in drafts.all_held(scope)
        if one.address == address and mark_of(one) != seen_held
    ]
    known = (mine, before.answer)
    return [one for one in dict.fromkeys(unseen) if not any(rules.stands_in(one, other) for other in known)]


def _address(scope: FamilyScope, question_id: str) -> str:
    return scope.installation.url("save_question", question=question_id)

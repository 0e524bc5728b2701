"""Write a complaint: each question is a draft of its own, and nothing is sent before Send."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.complaints import opening, rules
from app.complaints.models import KIND, Answer, Answered, Answers, Question, State, Step
from app.complaints.tables import Complaint
from app.drafts import service as drafts
from app.drafts.models import OtherWords, Saved
from app.kit.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what its writer has put there so far."""

    question: Question
    number: int
    count: int
    version: int
    saved_at: datetime | None
    typed: dict[str, Any] = field(repr=False)
    back: Step | None = None
    held_at: datetime | None = None
    other: Answered | None = None

    def beside(self, other: Saved, *, version: int) -> "Asked":
        """Return the question with the words that stand there from another phone or page."""
        answered = Answered(self.question, Answer.read(other.fields))
        return replace(self, version=version, saved_at=None, held_at=None, other=answered)

    def seen_at(self, version: int) -> "Asked":
        """Return the question as a page with problems shows it again: it knows no newer words."""
        return replace(self, version=version, saved_at=None, held_at=None, other=None)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why nothing was sent: the questions that still need an answer."""

    steps: list[Step]


def find_question(scope: FamilyScope, step: Step) -> Question:
    """Return a question. Raises NotFound where the council's profile leaves it out."""
    found = rules.question(scope.authority, step)
    if found is None:
        raise NotFound
    return found


def ask(scope: FamilyScope, step: Step) -> Asked:
    """Return a question with its draft, or with words held after a session's end. Raises NotFound."""
    asked = find_question(scope, step)
    steps = [one.step for one in rules.questions(scope.authority)]
    at = steps.index(step)
    saved, held = drafts.read(scope, KIND, step.value), drafts.held_for(scope, _address(scope, step))
    answer = Answer.read(saved.fields)
    is_other = held is not None and not answer.is_empty
    typed = _held(held.fields) if held else _typed(asked, answer)
    return Asked(
        asked,
        at + 1,
        len(steps),
        saved.version,
        None if held else saved.saved_at,
        typed,
        back=steps[at - 1] if at else None,
        held_at=held.held_at if held else None,
        other=Answered(asked, answer) if is_other else None,
    )


def _typed(asked: Question, answer: Answer) -> dict[str, Any]:
    if asked.is_choice_of_one:
        return {"words": answer.words, "way": next(iter(answer.chosen), None)}
    return {"words": answer.words, "chosen": list(answer.chosen)}


def _held(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in ("words", "chosen", "way") if name in fields}


def _address(scope: FamilyScope, step: Step) -> str:
    return scope.installation.url("ask_question", step=step)


def save(scope: FamilyScope, step: Step, answer: Answer, *, seen_version: int) -> Saved | OtherWords:
    """Keep an answer as a draft; the other phone's words come back when it was there first."""
    kept = drafts.save(scope, KIND, step.value, answer.fields, seen_version=seen_version)
    drafts.let_go(scope, _address(scope, step))
    return kept


def answers_of(scope: FamilyScope) -> Answers:
    """Return what has been written and not been sent."""
    found = drafts.read_all(scope, KIND, [step.value for step in Step])
    return {step: Answer.read(found[step.value].fields) for step in Step}


def following(scope: FamilyScope, step: Step) -> Step | None:
    """Return the next question, or None for the page that shows all of them."""
    return rules.following(rules.questions(scope.authority), answers_of(scope), step)


def check(scope: FamilyScope) -> list[Answered]:
    """Return every question with its answer, to be looked through before it is sent."""
    return opening.shown(scope.authority, answers_of(scope))


def is_begun(scope: FamilyScope) -> bool:
    """Say whether something has been written and not been sent."""
    return any(not answer.is_empty for answer in answers_of(scope).values())


def send(scope: FamilyScope, submission_key: str) -> str | Missing:
    """Seal a complaint twice, for its writer and for the officers, and return its identifier.

    Two taps with one key send it once. Raises Conflict for a key that was never this person's.
    """
    earlier = drafts.receipt_for(scope, submission_key)
    if earlier:
        return earlier.subject_id
    answers = answers_of(scope)
    lacking = rules.missing(rules.questions(scope.authority), answers)
    if lacking:
        return Missing(lacking)
    try:
        with scope.session.begin_nested():
            complaint_id = _store(scope, submission_key, opening.write(answers))
    except IntegrityError as error:
        earlier = drafts.receipt_for(scope, submission_key)  # the other tap was first
        if earlier is None:
            raise Conflict from error
        return earlier.subject_id
    scope.record(Action.COMPLAINT_MADE, "complaints", complaint_id)
    return complaint_id


def _store(scope: FamilyScope, submission_key: str, text: str) -> str:
    row = Complaint(
        council=scope.authority.key,
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        reference="",
        state=State.RECEIVED.value,
        own_sealed=b"",
    )
    row.own_sealed = scope.own.seal(text, row.place("own_sealed"))
    row.officer_sealed = scope.for_complaints.seal(text, row.place("officer_sealed"))
    receipt = drafts.give_receipt(scope, submission_key, KIND, row.id, text)
    row.reference, row.created_at = receipt.reference, receipt.sent_at
    scope.session.add(row)
    scope.session.flush()
    _clear(scope)
    drafts.let_go(scope, scope.installation.url("check_words"))
    return row.id


def _clear(scope: FamilyScope) -> None:
    """Begin afresh: another complaint does not start with this one's words."""
    found = drafts.read_all(scope, KIND, [step.value for step in Step])
    for about, saved in found.items():
        if not saved.is_empty:
            drafts.save(scope, KIND, about, Answer().fields, seen_version=None)


def restore(scope: FamilyScope, answers: Answers) -> None:
    """Put the words of a complaint that was taken back where they can be changed, beside no others."""
    found = drafts.read_all(scope, KIND, [step.value for step in Step])
    for step, answer in answers.items():
        if found[step.value].is_empty:
            drafts.save(scope, KIND, step.value, answer.fields, seen_version=None)

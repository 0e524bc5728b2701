"""Write a complaint: each question is a draft of its own, and nothing is sent before Send."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.complaints import opening, rules, sides
from app.complaints.models import KIND, Answer, Answered, Answers, Question, State, Step
from app.complaints.tables import Complaint
from app.drafts import service as drafts
from app.drafts.side_by_side import Standing
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
    others: tuple[Answered, ...] = ()

    @property
    def seen_held(self) -> float:
        """The moment up to which this page shows held words."""
        return self.held_at.timestamp() if self.held_at else 0

    def seen_at(self, version: int) -> "Asked":
        """Return the question as a page with problems shows it again: it knows no newer words."""
        return replace(self, version=version, saved_at=None, held_at=None, others=())


@dataclass(frozen=True, slots=True)
class Missing:
    """Why nothing was sent: questions that need an answer, or that have two, or words that changed."""

    steps: list[Step]
    unsettled: list[Step] = field(default_factory=list)
    is_changed: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.steps or self.unsettled or self.is_changed)


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
    stands, held = sides.standing(scope, step), sides.held_for(scope, step)
    texts = [*(sides.answer_in(one) for one in held), stands.mine.text, *(one.text for one in stands.others)]
    shown, others = texts[0], rules.besides(texts[0], texts[1:])
    return Asked(
        asked,
        at + 1,
        len(steps),
        stands.mine.number,
        None if held else stands.saved_at,
        _typed(asked, shown),
        back=steps[at - 1] if at else None,
        held_at=held[0].held_at if held else None,
        others=tuple(Answered(asked, one) for one in others),
    )


def _typed(asked: Question, answer: Answer) -> dict[str, Any]:
    if asked.is_choice_of_one:
        return {"words": answer.words, "way": next(iter(answer.chosen), None)}
    return {"words": answer.words, "chosen": list(answer.chosen)}


def save(
    scope: FamilyScope, step: Step, answer: Answer, *, seen_version: int, seen_held: float = 0
) -> Standing[Answer]:
    """Keep an answer as a draft; what its page had not seen comes back beside it."""
    return sides.keep(scope, step, answer, seen_version=seen_version, seen_held=seen_held)


def asked_at(scope: FamilyScope) -> tuple[str, ...]:
    """Return the addresses of the form on which Send stands."""
    return (scope.installation.url("check_words"),)


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


def digest_of(scope: FamilyScope) -> str:
    """Return a mark of the words as they are, by which Send knows what its page has shown."""
    return hashlib.sha256(opening.write(answers_of(scope)).encode()).hexdigest()


def is_begun(scope: FamilyScope) -> bool:
    """Say whether something has been written and not been sent."""
    return any(not answer.is_empty for answer in answers_of(scope).values())


def send(scope: FamilyScope, submission_key: str, *, shown: str | None = None) -> str | Missing:
    """Seal a complaint twice, for its writer and for the officers, and return its identifier.

    Two taps with one key send it once. Raises Conflict for a key that was never this person's.
    """
    earlier = drafts.receipt_for(scope, submission_key)
    if earlier:
        return earlier.subject_id
    missing = _missing(scope, shown)
    if not missing.is_nothing:
        return missing
    try:
        with scope.session.begin_nested():
            complaint_id = _store(scope, submission_key, opening.write(answers_of(scope)))
    except IntegrityError as error:
        earlier = drafts.receipt_for(scope, submission_key)  # the other tap was first
        if earlier is None:
            raise Conflict from error
        return earlier.subject_id
    scope.record(Action.COMPLAINT_MADE, "complaints", complaint_id)
    return complaint_id


def _missing(scope: FamilyScope, shown: str | None) -> Missing:
    asked = rules.questions(scope.authority)
    return Missing(
        rules.missing(asked, answers_of(scope)),
        [one.step for one in asked if sides.standing(scope, one.step).others],
        is_changed=shown is not None and shown != digest_of(scope),
    )


def _store(scope: FamilyScope, submission_key: str, text: str) -> str:
    row = Complaint(
        council=scope.authority.key,
        family_id=scope.family_id,
        membership_id=scope.membership_id,
        reference="",
        state=State.RECEIVED.value,
        is_beside=scope.beside_id is not None,
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

"""Put what somebody answered into one text to be sealed, and read it back."""

import json
from collections.abc import Mapping

from app.authorities.models import Authority
from app.complaints import rules
from app.complaints.models import Answer, Answered, Answers, Step


def write(answers: Mapping[Step, Answer]) -> str:
    """Return answers as one text."""
    kept = {step.value: answer.fields for step, answer in answers.items() if not answer.is_empty}
    return json.dumps(kept, ensure_ascii=False)


def read(text: str) -> Answers:
    """Return the answers that a text holds."""
    return {Step(step): Answer.read(fields) for step, fields in json.loads(text).items()}


def shown(authority: Authority, answers: Mapping[Step, Answer]) -> list[Answered]:
    """Return each question with its answer, in order; a question without one too."""
    asked = rules.questions(authority)
    return [Answered(one, answers.get(one.step, Answer())) for one in asked]


def given(authority: Authority, answers: Mapping[Step, Answer]) -> list[Answered]:
    """Return only those questions that were answered."""
    return [one for one in shown(authority, answers) if not one.answer.is_empty]

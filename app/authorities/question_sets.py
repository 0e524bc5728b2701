"""The questions a family can think about before the meeting."""

from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from app.authorities.checks import refuse
from app.authorities.facts import Frozen, Text

# A question's id stands in the address of its page, where the portal has pages of its own.
TAKEN = frozenset({"check", "print", "send", "sent"})


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    SCALE = "scale"


class Question(Frozen):
    """One question, answered in own words or by a number from 0 to 10."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: QuestionKind = QuestionKind.TEXT
    text: Text
    prompts: tuple[Text, ...] = ()
    low_end: Text | None = Field(default=None, description="Scale: what 0 means.")
    high_end: Text | None = Field(default=None, description="Scale: what 10 means.")
    urgent_at_or_below: int | None = Field(
        default=None, ge=0, le=10, description="Scale: from this number down, urgent help is shown first."
    )
    urgent_help: bool = Field(default=False, description="The answer may say that a child is not safe.")

    @field_validator("id")
    @classmethod
    def _is_free(cls, id_: str) -> str:
        """Refuse the name of a page of the portal's own."""
        if id_ in TAKEN:
            raise refuse("A page of the portal has this name already.", id_, "a different id")
        return id_

    @model_validator(mode="after")
    def _has_both_ends(self) -> Self:
        """Refuse a scale without words for its two ends."""
        if self.kind is QuestionKind.SCALE and (self.low_end is None or self.high_end is None):
            raise refuse(
                "A scale needs words for both of its ends.", "an end without words", "low_end and high_end"
            )
        return self

    @property
    def is_scale(self) -> bool:
        """Whether the answer is a number from 0 to 10."""
        return self.kind is QuestionKind.SCALE

    def is_urgent(self, score: int) -> bool:
        """Whether an answer on the scale calls for urgent help first."""
        return self.urgent_at_or_below is not None and score <= self.urgent_at_or_below


class QuestionSet(Frozen):
    """The questions of one form, in order; a changed form gets a new version."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: int = Field(ge=1)
    is_general: bool = Field(
        default=False, description="True for the set of the portal, false for a council's own."
    )
    title: Text
    intro: Text | None = None
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _names_each_question_once(self) -> Self:
        """Refuse a form without questions, and two questions of the same name."""
        if not self.questions:
            raise refuse("There are no questions in this form.", "an empty list", "at least one question")
        names = [question.id for question in self.questions]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise refuse(
                "Two questions have the same id.", ", ".join(twice), "a different id for each question"
            )
        return self

    def question(self, question_id: str) -> Question | None:
        """Find a question by its id."""
        return next((question for question in self.questions if question.id == question_id), None)


class GeneralQuestions(Frozen):
    """The portal's own questions, for councils without a form, and its scale for those who use one."""

    form: QuestionSet
    scale: Question

"""What the pages are told about questions, answers, and answers that were sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.authorities.facts import Text
from app.authorities.question_sets import Question, QuestionSet
from app.conferences.lateness import Lateness
from app.kit.i18n import N_

NOT_SAID = "not_said"
NOT_SURE = "not_sure"
SCORE_WORDS = {NOT_SAID: N_("I would rather not say"), NOT_SURE: N_("I am not sure")}


class AnswerState(StrEnum):
    """How far somebody is with a question, or with all of them."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    SENT = "sent"

    @property
    def words(self) -> str:
        """The state as its owner reads it."""
        return STATE_WORDS[self]


STATE_WORDS = {
    AnswerState.NOT_STARTED: N_("Not started"),
    AnswerState.STARTED: N_("Started"),
    AnswerState.SENT: N_("Sent"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says to one question: words, and on a scale a number or why there is none."""

    words: str = field(default="", repr=False)
    score: str = field(default="", repr=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said."""
        return not self.words.strip() and not self.score

    @property
    def score_words(self) -> str:
        """The number, or the words chosen instead of one (for translation)."""
        return SCORE_WORDS.get(self.score, self.score)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of a form with what its owner has written so far."""

    question: Question
    number: int
    of: int
    following: str | None
    """The name of the next question."""
    answer: Answer
    version: int
    saved_at: datetime | None
    aside: tuple[int, ...]
    """Versions written on another phone or page that its owner has not been able to compare yet."""
    state: AnswerState
    needs_help_first: bool

    @property
    def id(self) -> str:
        """The question's name in addresses."""
        return self.question.id


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form of one meeting, as one person has filled it in."""

    conference_id: str
    chair_id: str | None
    questions: QuestionSet
    answers: tuple[Answered, ...]
    lateness: Lateness
    sent_at: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether the meeting has begun."""
        return self.lateness is not Lateness.IN_TIME

    def find(self, question_id: str) -> Answered | None:
        """Return one question with its answer."""
        return next((one for one in self.answers if one.id == question_id), None)

    @property
    def given(self) -> list[Answered]:
        """The questions that have an answer."""
        return [one for one in self.answers if not one.answer.is_blank]

    @property
    def needs_help_first(self) -> bool:
        """Whether any answer calls for urgent help before anything else."""
        return any(one.needs_help_first for one in self.answers)


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """A question and its answer as they were sent, whatever becomes of the form later."""

    asked: Text
    answer: Answer
    needs_help_first: bool
    low_end: Text | None = None
    high_end: Text | None = None


@dataclass(frozen=True, slots=True)
class SentPreparation:
    """Answers that were sent, as their writer sees them."""

    id: str
    reference: str
    sent_at: datetime
    is_late: bool
    opened_at: datetime | None
    taken_back_at: datetime | None
    answers: tuple[SentAnswer, ...] = field(default=(), repr=False)
    lateness: Lateness = Lateness.IN_TIME
    of_cancelled_meeting: bool = False
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""

    @property
    def may_be_taken_back(self) -> bool:
        """Whether nobody has opened them yet."""
        return self.opened_at is None and self.taken_back_at is None

    @property
    def needs_help_first(self) -> bool:
        """Whether any answer calls for urgent help before anything else."""
        return any(one.needs_help_first for one in self.answers)


@dataclass(frozen=True, slots=True)
class ReceivedPreparation:
    """Answers that a family member sent, as the chair sees them; the words only once opened."""

    id: str
    reference: str
    sender: str = field(repr=False)
    sent_at: datetime
    is_late: bool
    opened_at: datetime | None
    is_open_to_me: bool
    """Whether this reader has opened them: each opens them for themselves."""
    answers: tuple[SentAnswer, ...] = field(default=(), repr=False)
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """Why answers were not sent, in words to be translated."""

    text: str
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overview:
    """How far somebody is with getting ready, for the first page."""

    state: str
    saved_at: datetime | None
    sent_at: datetime | None
    opened_at: datetime | None
    helpers: tuple[str, ...] = field(repr=False, default=())
    """The first names of helpers who wrote something that this person has not looked at."""

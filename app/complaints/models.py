"""The words of complaints: where one stands, which questions it asks, and what the pages show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.authorities.contacts import ComplaintSubject
from app.kit.i18n import N_

KIND = "complaint"


class State(StrEnum):
    """Where a complaint stands for the officers."""

    RECEIVED = "received"
    HELD = "held"
    ANSWERED = "answered"
    STOPPED = "stopped"
    TAKEN_BACK = "taken_back"

    @property
    def words(self) -> str:
        """The state as officers read it."""
        return STATE_WORDS[self]


STATE_WORDS = {
    State.RECEIVED: N_("Nobody has it"),
    State.HELD: N_("Somebody has it"),
    State.ANSWERED: N_("Answered"),
    State.STOPPED: N_("Stopped, as the person asked"),
    State.TAKEN_BACK: N_("Taken back"),
}


class Move(StrEnum):
    """Everything that can happen to a complaint."""

    TAKE_BACK = "take_back"
    HOLD = "hold"
    RELEASE = "release"
    ANSWER = "answer"
    STOP = "stop"
    TAKE_UP = "take_up"


class Stage(StrEnum):
    """Where a complaint stands for the person who sent it."""

    SENT = "sent"
    WAITS_AGAIN = "waits_again"
    HELD = "held"
    STOP_ASKED = "stop_asked"
    STOPPED = "stopped"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"

    @property
    def words(self) -> str:
        """The stage in a few words."""
        return STAGE_WORDS[self][0]

    @property
    def meaning(self) -> str:
        """What the stage means, as a sentence or two."""
        return STAGE_WORDS[self][1]


STAGE_WORDS = {
    Stage.SENT: (N_("We have it"), N_("It is here, and it is safe. Nobody has opened it yet.")),
    Stage.WAITS_AGAIN: (
        N_("It waits for somebody else"),
        N_("A complaints officer opened it, and gave it back. Another one has to take it."),
    ),
    Stage.HELD: (
        N_("Somebody has it"),
        N_("A complaints officer has opened it. They will write an answer to you."),
    ),
    Stage.STOP_ASKED: (
        N_("You asked us to stop"),
        N_("A complaints officer has to decide about this. You can see here what they decide."),
    ),
    Stage.STOPPED: (
        N_("We stopped"),
        N_("You asked us to stop, and we did. What you wrote is kept."),
    ),
    Stage.ANSWERED: (N_("We have answered you"), N_("You can read the answer on this page.")),
    Stage.TAKEN_BACK: (
        N_("You took it back"),
        N_("Nobody at the council opened it. Nobody can read it now."),
    ),
}


class Step(StrEnum):
    """The questions, in the order in which they are asked; each is an address of its own."""

    WHAT_HAPPENED = "what-happened"
    ABOUT = "about"
    WHO = "who"
    HELP = "help"
    REPLY = "reply"


class Reply(StrEnum):
    """How somebody wants to be answered."""

    SITE = "site"
    LETTER = "letter"
    PHONE = "phone"


OTHER = "other"
NEEDED = {
    Step.WHAT_HAPPENED: N_("Tell us what happened, then go on."),
    Step.REPLY: N_("Tell us how to answer you, then go on."),
}
SUBJECTS = {
    ComplaintSubject.HOW_IT_WAS_RUN: N_("How the meeting was run"),
    ComplaintSubject.DECISION: N_("What the meeting decided"),
    ComplaintSubject.KIND_OF_WORRY: N_("The type of worry that was named"),
    ComplaintSubject.PLAN: N_("The plan"),
    ComplaintSubject.PROCESS: N_("How things were done"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a question."""

    value: str
    words: str
    hint: str = ""


REPLIES = (
    Option(Reply.SITE, N_("On this site")),
    Option(Reply.LETTER, N_("By letter"), N_("You can read the answer on this site too.")),
    Option(Reply.PHONE, N_("By phone"), N_("You can read the answer on this site too.")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as the council's profile makes it."""

    step: Step
    title: str
    asks: str
    hint: str
    options: tuple[Option, ...] = ()
    box: str = ""
    box_hint: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether nothing can be done without an answer."""
        return self.step in NEEDED

    @property
    def is_choice_of_one(self) -> bool:
        """Whether only one of the options can hold."""
        return self.step is Step.REPLY


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote and chose at one question."""

    words: str = field(default="", repr=False)
    chosen: tuple[str, ...] = ()

    @classmethod
    def read(cls, fields: Mapping[str, Any]) -> "Answer":
        """Read an answer from a draft."""
        return cls(str(fields.get("words", "")), tuple(fields.get("chosen", ())))

    @property
    def fields(self) -> dict[str, Any]:
        """The answer as a draft keeps it."""
        return {"words": self.words, "chosen": list(self.chosen)}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.words.strip() and not self.chosen


Answers = dict[Step, Answer]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what was answered, as it is shown."""

    question: Question
    answer: Answer

    @property
    def labels(self) -> list[str]:
        """The chosen options in words."""
        return [option.words for option in self.question.options if option.value in self.answer.chosen]


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that happened, or has still to happen."""

    words: str
    mark: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A complaint as its sender follows it."""

    id: str
    reference: str
    sent_at: datetime
    stage: Stage
    opened_at: datetime | None = None
    answered_at: datetime | None = None
    taken_back_at: datetime | None = None
    is_beside: bool = False
    """Whether a worker sat beside its writer, on the worker's device."""
    stop_asked_at: datetime | None = None

    @property
    def may_be_taken_back(self) -> bool:
        """Whether nobody has opened it yet."""
        return self.stage is Stage.SENT

    @property
    def is_waiting(self) -> bool:
        """Whether its sender still waits for an answer."""
        return self.stage in {Stage.SENT, Stage.WAITS_AGAIN, Stage.HELD, Stage.STOP_ASKED}

    @property
    def may_be_stopped(self) -> bool:
        """Whether somebody opened it, so that its sender can only ask to stop."""
        return self.stage in {Stage.WAITS_AGAIN, Stage.HELD}

    @property
    def may_be_taken_up(self) -> bool:
        """Whether its sender asked to stop, and can go on after all."""
        return self.stage in {Stage.STOP_ASKED, Stage.STOPPED}

    @property
    def is_over(self) -> bool:
        """Whether the council does nothing more about it."""
        return self.stage in {Stage.STOPPED, Stage.ANSWERED}

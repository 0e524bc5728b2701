"""Which questions are asked, what is missing, what may follow what, and whether an officer is named."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.authorities.models import Authority
from app.complaints.models import (
    OTHER,
    REPLIES,
    SUBJECTS,
    Answer,
    Followed,
    Move,
    Option,
    Passage,
    Question,
    Stage,
    State,
    Step,
)
from app.complaints.stops import Outcome, Stop
from app.kit.i18n import N_

MOVES: Mapping[Move, tuple[State, State]] = {
    Move.TAKE_BACK: (State.RECEIVED, State.TAKEN_BACK),
    Move.HOLD: (State.RECEIVED, State.HELD),
    Move.RELEASE: (State.HELD, State.RECEIVED),
    Move.ANSWER: (State.HELD, State.ANSWERED),
    Move.STOP: (State.HELD, State.STOPPED),
    Move.TAKE_UP: (State.STOPPED, State.HELD),
}
SHORTEST_SURNAME = 3
UNANSWERED = (State.RECEIVED, State.HELD)
OVER = (State.ANSWERED, State.STOPPED)


def questions(authority: Authority) -> list[Question]:
    """Return the questions in order; where a council names no subject, there is none to choose."""
    subjects = authority.complaint.about.value or ()
    options = (*(Option(one, SUBJECTS[one]) for one in subjects), Option(OTHER, N_("Something else")))
    asked = [
        Question(
            Step.WHAT_HAPPENED,
            N_("What happened"),
            N_("What happened?"),
            N_("Use your own words and your own language. Say when it was, if you know."),
        ),
        Question(
            Step.ABOUT,
            N_("What it is about"),
            N_("What is it about?"),
            N_("Choose all that fit. You can leave this out."),
            options,
        ),
        Question(
            Step.WHO,
            N_("Who it is about"),
            N_("Is it about somebody?"),
            N_("Write a name or a job. You can leave this out."),
        ),
        Question(
            Step.HELP,
            N_("What would help"),
            N_("What would put it right?"),
            N_("You can leave this out."),
        ),
        Question(
            Step.REPLY,
            N_("How we answer you"),
            N_("How do you want your answer?"),
            N_("Choose the way that is safe for you."),
            REPLIES,
            N_("What we need to know, so that it is safe"),
            N_(
                "For example: where to send a letter, when to ring, or who else sees your phone or your post."
            ),
        ),
    ]
    return [one for one in asked if one.step is not Step.ABOUT or subjects]


def question(authority: Authority, step: Step) -> Question | None:
    """Return one question, or None where the council's profile leaves it out."""
    return next((one for one in questions(authority) if one.step is step), None)


def is_offered(asked: Question, chosen: Sequence[str]) -> bool:
    """Say whether every choice is one that the question offers, and not more than it takes."""
    if asked.is_choice_of_one and len(chosen) > 1:
        return False
    return {*chosen} <= {option.value for option in asked.options}


def is_answered(asked: Question, answer: Answer) -> bool:
    """Say whether an answer says enough to act on; only two questions need one."""
    if not asked.is_needed:
        return True
    return bool(answer.chosen) if asked.options else bool(answer.words.strip())


def missing(asked: Sequence[Question], answers: Mapping[Step, Answer]) -> list[Step]:
    """Return the questions without whose answer nothing can be sent."""
    return [one.step for one in asked if not is_answered(one, answers.get(one.step, Answer()))]


def following(asked: Sequence[Question], answers: Mapping[Step, Answer], step: Step) -> Step | None:
    """Return the next question, or None for the page that shows all of them.

    Somebody who has been through them once, and came back to change one, is not led through them again.
    """
    if not missing(asked, answers):
        return None
    steps = [one.step for one in asked]
    position = steps.index(step) + 1
    return steps[position] if position < len(steps) else None


def stands_in(one: Answer, other: Answer) -> bool:
    """Say whether all that one answer says is in another."""
    return one.words.strip() in other.words and {*one.chosen} <= {*other.chosen}


def besides(shown: Answer, others: Sequence[Answer]) -> list[Answer]:
    """Return the answers that say something which the one shown does not, each once."""
    return [one for one in dict.fromkeys(others) if not stands_in(one, shown)]


def stage_of(state: State, opened_at: datetime | None, stop_asked_at: datetime | None = None) -> Stage:
    """Say where a complaint stands for its sender."""
    if stop_asked_at and state in UNANSWERED:
        return Stage.STOP_ASKED
    match state:
        case State.RECEIVED:
            return Stage.WAITS_AGAIN if opened_at else Stage.SENT
        case State.HELD:
            return Stage.HELD
        case State.ANSWERED:
            return Stage.ANSWERED
        case State.STOPPED:
            return Stage.STOPPED
        case State.TAKEN_BACK:
            return Stage.TAKEN_BACK


def passages(complaint: Followed, stops: Sequence[Stop] = ()) -> list[Passage]:
    """Return what has happened to a complaint and what comes next; no day that nobody has promised."""
    passed = [Passage(N_("You sent it"), "done", complaint.sent_at)]
    if complaint.stage is Stage.TAKEN_BACK:
        return [*passed, Passage(N_("You took it back"), "done", complaint.taken_back_at)]
    if complaint.opened_at:
        passed.append(Passage(N_("A complaints officer opened it"), "done", complaint.opened_at))
    passed += [passage for stop in stops for passage in _stopping(stop)]
    if complaint.stage is Stage.STOPPED:
        return passed
    if complaint.stage is Stage.STOP_ASKED:
        return [*passed, Passage(N_("A complaints officer decides about it"), "now")]
    if complaint.stage in {Stage.SENT, Stage.WAITS_AGAIN}:
        passed.append(Passage(N_("A complaints officer takes it"), "now"))
    if complaint.stage is Stage.ANSWERED:
        return [*passed, Passage(N_("We answered you"), "done", complaint.answered_at)]
    return [*passed, Passage(N_("We answer you"), "now" if complaint.stage is Stage.HELD else "next")]


def _stopping(stop: Stop) -> list[Passage]:
    decided = N_("We stopped") if stop.outcome is Outcome.STOPPED else N_("We went on all the same")
    moments = (
        (N_("You asked us to stop"), stop.asked_at),
        (decided, stop.decided_at),
        (N_("You took it up again"), stop.taken_up_at),
    )
    return [Passage(words, "done", at) for words, at in moments if at]


def names_officer(name: str, answers: Mapping[Step, Answer]) -> bool:
    """Say whether a complaint seems to name an officer; it is meant to be wrong rather than miss one.

    A family name counts anywhere. A first name counts where the person was asked whom it is about: in a
    long story it may be a child's.
    """
    parts = [_words(part) for part in name.split() if _words(part)]
    if not parts:
        return False
    everything = [word for answer in answers.values() for word in _words(answer.words)]
    whole = [word for part in parts for word in part]
    is_short = len("".join(parts[-1])) < SHORTEST_SURNAME
    if _holds(everything, whole) or (not is_short and _holds(everything, parts[-1])):
        return True
    about = _words(answers.get(Step.WHO, Answer()).words)
    return any(_holds(about, part) for part in parts)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(list(words[at : at + len(wanted)]) == list(wanted) for at in range(len(words)))

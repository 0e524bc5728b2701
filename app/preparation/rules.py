"""Decisions about answers: when help comes first, which of two texts counts, what is late."""

from collections.abc import Sequence
from datetime import datetime

from app.authorities.question_sets import Question
from app.kit.forms import LONG_TEXT
from app.kit.i18n import N_
from app.preparation.models import Answer, Answered, AnswerState, NotSent, Sheet

# A scale whose council names no number of its own: so low an answer reports danger.
LOW = 2

TOO_LONG = N_("One answer is too long to send. Make it %(most)s letters or fewer. All your words are saved.")
NOTHING_YET = N_("You have not answered anything yet. Write an answer first, then send.")
CHANGED = N_("Your answers changed on another phone or page. Read them again here, then send.")


def needs_help_first(question: Question, answer: Answer) -> bool:
    """Say whether an answer may mean that a child is not safe, so that urgent help comes before all else."""
    if question.is_scale and answer.score.isdecimal():
        limit = LOW if question.urgent_at_or_below is None else question.urgent_at_or_below
        return int(answer.score) <= limit
    return question.urgent_help and bool(answer.words.strip())


def is_too_long(answer: Answer) -> bool:
    """Say whether an answer is longer than what can be sent; it is kept all the same."""
    return len(answer.words) > LONG_TEXT


def stands_in(other: Answer, mine: Answer) -> bool:
    """Say whether all of another answer is in mine, so that nothing is lost by keeping mine alone."""
    same_score = other.score in {"", mine.score}
    return same_score and " ".join(other.words.split()) in " ".join(mine.words.split())


def together(answers: Sequence[Answer]) -> Answer:
    """Put several texts one below the other; the number is the first that was chosen."""
    texts = [answer.words.strip() for answer in answers]
    scores = [answer.score for answer in answers if answer.score]
    return Answer("\n\n".join(text for text in texts if text), scores[0] if scores else "")


def state_of(answer: Answer, saved_at: datetime | None, sent_at: datetime | None) -> AnswerState:
    """Say how far a question is: sent counts only until its answer is changed."""
    if answer.is_blank or saved_at is None:
        return AnswerState.NOT_STARTED
    return AnswerState.SENT if sent_at is not None and saved_at <= sent_at else AnswerState.STARTED


def why_not_sent(sheet: Sheet, digest: str, shown: str) -> NotSent | None:
    """Say why answers cannot be sent: none given, one too long, or not the ones their writer has read."""
    if not sheet.given:
        return NotSent(NOTHING_YET)
    if any(is_too_long(asked.answer) for asked in sheet.given):
        return NotSent(TOO_LONG, {"most": LONG_TEXT})
    return None if digest == shown else NotSent(CHANGED)


def next_page(asked: Answered, then: str) -> tuple[str, dict[str, str]]:
    """Say which page comes after a saved answer; urgent help comes before every other page."""
    if then == "clear":
        return "show_question", {"question": asked.id}
    if asked.needs_help_first:
        return "show_urgent_help", {"question": asked.id}
    if then == "later":
        return "show_preparation", {}
    return ("show_question", {"question": asked.following}) if asked.following else ("check_preparation", {})

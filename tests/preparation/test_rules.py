"""When help comes first, which text counts, what is late, what comes next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.authorities.facts import Text
from app.authorities.question_sets import Question, QuestionKind, QuestionSet
from app.conferences.lateness import Lateness
from app.kit.forms import LONG_TEXT
from app.preparation import rules
from app.preparation.models import Answer, Answered, AnswerState, NotSent, Sheet

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
WORDS = Text({"en": "Words"})


def scale(limit: int | None = 2, *, urgent_help: bool = True) -> Question:
    """Return a question with a scale."""
    return Question(
        id="scale",
        kind=QuestionKind.SCALE,
        text=WORDS,
        low_end=WORDS,
        high_end=WORDS,
        urgent_at_or_below=limit,
        urgent_help=urgent_help,
    )


def question(*, urgent_help: bool) -> Question:
    """Return a question answered in own words."""
    return Question(id="safe", text=WORDS, urgent_help=urgent_help)


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        (scale(), Answer(score="0"), True),
        (scale(), Answer(score="2"), True),
        (scale(), Answer(score="3"), False),
        (scale(), Answer(score="10"), False),
        (scale(), Answer("It is bad", "10"), False),
        (scale(4), Answer(score="4"), True),
        (scale(4), Answer(score="5"), False),
        (scale(None), Answer(score="2"), True),
        (scale(None), Answer(score="3"), False),
        (scale(), Answer(), False),
        (scale(), Answer(score="not_said"), False),
        (scale(), Answer(score="not_sure"), False),
        (scale(), Answer("She is hurt", "not_said"), True),
        (scale(), Answer("She is hurt"), True),
        (scale(urgent_help=False), Answer("She is hurt"), False),
        (scale(urgent_help=False), Answer(score="1"), True),
        (question(urgent_help=True), Answer("My child is not safe"), True),
        (question(urgent_help=True), Answer("yes"), True),
        (question(urgent_help=True), Answer("  \n "), False),
        (question(urgent_help=True), Answer(), False),
        (question(urgent_help=False), Answer("My child is not safe"), False),
    ],
)
def test_help_comes_first_when_a_child_may_not_be_safe(
    asked: Question, answer: Answer, *, expected: bool
) -> None:
    assert rules.needs_help_first(asked, answer) is expected


@pytest.mark.parametrize(
    ("other", "mine", "expected"),
    [
        (Answer(), Answer("mine"), True),
        (Answer("bed time"), Answer("At bed\ntime we read"), True),
        (Answer("bed time"), Answer("bed"), False),
        (Answer("x", "3"), Answer("x", "3"), True),
        (Answer("x", "3"), Answer("x", "4"), False),
        (Answer("x", "3"), Answer("x"), False),
        (Answer("x"), Answer("x", "4"), True),
    ],
)
def test_a_text_that_stands_whole_in_another_is_not_lost(
    other: Answer, mine: Answer, *, expected: bool
) -> None:
    assert rules.stands_in(other, mine) is expected


def test_texts_put_together_keep_every_word_and_the_newest_number() -> None:
    both = rules.together([Answer("new ", "4"), Answer(), Answer("old", "7")])

    assert both == Answer("new\n\nold", "4")
    assert rules.together([Answer("a"), Answer("b", "7")]) == Answer("a\n\nb", "7")
    assert rules.together([Answer()]) == Answer()


@pytest.mark.parametrize(
    ("answer", "saved_at", "sent_at", "expected"),
    [
        (Answer(), None, None, AnswerState.NOT_STARTED),
        (Answer(" "), NOW, None, AnswerState.NOT_STARTED),
        (Answer("x"), NOW, None, AnswerState.STARTED),
        (Answer(score="3"), NOW, None, AnswerState.STARTED),
        (Answer("x"), NOW, NOW, AnswerState.SENT),
        (Answer("x"), NOW + timedelta(seconds=1), NOW, AnswerState.STARTED),
        (Answer(), None, NOW, AnswerState.NOT_STARTED),
    ],
)
def test_sent_counts_until_the_answer_changes(
    answer: Answer, saved_at: datetime | None, sent_at: datetime | None, expected: AnswerState
) -> None:
    assert rules.state_of(answer, saved_at, sent_at) is expected


def asked(answer: Answer, *, following: str | None = "next", help_first: bool = False) -> Answered:
    """Return a question with an answer."""
    return Answered(
        question(urgent_help=False), 1, 2, following, answer, 1, NOW, (), AnswerState.STARTED, help_first
    )


@pytest.mark.parametrize(
    ("one", "then", "expected"),
    [
        (asked(Answer("x")), "continue", ("show_question", {"question": "next"})),
        (asked(Answer("x"), following=None), "continue", ("check_preparation", {})),
        (asked(Answer("x")), "later", ("show_preparation", {})),
        (asked(Answer("x"), help_first=True), "continue", ("show_urgent_help", {"question": "safe"})),
        (asked(Answer("x"), help_first=True), "later", ("show_urgent_help", {"question": "safe"})),
        (asked(Answer("x"), help_first=True), "clear", ("show_question", {"question": "safe"})),
    ],
)
def test_help_stands_before_every_other_page(
    one: Answered, then: str, expected: tuple[str, dict[str, str]]
) -> None:
    assert rules.next_page(one, then) == expected


def sheet(*answers: Answer) -> Sheet:
    """Return a form that is filled in."""
    form = QuestionSet(id="form", version=1, title=WORDS, questions=(question(urgent_help=False),))
    return Sheet(
        "meeting", None, form, tuple(asked(one) for one in answers), lateness=Lateness.IN_TIME, sent_at=None
    )


def test_only_what_was_read_is_sent() -> None:
    assert rules.why_not_sent(sheet(Answer()), "digest", "digest") == NotSent(rules.NOTHING_YET)
    assert rules.why_not_sent(sheet(Answer("x")), "digest", "other") == NotSent(rules.CHANGED)
    assert rules.why_not_sent(sheet(Answer("x"), Answer()), "digest", "digest") is None


def test_a_long_answer_is_counted_in_characters_of_any_script() -> None:
    fits = Answer("ب" * LONG_TEXT)
    too_long = replace(fits, words=fits.words + "ب")

    assert rules.why_not_sent(sheet(fits), "d", "d") is None
    assert rules.why_not_sent(sheet(too_long), "d", "d") == NotSent(rules.TOO_LONG, {"most": LONG_TEXT})

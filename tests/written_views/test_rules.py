"""What is late, what tells where somebody is, which text counts, what can be sent and noted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.conferences.lateness import Lateness
from app.kit.forms import LONG_TEXT
from app.written_views import rules
from app.written_views.models import Letter, NotSent, Use, WritingState

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LETTER = Letter(
    conference_id="meeting",
    chair_id=None,
    ways=(),
    text="My side",
    version=1,
    saved_at=NOW,
    aside=(),
    use=Use.READ_OUT,
    lateness=Lateness.IN_TIME,
)


@pytest.mark.parametrize(
    "text",
    [
        "We live at 17 Larkspur Gardens now",
        "17A Oak St",
        "12, St Mary's Road",
        "5 The Old Mill Lane",
        "Flat 3",
        "fflat 12b",
        "4 Heol Las",
        "come to S73 8QX",
        "sw1a1aa",
        "ring 07700 900123",
        "ring +44 7700 900 123 any time",
        "01226-770-000",
        "(020) 7946 0000",
        "write to amira@example.org",
    ],
)
def test_what_tells_where_somebody_is_gets_a_second_look(text: str) -> None:
    assert rules.tells_where(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "My side of it",
        "He is 7 and she is 12 years old",
        "On 3 December at 14:30 we met",
        "We had 2 visits a week for 10 weeks",
        "I feel at home on our street",
        "999 came at once",
        "Noor is in Year 4",
        "أنا أم لطفلين",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert not rules.tells_where(text)


def test_looking_for_addresses_takes_no_long_time() -> None:
    for awkward in ("a" * 400_000, "1 " * 200_000, "1 a-" * 100_000, "a@" * 200_000, "A1 " * 100_000):
        assert isinstance(rules.tells_where(awkward), bool)


@pytest.mark.parametrize(
    ("use", "expected"),
    [(Use.READ_OUT, True), (Use.SUMMARISED, True), (Use.CHAIR_ONLY, False), (None, True)],
)
def test_the_warning_is_for_words_that_others_may_hear(use: Use | None, *, expected: bool) -> None:
    assert rules.needs_warning("ring 07700 900123", use) is expected
    assert not rules.needs_warning("My side", use)


def test_a_text_that_stands_whole_in_another_is_not_lost() -> None:
    assert rules.stands_in("bed  time", "At bed\ntime we read")
    assert rules.stands_in("", "mine")
    assert not rules.stands_in("bed time", "bed")
    assert rules.together(["new ", " ", "old"]) == "new\n\nold"


@pytest.mark.parametrize(
    ("letter", "sent_at", "expected"),
    [
        (replace(LETTER, text="", saved_at=None), None, WritingState.NOT_STARTED),
        (replace(LETTER, text=" "), None, WritingState.NOT_STARTED),
        (LETTER, None, WritingState.STARTED),
        (LETTER, NOW, WritingState.SENT),
        (LETTER, NOW - timedelta(seconds=1), WritingState.STARTED),
        (replace(LETTER, text=""), NOW - timedelta(seconds=1), WritingState.STARTED),
    ],
)
def test_sent_counts_until_the_words_change(
    letter: Letter, sent_at: datetime | None, expected: WritingState
) -> None:
    assert rules.state_of(letter, sent_at) is expected


@pytest.mark.parametrize(
    ("letter", "shown", "expected"),
    [
        (LETTER, "digest", None),
        (replace(LETTER, text=" \n"), "digest", NotSent(rules.NOTHING_YET)),
        (replace(LETTER, use=None), "digest", NotSent(rules.NO_USE)),
        (LETTER, "other", NotSent(rules.CHANGED)),
        (replace(LETTER, text="ب" * LONG_TEXT), "digest", None),
        (replace(LETTER, text="ب" * (LONG_TEXT + 1)), "digest", NotSent(rules.TOO_LONG, {"most": LONG_TEXT})),
    ],
)
def test_only_what_was_read_is_sent(letter: Letter, shown: str, expected: NotSent | None) -> None:
    assert rules.why_not_sent(letter, "digest", shown) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOW, None),
        (NOW + timedelta(minutes=1), rules.NOT_YET),
        (NOW - timedelta(hours=1), None),
        (NOW - timedelta(hours=1, minutes=1), rules.BEFORE_SENT),
    ],
)
def test_words_were_read_out_after_they_were_sent_and_before_now(at: datetime, expected: str | None) -> None:
    assert rules.why_not_read_out(at, sent_at=NOW - timedelta(minutes=59, seconds=30), now=NOW) == expected

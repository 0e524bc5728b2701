"""Small decisions of the first page, from tables of cases."""

from datetime import UTC, datetime

import pytest

from app.home import rules
from app.kit.routing import GuardedRoute
from app.main import ROUTERS

TIMES = [
    ("2026-12-03T14:30", "half past two"),
    ("2026-12-03T00:00", "twelve o'clock"),
    ("2026-12-03T12:05", "five past twelve"),
    ("2026-12-03T11:35", "twenty-five to twelve"),
    ("2026-12-03T23:45", "quarter to twelve"),
    ("2026-12-03T09:15", "quarter past nine"),
    ("2026-12-03T12:55", "five to one"),
    ("2026-12-03T14:32", ""),
    ("2026-07-03T13:30", "half past two"),
]


@pytest.mark.parametrize(("moment", "words"), TIMES)
def test_a_time_is_said_as_people_say_it_in_london(moment: str, words: str) -> None:
    assert rules.time_in_words(datetime.fromisoformat(moment).replace(tzinfo=UTC), "en") == words


def test_other_languages_show_the_digits_alone() -> None:
    assert rules.time_in_words(datetime(2026, 12, 3, 14, 30, tzinfo=UTC), "cy") == ""


def test_when_to_come_is_said_only_where_the_council_says_so() -> None:
    meets_at = datetime(2026, 12, 3, 14, 30, tzinfo=UTC)

    assert rules.come_at(meets_at, 15) == datetime(2026, 12, 3, 14, 15, tzinfo=UTC)
    assert rules.come_at(meets_at, None) is None
    assert rules.come_at(None, 15) is None


def test_only_what_somebody_wrote_is_shown_of_a_kept_form() -> None:
    fields = {
        "words": "My girl is well.",
        "use": "read_out",
        "seen_version": "3",
        "shown": "3.4",
        "more": " ",
    }

    assert rules.written_texts(fields) == ("My girl is well.",)


@pytest.mark.parametrize("text", ["no", "scared", "07700900123", "ivy.moor-2", "3"])
def test_a_text_is_not_taken_for_a_choice_by_its_look(text: str) -> None:
    assert rules.written_texts({"words": text, "score": "3", "way": "letter"}) == (text,)


WRITTEN = {"dialect", "more", "sign", "spoken_other", "words", "text", "name", "relation", "contact"}


def test_of_every_form_of_a_persons_pages_it_is_known_what_is_written_and_what_is_chosen() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, GuardedRoute)]
    forms = [route.form.form for route in routes if route.form and route.path.startswith("/m/")]
    fields = {(name, about.annotation) for form in forms for name, about in form.model_fields.items()}

    assert len(fields) > 20
    assert {name for name, _ in fields} - rules.MARKS - rules.CHOICES == WRITTEN
    assert {kind for name, kind in fields if name in WRITTEN} == {str}
    assert {name for name, _ in fields} > rules.CHOICES


HELD = [
    ({"words": "Hello", "seen_version": "3"}, True),
    ({"score": "3", "seen_version": "3"}, True),
    ({"submission_key": "0f" * 16, "shown": "a.b"}, False),
    ({"language": "cy", "here": "/m/think"}, False),
    ({"address": "/m/prepare/scale"}, False),
    ({"words": ""}, False),
]


@pytest.mark.parametrize(("fields", "expected"), HELD)
def test_a_button_pressed_too_late_is_no_kept_word(fields: dict[str, str], *, expected: bool) -> None:
    assert rules.has_answer(fields) is expected

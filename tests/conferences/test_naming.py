"""Words for somebody who must not know: place, day and hour are found however they are written."""

from datetime import UTC, datetime

import pytest

from app.conferences import naming
from tests.support.world import MEETS_AT

PLACE = "Room 2, Town Hall, Church Street"
ON_NEW_YEARS_DAY = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
AT_NOON = datetime(2027, 5, 31, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("on 3 December", "on the 3rd of december", "December 3rd", "Dec 3", "December the third"),
        *("the third of December", "on the 3rd", "on the third", "on the third at the start"),
        *("3/12", "3/12/26", "3.12.26", "03.12.2026", "3-12-2026", "3 / 12", "2026-12-03", "03 12 2026"),
        *("on Thursday", "next thurs", "Thu 3", "on Thursdays"),
        *("ar 3 Rhagfyr", "ar y 3ydd o Ragfyr", "Rhagfyr 3", "ddydd Iau", "dydd iau", "nos Iau"),
    ],
)
def test_the_day_is_found_however_it_is_written(text: str) -> None:
    assert naming.names_when(f"Stay away {text}, will you", MEETS_AT)


@pytest.mark.parametrize(
    "text",
    [
        *("at 14:30", "at 14.30", "at 1430", "at 2.30", "at 2:30 pm", "2.30pm", "2pm", "2 p.m.", "2 PM"),
        *("at half past two", "half past 2", "at half two", "two o'clock", "2 o’clock", "quarter past two"),
        *("quarter to three", "am hanner awr wedi dau", "dau o'r gloch", "chwarter i dri"),
    ],
)
def test_the_hour_is_found_however_it_is_written(text: str) -> None:
    assert naming.names_when(f"Stay away {text} or so", MEETS_AT)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "in December",
            "13 December",
            "the 13th",
            "the 23rd",
            "3 people",
            "the third person",
            "30/12",
            "3/1",
        ),
        *("on Friday", "ddydd Mercher", "3 Tachwedd", "2027-01-03", "iau na chi", "the third person"),
        *("at 9:30", "at 12.30", "3pm", "2am", "half past three", "for two hours", "half of it", "2.5 miles"),
    ],
)
def test_another_day_or_hour_is_not_taken_for_it(text: str) -> None:
    assert not naming.names_when(f"Stay away {text} or so", MEETS_AT)


@pytest.mark.parametrize(
    "text", ["1 January", "Ionawr 1af", "1/1", "ddydd Gwener", "9am", "9.00", "naw o'r gloch", "nine o'clock"]
)
def test_a_morning_in_january_is_found_too(text: str) -> None:
    assert naming.names_when(f"Not {text} please", ON_NEW_YEARS_DAY)


@pytest.mark.parametrize(
    "text", ["thirty-first of May", "31 Fai", "at noon", "midday", "hanner dydd", "12pm", "quarter to one"]
)
def test_noon_in_summer_is_found_by_the_clock_on_the_wall(text: str) -> None:
    assert naming.names_when(f"Not {text} please", AT_NOON)
    assert not naming.names_when("Not at 11, and not in the evening", AT_NOON)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_by_its_names(month: int) -> None:
    english = "January February March April May June July August September October November December"
    welsh = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
    changed = "Ionawr Chwefror Fawrth Ebrill Fai Fehefin Orffennaf Awst Fedi Hydref Dachwedd Ragfyr"
    meets_at = datetime(2026, month, 17, 12, 0, tzinfo=UTC)

    for names in (english, welsh, changed):
        for number, name in enumerate(names.split(), start=1):
            assert naming.names_when(f"ar 17 {name}", meets_at) == (number == month), name


def test_a_meeting_without_a_date_has_no_day_to_name() -> None:
    assert not naming.names_when("on 3 December", None)


@pytest.mark.parametrize("text", ["the town  hall", "CHURCH STREET", "Room 2, Town Hall, Church Street"])
def test_a_place_is_found_by_a_part_of_it(text: str) -> None:
    assert naming.names_place(f"Do not come to {text} then", PLACE)


def test_a_part_that_could_be_anywhere_names_no_place() -> None:
    assert not naming.names_place("Stay in your own room today", PLACE)
    assert not naming.names_place("Do not come to the hall", "")

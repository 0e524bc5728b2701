"""The time of a meeting as somebody typed it."""

from datetime import UTC, datetime

import pytest

from app.staff import moments
from app.staff.moments import MomentUnreadable, TypedMoment, parts_of, read_moment

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def typed(text: str) -> TypedMoment:
    """Return five fields from one line, parts divided by commas."""
    return TypedMoment(*text.split(","))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3,12,2026,14,30", datetime(2026, 12, 3, 14, 30, tzinfo=UTC)),
        (" 03 ,12,2026,09,00", datetime(2026, 12, 3, 9, 0, tzinfo=UTC)),
        ("1,7,2027,14,30", datetime(2027, 7, 1, 13, 30, tzinfo=UTC)),
        ("24,11,2026,10,1", datetime(2026, 11, 24, 10, 1, tzinfo=UTC)),
        ("29,2,2028,0,0", datetime(2028, 2, 29, 0, 0, tzinfo=UTC)),
        ("\u0663,12,2026,14,30", datetime(2026, 12, 3, 14, 30, tzinfo=UTC)),
    ],
)
def test_a_day_and_a_time_are_read_as_londons_clocks_show_them(text: str, expected: datetime) -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

    assert read_moment(typed(text), now) == expected


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("31,2,2027,10,0", "day", moments.NO_SUCH_DAY),
        ("29,2,2027,10,0", "day", moments.NO_SUCH_DAY),
        (",12,2026,10,0", "day", moments.PARTS["day"][2]),
        ("32,12,2026,10,0", "day", moments.PARTS["day"][2]),
        ("3,December,2026,10,0", "month", moments.PARTS["month"][2]),
        ("3,13,2026,10,0", "month", moments.PARTS["month"][2]),
        ("3,12,26,10,0", "year", moments.PARTS["year"][2]),
        ("3,12,2026,24,0", "hour", moments.PARTS["hour"][2]),
        ("3,12,2026,2pm,0", "hour", moments.PARTS["hour"][2]),
        ("3,12,2026,-1,0", "hour", moments.PARTS["hour"][2]),
        ("3,12,2026,14,60", "minute", moments.PARTS["minute"][2]),
        ("3,12,2026,14,", "minute", moments.PARTS["minute"][2]),
        ("99999999999,12,2026,14,0", "day", moments.PARTS["day"][2]),
        ("23,11,2026,14,0", "day", moments.GONE_BY),
        ("24,11,2026,10,0", "hour", moments.GONE_BY),
        ("3,12,2036,14,0", "year", moments.TOO_FAR),
        ("28,3,2027,1,30", "hour", moments.NO_SUCH_TIME),
    ],
)
def test_what_is_no_time_for_a_meeting_is_named_at_its_field(text: str, field: str, words: str) -> None:
    with pytest.raises(MomentUnreadable) as raised:
        read_moment(typed(text), NOW)

    assert (raised.value.field, raised.value.words) == (field, words)


def test_a_time_that_comes_twice_in_autumn_is_the_first_one() -> None:
    found = read_moment(typed("31,10,2027,1,30"), NOW)

    assert found == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_time_that_stands_already_may_have_gone_by() -> None:
    standing = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    assert read_moment(typed("24,11,2026,9,0"), NOW, standing=standing) == standing


@pytest.mark.parametrize("moment", [NOW, datetime(2027, 7, 1, 13, 5, tzinfo=UTC)])
def test_what_the_fields_show_is_read_as_the_same_moment(moment: datetime) -> None:
    shown = TypedMoment(**parts_of(moment))

    assert read_moment(shown, NOW, standing=moment) == moment


def test_nothing_typed_is_told_apart_from_something() -> None:
    assert typed(" ,,,,").is_empty
    assert not typed(",,,10,").is_empty

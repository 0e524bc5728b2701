"""Whether words name the place, the day or the hour of a meeting, in English or in Welsh.

It looks for what people write. Whoever approves words for somebody who must not know still reads them.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from app.kit.clock import in_london

TELLING_LENGTH = 6
# After "o" a Welsh month changes its first letter.
MONTHS = (
    "jan(?:uary)?|ion(?:awr)?",
    "feb(?:ruary)?|chwe(?:fror)?",
    "mar(?:ch)?|[mf]awrth",
    "apr(?:il)?|ebr(?:ill)?",
    "may|[mf]ai",
    "june?|[mf]ehefin",
    "july?|g?orffennaf",
    "aug(?:ust)?|awst",
    "sept?(?:ember)?|[mf]edi",
    "oct(?:ober)?|hyd(?:ref)?",
    "nov(?:ember)?|[td]achwedd",
    "dec(?:ember)?|rh?agfyr",
)
WEEKDAYS = (
    "mon(?:days?)?|dd?ydd llun|nos lun",
    "tue(?:s(?:days?)?)?|dd?ydd mawrth|nos fawrth",
    "wed(?:s|nesdays?)?|dd?ydd mercher|nos fercher",
    "thu(?:r(?:s(?:days?)?)?)?|(?:dd?ydd|nos) iau",
    "fri(?:days?)?|dd?ydd gwener|nos wener",
    "saturdays?|(?:dd?ydd|nos) sadwrn",
    "sundays?|(?:dd?ydd|nos) sul",
)
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", "twenty[ -]first", "twenty[ -]second", "twenty[ -]third"),
    *("twenty[ -]fourth", "twenty[ -]fifth", "twenty[ -]sixth", "twenty[ -]seventh", "twenty[ -]eighth"),
    *("twenty[ -]ninth", "thirtieth", "thirty[ -]first"),
)
SUFFIX = "(?:st|nd|rd|th|af|il|ydd|fed|eg|ain|ed)"
HOURS = (
    *("twelve|dd?euddeg", "one|un", "two|dd?au", "three|[td]ri", "four|[pb]edwar", "five|[pb]ump"),
    *("six|chwech", "seven|saith", "eight|wyth", "nine|naw", "ten|dd?eg", "eleven|un ar ddeg"),
)
NOON = 12
CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"


def names_place(text: str, place: str) -> bool:
    """Say whether a text names a place, or a part of it long enough to know it by."""
    words = _plain(text)
    parts = [_plain(place), *(_plain(part) for part in place.split(","))]
    return any(len(part) >= TELLING_LENGTH and part in words for part in parts)


def names_when(text: str, meets_at: datetime | None) -> bool:
    """Say whether a text names the day of a meeting, the day of the week, or the hour."""
    if meets_at is None:
        return False
    at = in_london(meets_at)
    shapes = "|".join((*_days(at.date()), *_hours(at.time())))
    return re.search(rf"\b(?:{shapes})\b", _plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(CURLY, "'").split())


def _days(on: date) -> Iterable[str]:
    month, figure, ordinal = f"(?:{MONTHS[on.month - 1]})", f"0?{on.day}", ORDINALS[on.day - 1]
    day = f"(?:{figure}{SUFFIX}?|{ordinal})"
    yield rf"{day},? (?:of |o )?{month}"
    yield rf"{month},? (?:the )?{day}"
    yield rf"{figure} ?[./-] ?0?{on.month}"
    yield rf"0?{on.month}-{figure}"
    yield rf"{figure} 0?{on.month} (?:20)?{on.year % 100:02}"
    # Without its month a day is said alone: "on the 3rd", "ar y 3ydd", "on the third."
    yield f"{figure}{SUFFIX}"
    yield rf"on the {ordinal}(?= ?(?:[.,;:!?)]|at\b|in\b|from\b|$))"
    yield WEEKDAYS[on.weekday()]


def _hours(at: time) -> Iterable[str]:
    half, minutes = at.hour % NOON, f"[:.]{at.minute:02}"
    figure, following = half or NOON, HOURS[(half + 1) % NOON]
    word, letter = f"(?:{figure}|{HOURS[half]})", "p" if at.hour >= NOON else "a"
    yield rf"0?(?:{at.hour}|{figure}){minutes}"
    yield rf"{at.hour:02}{at.minute:02}(?: ?h(?:rs|ours)?)?"
    yield rf"{word}(?:[:.]\d\d)? ?{letter}\.? ?m"
    yield rf"{word} (?:o' ?clock|o'r gloch)"
    yield rf"(?:half past|quarter past|half|(?:hanner awr|chwarter) wedi) {word}"
    yield rf"(?:quarter to|chwarter i) (?:{half + 1}|{following})"
    if at.hour == NOON:
        yield "noon|midday|hanner dydd"

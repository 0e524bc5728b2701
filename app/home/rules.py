"""Small decisions of the first page: a time in words, when to come, which held fields are words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.kit.clock import in_london
from app.kit.i18n import ENGLISH

HOURS = (
    "twelve",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
)
PAST = {
    0: "{hour} o'clock",
    5: "five past {hour}",
    10: "ten past {hour}",
    15: "quarter past {hour}",
    20: "twenty past {hour}",
    25: "twenty-five past {hour}",
    30: "half past {hour}",
}
TO = {
    35: "twenty-five to {hour}",
    40: "twenty to {hour}",
    45: "quarter to {hour}",
    50: "ten to {hour}",
    55: "five to {hour}",
}
# What our forms send beside an answer, and what the choice of a language sends.
MARKS = {
    "seen_version",
    "seen_held",
    "shown",
    "submission_key",
    "then",
    "language",
    "here",
    "address",
    "helping",
    "company",
    "until",
}
# What is chosen from a page and not written; a text is never judged by its look, for "no" is a word too.
CHOICES = {
    "about",
    "chosen",
    "family",
    "gender",
    "keep",
    "kind",
    "link",
    "may",
    "pin",
    "role",
    "score",
    "shown_version",
    "spoken",
    "stranger",
    "suggestion",
    "things",
    "use",
    "way",
    "wanted",
}


def time_in_words(moment: datetime, language: str) -> str:
    """Say a time as people in England say it; nothing in other languages, which have their own ways."""
    at = in_london(moment)
    if language != ENGLISH:
        return ""
    if at.minute in PAST:
        return PAST[at.minute].format(hour=HOURS[at.hour % 12])
    return TO[at.minute].format(hour=HOURS[(at.hour + 1) % 12]) if at.minute in TO else ""


def come_at(meets_at: datetime | None, minutes_before: int | None) -> datetime | None:
    """Say when to be there, where the council says how long before."""
    if meets_at is None or minutes_before is None:
        return None
    return meets_at - timedelta(minutes=minutes_before)


def has_answer(fields: Mapping[str, Any]) -> bool:
    """Say whether a kept form holds an answer, and not only the form's own marks."""
    return any(value for name, value in fields.items() if name not in MARKS)


def written_texts(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what somebody wrote in a form, without its marks and without the choices it offers."""
    written = (value for name, value in fields.items() if name not in MARKS | CHOICES)
    return tuple(text for text in written if isinstance(text, str) and text.strip())

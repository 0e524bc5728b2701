"""Decisions about words to a meeting: what is late, what may be given away, when they were read out."""

import re
from collections.abc import Sequence
from datetime import datetime

from app.kit.forms import LONG_TEXT
from app.kit.i18n import N_
from app.written_views.models import Letter, NotSent, Use, WritingState

NOTHING_YET = N_("You have not written anything yet. Write something first, then send.")
TOO_LONG = N_("This is too long to send. Make it %(most)s letters or fewer. All your words are saved.")
NO_USE = N_("Choose what the chair does with your words, then send.")
CHANGED = N_("Your words changed on another phone or page. Read them again here, then send.")
NOT_YET = N_("This time is still to come. Check the day and the time.")
BEFORE_SENT = N_("This time is before the words were sent. Check the day and the time.")

# Shapes by which somebody could be found. A false alarm costs a second look; a miss can cost much more.
FINDABLE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"  # a postcode
    r"|(?:\+|\b)\d(?:[\s().\-/]*\d){8,}\b"  # a phone number
    r"|\w@\w[\w\-]*\.\w"  # an e-mail address
    r"|\b\d{1,4}[A-Z]?,?\s+(?:[\w'\u2019\-]+\s+){1,3}"  # a house number, a name, and what the street is
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|court|crescent|place|gardens|terrace|way"
    r"|grove|square|walk|hill|park|row|mews|view|rise|green)\b"
    r"|\b\d{1,4}[A-Z]?,?\s+(?:heol|stryd|ffordd|lôn|clos|maes)\b"  # the same in Welsh
    r"|\b(?:flat|apartment|fflat)\s+\d",
    re.IGNORECASE,
)


def tells_where(text: str) -> bool:
    """Say whether a text holds something that looks like an address, a postcode or a phone number."""
    return bool(FINDABLE.search(text))


def needs_warning(text: str, use: Use | None) -> bool:
    """Say whether a writer should look again: others may hear the words, and they tell where somebody is."""
    return (use is None or use.is_heard) and tells_where(text)


def is_too_long(text: str) -> bool:
    """Say whether a text is longer than what can be sent; it is kept all the same."""
    return len(text) > LONG_TEXT


def stands_in(other: str, mine: str) -> bool:
    """Say whether all of another text is in mine, so that nothing is lost by keeping mine alone."""
    return " ".join(other.split()) in " ".join(mine.split())


def together(texts: Sequence[str]) -> str:
    """Put several texts one below the other."""
    return "\n\n".join(text.strip() for text in texts if text.strip())


def state_of(letter: Letter, sent_at: datetime | None) -> WritingState:
    """Say how far somebody is: sent counts only until the words are changed."""
    if sent_at is not None and (letter.saved_at is None or letter.saved_at <= sent_at):
        return WritingState.SENT
    return WritingState.NOT_STARTED if letter.is_blank and sent_at is None else WritingState.STARTED


def why_not_sent(letter: Letter, digest: str, shown: str) -> NotSent | None:
    """Say why words cannot be sent: none, too many, no use chosen, or not those their writer has read."""
    if letter.is_blank:
        return NotSent(NOTHING_YET)
    if is_too_long(letter.text):
        return NotSent(TOO_LONG, {"most": LONG_TEXT})
    if letter.use is None:
        return NotSent(NO_USE)
    return None if digest == shown else NotSent(CHANGED)


def why_not_read_out(at: datetime, *, sent_at: datetime, now: datetime) -> str | None:
    """Say why words cannot have been read out at a moment."""
    if at > now:
        return NOT_YET
    return BEFORE_SENT if at < sent_at.replace(second=0, microsecond=0) else None

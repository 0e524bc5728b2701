"""What becomes of words that come after a meeting began: they may still be heard, or go with the record."""

from datetime import datetime
from enum import StrEnum

from app.access.scopes import FamilyScope
from app.conferences import service as conferences
from app.conferences.rules import has_begun
from app.kit.clock import in_london


class Lateness(StrEnum):
    """Whether words came in time, and which of two things happens to those that did not."""

    IN_TIME = ""
    MAY_BE_HEARD = "may_be_heard"
    FOR_THE_RECORD = "for_the_record"


def lateness(meets_at: datetime | None, at: datetime) -> Lateness:
    """Say what becomes of words sent at a moment; a meeting may go on until the end of its day."""
    if meets_at is None or not has_begun(meets_at, at):
        return Lateness.IN_TIME
    is_same_day = in_london(meets_at).date() == in_london(at).date()
    return Lateness.MAY_BE_HEARD if is_same_day else Lateness.FOR_THE_RECORD


def of_own(scope: FamilyScope, conference_id: str, at: datetime) -> Lateness:
    """Say what becomes of words of this person; nothing that tells a day which they must not know."""
    meets_at = next((one.meets_at for one in conferences.invited(scope) if one.id == conference_id), None)
    return lateness(meets_at, at)

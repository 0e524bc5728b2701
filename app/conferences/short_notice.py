"""Whether a meeting is moved or called at short notice by what its council states, and so must be explained.

Pure. No time is made up: where a council states none for its reports, every move is explained.
"""

from datetime import datetime
from enum import StrEnum

from app.authorities import rules as promises
from app.authorities.before import ConferenceKind, ReportAuthor
from app.authorities.models import Authority
from app.conferences.models import ConferenceDetails
from app.kit.i18n import N_

AUTHORS = (ReportAuthor.SOCIAL_WORKER, ReportAuthor.OTHERS)


class Explained(StrEnum):
    """Why a change of the day must be explained."""

    MOVED_SHORT = "moved_short"
    CALLED_SHORT = "called_short"
    MOVED_KNOWN = "moved_known"
    MOVED = "moved"

    @property
    def words(self) -> str:
        """What staff read of it afterwards."""
        return WORDS[self]

    @property
    def why_needed(self) -> str:
        """Why staff have to write something."""
        return WHY_NEEDED[self]

    @property
    def is_short(self) -> bool:
        """Whether it is at short notice by the council's own time."""
        return self in {Explained.MOVED_SHORT, Explained.CALLED_SHORT}


WORDS = {
    Explained.MOVED_SHORT: N_("Moved at short notice"),
    Explained.CALLED_SHORT: N_("Called at short notice"),
    Explained.MOVED_KNOWN: N_("Moved after somebody knew the day"),
    Explained.MOVED: N_("Moved"),
}
WHY_NEEDED = {
    Explained.MOVED_SHORT: N_(
        "This is nearer than the time your council gives for reports. Say why it is moved."
    ),
    Explained.CALLED_SHORT: N_("This is nearer than the time your council gives for reports. Say why."),
    Explained.MOVED_KNOWN: N_("Somebody in the family knows the day that stood here. Say why it is moved."),
    Explained.MOVED: N_("Say why the meeting is moved."),
}


def states_time(profile: Authority, kind: ConferenceKind) -> bool:
    """Say whether a council states how long before such a meeting a family gets the reports."""
    return any(profile.reports.lead(kind, author).is_known for author in AUTHORS)


def is_short(profile: Authority, kind: ConferenceKind, now: datetime, *days: datetime | None) -> bool:
    """Say whether it is too late for the reports of a meeting on any of these days."""
    due = [promises.report_due(profile, kind, author, day) for day in days if day for author in AUTHORS]
    return any(one is not None and one.is_late(now) for one in due)


def of_call(
    profile: Authority, kind: ConferenceKind, meets_at: datetime | None, now: datetime
) -> Explained | None:
    """Say whether it must be explained that a meeting is called for this day."""
    return Explained.CALLED_SHORT if is_short(profile, kind, now, meets_at) else None


def of_move(
    meeting: ConferenceDetails, meets_at: datetime | None, now: datetime, *, is_known: bool
) -> Explained | None:
    """Say whether it must be explained that a meeting moves to another day, under the profile it keeps.

    Whoever planned for the old day has as little notice as whoever plans for the new one.
    """
    if meets_at == meeting.meets_at:
        return None
    if meeting.meets_at is None:
        return of_call(meeting.profile, meeting.kind, meets_at, now)
    if is_short(meeting.profile, meeting.kind, now, meeting.meets_at, meets_at):
        return Explained.MOVED_SHORT
    if is_known:
        return Explained.MOVED_KNOWN
    return None if states_time(meeting.profile, meeting.kind) else Explained.MOVED

"""What a meeting's page says of its reports: when each came, which are waited for, what was asked."""

from dataclasses import dataclass

from app.access.scopes import CaseScope
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails
from app.kit.errors import Conflict
from app.kit.i18n import N_
from app.reports import case_askings, case_reports, expecting
from app.reports.asking_models import CaseAsking, ExpectedReport
from app.reports.models import Author
from app.reports.staff_models import CaseReport
from app.staff import rules

OVER = N_("This meeting is over or cancelled.")


@dataclass(frozen=True, slots=True)
class MeetingReports:
    """The reports of one meeting, those that are waited for, and what the family asked about them."""

    reports: tuple[CaseReport, ...]
    expected: tuple[ExpectedReport, ...]
    askings: tuple[CaseAsking, ...]

    @property
    def late(self) -> int:
        """How many copies came late by the council's own rule."""
        timings = [one.edition.timing for report in self.reports for one in report.shared_with if one.edition]
        return sum(timing is not None and timing.is_late for timing in timings)

    @property
    def to_expect(self) -> tuple[Author, ...]:
        """Whose report nobody waits for yet."""
        there = {one.author for one in self.expected}
        return tuple(author for author in Author if author not in there)


def of_meeting(scope: CaseScope, meeting: ConferenceDetails) -> MeetingReports:
    """Return what there is about the reports of one meeting."""
    return MeetingReports(
        reports=tuple(one for one in case_reports.every(scope) if one.meeting.id == meeting.id),
        expected=tuple(expecting.of_meeting(scope, meeting)),
        askings=tuple(case_askings.of_meeting(scope, meeting.id)),
    )


def expect(scope: CaseScope, conference_id: str, author: Author) -> None:
    """Write down that a report is waited for. Raises NotFound, and Conflict when the meeting is over."""
    if conferences.get_for_staff(scope, conference_id).stage not in rules.TO_COME:
        raise Conflict(OVER)
    expecting.expect(scope, conference_id, author)

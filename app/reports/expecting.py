"""Reports that are waited for: written down by staff, and named to each person who does not have one yet."""

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.access.scopes import CaseScope, FamilyScope
from app.audit.models import Action
from app.authorities import rules as promises
from app.authorities.rules import Due
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails, Stage
from app.kit import clock
from app.kit.errors import NotFound
from app.reports import reading
from app.reports.asking_models import ExpectedReport, MissingReport
from app.reports.models import Author
from app.reports.tables import Expected, Report

TO_COME = (Stage.TODAY, Stage.AHEAD, Stage.NO_DATE)


def of_meeting(scope: CaseScope, meeting: ConferenceDetails) -> list[ExpectedReport]:
    """Return which reports staff wait for before a meeting, by when, and whether each is kept here."""
    added = select(col(Report.author)).where(
        col(Report.family_id) == scope.family_id, col(Report.conference_id) == meeting.id
    )
    here = set(scope.session.execute(added).scalars())
    wanted = _live(meeting.id).where(col(Expected.family_id) == scope.family_id)
    rows = scope.session.execute(wanted).scalars()
    return [
        ExpectedReport(row.id, Author(row.author), _due(meeting, Author(row.author)), row.author in here)
        for row in rows
    ]


def expect(scope: CaseScope, conference_id: str, author: Author) -> None:
    """Write down that a report is waited for; twice is once. Raises NotFound."""
    meeting = conferences.get_for_staff(scope, conference_id)
    row = Expected(
        family_id=scope.family_id,
        conference_id=meeting.id,
        author=author.value,
        marked_by_id=scope.person_id,
    )
    try:
        with scope.session.begin_nested():
            scope.session.add(row)
    except IntegrityError:
        return  # it is waited for already
    scope.record(Action.REPORT_EXPECTED, "expected_reports", row.id, reason=author.value)


def no_longer_expect(scope: CaseScope, conference_id: str, expected_id: str) -> None:
    """Write down that a report is not waited for any more. Raises NotFound."""
    row = scope.session.get(Expected, expected_id)
    if row is None or (row.family_id, row.conference_id) != (scope.family_id, conference_id):
        raise NotFound
    if row.ended_at is None:
        row.ended_at = clock.now()
        scope.session.add(row)
        scope.record(Action.REPORT_NOT_EXPECTED, "expected_reports", row.id, reason=row.author)


def missing(scope: FamilyScope) -> list[MissingReport]:
    """Return which reports this person does not have yet, for the meeting that they are here for.

    What others got changes nothing here. Whoever may not learn the day is told no date.
    """
    meeting = conferences.current(scope)
    if meeting is None or meeting.stage not in TO_COME:
        return []
    rows = scope.session.execute(_live(meeting.id)).scalars().all()
    there = _authors_of(scope, meeting.id) if rows else set()
    return [_missing(meeting, Author(row.author)) for row in rows if row.author not in there]


def _authors_of(scope: FamilyScope, conference_id: str) -> set[str]:
    own = reading.editions_of(scope.membership_id, scope.family_id)
    found = scope.session.execute(own.where(col(Report.conference_id) == conference_id)).all()
    return {report.author for _, report in found}


def _missing(meeting: ConferenceDetails, author: Author) -> MissingReport:
    due = _due(meeting, author)
    return MissingReport(author, due, is_late=due is not None and due.is_late(clock.now()))


def _due(meeting: ConferenceDetails, author: Author) -> Due | None:
    if meeting.meets_at is None:
        return None
    return promises.report_due(meeting.profile, meeting.kind, author.rule, meeting.meets_at)


def _live(conference_id: str) -> Select[Expected]:
    return (
        select(Expected)
        .where(col(Expected.conference_id) == conference_id, col(Expected.ended_at).is_(None))
        .order_by(col(Expected.created_at), col(Expected.id))
    )

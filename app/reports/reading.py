"""Reports as one person reads them: their own editions only, opened by a press, each reading recorded."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import defer
from sqlmodel import Session, col

from app.access.scopes import FamilyScope
from app.audit.models import Action
from app.conferences import lateness
from app.conferences import service as conferences
from app.conferences.lateness import Lateness
from app.conferences.models import ConferenceDetails
from app.files import service as files
from app.files.models import FileDamaged
from app.files.tables import StoredFile
from app.kit import clock
from app.kit.encryption import Cipher
from app.kit.errors import NotFound
from app.reports import rules, texts
from app.reports.models import Author, ReadReport, SharedReport, Title
from app.reports.tables import Edition, Reply, Report

ORIGINAL = "original"


class NotOpened(Exception):
    """A report shows nothing before its reader pressed "Read it now" on its cover."""


def every(scope: FamilyScope) -> list[SharedReport]:
    """Return the reports that this person may open, newest first."""
    wanted = _own(scope).order_by(col(Edition.shared_at).desc(), col(Edition.id))
    meetings = _meetings(scope)
    answered = _answered(scope)
    return [
        _opened(scope, edition, report, meetings, has_reply=edition.id in answered)
        for edition, report in scope.session.execute(wanted).all()
    ]


def one(scope: FamilyScope, edition_id: str) -> SharedReport:
    """Return one report that this person may open. Raises NotFound."""
    edition, report = _row(scope, edition_id)
    return _opened(scope, edition, report, _meetings(scope), has_reply=edition_id in _answered(scope))


def open_report(scope: FamilyScope, edition_id: str) -> None:
    """Note that its reader pressed "Read it now"; only the first press counts. Raises NotFound."""
    edition, _ = _row(scope, edition_id)
    first = (
        update(Edition)
        .where(col(Edition.id) == edition.id, col(Edition.opened_at).is_(None))
        .values(opened_at=clock.now())
    )
    if scope.session.execute(first).rowcount:  # type: ignore[attr-defined]
        scope.record(Action.REPORT_OPENED, "report_editions", edition.id)


def read(scope: FamilyScope, edition_id: str) -> ReadReport:
    """Return a report's text, recorded before anything of it is shown.

    Raises NotFound, NotOpened, and FileDamaged when it is not what was given to this person.
    """
    edition, report = _row(scope, edition_id)
    about = _opened(scope, edition, report, _meetings(scope), has_reply=edition_id in _answered(scope))
    if about.is_new:
        raise NotOpened
    require_whole(scope.session, edition)
    scope.record(Action.REPORT_READ, "report_editions", edition.id)
    blocks = texts.read(scope.own.open(edition.blocks_sealed, edition.place("blocks_sealed")))
    return ReadReport(about, blocks)


def original(scope: FamilyScope, edition_id: str) -> bytes:
    """Return the file itself, recorded before its first byte leaves.

    Raises NotFound, NotOpened, and FileDamaged when it is not what was given to this person.
    """
    edition, _ = _row(scope, edition_id)
    if edition.opened_at is None:
        raise NotOpened
    require_whole(scope.session, edition)
    content = files.read(scope.session, scope.installation.storage, scope.own, edition.file_id)
    scope.record(Action.REPORT_READ, "report_editions", edition.id, reason=ORIGINAL)
    return content


def require_whole(session: Session, edition: Edition) -> None:
    """Check that an edition is what was given to its reader. Raises FileDamaged."""
    file = session.get_one(StoredFile, edition.file_id)
    if texts.digest(file.sealed_sha256, edition.blocks_sealed) != edition.digest:
        raise FileDamaged


def editions_of(membership_id: str, family_id: str) -> Select[Edition, Report]:
    """Return the statement that finds the editions of one member of a family that were not withdrawn."""
    return (
        select(Edition, Report)
        .join(Report, col(Report.id) == col(Edition.report_id))
        .options(
            defer(col(Edition.blocks_sealed)),  # type: ignore[arg-type]
            defer(col(Report.blocks_sealed)),  # type: ignore[arg-type]
            defer(col(Report.search_text_sealed)),  # type: ignore[arg-type]
        )
        .where(
            col(Edition.membership_id) == membership_id,
            col(Edition.withdrawn_at).is_(None),
            col(Report.family_id) == family_id,
        )
    )


def lateness_now(scope: FamilyScope, edition_id: str) -> Lateness:
    """Say what becomes of what this person sends now about a report of theirs."""
    return lateness_of(scope, edition_id, clock.now())


def lateness_of(scope: FamilyScope, edition_id: str, at: datetime) -> Lateness:
    """Say what becomes of what this person sent about a report, also when it was taken back since."""
    wanted = (
        select(col(Report.conference_id))
        .join(Edition, col(Edition.report_id) == col(Report.id))
        .where(col(Edition.id) == edition_id, col(Edition.membership_id) == scope.membership_id)
    )
    return lateness.of_own(scope, scope.session.execute(wanted).scalar_one(), at)


def _own(scope: FamilyScope) -> Select[Edition, Report]:
    return editions_of(scope.membership_id, scope.family_id)


def _row(scope: FamilyScope, edition_id: str) -> tuple[Edition, Report]:
    found = scope.session.execute(_own(scope).where(col(Edition.id) == edition_id)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def _meetings(scope: FamilyScope) -> dict[str, ConferenceDetails]:
    return {meeting.id: meeting for meeting in conferences.invited(scope)}


def _answered(scope: FamilyScope) -> set[str]:
    wanted = select(col(Reply.edition_id)).where(
        col(Reply.membership_id) == scope.membership_id, col(Reply.taken_back_at).is_(None)
    )
    return set(scope.session.execute(wanted).scalars())


def _opened(
    scope: FamilyScope,
    edition: Edition,
    report: Report,
    meetings: dict[str, ConferenceDetails],
    *,
    has_reply: bool,
) -> SharedReport:
    found = opened(scope.own, edition, report)
    timing = rules.timing(meetings.get(report.conference_id), found.author, edition.shared_at)
    return replace(found, opened_at=edition.opened_at, timing=timing, has_reply=has_reply)


def opened(cipher: Cipher, edition: Edition, report: Report) -> SharedReport:
    """Return what an edition says of its report; nothing of what its reader did with it."""
    return SharedReport(
        id=edition.id,
        author=Author(report.author),
        author_name=cipher.open(edition.author_name_sealed, edition.place("author_name_sealed")),
        title=Title(report.title),
        language=report.language,
        shared_at=edition.shared_at,
        opened_at=None,
        pages=report.pages,
        minutes=report.minutes,
        has_text=report.has_text,
        timing=None,
    )

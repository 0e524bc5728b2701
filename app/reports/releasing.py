"""Give a report to one person: an edition of their own, sealed for them alone, and a quiet notice."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import col

from app.access.scopes import CaseScope
from app.audit.models import Action
from app.breaches import beginning, facts
from app.breaches.models import Cause, Fact, Who, Written
from app.files import service as files
from app.kit import clock
from app.kit.errors import NotFound
from app.outbox import service as outbox
from app.outbox.models import ContactNotAnswered, Notice
from app.reports import case_reports, texts
from app.reports.models import Author, Title
from app.reports.staff_models import CaseReport, Reader, RequestState
from app.reports.tables import Edition, ReleaseRequest, Report


def release(scope: CaseScope, row: Report, readers: Iterable[Reader]) -> int:
    """Give each of these people their own edition, and return how many could not be told by a message.

    Raises FileDamaged when the kept file is not what was put there.
    """
    storage, wanted = scope.installation.storage, list(readers)
    content = files.read(scope.session, storage, scope.professionals, row.file_id) if wanted else b""
    blocks = texts.write(case_reports.blocks_of(scope, row))
    return sum(not _release_to(scope, row, reader, content, blocks) for reader in wanted)


def _release_to(scope: CaseScope, row: Report, reader: Reader, content: bytes, blocks: str) -> bool:
    own, storage = scope.for_member(reader.membership_id), scope.installation.storage
    file = files.keep(scope.session, storage, own, authority=scope.authority.key, content=content)
    author_name = scope.professionals.open(row.author_name_sealed, row.place("author_name_sealed"))
    edition = Edition(
        report_id=row.id,
        membership_id=reader.membership_id,
        shared_at=clock.now(),
        shared_by_id=scope.person_id,
        is_told=_tell(scope, reader.person_id),
        file_id=file.id,
        author_name_sealed=b"",
        blocks_sealed=b"",
        digest="",
    )
    edition.author_name_sealed = own.seal(author_name, edition.place("author_name_sealed"))
    edition.blocks_sealed = own.seal(blocks, edition.place("blocks_sealed"))
    edition.digest = texts.digest(file.sealed_sha256, edition.blocks_sealed)
    scope.session.add(edition)
    scope.session.flush()
    scope.record(Action.REPORT_SHARED, "report_editions", edition.id, reason=edition.digest[:32])
    return edition.is_told


def _tell(scope: CaseScope, person_id: str) -> bool:
    try:
        message = outbox.enqueue(
            scope, scope.authority.key, person_id, Notice.SOMETHING_NEW, family_id=scope.family_id
        )
    except ContactNotAnswered:
        return False
    return message is not None


def reader_of(report: CaseReport, edition_id: str) -> Reader:
    """Return who may open this edition. Raises NotFound, also when it was taken back before."""
    for reader in report.shared_with:
        if reader.edition and reader.edition.id == edition_id:
            return reader
    raise NotFound


def edition_of(scope: CaseScope, report_id: str, edition_id: str) -> Edition:
    """Return an edition of a report of this family. Raises NotFound."""
    row = case_reports.row_of(scope, report_id)
    wanted = (
        select(Edition)
        .where(col(Edition.id) == edition_id, col(Edition.report_id) == row.id)
        .with_for_update()
    )
    found: Edition | None = scope.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def openings_of(scope: CaseScope, edition_id: str) -> tuple[Fact, ...]:
    """Return who opened somebody's own copy, that person or who helps them, and when for the first time."""
    reader = facts.Reader(scope, scope.family_id, is_open_family=True)
    first: dict[Who, Fact] = {}
    for one in facts.of_edition(reader, edition_id):
        if one.words in facts.OPENED_WORDS:
            first.setdefault(one.who, one)
    return tuple(first.values())


def withdraw(scope: CaseScope, report_id: str, edition_id: str, reason: str) -> str | None:
    """Take a report back from one person, from their next request on; once is enough.

    Where anybody had opened it a record of that begins, and its identifier is returned. Raises NotFound.
    """
    edition = edition_of(scope, report_id, edition_id)
    if edition.withdrawn_at:
        return None
    edition.withdrawn_at = clock.now()
    edition.withdrawn_by_id = scope.person_id
    place = edition.place("withdrawn_because_sealed")
    edition.withdrawn_because_sealed = scope.professionals.seal(reason, place)
    scope.session.add(edition)
    scope.record(Action.REPORT_WITHDRAWN, "report_editions", edition.id)
    return _begin_record(scope, edition, reason) if facts.was_opened(scope.session, edition.id) else None


def _begin_record(scope: CaseScope, edition: Edition, reason: str) -> str:
    report = scope.session.get_one(Report, edition.report_id)
    wanted = (
        select(col(ReleaseRequest.asked_by_id))
        .where(
            col(ReleaseRequest.report_id) == report.id,
            col(ReleaseRequest.membership_id) == edition.membership_id,
            col(ReleaseRequest.state) == RequestState.CONFIRMED.value,
            col(ReleaseRequest.decided_at) <= edition.shared_at,
        )
        .order_by(col(ReleaseRequest.decided_at).desc())
    )
    asked_by: str | None = scope.session.execute(wanted.limit(1)).scalar_one_or_none()
    return beginning.of_report(
        scope,
        edition.id,
        edition.membership_id,
        Written(reason, (Title(report.title).words, Author(report.author).words)),
        Cause(edition.shared_by_id, asked_by),
    )

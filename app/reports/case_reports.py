"""Reports as staff see them: who may open each, what the search finds for each person, who was asked."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import defer
from sqlmodel import col

from app.access import people, protected, staff_accounts
from app.access.people import Member
from app.access.scopes import CaseScope
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails
from app.families.models import ContactKind, DetailKind
from app.files import giving_away
from app.files.models import Block
from app.kit.errors import NotFound
from app.reports import rules, staff_models, texts
from app.reports.models import Author, Title
from app.reports.staff_models import CaseReport, Finding, Reader, RequestState
from app.reports.tables import Edition, ReleaseRequest, Report

CONTACT = "contact on file"
CONTACT_KINDS = {ContactKind.EMAIL: DetailKind.EMAIL, ContactKind.MOBILE: DetailKind.PHONE}


def row_of(scope: CaseScope, report_id: str) -> Report:
    """Return a report of this family. Raises NotFound."""
    row = scope.session.get(Report, report_id)
    if row is None or row.family_id != scope.family_id:
        raise NotFound
    return row


def every(scope: CaseScope) -> list[CaseReport]:
    """Return the family's reports, newest first; nothing is searched."""
    wanted = (
        select(Report)
        .options(defer(col(Report.blocks_sealed)), defer(col(Report.search_text_sealed)))  # type: ignore[arg-type]
        .where(col(Report.family_id) == scope.family_id)
        .order_by(col(Report.created_at).desc(), col(Report.id))
    )
    rows = scope.session.execute(wanted).scalars().all()
    meetings = {meeting.id: meeting for meeting in conferences.of_family(scope)}
    members = _readers(scope)
    return [_opened(scope, row, meetings[row.conference_id], members) for row in rows]


def one(scope: CaseScope, report_id: str) -> CaseReport:
    """Return a report and who may open it; nothing is searched. Raises NotFound."""
    row = row_of(scope, report_id)
    return _opened(scope, row, conferences.get_for_staff(scope, row.conference_id), _readers(scope))


def searched(scope: CaseScope, report_id: str) -> CaseReport:
    """Return a report with what the search finds for each member of the family. Raises NotFound."""
    details, found = _search(scope, report_id)
    row = row_of(scope, report_id)
    readers = _with_findings(scope, row, details, found)
    return _opened(scope, row, conferences.get_for_staff(scope, row.conference_id), readers)


def _search(scope: CaseScope, report_id: str) -> tuple[list[protected.Detail], dict[int, str]]:
    """Search the whole text for every detail that nobody else may learn, as it is at the end of the search.

    A long report takes seconds: the transaction ends first, so that no lock is held meanwhile.
    """
    row, details = row_of(scope, report_id), _looked_for(scope)
    text = scope.professionals.open(row.search_text_sealed, row.place("search_text_sealed"))
    while True:
        scope.session.rollback()
        found = giving_away.find(text, [(detail.kind, detail.text) for detail in details])
        searched_for, details = details, _looked_for(scope)
        if details == searched_for:
            return details, found


def _looked_for(scope: CaseScope) -> list[protected.Detail]:
    """Return every protected detail, and the contact of each member: that is nobody else's either."""
    contacts = [
        protected.Detail(CONTACT, one.membership_id, CONTACT_KINDS[one.contact_kind], one.contact)
        for one in people.members_of(scope)
        if one.contact_kind in CONTACT_KINDS
    ]
    return [*protected.of_family(scope), *contacts]


def blocks_of(scope: CaseScope, row: Report) -> tuple[Block, ...]:
    """Return a report's text."""
    return texts.read(scope.professionals.open(row.blocks_sealed, row.place("blocks_sealed")))


def _readers(scope: CaseScope) -> list[Reader]:
    return [_reader(one) for one in people.members_of(scope) if rules.may_read(one.role)]


def _reader(member: Member) -> Reader:
    return Reader(member.membership_id, member.person_id, member.name, member.role)


def _with_findings(
    scope: CaseScope, row: Report, details: list[protected.Detail], found: dict[int, str]
) -> list[Reader]:
    """Return the readers with what the text gives away about anybody but themselves."""
    members = {member.membership_id: member for member in people.members_of(scope)}
    may_see = rules.may_see_protected(scope.role)
    readers = []
    for reader in _readers(scope):
        hits = [place for place in found if details[place].membership_id != reader.membership_id]
        shown = [
            _finding(details[place], members.get(details[place].membership_id), found[place])
            for place in hits
        ]
        reasons = rules.cautions(
            found=len(hits),
            covered=rules.page_numbers(row.covered_pages),
            pictures=rules.page_numbers(row.picture_pages),
            has_protected=any(detail.id != CONTACT for detail in details),
        )
        readers.append(
            replace(reader, cautions=reasons, findings=tuple(shown) if may_see else (), found=len(hits))
        )
    return readers


def _finding(detail: protected.Detail, owner: Member | None, excerpt: str) -> Finding:
    # Somebody who left the family keeps their protection, though they are no longer listed.
    return Finding(detail.kind, owner.name if owner else "", owner.role if owner else None, excerpt)


def _opened(
    scope: CaseScope, row: Report, meeting: ConferenceDetails, readers: Iterable[Reader]
) -> CaseReport:
    editions = _editions(scope, row, meeting)
    requests = _requests(scope, row)
    return CaseReport(
        id=row.id,
        author=Author(row.author),
        author_name=scope.professionals.open(row.author_name_sealed, row.place("author_name_sealed")),
        title=Title(row.title),
        language=row.language,
        meeting=meeting,
        added_at=row.created_at,
        pages=row.pages,
        minutes=row.minutes,
        has_text=row.has_text,
        covered_pages=rules.page_numbers(row.covered_pages),
        picture_pages=rules.page_numbers(row.picture_pages),
        readers=tuple(
            staff_models.with_progress(
                reader, editions.get(reader.membership_id), requests.get(reader.membership_id)
            )
            for reader in readers
        ),
    )


def _editions(scope: CaseScope, row: Report, meeting: ConferenceDetails) -> dict[str, staff_models.Edition]:
    wanted = (
        select(Edition)
        .options(defer(col(Edition.blocks_sealed)))  # type: ignore[arg-type]
        .where(col(Edition.report_id) == row.id)
        .order_by(col(Edition.shared_at))
    )
    return {
        edition.membership_id: staff_models.Edition(
            edition.id,
            edition.shared_at,
            edition.opened_at,
            edition.withdrawn_at,
            edition.is_told,
            rules.timing(meeting, Author(row.author), edition.shared_at),
        )
        for edition in scope.session.execute(wanted).scalars()
    }


def _requests(scope: CaseScope, row: Report) -> dict[str, staff_models.Request]:
    wanted = (
        select(ReleaseRequest)
        .where(col(ReleaseRequest.report_id) == row.id)
        .order_by(col(ReleaseRequest.created_at))
    )
    return {found.membership_id: _request(scope, found) for found in scope.session.execute(wanted).scalars()}


def _request(scope: CaseScope, row: ReleaseRequest) -> staff_models.Request:
    opened, sealed = scope.professionals.open, row.decision_sealed
    return staff_models.Request(
        id=row.id,
        membership_id=row.membership_id,
        state=RequestState(row.state),
        asked_at=row.created_at,
        asked_by=staff_accounts.colleague(scope, row.asked_by_id).name,
        is_own=row.asked_by_id == scope.person_id,
        reason=opened(row.reason_sealed, row.place("reason_sealed")),
        decided_by=staff_accounts.colleague(scope, row.decided_by_id).name if row.decided_by_id else "",
        decision=opened(sealed, row.place("decision_sealed")) if sealed else "",
    )

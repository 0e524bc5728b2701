"""Share a report: at once where nothing speaks against it, and otherwise only when a second person agrees."""

from sqlalchemy import select
from sqlmodel import col

from app.access import staff_accounts
from app.access.scopes import CaseScope
from app.access.staff_accounts import Colleague
from app.audit.models import Action
from app.kit import clock
from app.kit.errors import Conflict, NotFound, PortalError
from app.kit.forms import Submitted
from app.kit.i18n import N_
from app.outbox import service as outbox
from app.outbox.models import Notice
from app.reports import case_reports, releasing, rules
from app.reports.forms import Decision, ShareReport
from app.reports.staff_models import CaseReport, Outcome, Reader, RequestState
from app.reports.tables import ReleaseRequest


class OwnRequest(PortalError):
    """Who asked cannot also be the second person."""

    status = 403
    title = N_("Another person must decide this")
    words = N_("You asked for this yourself. Somebody else who works with this family must look at it.")


def share(scope: CaseScope, report: CaseReport, submitted: Submitted[ShareReport]) -> Outcome | None:
    """Share a report with the chosen people, or ask a second person where one is needed.

    Returns None with the problems named. Raises NotFound for somebody who is not in this family.
    """
    chosen = _chosen(report, submitted)
    if submitted.problems:
        return None
    row = case_reports.row_of(scope, report.id)
    at_once = [reader for reader in chosen if not reader.needs_second_person]
    to_ask = [reader for reader in chosen if reader.needs_second_person]
    not_told = releasing.release(scope, row, at_once)
    for reader in to_ask:
        _ask(scope, report.id, reader, submitted.values.reason.strip())
    if to_ask:
        for colleague in second_people(scope):
            outbox.enqueue(scope, scope.authority.key, colleague.person_id, Notice.STAFF_SOMETHING_NEW)
    return Outcome(shared=len(at_once), asked=len(to_ask), not_told=not_told)


def _chosen(report: CaseReport, submitted: Submitted[ShareReport]) -> list[Reader]:
    if submitted.problems:
        return []
    wanted = set(submitted.values.members)
    if wanted - {reader.membership_id for reader in report.readers}:
        raise NotFound
    chosen = [one for one in report.readers if one.membership_id in wanted and one.can_be_chosen]
    if not wanted:
        submitted.refuse("members", N_("Choose at least one person."))
    if any(reader.found for reader in chosen) and not submitted.values.reason.strip():
        submitted.refuse(
            "reason",
            N_("It has protected details of another person. Take them out, or say why it must be shared."),
        )
    return chosen


def _ask(scope: CaseScope, report_id: str, reader: Reader, reason: str) -> None:
    request = ReleaseRequest(
        report_id=report_id,
        membership_id=reader.membership_id,
        state=RequestState.ASKED.value,
        asked_by_id=scope.person_id,
        reason_sealed=b"",
    )
    request.reason_sealed = scope.professionals.seal(reason, request.place("reason_sealed"))
    scope.session.add(request)
    scope.session.flush()
    scope.record(Action.REPORT_RELEASE_ASKED, "report_release_requests", request.id)


def second_people(scope: CaseScope) -> list[Colleague]:
    """Return who could be the second person: colleagues of this family with the right to share."""
    return [
        colleague
        for colleague in staff_accounts.allocated(scope)
        if rules.may_share(colleague.role) and colleague.person_id != scope.person_id
    ]


def waiting_reader(report: CaseReport, request_id: str) -> Reader:
    """Return for whom a second person was asked. Raises NotFound."""
    for reader in report.readers:
        if reader.request and reader.request.id == request_id:
            return reader
    raise NotFound


def confirm(
    scope: CaseScope, report: CaseReport, request_id: str, submitted: Submitted[Decision]
) -> Outcome | None:
    """Agree as the second person, so that the report goes out; None with the problems named.

    The text has been searched anew: a detail may have become protected since somebody asked.
    Raises NotFound, OwnRequest, and Conflict when it was decided before; a second tap changes nothing.
    """
    if _is_confirmed_by(scope, request_id):
        return Outcome()
    request, reader = _to_decide(scope, report, request_id)
    if submitted.problems:
        return None
    reason = submitted.values.reason.strip()
    if reader.found and not reason:
        submitted.refuse("reason", N_("Say why it is right to share this although something was found."))
        return None
    _decide(scope, request, RequestState.CONFIRMED, reason)
    scope.record(Action.REPORT_RELEASE_CONFIRMED, "report_release_requests", request.id)
    not_told = releasing.release(scope, case_reports.row_of(scope, report.id), [reader])
    return Outcome(shared=1, not_told=not_told)


def _is_confirmed_by(scope: CaseScope, request_id: str) -> bool:
    row = scope.session.get(ReleaseRequest, request_id)
    confirmed = row is not None and row.state == RequestState.CONFIRMED.value
    return confirmed and row is not None and row.decided_by_id == scope.person_id


def refuse(scope: CaseScope, report: CaseReport, request_id: str, submitted: Submitted[Decision]) -> bool:
    """Say no as the second person; False with the problems named.

    Raises NotFound, OwnRequest, and Conflict when it was decided before.
    """
    request, _ = _to_decide(scope, report, request_id)
    if submitted.problems:
        return False
    reason = submitted.values.reason.strip()
    if not reason:
        submitted.refuse("reason", N_("Say what must change before this can be shared."))
        return False
    _decide(scope, request, RequestState.REFUSED, reason)
    scope.record(Action.REPORT_RELEASE_REFUSED, "report_release_requests", request.id)
    return True


def _to_decide(scope: CaseScope, report: CaseReport, request_id: str) -> tuple[ReleaseRequest, Reader]:
    reader = waiting_reader(report, request_id)
    wanted = select(ReleaseRequest).where(col(ReleaseRequest.id) == request_id).with_for_update()
    request = scope.session.execute(wanted.execution_options(populate_existing=True)).scalar_one()
    if not rules.may_decide(scope.person_id, request.asked_by_id):
        raise OwnRequest
    if request.state != RequestState.ASKED.value:
        raise Conflict
    return request, reader


def _decide(scope: CaseScope, request: ReleaseRequest, state: RequestState, reason: str) -> None:
    request.state = state.value
    request.decided_by_id = scope.person_id
    request.decided_at = clock.now()
    request.decision_sealed = scope.professionals.seal(reason, request.place("decision_sealed"))
    scope.session.add(request)
    scope.session.flush()

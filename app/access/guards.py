"""Guards: what a route names to say who may use it; each turns a request into a scope or an error."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.concurrency import contextmanager_in_threadpool
from sqlmodel import Session

from app.access import service
from app.access.models import Permission
from app.access.scopes import (
    BreachScope,
    CaseScope,
    ComplaintsScope,
    FamilyScope,
    HelperScope,
    PersonScope,
    StaffScope,
    Visitor,
)
from app.access.transactions import transaction
from app.kit import form_body
from app.kit.room import room
from app.kit.routing import UNSAFE, Guard

Identifier = Annotated[str, Path(pattern=r"^[a-z2-7]{26}$")]


async def read_body(request: Request) -> None:
    """Read what was sent before the database is asked: a slow phone must not hold its lock."""
    if request.method in UNSAFE:
        form = getattr(request.scope.get("route"), "form", None)
        request.state.sent = await form_body.read(request, with_files=bool(form and form.files))


async def open_scope_session(
    request: Request, _read: Annotated[None, Depends(read_body)]
) -> AsyncIterator[Session]:
    """Give the request its one transaction; it is committed before the first byte of the answer."""
    begun = transaction(request.app.state.installation, writes=request.method in UNSAFE)
    async with room(), contextmanager_in_threadpool(begun) as session:
        yield session


ScopeSession = Annotated[Session, Depends(open_scope_session, scope="function")]


class VisitorGuard(Guard):
    """Lets anybody in: public pages, and the way to sign in."""

    name = "anybody"

    def __call__(self, request: Request, session: ScopeSession) -> Visitor:
        """Return the visitor, with the council and language that the address names. Raises NotFound."""
        return service.visitor(request, session)


class PersonGuard(Guard):
    """Lets in whoever is signed in, whatever they are here for."""

    name = "somebody signed in"

    def __call__(self, request: Request, session: ScopeSession) -> PersonScope:
        """Return who is signed in. Raises SignInNeeded and its kin."""
        return service.person_scope(request, session)


class PermissionGuard(Guard):
    """The base of guards that ask for one permission."""

    kind = ""

    def __init__(self, permission: Permission) -> None:
        """Take what must be allowed."""
        self.permission = permission
        self.name = f"{self.kind}: {permission.value}"


class FamilyGuard(PermissionGuard):
    """Lets in a member of the family that this session is for."""

    kind = "family"

    def __call__(self, request: Request, session: ScopeSession) -> FamilyScope:
        """Return their scope. Raises SignInNeeded and its kin, and NotFound without the right."""
        return service.family_scope(request, session, self.permission)


class HelperGuard(Guard):
    """Lets in a supporter or advocate to whom somebody of the family granted one of a few things."""

    def __init__(self, *permissions: Permission) -> None:
        """Take what must be allowed; one of them is enough."""
        self.permissions = permissions
        self.name = "helper: " + " or ".join(permission.value for permission in permissions)

    def __call__(self, request: Request, session: ScopeSession) -> HelperScope:
        """Return their scope. Raises SignInNeeded and its kin, and NotFound without the grant."""
        return service.helper_scope(request, session, *self.permissions)


class HomeGuard(Guard):
    """Lets in whoever has a place in a family: a member to their meeting, a helper to whom they help."""

    name = "at home in a family"

    def __call__(self, request: Request, session: ScopeSession) -> FamilyScope | HelperScope:
        """Return their scope. Raises SignInNeeded and its kin, and NotFound without a place."""
        return service.home_scope(request, session)


class StaffGuard(PermissionGuard):
    """Lets in a member of staff to the council's own pages."""

    kind = "staff"

    def __call__(self, request: Request, session: ScopeSession) -> StaffScope:
        """Return their scope. Raises SignInNeeded and its kin, and NotFound without the right."""
        return service.staff_scope(request, session, self.permission)


class ComplaintsGuard(PermissionGuard):
    """Lets in a complaints officer."""

    kind = "complaints"

    def __call__(self, request: Request, session: ScopeSession) -> ComplaintsScope:
        """Return their scope. Raises SignInNeeded and its kin, and NotFound without the right."""
        return service.complaints_scope(request, session, self.permission)


class BreachGuard(PermissionGuard):
    """Lets in staff to what reached the wrong person; which of it, the rows say."""

    kind = "breaches"

    def __call__(self, request: Request, session: ScopeSession) -> BreachScope:
        """Return their scope. Raises SignInNeeded and its kin, and NotFound without the right."""
        return service.breach_scope(request, session, self.permission)


class CaseGuard(PermissionGuard):
    """Lets in a member of staff who is allocated to the family in the address."""

    kind = "allocated staff"

    def __call__(self, request: Request, session: ScopeSession, family: Identifier) -> CaseScope:
        """Return their scope. Raises SignInNeeded and its kin, and NotFound when not allocated."""
        return service.case_scope(request, session, self.permission, family)


AnyVisitor = Annotated[Visitor, Depends(VisitorGuard())]
AnySignedIn = Annotated[PersonScope, Depends(PersonGuard())]

MaySeeMeeting = Annotated[FamilyScope, Depends(FamilyGuard(Permission.SEE_MEETING))]
MayReadReports = Annotated[FamilyScope, Depends(FamilyGuard(Permission.READ_REPORTS))]
MayPrepare = Annotated[FamilyScope, Depends(FamilyGuard(Permission.PREPARE))]
MayWriteViews = Annotated[FamilyScope, Depends(FamilyGuard(Permission.WRITE_VIEWS))]
MayComplain = Annotated[FamilyScope, Depends(FamilyGuard(Permission.COMPLAIN))]

MayKeepOwn = Annotated[FamilyScope, Depends(FamilyGuard(Permission.KEEP_OWN))]
MayChangeDetails = Annotated[FamilyScope, Depends(FamilyGuard(Permission.CHANGE_DETAILS))]
MayAskForCall = Annotated[FamilyScope, Depends(FamilyGuard(Permission.ASK_FOR_CALL))]
MayChooseHelpers = Annotated[FamilyScope, Depends(FamilyGuard(Permission.CHOOSE_HELPERS))]

MayComeHome = Annotated[FamilyScope | HelperScope, Depends(HomeGuard())]
MayHelp = Annotated[HelperScope, Depends(HelperGuard(Permission.HELP))]
MayHelpPrepare = Annotated[
    HelperScope, Depends(HelperGuard(Permission.HELP_READ_PREPARATION, Permission.HELP_DRAFT_PREPARATION))
]
MayHelpDraftPreparation = Annotated[HelperScope, Depends(HelperGuard(Permission.HELP_DRAFT_PREPARATION))]
MayHelpWithViews = Annotated[
    HelperScope, Depends(HelperGuard(Permission.HELP_READ_VIEWS, Permission.HELP_DRAFT_VIEWS))
]
MayHelpDraftViews = Annotated[HelperScope, Depends(HelperGuard(Permission.HELP_DRAFT_VIEWS))]
MayHelpReadReports = Annotated[HelperScope, Depends(HelperGuard(Permission.HELP_READ_REPORTS))]

MaySeeDesk = Annotated[StaffScope, Depends(StaffGuard(Permission.SEE_DESK))]
MayOpenFamily = Annotated[StaffScope, Depends(StaffGuard(Permission.OPEN_FAMILY))]
MayOpenInEmergency = Annotated[StaffScope, Depends(StaffGuard(Permission.OPEN_IN_EMERGENCY))]
MayReviewEmergencies = Annotated[StaffScope, Depends(StaffGuard(Permission.REVIEW_EMERGENCIES))]
MayHandleComplaints = Annotated[ComplaintsScope, Depends(ComplaintsGuard(Permission.HANDLE_COMPLAINTS))]
MaySeeBreaches = Annotated[BreachScope, Depends(BreachGuard(Permission.SEE_BREACHES))]

MaySeeCase = Annotated[CaseScope, Depends(CaseGuard(Permission.SEE_CASE))]
MaySetUpCase = Annotated[CaseScope, Depends(CaseGuard(Permission.SET_UP_CASE))]
MayAllocate = Annotated[CaseScope, Depends(CaseGuard(Permission.ALLOCATE))]
MayCallConference = Annotated[CaseScope, Depends(CaseGuard(Permission.CALL_CONFERENCE))]
MayCloseCase = Annotated[CaseScope, Depends(CaseGuard(Permission.CLOSE_CASE))]
MayShareReports = Annotated[CaseScope, Depends(CaseGuard(Permission.SHARE_REPORTS))]
MaySeeProtected = Annotated[CaseScope, Depends(CaseGuard(Permission.SEE_PROTECTED))]
MayAnswerAskings = Annotated[CaseScope, Depends(CaseGuard(Permission.ANSWER_ASKINGS))]
MayDecideExclusion = Annotated[CaseScope, Depends(CaseGuard(Permission.DECIDE_EXCLUSION))]
MayTellExclusion = Annotated[CaseScope, Depends(CaseGuard(Permission.TELL_EXCLUSION))]
MayConfirmHelpers = Annotated[CaseScope, Depends(CaseGuard(Permission.CONFIRM_HELPERS))]
MaySitBeside = Annotated[CaseScope, Depends(CaseGuard(Permission.SIT_BESIDE))]
MaySeeCompany = Annotated[CaseScope, Depends(CaseGuard(Permission.SEE_COMPANY))]
MayAnswerCalls = Annotated[CaseScope, Depends(CaseGuard(Permission.ANSWER_CALLS))]
MayReadSubmissions = Annotated[CaseScope, Depends(CaseGuard(Permission.READ_SUBMISSIONS))]
MayWriteBreaches = Annotated[CaseScope, Depends(CaseGuard(Permission.WRITE_BREACHES))]

"""What becomes of a request that fails: the right next step, in words, with nothing typed lost."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access import sessions
from app.access.errors import ChoiceNeeded, PagesClosed, SessionLocked, SignInNeeded
from app.access.models import SignedIn
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.drafts import holding
from app.home.rules import written_texts
from app.kit import form_token, logs
from app.kit.errors import CannotSave, Conflict, NotFound, PortalError, WrongMethod
from app.kit.form_body import Sent
from app.kit.i18n import N_
from app.kit.pages import Page
from app.kit.room import room
from app.kit.routing import UNSAFE

KEPT = N_("We kept your words. Sign in again to go on.")
SIGN_IN = N_("Please sign in to see this page.")


def register(app: FastAPI) -> None:
    """Say what answers each kind of failure."""
    app.add_exception_handler(PortalError, _show)
    app.add_exception_handler(SignInNeeded, _go_to_sign_in)
    app.add_exception_handler(SessionLocked, _go_to_unlock)
    app.add_exception_handler(ChoiceNeeded, _go_to_choice)
    app.add_exception_handler(PagesClosed, _go_to_what_was_sent)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(HTTPException, _by_status)
    app.add_exception_handler(OperationalError, _cannot_save)


async def _show(request: Request, error: Any) -> Response:
    problem: PortalError = error
    typed = _typed(request) if isinstance(problem, CannotSave) else {}
    texts = _texts(request) if isinstance(problem, NotFound | Conflict) else ()
    return await run_in_threadpool(
        Page(request).show,
        "errors/problem.html",
        status=problem.status,
        problem=problem,
        typed=typed,
        texts=texts,
    )


async def _go_to_sign_in(request: Request, error: Any) -> Response:
    found: SignedIn | None = error.signed_in
    notice = KEPT if await _hold(request, found) else SIGN_IN
    page = Page(request)
    if found is None:
        return page.go_to("choose_council", notice=notice)
    return page.go_to("show_sign_in", notice=notice, council=found.council, language=page.frame.language.tag)


async def _go_to_unlock(request: Request, error: Any) -> Response:
    kept = await _hold(request, error.signed_in)
    return Page(request).go_to("show_unlock", notice=KEPT if kept else None)


async def _go_to_choice(request: Request, _error: Any) -> Response:
    return Page(request).go_to("choose_family")


async def _go_to_what_was_sent(request: Request, _error: Any) -> Response:
    return Page(request).go_to("list_sent")


async def _hold(request: Request, found: SignedIn | None) -> bool:
    typed = _typed(request)
    if found is None or not holding.has_words(typed):
        return False
    installation: Installation = request.app.state.installation
    async with room():
        return await run_in_threadpool(holding.hold, installation, found, request.url.path, typed)


def _typed(request: Request) -> dict[str, Any]:
    sent: Sent | None = getattr(request.state, "sent", None)
    # What another site put into a form of its own is nobody's words: it is neither kept nor shown again.
    if request.method not in UNSAFE or sent is None or not form_token.came_from_us(request):
        return {}
    form = getattr(request.scope.get("route"), "form", None)
    return dict(holding.words_of(sent, form.several if form else ()))


def _texts(request: Request) -> tuple[str, ...]:
    """Return what was written into a form whose page is not there any more; only its writer reads this."""
    return written_texts(_typed(request)) if request.url.path.startswith("/m/") else ()


async def _not_found(request: Request, _error: Any) -> Response:
    return await _show(request, NotFound())


async def _by_status(request: Request, error: Any) -> Response:
    is_method = error.status_code == WrongMethod.status
    return await _show(request, WrongMethod() if is_method else NotFound())


async def _cannot_save(request: Request, error: Any) -> Response:
    logs.write("database fault", error=logs.describe(error))
    return await _show(request, CannotSave())


class CatchFaults:
    """Answers a fault of ours with a page, within the headers of every page.

    The framework's own last resort stands outside of them, and writes the error's message to the log:
    that may hold somebody's words.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Take the application that answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; where that fails before the answer has begun, say so on a page."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            if scope["type"] != "http":
                raise
            logs.write("fault", error=logs.describe(error))
            if not begun:
                await (await _show(Request(scope, receive), PortalError()))(scope, receive, send)


class TouchSession:
    """Notes, after the answer, that a session is in use: once a minute, in a transaction of its own."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application that answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, then touch the session that a guard named."""
        await self.app(scope, receive, send)
        session_id = scope.get("state", {}).get("touch") if scope["type"] == "http" else None
        if session_id:
            async with room():
                await run_in_threadpool(_touch, scope["app"].state.installation, session_id)


def _touch(installation: Installation, session_id: str) -> None:
    try:
        with transaction(installation, writes=True) as session:
            sessions.touch(session, session_id)
    except CannotSave as error:
        logs.write("session not touched", error=logs.describe(error))

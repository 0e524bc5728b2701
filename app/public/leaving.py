"""The way out: the session ends, nothing stays in the browser, and another site opens."""

from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.background import BackgroundTask

from app.access import sessions, trusting
from app.access.making import actor_of
from app.access.models import EndReason, SignedIn
from app.access.scopes import Installation, Visitor
from app.access.transactions import transaction
from app.audit import service as audit
from app.audit.models import Action
from app.authorities.models import DEFAULT_LEAVE_URL
from app.kit import cookies, logs
from app.kit.cookies import SESSION_COOKIE, TRUSTED_COOKIE
from app.kit.errors import CannotSave
from app.kit.room import room


def leave(request: Request, visitor: Visitor, council: str) -> Response:
    """End the session if the visitor asked for it, and go to the council's neutral page."""
    cookie = request.cookies.get(SESSION_COOKIE, "")
    found = sessions.find(visitor.session, cookie) if cookie else None
    authority = visitor.installation.catalogue.get(found.council if found else council)
    response = RedirectResponse(authority.leave_url if authority else DEFAULT_LEAVE_URL, status_code=303)
    if asked_by_visitor(request):
        if found:
            # After the answer: whoever must get away waits for no database.
            trusted = request.cookies.get(TRUSTED_COOKIE, "")
            response.background = BackgroundTask(_end, visitor.installation, found, trusted)
        response.headers["Clear-Site-Data"] = '"storage"'
        cookies.take(response, *cookies.EVERY)
    return response


def asked_by_visitor(request: Request) -> bool:
    """Say whether it was the visitor who wanted to leave, not another site or a browser guessing ahead.

    An old browser names no sender. There the way out must still work, so it is believed
    unless it names another site as the page before.
    """
    if "prefetch" in request.headers.get("sec-purpose", ""):
        return False
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    before = request.headers.get("referer")
    return before is None or urlsplit(before).netloc == request.headers.get("host")


async def _end(installation: Installation, found: SignedIn, trusted: str) -> None:
    async with room():
        await run_in_threadpool(_write_end, installation, found, trusted)


def _write_end(installation: Installation, found: SignedIn, trusted: str) -> None:
    try:
        with transaction(installation, writes=True) as session:
            sessions.end(session, EndReason.LEFT, session_id=found.session_id)
            # Whoever must leave fast may have somebody beside them: from now on the PIN is asked for here.
            trusting.end_one(session, trusted)
            audit.record(session, actor_of(found), Action.SIGNED_OUT, reason=EndReason.LEFT.value)
    except CannotSave as error:
        # The cookie is gone anyway.
        logs.write("session not ended", error=logs.describe(error))

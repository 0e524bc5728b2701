"""The token that shows that a form came from our own page, and the check of where a request came from.

The token is signed with SHA-256 and bound to the visitor's session cookie, or before sign-in to a
short-lived cookie of its own. Each page carries another random part, so that a compressed page does
not give the token away.
"""

import hashlib
import secrets

from fastapi import Request, Response
from itsdangerous import BadData, URLSafeTimedSerializer

from app.kit import cookies
from app.kit.cookies import BEFORE_SIGN_IN_COOKIE, SESSION_COOKIE
from app.kit.errors import NotAllowed

LIFETIME_SECONDS = 12 * 3600


def signer(key: bytes, purpose: str) -> URLSafeTimedSerializer:
    """Return the signer of low-value state for one purpose."""
    return URLSafeTimedSerializer(
        key, salt=purpose, signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    )


def issue(request: Request) -> str:
    """Return a token for a form on the page that answers this request."""
    bound = _bound_to(request)
    if not bound:
        bound = request.state.before_sign_in = secrets.token_urlsafe(16)
    return str(_signer(request).dumps({"r": secrets.token_urlsafe(9), "b": _mark(bound)}))


def keep_cookie(request: Request, response: Response) -> None:
    """Set the cookie that binds a form before sign-in, if a page just issued one."""
    fresh = getattr(request.state, "before_sign_in", None)
    if fresh and not request.cookies.get(BEFORE_SIGN_IN_COOKIE):
        cookies.give(response, BEFORE_SIGN_IN_COOKIE, fresh)


def holds(request: Request, token: str) -> bool:
    """Say whether a token was issued to this visitor. Raises NotAllowed when another site sent the form."""
    if not came_from_us(request):
        raise NotAllowed
    try:
        content = _signer(request).loads(token, max_age=LIFETIME_SECONDS)
    except BadData:
        return False
    bound = _bound_to(request)
    return bool(bound) and secrets.compare_digest(str(content.get("b")), _mark(bound))


def came_from_us(request: Request) -> bool:
    """Say whether the browser names our own page as the sender; without Sec-Fetch-Site, Origin must."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    return origin is not None and origin.partition("://")[2] == host


def _signer(request: Request) -> URLSafeTimedSerializer:
    return signer(request.app.state.signing_key, "form")


def _bound_to(request: Request) -> str:
    fresh = getattr(request.state, "before_sign_in", None)
    return request.cookies.get(SESSION_COOKIE) or fresh or request.cookies.get(BEFORE_SIGN_IN_COOKIE) or ""


def _mark(bound: str) -> str:
    return hashlib.sha256(bound.encode()).hexdigest()[:32]

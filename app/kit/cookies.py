"""The portal's cookies: their names, and the one way in which each is set and taken away.

No script reads them, no other site's form brings them along, and the host's name alone holds them.
"""

from typing import Any, Final

from starlette.responses import Response

SESSION_COOKIE = "__Host-s"
BEFORE_SIGN_IN_COOKIE = "__Host-f"
LINK_COOKIE = "__Host-l"
TRUSTED_COOKIE = "__Host-t"
NOTICE_COOKIE = "__Host-n"
EVERY = (SESSION_COOKIE, BEFORE_SIGN_IN_COOKIE, LINK_COOKIE, TRUSTED_COOKIE, NOTICE_COOKIE)
"""What leaving takes away: a device keeps nothing."""
ATTRIBUTES: Final[dict[str, Any]] = {"path": "/", "secure": True, "httponly": True, "samesite": "lax"}


def give(response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Set a cookie for some seconds; without them, until the browser closes."""
    response.set_cookie(name, value, max_age=seconds, **ATTRIBUTES)


def take(response: Response, *names: str) -> None:
    """Take cookies away."""
    for name in names:
        response.delete_cookie(name, **ATTRIBUTES)

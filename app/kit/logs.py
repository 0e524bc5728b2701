"""The log: one line of JSON a request, without a word about a person."""

import json
import logging
import time
import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit import clock

log = logging.getLogger("heard")


def describe(error: BaseException) -> str:
    """Return an error's type and frames; its message and its values may hold personal words."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join([*(f"{frame.name}:{frame.lineno}" for frame in frames), type(error).__name__])


def write(event: str, **facts: object) -> None:
    """Write one event with facts that name no person."""
    log.info(json.dumps({"at": clock.now().isoformat(timespec="milliseconds"), "event": event, **facts}))


class RequestLog:
    """Writes each request's route template, status and milliseconds: no address, no query, no body."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application that answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note how it ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            path = getattr(scope.get("route"), "path", "-")
            spent = round((time.perf_counter() - started) * 1000, 1)
            write("request", method=scope["method"], route=path, status=status, ms=spent)

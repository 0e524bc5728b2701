"""A bare way to ask the portal for very many pages: no checks, no redirects, no thread between."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from anyio import to_thread
from fastapi import FastAPI

HOST = "testserver"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.content.decode("utf-8", "replace")

    def header(self, name: str) -> str:
        """Return the value of a header, or nothing."""
        return next((value for found, value in self.headers if found == name), "")


class Plain:
    """Asks in one thread, with the cookies it is told to send and no memory of others."""

    def __init__(self, app: FastAPI, loop: asyncio.AbstractEventLoop, cookies: Mapping[str, str]) -> None:
        """Take the application, and the cookies of whoever asks."""
        self.app = app
        self.loop = loop
        self.cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def get(self, address: str, **headers: str) -> Answer:
        """Open an address; a header's name is written with underscores for dashes."""
        return self.request("GET", address, headers=headers)

    def post(self, address: str, fields: Mapping[str, Any], **headers: str) -> Answer:
        """Send a form."""
        kind = {"content_type": "application/x-www-form-urlencoded"}
        return self.request("POST", address, urlencode(fields, doseq=True).encode(), headers=kind | headers)

    def request(
        self, method: str, address: str, body: bytes = b"", *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request."""
        return self.loop.run_until_complete(self._request(method, address, body, headers or {}))

    async def _request(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        path, _, query = address.partition("?")
        sent = {"host": HOST, "accept-language": "en", "sec-fetch-site": "same-origin"}
        sent |= {"cookie": self.cookies} if self.cookies else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "https",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "client": ("127.0.0.1", 50000),
            "server": (HOST, 443),
            "state": {},
        }
        started: dict[str, Any] = {}
        parts: list[bytes] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self.app(scope, receive, send)
        found = tuple((name.decode().lower(), value.decode()) for name, value in started["headers"])
        return Answer(started["status"], found, b"".join(parts))


async def _at_once(work: Callable[..., Any], *arguments: Any, **_options: Any) -> Any:
    return work(*arguments)


@contextmanager
def asking(app: FastAPI, cookies: Mapping[str, str]) -> Iterator[Plain]:
    """Give a bare way to ask; what a server would give to a thread is done at once."""
    loop = asyncio.new_event_loop()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(to_thread, "run_sync", _at_once)
        yield Plain(app, loop, cookies)
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()

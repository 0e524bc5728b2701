"""Public pages' bytes, kept from first use: no page is routed, rendered or compressed twice."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

import brotli  # type: ignore[import-untyped]
from fastapi import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.cookies import NOTICE_COOKIE
from app.kit.headers import host_name

PUBLIC = "public, max-age=60, stale-while-revalidate=600"
KEPT_AT_MOST = 5000
CARRIED = ("content-type", "content-language", "cache-control")
ENCODINGS = ("br", "gzip")


def public(response: Response) -> Response:
    """Mark a page as the same for everybody, unless it carries a notice for this visitor."""
    if "set-cookie" not in response.headers:
        response.headers["Cache-Control"] = PUBLIC
    return response


@dataclass(frozen=True)
class Kept:
    """One page as it goes over the wire, in every encoding."""

    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    mark: str

    def choose(self, accepted: str) -> tuple[str, bytes]:
        """Return the smallest body that the browser takes, and its encoding."""
        taken = {part.partition(";")[0].strip() for part in accepted.split(",") if not part.endswith("q=0")}
        encoding = next((name for name in ENCODINGS if name in taken), "")
        return encoding, self.bodies[encoding]

    def etag(self, encoding: str) -> str:
        """Return the strong mark of one encoding of this page."""
        return f'"{self.mark}{"-" if encoding else ""}{encoding}"'


def keep(headers: Headers, content: bytes) -> Kept:
    """Compress a page once, as well as it can be done."""
    plain = gzip.decompress(content) if headers.get("content-encoding") == "gzip" else content
    bodies = {"": plain, "gzip": gzip.compress(plain, 9, mtime=0), "br": brotli.compress(plain, quality=9)}
    carried = tuple((name, headers[name]) for name in CARRIED if name in headers)
    return Kept(carried, bodies, hashlib.sha256(plain).hexdigest()[:24])


class PublicBytes:
    """Answers repeats of a public page from memory, before routing, and 304 to who has it already."""

    def __init__(self, app: ASGIApp) -> None:
        """Start with nothing kept."""
        self.app = app
        self._kept: dict[tuple[str, str], Kept] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on and keep what may be kept."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        # One spelling of the host: invented ports and capitals must not fill the memory with the same page.
        place = (host_name(asked), scope["path"])
        # A notice is for one visitor, once; a query may change the page.
        is_plain = not scope["query_string"] and NOTICE_COOKIE not in asked.get("cookie", "")
        kept = self._kept.get(place) if is_plain else None
        if kept is None:
            answer = _Answer(asked, send)
            await self.app(scope, receive, answer.take)
            if answer.kept and is_plain and answer.may_repeat and len(self._kept) < KEPT_AT_MOST:
                self._kept[place] = answer.kept
        else:
            for message in _messages(kept, asked):
                await send(message)


class _Answer:
    """Passes an answer on as it comes, but holds a public page back until it is whole."""

    def __init__(self, asked: Headers, send: Send) -> None:
        self.asked = asked
        self.send = send
        self.start: Message = {}
        self.body: list[bytes] = []
        self.kept: Kept | None = None
        self.may_repeat = False

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_public(message):
            self.start = message
        elif not self.start:
            await self.send(message)
        else:
            self.body.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._send_whole()

    async def _send_whole(self) -> None:
        headers = Headers(raw=self.start["headers"])
        self.kept = keep(headers, b"".join(self.body))
        self.may_repeat = "accept-language" not in headers.get("vary", "").lower()
        for message in _messages(self.kept, self.asked, vary=headers.get("vary", "")):
            await self.send(message)


def _is_public(start: Message) -> bool:
    return start["status"] == HTTPStatus.OK and Headers(raw=start["headers"]).get("cache-control") == PUBLIC


def _messages(kept: Kept, asked: Headers, vary: str = "Accept-Encoding") -> Iterator[Message]:
    encoding, body = kept.choose(asked.get("accept-encoding", ""))
    etag = kept.etag(encoding)
    known = {mark.strip().removeprefix("W/") for mark in asked.get("if-none-match", "").split(",")}
    is_known = bool(known & {etag, "*"})
    headers = MutableHeaders({"etag": etag, "vary": vary} | dict(kept.headers))
    if encoding:
        headers["content-encoding"] = encoding
    if is_known:
        body = b""
    else:
        headers["content-length"] = str(len(body))
    yield {
        "type": "http.response.start",
        "status": HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK,
        "headers": headers.raw,
    }
    yield {"type": "http.response.body", "body": body}

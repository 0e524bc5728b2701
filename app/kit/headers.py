"""The headers that every answer carries, and the hosts that the portal answers to."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'"
    ),
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
    ),
    "X-Frame-Options": "DENY",
}
PERSONAL = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, noarchive"}
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}


class SecureHeaders:
    """Adds the header table to every answer; one that says nothing about caching is personal."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        """Take the host names that are ours."""
        self.app = app
        self.hosts = set(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign host; otherwise pass on and complete the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                complete(MutableHeaders(scope=message))
            await send(message)

        if host_name(Headers(scope=scope)) in self.hosts:
            await self.app(scope, receive, send_with_headers)
        else:
            refusal = PlainTextResponse("This address is not served here.", status_code=421)
            await refusal(scope, receive, send_with_headers)


def host_name(asked: Headers) -> str:
    """Return the name of the host that a request asks for, in one spelling and without its port."""
    host = asked.get("host", "").lower()
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def complete(headers: MutableHeaders) -> None:
    """Add what is missing; a file keeps its own stricter content policy."""
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    if "cache-control" not in headers:
        for name, value in PERSONAL.items():
            headers[name] = value

"""Static files under names that carry their digest, compressed once, kept by the browser for ever."""

import gzip
from collections.abc import Mapping
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.kit.look import asset_name, compile_stylesheet

KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
STYLESHEET = "portal.css"
FOR_EVER = "public, max-age=31536000, immutable"
PREFIX = "/static/"


class Assets:
    """Every static file, and one stylesheet for each council's colour."""

    def __init__(self, folder: Path, brands: Mapping[str, str]) -> None:
        """Read the folder and compile the stylesheet in each council's colour."""
        self._bodies: dict[str, tuple[str, dict[str, bytes]]] = {}
        self._names: dict[tuple[str, str], str] = {}
        source = (folder / STYLESHEET).read_text()
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != STYLESHEET:
                self._keep(path.relative_to(folder).as_posix(), path.read_bytes(), "")
        self._keep(STYLESHEET, compile_stylesheet(source), "")
        for council, brand in brands.items():
            self._keep(STYLESHEET, compile_stylesheet(source, brand), council)

    def _keep(self, name: str, content: bytes, council: str) -> None:
        hashed = asset_name(name, content)
        packed = {
            "br": brotli.compress(content, quality=11),
            "gzip": gzip.compress(content, 9, mtime=0),
            "": content,
        }
        self._bodies[hashed] = (KINDS[Path(name).suffix], packed)
        self._names[name, council] = hashed

    def url(self, name: str, council: str = "") -> str:
        """Return the address of a file, in a council's colour where it has one of its own."""
        return PREFIX + (self._names.get((name, council)) or self._names[name, ""])

    def answer(self, path: str, accepted: str) -> Response | None:
        """Return the file at an address, as small as the browser takes it."""
        kind, packed = self._bodies.get(path.removeprefix(PREFIX), ("", {}))
        if not packed:
            return None
        taken = {part.partition(";")[0].strip() for part in accepted.split(",")}
        encoding = next((name for name in ("br", "gzip") if name in taken), "")
        headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding", "Content-Type": kind}
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(packed[encoding], headers=headers)


class StaticFiles:
    """Answers for static files before routing."""

    def __init__(self, app: ASGIApp, assets: Assets) -> None:
        """Take the files."""
        self.app = app
        self.assets = assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a known file; pass everything else on."""
        answer = None
        if (
            scope["type"] == "http"
            and scope["method"] in {"GET", "HEAD"}
            and scope["path"].startswith(PREFIX)
        ):
            answer = self.assets.answer(scope["path"], Headers(scope=scope).get("accept-encoding", ""))
        await (answer or self.app)(scope, receive, send)

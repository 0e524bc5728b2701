"""Measure what a page and a save cost: ``make bench`` prints the table that docs/benchmarks.md keeps.

CPU milliseconds a request (user and system time of the whole server, divided by the requests) is the
figure to compare, always beside the bare answer and the static file of the same run. Requests a second
wander with whatever else the machine does.
"""

import asyncio
import itertools
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import httpx

from app.access import sessions
from app.access.transactions import transaction
from app.kit import clock
from app.kit.cookies import SESSION_COOKIE
from tests.support import installations, serving, world
from tests.support.families import Someone

TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = (1, 16)
REQUESTS = {"fast": 2000, "slow": 320}
ROUNDS = 3
QUESTION = "/m/prepare/going_well"


@dataclass
class Measured:
    """One row of the table at one number of connections."""

    name: str
    connections: int
    cpu_ms: float
    per_second: float
    middle_ms: float


@dataclass
class Question:
    """What is asked of the server: each whole request as it goes over the wire."""

    name: str
    request: Callable[[], bytes]
    kind: str
    expects: int


BARE = """
async def answer(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive(); await send({"type": "lifespan.startup.complete"}); await receive()
        await send({"type": "lifespan.shutdown.complete"}); return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})
"""


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mb(pid: int) -> float:
    """Return the memory that a process holds, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


async def ask(port: int, question: Question, count: int, spent: list[float]) -> None:
    """Ask one question so many times over one connection that stays open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(count):
        began = time.perf_counter()
        writer.write(question.request())
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        if status != question.expects:
            raise AssertionError(f"{question.name} answered {status}: {head[:300]!r}")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if length:
            await reader.readexactly(int(length[1]))
        elif b"chunked" in head.lower():
            raise AssertionError("an answer without a length")
        spent.append((time.perf_counter() - began) * 1000)
    writer.close()
    await writer.wait_closed()


async def load(port: int, question: Question, connections: int, requests: int) -> list[float]:
    """Ask over several connections at once and return the milliseconds of each answer."""
    spent: list[float] = []
    await asyncio.gather(*(ask(port, question, requests // connections, spent) for _ in range(connections)))
    return spent


def measure(port: int, pid: int, question: Question, connections: int) -> Measured:
    """Return the median of several rounds."""
    asyncio.run(load(port, question, connections, 64))
    rounds = []
    for _ in range(ROUNDS):
        before, began = cpu_seconds(pid), time.perf_counter()
        spent = asyncio.run(load(port, question, connections, REQUESTS[question.kind]))
        lasted, used = time.perf_counter() - began, cpu_seconds(pid) - before
        rounds.append((used * 1000 / len(spent), len(spent) / lasted, statistics.median(spent)))
    cpu, rate, middle = (statistics.median(column) for column in zip(*rounds, strict=True))
    return Measured(question.name, connections, cpu, rate, middle)


def look(name: str, path: str, port: int, *, kind: str = "slow", cookie: str = "") -> Question:
    """Return a GET as a phone's browser sends it."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: gzip, br"]
    lines += [f"Cookie: {SESSION_COOKIE}={cookie}"] if cookie else []
    whole = ("\r\n".join(lines) + "\r\n\r\n").encode()
    return Question(name, lambda: whole, kind, 200)


def save(name: str, path: str, port: int, cookie: str, token: str) -> Question:
    """Return an autosave as the page's script sends it, with other words each time."""
    written = itertools.count()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\nX-Autosave: 1\r\n"
        f"Cookie: {SESSION_COOKIE}={cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    )

    def request() -> bytes:
        words = f"Bedtime is calm now. We read together. {next(written)}"
        fields = {"form_token": token, "words": words, "score": "", "seen_version": 999_999_999}
        body = urlencode(fields).encode()
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    return Question(name, request, "slow", 204)


@contextmanager
def portal(folder: Path, port: int) -> Iterator[tuple[int, str]]:
    """Serve a portal with one family in it; give the server's process and Amira's cookie."""
    made = installations.build(folder, f"sqlite:///{folder / 'heard.sqlite3'}")
    installations.prepare(made.engine)
    amira: Someone = world.build(made, meets_at=clock.now() + timedelta(days=9)).amira
    with transaction(made, writes=True) as session:
        cookie = sessions.begin(session, amira.person_id, amira.membership_id)
    made.engine.dispose()
    process = serving.start(folder, port, worker="separate")
    try:
        yield process.pid, cookie
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def bare(folder: Path, port: int) -> Iterator[int]:
    """Serve the smallest answer that the same server can give."""
    (folder / "bare.py").write_text(BARE)
    options = ["--app-dir", str(folder), "--port", str(port), "--no-access-log", "--log-level", "error"]
    process = subprocess.Popen([sys.executable, "-m", "uvicorn", "bare:answer", *options])  # noqa: S603
    serving.wait_for(f"http://127.0.0.1:{port}")
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(10)


def questions(port: int, cookie: str) -> list[Question]:
    """Return everything that is measured on the portal, each page opened once before."""
    cookies = {SESSION_COOKIE: cookie}
    page = httpx.get(f"http://127.0.0.1:{port}{QUESTION}", cookies=cookies).text
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    style = re.search(r'href="(/static/portal[^"]+)"', page)
    if token is None or style is None:
        raise AssertionError("the question page has changed")
    return [
        look("static file", style[1], port, kind="fast"),
        look("guide page", f"/{world.COUNCIL}/en/guide/before", port, kind="fast"),
        look("Your meeting", "/m", port, cookie=cookie),
        look("question page", QUESTION, port, cookie=cookie),
        save("question save", QUESTION, port, cookie, token[1]),
    ]


def show(rows: list[Measured]) -> None:
    """Print the table."""
    print("| What | Connections | CPU ms a request | Requests a second | Middle answer, ms |")
    print("|---|---|---|---|---|")
    for row in rows:
        figures = f"{row.cpu_ms:.3f} | {row.per_second:,.0f} | {row.middle_ms:.2f}"
        print(f"| {row.name} | {row.connections} | {figures} |")


def run() -> None:
    """Measure everything and print it."""
    rows: list[Measured] = []
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), serving.free_port()
        with bare(folder, port) as pid:
            bare_answer = look("bare ASGI answer", "/", port, kind="fast")
            rows += [measure(port, pid, bare_answer, connections) for connections in CONNECTIONS]
        port = serving.free_port()
        with portal(folder, port) as (pid, cookie):
            began = memory_mb(pid)
            asked = questions(port, cookie)
            rows += [measure(port, pid, what, connections) for what in asked for connections in CONNECTIONS]
            print(f"Memory: {began:.0f} MB after the first page, {memory_mb(pid):.0f} MB after this run.\n")
    show(rows)


if __name__ == "__main__":
    run()

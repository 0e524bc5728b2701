"""A real server on a loopback port, for browsers and for tests that kill it."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from app.kit.settings import ROOT

STARTS_WITHIN = 90.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def in_thread(app: FastAPI, port: int) -> Iterator[str]:
    """Serve an application from this process and give its address."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="error", access_log=False, server_header=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{port}"
    wait_for(address)
    yield address
    server.should_exit = True
    thread.join(10)


class _Neutral(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Weather</title><p>It may rain.")

    def log_message(self, *_said: object) -> None:
        return


@contextmanager
def somewhere_else(address: str) -> Iterator[None]:
    """Serve the neutral page to which somebody leaves, at another address than the portal's."""
    server = ThreadingHTTPServer(("127.0.0.1", int(address.rpartition(":")[2])), _Neutral)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


def start(folder: Path, port: int, **settings: str) -> "subprocess.Popen[bytes]":
    """Start ``heard serve`` as an operator would, and wait for its first page."""
    environment = {
        "PATH": os.environ["PATH"],  # noqa: TID251 - the child needs a path and nothing else of ours
        "HEARD_DATA_FOLDER": str(folder),
        "HEARD_BASE_URL": f"http://127.0.0.1:{port}",
        **{f"HEARD_{name.upper()}": value for name, value in settings.items()},
    }
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
    except BaseException:
        process.kill()
        process.wait(10)
        raise
    return process


def wait_for(address: str, process: "subprocess.Popen[bytes] | None" = None) -> float:
    """Wait until a server answers and return the seconds it took."""
    began = time.monotonic()
    while True:
        try:
            httpx.get(f"{address}/", timeout=2)
        except httpx.TransportError:
            if time.monotonic() - began > STARTS_WITHIN or (process and process.poll() is not None):
                raise
            time.sleep(0.05)
        else:
            return time.monotonic() - began

"""Starts the checking process, bounds its time and its answer, and makes of every failure a refusal."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from typing import IO

from app.files import framing
from app.files.models import Checked, FileRefused, Refusal

SECONDS = 75.0
SOURCE = Path(__file__).resolve().parents[2]
# Isolated (-I): neither the environment nor the working folder decides what code opens a stranger's file.
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from app.files import worker; worker.main()"
COMMAND = (sys.executable, "-I", "-B", "-c", PROGRAM, str(SOURCE))


def check_apart(content: bytes, *, seconds: float = SECONDS, command: tuple[str, ...] = COMMAND) -> Checked:
    """Check a file in a process of its own.

    Raises FileRefused; a process that is killed, runs too long or answers nonsense is a refusal too.
    """
    with subprocess.Popen(  # noqa: S603 - a fixed command
        command,
        env={},
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    ) as process:
        answer = _converse(process, content, seconds)
    if process.returncode != 0 or len(answer) > framing.MOST_ANSWER:
        raise FileRefused(Refusal.TOO_HARD)
    return framing.unpack(answer)


def _converse(process: subprocess.Popen[bytes], content: bytes, seconds: float) -> bytes:
    timer = Timer(seconds, _end, [process])
    feeder = Thread(target=_feed, args=(process.stdin, content), daemon=True)
    timer.start()
    feeder.start()
    try:
        return process.stdout.read(framing.MOST_ANSWER + 1) if process.stdout else b""
    finally:
        timer.cancel()
        _end_unless_done(process)
        feeder.join()


def _feed(pipe: IO[bytes] | None, content: bytes) -> None:
    # The process may have ended before it read everything: its answer, or the lack of one, says the rest.
    with suppress(OSError):
        if pipe is not None:
            pipe.write(content)
            pipe.close()


def _end_unless_done(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)

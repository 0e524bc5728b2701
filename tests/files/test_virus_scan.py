"""ClamAV's word is taken only when it is plain; a scanner that is silent or hangs up never passes a file."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.files import service, virus_scan
from app.files.models import FileRefused, Refusal
from tests.files import pdfs

Answer = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Setting:
    """The two settings that decide about scanning."""

    clamd: str
    is_demonstration: bool = False


@contextmanager
def scanner(answer: Answer, path: Path | None = None) -> Iterator[str]:
    """Listen as ClamAV does, for one file, and give the address."""
    listening = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    listening.bind(str(path) if path else ("127.0.0.1", 0))
    listening.listen(1)

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            answer(connection)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"unix://{path}" if path else f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        thread.join()
        listening.close()


def says(words: bytes) -> Answer:
    """Read the whole file in its pieces, then answer."""

    def answer(connection: socket.socket) -> None:
        with connection.makefile("rb") as incoming:
            assert incoming.read(10) == b"nINSTREAM\n"
            while length := int.from_bytes(incoming.read(4), "big"):
                incoming.read(length)
        connection.sendall(words)

    return answer


def hangs_up(connection: socket.socket) -> None:
    """Close in the middle of the file, as ClamAV does above its size limit."""
    connection.recv(16)


def test_a_file_that_clamav_calls_clean_passes() -> None:
    with scanner(says(b"stream: OK\n")) as address:
        virus_scan.require_clean(b"words", Setting(address))


def test_clamav_is_reached_by_a_unix_socket_too(tmp_path: Path) -> None:
    with scanner(says(b"stream: OK\n"), tmp_path / "clamd.sock") as address:
        virus_scan.require_clean(b"words", Setting(address))


REFUSED = {
    "finds a virus": (says(b"stream: Eicar-Test-Signature FOUND\n"), Refusal.HARMFUL),
    "has an error": (says(b"INSTREAM size limit exceeded. ERROR\n"), Refusal.NOT_CHECKED_YET),
    "answers nothing": (says(b""), Refusal.NOT_CHECKED_YET),
    "answers nonsense": (says(b"nonsense\n"), Refusal.NOT_CHECKED_YET),
    "hangs up": (hangs_up, Refusal.NOT_CHECKED_YET),
}


@pytest.mark.parametrize(("answer", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_any_other_answer_is_a_refusal(answer: Answer, reason: Refusal) -> None:
    with scanner(answer) as address, pytest.raises(FileRefused) as refused:
        virus_scan.require_clean(bytes(8 * 1024 * 1024), Setting(address))

    assert refused.value.reason is reason


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:///nowhere/clamd.sock", "127.0.0.1:nonsense"])
def test_a_scanner_that_cannot_be_reached_passes_nothing(address: str) -> None:
    with pytest.raises(FileRefused) as refused:
        virus_scan.require_clean(b"words", Setting(address))

    assert refused.value.reason is Refusal.NOT_CHECKED_YET


def test_production_without_a_scanner_takes_no_files() -> None:
    with pytest.raises(FileRefused) as refused:
        service.check_report(pdfs.make_pdf([["Words."]]), "report.pdf", Setting(""))

    assert refused.value.reason is Refusal.NO_CHECKER


@pytest.mark.parametrize("setting", [Setting("off"), Setting("", is_demonstration=True)])
def test_a_scanner_that_is_expressly_off_or_a_demonstration_is_not_asked(setting: Setting) -> None:
    virus_scan.require_clean(b"words", setting)


def test_a_demonstration_with_a_scanner_asks_it() -> None:
    with scanner(says(b"stream: Eicar FOUND\n")) as address, pytest.raises(FileRefused) as refused:
        service.check_report(b"words", "report.pdf", Setting(address, is_demonstration=True))

    assert refused.value.reason is Refusal.HARMFUL

"""The process that opens files has no rights, and whatever becomes of it, the portal goes on."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pikepdf import Array

from app.files import framing
from app.files.child import COMMAND, SOURCE, check_apart
from app.files.models import Block, BlockKind, Checked, FileRefused, Refusal
from tests.files import pdfs

GROWTH_KIB = 300 * 1024


def test_a_good_report_comes_back_clean_with_its_text() -> None:
    checked = check_apart(pdfs.make_pdf([["# What we know", "The family came to the meeting."]]))

    assert checked.cleaned.startswith(b"%PDF-")
    assert checked.pages == 1
    assert [(block.kind, block.text) for block in checked.blocks] == [
        (BlockKind.HEADING, "What we know"),
        (BlockKind.PARAGRAPH, "The family came to the meeting."),
    ]


def test_a_bad_file_comes_back_with_its_reason() -> None:
    with pytest.raises(FileRefused) as refused:
        check_apart(b"%PDF-1.7\nand nothing more")

    assert refused.value.reason is Refusal.DAMAGED


def test_a_stream_that_unpacks_to_gigabytes_is_refused_and_costs_the_portal_no_memory() -> None:
    small = pdfs.bomb(200)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(FileRefused) as refused:
        check_apart(_nested(small))

    assert refused.value.reason in {Refusal.TOO_HARD, Refusal.DAMAGED}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH_KIB


def _nested(bomb: bytes) -> bytes:
    """Return the bomb with its page's stream shown many times, so that it is many times as long."""
    with pdfs.opened(bomb) as pdf:
        contents = pdf.pages[0].obj.Contents
        pdf.pages[0].obj.Contents = Array([contents] * 20)
        return pdfs.saved(pdf)


PROGRAMS = {
    "is killed": "import os; os.kill(os.getpid(), 9)",
    "fails": "raise SystemExit(3)",
    "says nothing": "",
    "says nonsense": "print('nonsense' * 100)",
    "claims a size that is not there": "import sys; sys.stdout.buffer.write(b'\\xff' * 8 + b'{}')",
    "adds a reason of its own": (
        'import sys; told = b\'{"verdict": "refused", "reason": "harmless"}\'; '
        "sys.stdout.buffer.write(len(told).to_bytes(8, 'big') + told)"
    ),
    "never stops talking": "import sys\nwhile True: sys.stdout.buffer.write(bytes(1024 * 1024))",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_whatever_the_process_does_is_a_refusal(program: str) -> None:
    with pytest.raises(FileRefused) as refused:
        check_apart(bytes(1024), command=(sys.executable, "-I", "-c", program))

    assert refused.value.reason is Refusal.TOO_HARD


def test_a_process_that_runs_too_long_is_ended_with_its_children() -> None:
    program = "import os, time; os.fork(); time.sleep(60)"
    began = time.monotonic()

    with pytest.raises(FileRefused) as refused:
        check_apart(bytes(1024), seconds=0.5, command=(sys.executable, "-I", "-c", program))

    assert refused.value.reason is Refusal.TOO_HARD
    assert time.monotonic() - began < 10


ASK_RIGHTS = """
import sys; sys.path.insert(0, sys.argv[1])
import os, resource, tempfile
from app.files import worker
worker.load_everything()
loaded = set(sys.modules)
worker.give_up_rights()
try:
    handle, _ = tempfile.mkstemp()
    os.write(handle, b"a word")
except OSError:
    print("no disk")
print(resource.getrlimit(resource.RLIMIT_AS)[1], resource.getrlimit(resource.RLIMIT_CPU)[1])
print(sorted(os.environ))
worker.answer(sys.stdin.buffer.read())
print(sorted(set(sys.modules) - loaded))
"""


def _ask(content: bytes) -> list[str]:
    asked = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, "-I", "-B", "-c", ASK_RIGHTS, str(SOURCE)],
        input=content,
        env={},
        capture_output=True,
        check=True,
    )
    return asked.stdout.decode().splitlines()


@pytest.mark.parametrize(
    "content", [pdfs.make_pdf([["Words."]]), pdfs.changed(pdfs.with_everything_that_acts), b"x"], ids=len
)
def test_the_process_has_no_disk_no_environment_little_memory_and_loads_nothing_late(content: bytes) -> None:
    disk, limits, environment, loaded_late = _ask(content)

    assert disk == "no disk"
    assert limits == f"{1024**3} 60"
    assert environment in {"[]", "['LC_CTYPE']"}
    assert loaded_late == "[]"


def test_the_command_runs_isolated_code_of_this_portal_only() -> None:
    assert COMMAND[1] == "-I"
    assert (Path(COMMAND[-1]) / "app" / "files" / "worker.py").is_file()


def test_an_answer_keeps_every_fact_on_its_way() -> None:
    checked = Checked(
        b"%PDF-1.7 cleaned", 3, (Block(BlockKind.HEADING, "Ein Ffordd ŵ", 2),), "all words", (2, 3)
    )

    assert framing.unpack(framing.pack_checked(checked)) == checked


def test_an_answer_whose_file_is_no_pdf_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        framing.unpack(framing.pack_checked(Checked(b"<html>", 1, (), "", ())))

    assert refused.value.reason is Refusal.TOO_HARD

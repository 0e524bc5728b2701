"""The process that opens strangers' files: no keys, no network, no disk, and little time and memory.

It reads a file from its standard input, and writes one answer to its standard output.
"""

import codecs
import ctypes
import os
import resource
import sys
from contextlib import suppress

from app.files import framing
from app.files.cleaning import clean
from app.files.compose import compose_report
from app.files.layout import blocks
from app.files.models import Checked, FileRefused, Refusal
from app.files.reading import read_lines

CPU_SECONDS = 60
MEMORY_BYTES = 1024**3
OPEN_FILES = 32
NOBODY = 65534
NO_NEW_PRIVILEGES = 38
NEW_NETWORK = 0x40000000
NEW_USER = 0x10000000
LESS_URGENT = 10


def check(content: bytes) -> Checked:
    """Return the file cleaned, with its text. Raises FileRefused."""
    cleaned, pages, hidden = clean(content)
    lines, texts = read_lines(cleaned)
    found = blocks(lines)
    covered = tuple(number for number, page in enumerate(lines, 1) if any(line.covered for line in page))
    # Twice: as it stands on the pages, and with cut words mended and page numbers gone.
    search_text = "\n".join([*texts, *(block.text for block in found), *hidden])
    if len(search_text) > framing.MOST_SEARCH_TEXT:
        raise FileRefused(Refusal.TOO_HARD)
    return Checked(cleaned, pages, tuple(found), search_text.encode("utf-8", "ignore").decode(), covered)


def answer(content: bytes) -> bytes:
    """Return the framed answer for a file, whatever it is."""
    try:
        return framing.pack_checked(check(content))
    except FileRefused as refused:
        return framing.pack_refusal(refused.reason)
    except (MemoryError, RecursionError):
        return framing.pack_refusal(Refusal.TOO_HARD)


def load_everything() -> None:
    """Load what opening a file loads at first use; without rights, Python may not find its own files."""
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-8", "latin-1", "cp1252", "ascii", "pdfdoc"):
        codecs.lookup(name)
    check(compose_report("A page", [("A heading", ["A paragraph."])]))


def give_up_rights() -> None:
    """Take away from this process everything that opening a file does not need."""
    os.nice(LESS_URGENT)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    # What follows depends on the machine: a container may forbid it, and the limits above hold anyway.
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if libc.unshare(NEW_NETWORK) != 0:
            libc.unshare(NEW_USER | NEW_NETWORK)
        libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    with suppress(OSError):
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def main() -> None:
    """Check the file on standard input."""
    load_everything()
    give_up_rights()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()

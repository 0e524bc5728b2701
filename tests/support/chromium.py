"""Find a Chromium for the tests, or install one when allowed to; without one, fail in one line.

python -m tests.support.chromium
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.support.saying import say

NAMES = ("/usr/bin/chromium", "chromium-browser", "google-chrome")
APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300")
ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "No Chromium: set CHROMIUM to one, or run make browser as root, or install chromium."
MINUTES = 10


class NoChromium(Exception):
    """There is no browser, and none could be installed."""


def main() -> int:
    """Find or install a browser and say where it is."""
    try:
        say(f"Chromium: {find_or_install()}")
    except NoChromium as error:
        say(str(error))
        return 1
    return 0


def launch_options() -> dict[str, Any]:
    """Return what Playwright needs to start this machine's browser, or else its own."""
    path = find()
    return {"args": arguments()} | ({"executable_path": path} if path else {})


@contextmanager
def browsing(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """Give a window of its own to somebody, and close it once its pages have arrived.

    A Chromium that is told to close a page which is still on its way may never say that it has.
    """
    with browser.new_context(**options) as context:
        yield context
        for page in context.pages:
            page.wait_for_load_state()


def arguments() -> list[str]:
    """Return the switches of a browser that talks to nobody but the portal."""
    return [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else [*ARGUMENTS]


def find() -> str | None:
    """Return the path of a browser that this machine has, or None."""
    named = os.environ.get("CHROMIUM", "")  # noqa: TID251 - the tests' own switch
    candidates = (named,) if named else NAMES
    return next((path for name in candidates if (path := shutil.which(name))), None)


def find_or_install() -> str:
    """Return the path of a browser, installing one where that is allowed. Raises NoChromium."""
    found = find() or _of_playwright()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        _run(*APT, "update")
        _run(*APT, "install", "-y", "--no-install-recommends", "chromium")
        found = find()
    if not found:
        _run(sys.executable, "-m", "playwright", "install", "chromium")
        found = _of_playwright()
    if not found:
        raise NoChromium(MISSING)
    return found


def _run(*words: str) -> None:
    say(" ".join(words))
    try:
        subprocess.run(words, check=False, timeout=MINUTES * 60)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired) as error:
        say(f"{words[0]} did not work: {type(error).__name__}")


def _of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    raise SystemExit(main())

"""What the tests of the look stand on: a plain template environment and a browser."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, sync_playwright

from tests.look.pages import PAGE, ROOT, Rendered

HEADLESS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def environment() -> Environment:
    """Return an environment that translates nothing and lets nothing be undefined."""
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    translations: Any = made
    translations.install_gettext_callables(
        lambda text: text, lambda one, many, n: one if n == 1 else many, newstyle=True
    )
    made.globals |= {
        "url": lambda name, **values: "/" + "/".join([name, *map(str, values.values())]),
        "asset": lambda name: f"/static/{name}",
        "form_token": lambda: "token",
    }
    made.filters["clock_time"] = str
    return made


Render = Callable[..., Rendered]


@pytest.fixture
def render(environment: Environment) -> Render:
    """Return a maker of pages from a template's source and values."""

    def make(source: str, **values: Any) -> Rendered:
        return Rendered(environment.from_string(source).render(PAGE | values))

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser that this machine has, or else the one that Playwright brings."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=HEADLESS)
        yield started
        started.close()

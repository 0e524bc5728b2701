"""What the tests of the look stand on: a plain template environment."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.look.pages import PAGE, ROOT, Rendered


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
    made.filters |= {"clock_time": str, "day": str, "day_and_time": str}
    return made


Render = Callable[..., Rendered]


@pytest.fixture
def render(environment: Environment) -> Render:
    """Return a maker of pages from a template's source and values."""

    def make(source: str, **values: Any) -> Rendered:
        return Rendered(environment.from_string(source).render(PAGE | values))

    return make

"""Every template is used, every file that a template names exists, and none does what only Python may."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from app.kit.settings import ROOT
from app.outbox.models import Notice
from tests.conftest import Prepared

TEMPLATES = ROOT / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())
PAGES = [name for name in NAMES if name.endswith(".html")]
ASSET = re.compile(r"""asset\(\s*["']([^"']+)["']""")
RUN_TOGETHER = re.compile(r"\{% endtrans %\}\n\s*(?:\{% trans|\{% if [^%]*%\}(?:\{% trans|\{\{ _))")
ROUTE = re.compile(r"""\burl\(\s*["'](\w+)["']""")


@pytest.fixture(scope="module")
def environment() -> Environment:
    """Return an environment that can read templates."""
    return Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def source(name: str) -> str:
    return (TEMPLATES / name).read_text()


def named_by_python() -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / "app").rglob("*.py")))


def named_by_templates(environment: Environment) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in PAGES:
        for other in meta.find_referenced_templates(environment.parse(source(name))):
            for known in [other] if other else taken_by_name(name):
                found.setdefault(known, set()).add(name)
    return found


def taken_by_name(name: str) -> list[str]:
    """Return what a page takes in by a name that is made while it is shown: a folder of pictures."""
    folders = re.findall(r'include "([a-z/]+/)" ~ ', source(name))
    assert folders, f"{name} does not say which template it takes in"
    return [other for other in NAMES for folder in folders if other.startswith(folder)]


def test_every_template_is_used(environment: Environment) -> None:
    python, templates = named_by_python(), named_by_templates(environment)
    messages = {
        f"messages/{notice.folder}/{part}.txt" for notice in Notice for part in ("subject", "body", "text")
    }

    unused = [
        name for name in NAMES if f'"{name}"' not in python and name not in templates and name not in messages
    ]

    assert not unused, unused


def test_every_template_that_is_named_exists(environment: Environment) -> None:
    shown = set(re.findall(r'"([a-z_]+/[a-z_]+\.html)"', named_by_python()))

    assert not (shown | set(named_by_templates(environment))) - set(NAMES)


def test_every_notice_has_its_templates() -> None:
    there = {name for name in NAMES if name.startswith("messages/")}

    assert there == {
        f"messages/{notice.folder}/{part}.txt" for notice in Notice for part in ("subject", "body", "text")
    }


def test_every_asset_that_is_named_exists_and_every_file_is_named(prepared: Prepared) -> None:
    texts = [source(name) for name in NAMES] + [named_by_python()]
    named = {name for text in texts for name in ASSET.findall(text)}
    static = {
        path.relative_to(ROOT / "static").as_posix()
        for path in (ROOT / "static").rglob("*")
        if path.is_file()
    }

    assert named <= static
    for name in sorted(named):
        url = prepared.app.state.assets.url(name, "barnsley")
        assert prepared.app.state.assets.answer(url, "br") is not None
    everything = "\n".join(texts) + "".join((ROOT / "static" / name).read_text() for name in static)
    assert not [name for name in static if Path(name).name not in everything and name not in named]


def test_every_route_that_a_page_names_exists(prepared: Prepared) -> None:
    for name in PAGES:
        for route in ROUTE.findall(source(name)):
            assert route in prepared.installation.url._routes, f"{name}: {route}"  # noqa: SLF001


@pytest.mark.parametrize("name", PAGES)
def test_no_two_sentences_run_into_each_other(name: str) -> None:
    """A line's end behind a tag of the template is no space on the page."""
    assert not RUN_TOGETHER.findall(source(name))


@pytest.mark.parametrize("name", PAGES)
def test_a_template_escapes_and_decides_nothing(environment: Environment, name: str) -> None:
    tree = environment.parse(source(name))

    filters = {found.name for found in tree.find_all(nodes.Filter)}
    assert not filters & {"safe", "tojson", "xmlattr"}
    assert not list(tree.find_all(nodes.ScopedEvalContextModifier))
    assert "autoescape" not in source(name)
    assert not re.search(
        r"<(script|style)\b(?![^>]*\bsrc=)[^>]*>|\son\w+=|\sstyle=|javascript:", source(name)
    )


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith(("components/", "layouts/"))])
def test_a_page_knows_no_council_and_no_address(name: str) -> None:
    text = source(name)

    assert not re.search(r"barnsley|kensington|northampton|mid-and-west", text, re.IGNORECASE)
    assert not re.search(r'(href|action)="/', text), "use url()"

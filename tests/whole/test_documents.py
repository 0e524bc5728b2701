"""What the documents tell people to type exists: commands, settings, targets, files and links."""

import re
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from app.commands import heard
from app.kit.settings import ROOT, Settings

NAMES = ["README.md", "CONTRIBUTING.md", "SECURITY.md"]
DOCUMENTS = [*NAMES, *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md")))]
SETTINGS = {f"HEARD_{name.upper()}" for name in Settings.model_fields}
TESTS_ONLY = {"HEARD_TEST_DATABASE"}
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
COMMAND = re.compile(r"(?:\bheard|python -m app) ((?:[a-z]+ ?)+)")
LINK = re.compile(r"\]\(([^)#\s]+)")
PATH = re.compile(r"`((?:app|tests|templates|static|locales|migrations|authorities|docs)/[\w./-]*)`")
ONE_MACHINE = re.compile(r"(?<![\w.])/(home|root|Users)/")


def commands() -> set[str]:
    """Return every command as it is typed, groups by their first word."""
    group = typer.main.get_command(heard)
    assert isinstance(group, TyperGroup)
    found = set()
    for name, command in group.commands.items():
        inner = command.commands if isinstance(command, TyperGroup) else {}
        found |= {f"{name} {other}" for other in inner} | (set() if inner else {name})
    return found


def text_of(name: str) -> str:
    return (ROOT / name).read_text()


def test_the_operators_commands_keep_their_names() -> None:
    assert commands() >= {
        "serve",
        "worker",
        "demo",
        "migrate",
        "check",
        "authorities check",
        "staff invite",
        "routes",
        "audit verify",
        "keys rotate",
        "person link",
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_commands_that_exist(name: str) -> None:
    known = commands()

    for code in CODE.findall(text_of(name)):
        for typed in COMMAND.findall(code):
            words = typed.split()
            assert words[0] in known or " ".join(words[:2]) in known, f"{name}: heard {typed}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_settings_that_exist(name: str) -> None:
    named = set(re.findall(r"HEARD_[A-Z_]+[A-Z]", text_of(name)))

    assert not named - SETTINGS - TESTS_ONLY, named - SETTINGS


def test_every_setting_is_explained_somewhere() -> None:
    everything = "\n".join(text_of(name) for name in DOCUMENTS)

    assert not [name for name in sorted(SETTINGS) if name not in everything]


@pytest.mark.parametrize("name", [*DOCUMENTS, "compose.yaml", "Dockerfile", "Makefile"])
def test_what_make_is_asked_for_is_a_target(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))

    for code in CODE.findall(text_of(name)):
        for target in re.findall(r"\bmake ([a-z-]+)", code):
            assert target in targets, f"{name}: make {target}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_leads_to_files_that_exist(name: str) -> None:
    text = text_of(name)

    for link in LINK.findall(text):
        if "://" not in link and not link.startswith("mailto:"):
            assert (ROOT / name).parent.joinpath(link).exists(), f"{name}: {link}"
    for path in PATH.findall(text):
        assert (ROOT / path).exists() or list(ROOT.glob(path.replace("...", "*"))), f"{name}: {path}"


@pytest.mark.parametrize("name", [*DOCUMENTS, "Makefile", "pyproject.toml", "compose.yaml", "Dockerfile"])
def test_a_document_knows_nothing_of_one_machine(name: str) -> None:
    assert not ONE_MACHINE.search(text_of(name))


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_every_requirement_is_pinned_by_hash_and_names_no_registry(path: Path) -> None:
    text = path.read_text()

    assert "://" not in text
    assert "--index-url" not in text
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")):
            assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+.*\\$", line), line
    assert text.count("--hash=sha256:") >= text.count("==")


def test_the_readme_starts_with_what_anybody_can_type() -> None:
    assert "make run" in text_of("README.md")
    assert "make test" in text_of("README.md") + text_of("CONTRIBUTING.md")

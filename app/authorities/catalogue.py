"""All councils, read once from their folders; one broken profile never stops the others."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from app.authorities.checks import is_language
from app.authorities.explain import explain
from app.authorities.facts import Frozen
from app.authorities.findings import Finding, ProfileBroken, fault
from app.authorities.layers import PROFILE, Layer, folders, merge, read_table, stack
from app.authorities.models import Authority, Profile
from app.authorities.question_sets import GeneralQuestions
from app.kit.markdown import MarkdownProblem, read_page

Model = TypeVar("Model", bound=Frozen)

BASE = "_base"
QUESTIONS = f"{BASE}/questions.toml"
KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
TAKEN = frozenset({"m", "s", "staff", "leave", "demo", "static", "assets", "health"})


@dataclass(frozen=True)
class Catalogue:
    """The councils that can be served, and what is wrong with those that cannot."""

    problems: tuple[Finding, ...] = ()
    _current: dict[str, Authority] = field(default_factory=dict)
    _older: dict[tuple[str, int], Authority] = field(default_factory=dict)

    def get(self, key: str) -> Authority | None:
        """Find a council by the name of its folder."""
        return self._current.get(key)

    def all(self) -> list[Authority]:
        """List the councils by name."""
        return sorted(self._current.values(), key=lambda authority: authority.name.casefold())

    def by_hostname(self, hostname: str) -> Authority | None:
        """Find the council that has a host name of its own."""
        return next((one for one in self._current.values() if hostname.lower() in one.hostnames), None)

    def version_of(self, key: str, version: int) -> Authority | None:
        """Find a council as it was in one version of its profile."""
        current = self.get(key)
        if current is not None and current.version == version:
            return current
        return self._older.get((key, version))


def load_catalogue(folder: Path) -> Catalogue:
    """Read every council under a folder, and gather everything that is wrong with any of them."""
    if not folder.is_dir():
        expected = "a folder with one folder for each council"
        missing = fault(str(folder), "", "There is no such folder.", found="no folder", expected=expected)
        return Catalogue(problems=(missing,))
    problems: list[Finding] = []
    current: dict[str, Authority] = {}
    older: dict[tuple[str, int], Authority] = {}
    try:
        general = read_general_questions(folder)
    except ProfileBroken as broken:
        return Catalogue(problems=tuple(broken.findings))
    for key in (name for name in folders(folder) if not name.startswith("_")):
        try:
            current[key] = read_authority(folder, key, general)
            older |= {(key, old.version): old for old in _older_versions(folder, key, general)}
        except ProfileBroken as broken:
            problems += broken.findings
            current.pop(key, None)
    problems += _page_problems(folder, BASE)
    problems += _shared_hostnames(current)
    return Catalogue(tuple(sorted(set(problems))), current, older)


def read_general_questions(folder: Path) -> GeneralQuestions:
    """Read the portal's own questions.

    Raises ProfileBroken.
    """
    table = read_table(folder, QUESTIONS)
    return _validated(GeneralQuestions, table, [Layer(QUESTIONS, table)])


def read_authority(folder: Path, key: str, general: GeneralQuestions, file: str | None = None) -> Authority:
    """Read one council, its region and its nation, and its pages.

    Raises ProfileBroken with everything that is wrong.
    """
    problems = [*_name_problems(key), *_page_problems(folder, key)]
    try:
        layers = stack(folder, key, file)
        profile = _validated(Profile, merge(layers), layers)
    except ProfileBroken as broken:
        raise ProfileBroken([*problems, *broken.findings]) from None
    if problems:
        raise ProfileBroken(problems)
    written = profile.model_dump_json() + general.model_dump_json()
    content_hash = sha256(written.encode()).hexdigest()[:16]
    return Authority(key=key, content_hash=content_hash, general_questions=general, **dict(profile))


def _validated(model: type[Model], table: dict[str, object], layers: list[Layer]) -> Model:
    """Check a table against a model.

    Raises ProfileBroken.
    """
    try:
        return model.model_validate_json(json.dumps(table, default=str))
    except ValidationError as error:
        raise ProfileBroken(explain(error, layers, model)) from None


def _older_versions(folder: Path, key: str, general: GeneralQuestions) -> Iterator[Authority]:
    """Read the earlier profiles that a council kept.

    Raises ProfileBroken.
    """
    for path in sorted((folder / key / "versions").glob("*.toml")):
        file = f"{key}/versions/{path.name}"
        old = read_authority(folder, key, general, file)
        if str(old.version) != path.stem:
            sentence = "The file is named after another version than the one it holds."
            found, expected = f"version = {old.version}", f"a file {old.version}.toml"
            raise ProfileBroken([fault(file, "version", sentence, found=found, expected=expected)])
        yield old


def _name_problems(key: str) -> Iterator[Finding]:
    """Refuse folder names that cannot stand in an address."""
    if not KEY.fullmatch(key) and not key.startswith("_"):
        sentence = "This folder name cannot stand in a web address."
        expected = "small letters, numbers and single hyphens"
        yield fault(f"{key}/{PROFILE}", "", sentence, found=key, expected=expected)
    if key in TAKEN:
        sentence = "The portal uses this name for pages of its own."
        yield fault(f"{key}/{PROFILE}", "", sentence, found=key, expected="another folder name")


def _page_problems(folder: Path, key: str) -> Iterator[Finding]:
    """Look for guide pages in no language, and for pages whose first lines are broken."""
    for path in sorted((folder / key / "guide").glob("*/*.md")):
        file = path.relative_to(folder).as_posix()
        if not is_language(path.parent.name):
            sentence = "The folder of this page is named after a language that does not exist."
            expected = "a folder such as guide/en or guide/cy"
            yield fault(file, "", sentence, found=path.parent.name, expected=expected)
        try:
            read_page(path, file)
        except MarkdownProblem as problem:
            sentence = "The page cannot be read."
            expected = "title, order and checked between two lines of +++, then plain text, lists and links"
            yield fault(file, f"line {problem.line}", sentence, found=problem.words, expected=expected)


def _shared_hostnames(current: dict[str, Authority]) -> Iterator[Finding]:
    """Look for two councils that claim the same host name."""
    owners: dict[str, str] = {}
    for key, authority in current.items():
        for name in authority.hostnames:
            if owners.setdefault(name, key) != key:
                sentence = "Two councils claim this host name."
                found, expected = f"{name}, also in {owners[name]}", "a host name of its own"
                yield fault(f"{key}/{PROFILE}", "hostnames", sentence, found=found, expected=expected)

"""Long texts as they are written: lines at the top, and blocks that are shown only when a fact holds."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

FENCE = "+++"
CONTAINER = re.compile(r"^\s*:::\s*(?P<rest>.*?)\s*$")
CONDITION = re.compile(
    r"(?P<fact>[a-z][a-z0-9_.]*) (?:(?P<known>known|not known)|(?P<verb>is|includes) (?P<value>\w+))"
)
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.]*)\}")


class MarkdownProblem(Exception):
    """A text that may not be shown, with the file and line where a person can put it right."""

    def __init__(self, file: str, line: int, words: str) -> None:
        """Keep the place and the words."""
        super().__init__(f"{file}, line {line}: {words}")
        self.file, self.line, self.words = file, line, words


class FrontMatter(BaseModel):
    """The lines between the two fences at the top of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    order: int
    checked: date | None = None
    description: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Condition:
    """One test of one fact, as written after `::: when`."""

    fact: str
    verb: str
    value: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a body, its number in the file, and what must hold for it to be shown."""

    number: int
    text: str
    conditions: tuple[Condition, ...] = ()
    card: int = 0


@dataclass(frozen=True)
class MarkdownPage:
    """One text, read and taken apart, not yet shown to anybody."""

    name: str
    file: str
    front: FrontMatter
    lines: tuple[Line, ...]


def read_page(path: Path, shown_as: str) -> MarkdownPage:
    """Read a file with front matter and take its blocks apart.

    Raises MarkdownProblem for broken front matter or blocks.
    """
    try:
        written = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MarkdownProblem(shown_as, 1, "The file is not UTF-8 text. Save it again as UTF-8.") from error
    return parse_page(written, name=path.stem, shown_as=shown_as)


def parse_page(written: str, *, name: str, shown_as: str) -> MarkdownPage:
    """Take a written text apart.

    Raises MarkdownProblem for broken front matter or blocks.
    """
    lines = written.splitlines()
    if not lines or lines[0].strip() != FENCE:
        raise MarkdownProblem(shown_as, 1, f"The first line must be {FENCE}, then title, order and checked.")
    closing = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if closing is None:
        raise MarkdownProblem(shown_as, 1, f"The lines at the top have no closing {FENCE}.")
    front = _front_matter("\n".join(lines[1:closing]), shown_as)
    body = tuple(_body(lines[closing + 1 :], closing + 2, shown_as))
    return MarkdownPage(name=name, file=shown_as, front=front, lines=body)


def _front_matter(written: str, file: str) -> FrontMatter:
    try:
        return FrontMatter.model_validate(tomllib.loads(written))
    except tomllib.TOMLDecodeError as error:
        raise MarkdownProblem(file, 2, f"The lines at the top cannot be read: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        words = f'"{".".join(map(str, first["loc"]))}" at the top is not right: {first["msg"]}.'
        raise MarkdownProblem(file, 2, words) from error


@dataclass(frozen=True)
class _Opened:
    line: int
    conditions: tuple[Condition, ...]
    is_card: bool


def _body(lines: Sequence[str], first: int, file: str) -> Iterator[Line]:
    opened: list[_Opened] = []
    for number, text in enumerate(lines, first):
        container = CONTAINER.match(text)
        if container is None:
            conditions = tuple(condition for block in opened for condition in block.conditions)
            _require_tied(text, conditions, file, number)
            card = next((block.line for block in opened if block.is_card), 0)
            yield Line(number, text, conditions, card)
        elif container["rest"]:
            opened.append(_open(container["rest"], file, number))
        elif opened:
            opened.pop()
        else:
            raise MarkdownProblem(file, number, "This ::: closes nothing.")
    if opened:
        raise MarkdownProblem(file, opened[-1].line, "This block has no closing ::: line.")


def _open(written: str, file: str, number: int) -> _Opened:
    if written == "card":
        return _Opened(number, (), is_card=True)
    start, _, rest = written.partition(" ")
    matches = [CONDITION.fullmatch(part.strip()) for part in rest.split(" and ")]
    if start != "when" or not all(matches):
        words = (
            f'"::: {written}" is not known. Write ::: when FACT known, ::: when FACT is VALUE or ::: card.'
        )
        raise MarkdownProblem(file, number, words)
    conditions = tuple(
        Condition(match["fact"], match["known"] or match["verb"], match["value"] or "")
        for match in matches
        if match
    )
    return _Opened(number, conditions, is_card=False)


def _require_tied(text: str, conditions: Sequence[Condition], file: str, number: int) -> None:
    tied = {condition.fact for condition in conditions if condition.verb != "not known"}
    for fact in PLACEHOLDER.findall(text):
        if fact not in tied:
            words = f'{{{fact}}} stands outside a block that says "::: when {fact} known".'
            raise MarkdownProblem(file, number, words)

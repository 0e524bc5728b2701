"""The small safe Markdown in which long texts are written: no HTML, checked links, blocks that depend on facts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, ValidationError

FENCE = "+++"
ALLOWED_TAGS = {"a", "br", "em", "h2", "h3", "h4", "li", "ol", "p", "strong", "ul", "div"}
ALLOWED_ATTRIBUTES = {"a": {"href", "class"}, "div": {"class"}}
ALLOWED_SCHEMES = {"https", "tel", "mailto"}
BLOCK_TOKENS = {"paragraph", "bullet_list", "ordered_list", "list_item", "heading"}
INLINE_TOKENS = {"text", "softbreak", "hardbreak", "strong_open", "strong_close", "em_open", "em_close"} | {
    "link_open",
    "link_close",
}
CONTAINER = re.compile(r"^\s*:::\s*(?P<rest>.*?)\s*$")
CONDITION = re.compile(
    r"^(?P<fact>[a-z][a-z0-9_.]*) (?:(?P<known>known|not known)|(?P<verb>is not|is|includes) (?P<value>[\w-]+))$"
)
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")
SITE_RELATIVE = re.compile(r"^(?:/(?![/\\])|\.{1,2}/|#|[A-Za-z0-9])[^\\\s]*$")
HTML_LIKE = re.compile(r"<[A-Za-z/!?]")


class MarkdownProblem(Exception):  # noqa: N818 - the words name what happened, as every error of the portal does
    """A text that may not be shown, with the file and line where a person can put it right."""

    def __init__(self, file: str, line: int, words: str) -> None:
        """Keep the place and the words."""
        super().__init__(f"{file}, line {line}: {words}")
        self.file, self.line, self.words = file, line, words


@dataclass(frozen=True)
class Condition:
    """One test of one fact, as written after `::: when`."""

    fact: str
    verb: str
    value: str = ""


class Facts(Protocol):
    """What a text may depend on and quote. Both raise KeyError for a fact that does not exist."""

    def holds(self, condition: Condition) -> bool:
        """Say whether the condition is met."""

    def phrase(self, fact: str) -> str:
        """Give the fact as a plain phrase."""


class FrontMatter(BaseModel):
    """The lines between the two fences at the top of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    order: int
    checked: date | None = None
    description: str = ""
    hidden: bool = False


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


@dataclass(frozen=True)
class SafeHtml:
    """Text that this module rendered and cleaned; a template prints it as it is."""

    text: str

    def __html__(self) -> str:
        """Give the text to a template unescaped."""
        return self.text


@dataclass
class Terms:
    """The hard words of a language, each linked at its first place on a page."""

    addresses: Mapping[str, str] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Prepare one pattern that prefers the longest word."""
        words = sorted(self.addresses, key=len, reverse=True)
        self.pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)

    def split(self, text: str) -> Iterator[tuple[str, str]]:
        """Cut the text into pieces, each with the address that it links to or an empty one."""
        end = 0
        for match in self.pattern.finditer(text) if self.addresses else ():
            address = self.addresses[match.group().lower()]
            if address in self.marked:
                continue
            self.marked.add(address)
            yield text[end : match.start()], ""
            yield match.group(), address
            end = match.end()
        yield text[end:], ""


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
    body = tuple(_blocks(lines[closing + 1 :], closing + 2, shown_as))
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


def _blocks(lines: Sequence[str], first: int, file: str) -> Iterator[Line]:
    opened: list[tuple[int, tuple[Condition, ...]]] = []
    card = cards = 0
    for number, text in enumerate(lines, first):
        container = CONTAINER.match(text)
        if container is None:
            held = tuple(condition for _, conditions in opened for condition in conditions)
            _require_tied(text, held, file, number)
            yield Line(number, text, held, card)
        elif container["rest"] == "card":
            cards += 1
            card = cards
            opened.append((number, ()))
        elif container["rest"]:
            opened.append((number, _conditions(container["rest"], file, number)))
        elif not opened:
            raise MarkdownProblem(file, number, "This ::: closes nothing.")
        elif not opened.pop()[1]:
            card = 0
    if opened:
        raise MarkdownProblem(file, opened[-1][0], "This block has no closing ::: line.")


def _conditions(written: str, file: str, number: int) -> tuple[Condition, ...]:
    start, _, rest = written.partition(" ")
    matches = [CONDITION.match(part.strip()) for part in rest.split(" and ")]
    if start != "when" or not all(matches):
        words = f'"::: {written}" is not known. Write "::: when FACT known", "::: when FACT is VALUE" or "::: card".'
        raise MarkdownProblem(file, number, words)
    return tuple(
        Condition(match["fact"], match["known"] or match["verb"], match["value"] or "") for match in matches if match
    )


def _require_tied(text: str, conditions: Sequence[Condition], file: str, number: int) -> None:
    tied = {condition.fact for condition in conditions if condition.verb != "not known"}
    for fact in PLACEHOLDER.findall(text):
        if fact not in tied:
            words = f'{{{fact}}} stands outside a block that says "::: when {fact} known".'
            raise MarkdownProblem(file, number, words)


def render(page: MarkdownPage, *, facts: Facts, terms: Terms | None = None, deeper: int = 0) -> SafeHtml:
    """Render what holds for these facts, headings `deeper` levels down, with hard words linked.

    Raises MarkdownProblem for HTML, unsafe links, unknown facts and anything but plain text.
    """
    shown = [line for line in page.lines if _holds(line, facts, page.file)]
    pieces: list[str] = []
    for card, lines in _by_card(shown):
        html = _render_lines(lines, page.file, facts, terms or Terms(), deeper)
        pieces.append(f'<div class="card">\n{html}</div>\n' if card and html else html)
    cleaned = nh3.clean(
        "".join(pieces),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel=None,
    )
    return SafeHtml(cleaned)


def _holds(line: Line, facts: Facts, file: str) -> bool:
    try:
        return all([facts.holds(condition) for condition in line.conditions])
    except KeyError as error:
        raise MarkdownProblem(file, line.number, f"{error.args[0]} is not a fact or a value that exists.") from error


def _by_card(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    group: list[Line] = []
    for line in lines:
        if group and group[-1].card != line.card:
            yield group[0].card, group
            group = []
        group.append(line)
    if group:
        yield group[0].card, group


def _render_lines(lines: Sequence[Line], file: str, facts: Facts, terms: Terms, deeper: int) -> str:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # ours refuses aloud
    tokens = markdown.parse("\n".join(line.text for line in lines))
    number, quiet = lines[0].number, False
    for token in tokens:
        number = lines[token.map[0]].number if token.map else number
        if token.type == "inline":
            token.children = list(_inline(token, file, number, facts, Terms() if quiet else terms))
        elif token.type.removesuffix("_open").removesuffix("_close") not in BLOCK_TOKENS:
            raise MarkdownProblem(file, number, "Use only paragraphs, lists, headings, bold text and links.")
        elif token.type.startswith("heading"):
            quiet = token.nesting == 1
            token.tag = _heading(token.tag, deeper, file, number)
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _heading(tag: str, deeper: int, file: str, number: int) -> str:
    if tag not in ("h2", "h3"):
        raise MarkdownProblem(file, number, "Use ## or ### for a heading; the title stands at the top of the file.")
    return f"h{int(tag[1]) + deeper}"


def _inline(token: Token, file: str, number: int, facts: Facts, terms: Terms) -> Iterator[Token]:
    linked = 0
    for child in token.children or []:
        if child.type not in INLINE_TOKENS:
            raise MarkdownProblem(file, number, "Use only paragraphs, lists, headings, bold text and links.")
        if child.type == "link_open":
            _require_safe_link(str(child.attrGet("href")), file, number)
        linked += child.nesting if child.type.startswith("link") else 0
        if child.type != "text":
            yield child
            continue
        if HTML_LIKE.search(child.content):
            raise MarkdownProblem(file, number, "HTML is not used here. Take the < sign out.")
        child.content = PLACEHOLDER.sub(lambda match: facts.phrase(match[1]), child.content)
        yield from [child] if linked else _mark_terms(child.content, terms)


def _mark_terms(text: str, terms: Terms) -> Iterator[Token]:
    for piece, address in terms.split(text):
        if address:
            yield Token("link_open", "a", 1, attrs={"href": address, "class": "term"})
        if piece:
            yield Token("text", "", 0, content=piece)
        if address:
            yield Token("link_close", "a", -1)


def _require_safe_link(address: str, file: str, number: int) -> None:
    scheme = SCHEME.match(address)
    allowed = scheme[1].lower() in ALLOWED_SCHEMES if scheme else SITE_RELATIVE.match(address)
    if not allowed:
        words = f'The link "{address}" is not safe. Use https:, tel:, mailto: or a page of this site.'
        raise MarkdownProblem(file, number, words)

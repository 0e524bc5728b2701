"""Long texts rendered: no HTML, checked links, facts put in, hard words linked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.kit.markdown import Condition, Line, MarkdownPage, MarkdownProblem

ALLOWED_TAGS = {"a", "br", "div", "em", "h2", "h3", "h4", "li", "ol", "p", "span", "strong", "ul"}
ALLOWED_ATTRIBUTES = {"a": {"href", "class"}, "div": {"class"}, "span": {"lang", "dir"}}
ALLOWED_SCHEMES = {"https", "tel", "mailto"}
BLOCKS = {"paragraph", "bullet_list", "ordered_list", "list_item", "heading"}
MARKS = {"text", "softbreak", "hardbreak", "strong", "em", "link"}
ONLY = "Use only paragraphs, lists, headings, bold text and links."
LIST_LINE = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
REPEATED = re.compile(r"^(?P<mark>\s*(?:[-*+]|\d+[.)])\s+)\{(?P<fact>[a-z][a-z0-9_.]*)\}\s*$")
NUMBERED = re.compile(r"\{([a-z][a-z0-9_.]*)(?:#(\d+))?\}")
SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")
SITE_RELATIVE = re.compile(r"^(?:/(?!/|%5[cC])|\.{1,2}/|#|[A-Za-z0-9])\S*$")
HTML_LIKE = re.compile(r"<[A-Za-z/!?]")


@dataclass(frozen=True)
class Piece:
    """A few words of a fact, with their language where it is another one, and where they lead."""

    text: str
    language: str = ""
    href: str = ""


Phrase = Sequence[Piece]


class Facts(Protocol):
    """What a text may depend on and quote. Both raise KeyError for a fact or value that does not exist."""

    def holds(self, condition: Condition) -> bool:
        """Say whether the condition is met."""

    def phrases(self, fact: str) -> Sequence[Phrase]:
        """Give the fact in plain words; a fact of several parts gives a phrase for each."""


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

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.addresses, key=len, reverse=True)
        return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)

    def split(self, text: str) -> Iterator[Piece]:
        """Cut the text where a hard word stands for the first time."""
        end = 0
        for match in self._pattern.finditer(text) if self.addresses else ():
            address = self.addresses[match.group().lower()]
            if address not in self.marked:
                self.marked.add(address)
                yield Piece(text[end : match.start()])
                yield Piece(match.group(), href=address)
                end = match.end()
        yield Piece(text[end:])


class _EveryLink(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the package's name
        # An unsafe link would silently become text here; it is refused aloud when its token is met.
        return bool(url)


@dataclass
class _Writing:
    page: MarkdownPage
    facts: Facts
    terms: Terms
    deeper: int

    def problem(self, number: int, words: str) -> MarkdownProblem:
        return MarkdownProblem(self.page.file, number, words)

    def no_such_fact(self, number: int, error: KeyError) -> MarkdownProblem:
        return self.problem(number, f"{error.args[0]} is not a fact or value that exists.")


def render(page: MarkdownPage, *, facts: Facts, terms: Terms | None = None, deeper: int = 0) -> SafeHtml:
    """Render what holds for these facts, headings `deeper` levels down, with hard words linked.

    Raises MarkdownProblem for HTML, unsafe links, unknown facts and anything but plain text.
    """
    writing = _Writing(page, facts, terms or Terms(), deeper)
    pieces: list[str] = []
    for card, lines in _by_card(list(_shown(writing))):
        html = _html(writing, lines)
        pieces.append(f'<div class="card">\n{html}</div>\n' if card and html else html)
    cleaned = nh3.clean(
        "".join(pieces),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel=None,
    )
    return SafeHtml(cleaned)


def _shown(writing: _Writing) -> Iterator[Line]:
    last = ""
    for line in writing.page.lines:
        texts = _texts(writing, line)
        # A paragraph right after a list would otherwise be taken into the last of its entries.
        if texts and LIST_LINE.match(last) and not LIST_LINE.match(line.text):
            yield Line(line.number, "", (), line.card)
        for text in texts:
            yield Line(line.number, text, (), line.card)
            last = text


def _texts(writing: _Writing, line: Line) -> list[str]:
    try:
        # Every condition is asked, so that a mistake in any of them is found at every council.
        held = [writing.facts.holds(condition) for condition in line.conditions]
    except KeyError as error:
        raise writing.no_such_fact(line.number, error) from error
    if not all(held):
        return []
    repeated = REPEATED.match(line.text)
    if repeated is None:
        return [line.text]
    count = len(_phrases(writing, line.number, repeated["fact"]))
    return [f"{repeated['mark']}{{{repeated['fact']}#{at}}}" for at in range(count)]


def _phrases(writing: _Writing, number: int, fact: str) -> Sequence[Phrase]:
    try:
        return writing.facts.phrases(fact)
    except KeyError as error:
        raise writing.no_such_fact(number, error) from error


def _by_card(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    group: list[Line] = []
    for line in lines:
        if group and group[-1].card != line.card:
            yield group[0].card, group
            group = []
        group.append(line)
    if group:
        yield group[0].card, group


def _html(writing: _Writing, lines: Sequence[Line]) -> str:
    markdown = _EveryLink("commonmark", {"html": False})
    tokens = markdown.parse("\n".join(line.text for line in lines))
    number, in_heading = lines[0].number, False
    for token in tokens:
        number = lines[token.map[0]].number if token.map else number
        if token.type == "inline":
            token.children = list(_inline(writing, token, number, Terms() if in_heading else writing.terms))
        elif token.type.removesuffix("_open").removesuffix("_close") not in BLOCKS:
            raise writing.problem(number, ONLY)
        elif token.type.startswith("heading"):
            in_heading = token.nesting == 1
            token.tag = _heading(writing, token.tag, number)
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _heading(writing: _Writing, tag: str, number: int) -> str:
    if tag not in ("h2", "h3"):
        raise writing.problem(number, "Use ## or ### for a heading; the title stands at the top of the file.")
    return f"h{int(tag[1]) + writing.deeper}"


def _inline(writing: _Writing, token: Token, number: int, terms: Terms) -> Iterator[Token]:
    in_link = 0
    for child in token.children or []:
        if child.type.removesuffix("_open").removesuffix("_close") not in MARKS:
            raise writing.problem(number, ONLY)
        if child.type == "link_open":
            _require_safe_link(writing, str(child.attrGet("href")), number)
        in_link += child.nesting if child.tag == "a" else 0
        if child.type != "text":
            yield child
        elif HTML_LIKE.search(child.content):
            raise writing.problem(number, "HTML is not used here. Take the < sign out.")
        else:
            for piece in _with_facts(writing, child.content, number):
                yield from _tokens(piece, Terms() if in_link or piece.href else terms)


def _with_facts(writing: _Writing, text: str, number: int) -> Iterator[Piece]:
    end = 0
    for match in NUMBERED.finditer(text):
        yield Piece(text[end : match.start()])
        phrases = _phrases(writing, number, match[1])
        for at, phrase in enumerate([phrases[int(match[2])]] if match[2] else phrases):
            yield Piece(" " if at else "")
            yield from phrase
        end = match.end()
    yield Piece(text[end:])


def _tokens(piece: Piece, terms: Terms) -> Iterator[Token]:
    if piece.language:
        yield Token("span_open", "span", 1, attrs={"lang": piece.language, "dir": "auto"})
    for part in [piece] if piece.href else terms.split(piece.text):
        if part.href:
            yield _open_link(part.href, is_term=part is not piece)
        yield Token("text", "", 0, content=part.text)
        if part.href:
            yield Token("link_close", "a", -1)
    if piece.language:
        yield Token("span_close", "span", -1)


def _open_link(address: str, *, is_term: bool) -> Token:
    link = Token("link_open", "a", 1, attrs={"href": address})
    if is_term:
        link.attrSet("class", "term")
    return link


def _require_safe_link(writing: _Writing, address: str, number: int) -> None:
    scheme = SCHEME.match(address)
    if not (scheme[1].lower() in ALLOWED_SCHEMES if scheme else SITE_RELATIVE.match(address)):
        words = f'The link "{address}" is not safe. Use https:, tel:, mailto: or a page of this site.'
        raise writing.problem(number, words)

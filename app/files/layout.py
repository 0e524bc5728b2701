"""Turns the lines of a report into headings and paragraphs that read well on a phone.

Pure: lines in, blocks out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.files.models import Block, BlockKind

SOFT_HYPHEN = "\u00ad"
LONGEST_HEADING = 120
LARGER = 1.12
WIDER_GAP = 1.45
WIDEST_LEADING = 2.5
MARGIN = 0.12
LINES_IN_MARGIN = 3
PAGES_THAT_REPEAT = 0.5
SHORT_LINE = 0.8

PAGE_NUMBER = re.compile(r"^[\W_]*(page\s*)?\d{1,4}(\s*(of|/|\|)\s*\d{1,4})?[\W_]*$", re.IGNORECASE)
NUMBERED_HEADING = re.compile(r"^(\d{1,2}\.?)+\s+[A-Z]\D{2,}$")
BEGINS_A_POINT = re.compile(
    r"^([•●▪◦‣\u2013\u2014*-]\s|[\uf0b7\uf0a7]\s?|\(?[a-z0-9]{1,3}[.)]\s)", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.!?:;][\"'\u201d\u2019)]*$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a line looks: its size, and where it stands as a share of the page."""

    size: float
    bold: bool
    left: float
    right: float
    first_base: float
    """Where the line stands; PDFium joins two lines whose word was cut, so that a line may end lower."""
    last_base: float
    points: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, without the words that cannot be seen."""

    text: str
    shape: Shape
    covered: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """What is usual in this report."""

    size: float
    gap: float
    right: float


def blocks(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """Return the report as headings and paragraphs, without what every page repeats."""
    bodies = _without_repeats([[line for line in page if line.text.strip()] for page in pages])
    look = _look(bodies)
    words = _vocabulary(bodies)
    groups: list[tuple[BlockKind, int, list[Line]]] = []
    for number, body in enumerate(bodies, start=1):
        for place, line in enumerate(body):
            before = body[place - 1] if place else None
            kind = _kind(line, body[place + 1 : place + 2], before, look)
            if groups and _goes_on(groups[-1], kind, line, before, look):
                groups[-1][2].append(line)
            else:
                groups.append((kind, number, [line]))
    return [Block(kind, text, number) for kind, number, lines in groups if (text := _join(lines, words))]


def _without_repeats(pages: list[list[Line]]) -> list[list[Line]]:
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_pattern(line) for line in _in_margin(page)})
    often = max(2, len(pages) * PAGES_THAT_REPEAT)
    bodies = []
    for page in pages:
        margin = _in_margin(page)
        repeated = [line for line in margin if seen[_pattern(line)] >= often or PAGE_NUMBER.match(line.text)]
        bodies.append([line for line in page if not any(line is other for other in repeated)])
    return bodies


def _in_margin(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.shape.first_base)
    edge = [*by_height[:LINES_IN_MARGIN], *by_height[-LINES_IN_MARGIN:]]
    return [line for line in edge if line.shape.first_base < MARGIN or line.shape.last_base > 1 - MARGIN]


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()).casefold())


def _look(pages: list[list[Line]]) -> _Look:
    sizes: Counter[float] = Counter()
    gaps: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.shape.size] += len(line.text)
        for upper, lower in pairwise(page):
            gap = _gap(upper, lower)
            if 0 < gap < upper.shape.size * WIDEST_LEADING:
                gaps[round(gap, 1)] += 1
    rights = sorted(line.shape.right for page in pages for line in page)
    return _Look(
        size=sizes.most_common(1)[0][0] if sizes else 0,
        gap=gaps.most_common(1)[0][0] if gaps else 0,
        right=rights[int(len(rights) * 0.95)] if rights else 1,
    )


def _gap(upper: Line, lower: Line) -> float:
    """Return the distance of two base lines in points."""
    return (lower.shape.first_base - upper.shape.last_base) * lower.shape.points


def _kind(line: Line, after: Sequence[Line], before: Line | None, look: _Look) -> BlockKind:
    text = line.text.strip()
    if len(text) > LONGEST_HEADING or not any(sign.isalpha() for sign in text):
        return BlockKind.PARAGRAPH
    larger = look.size > 0 and line.shape.size >= look.size * LARGER
    if larger or (_stands_alone(line, after, before, look) and _looks_like_heading(line, text)):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _stands_alone(line: Line, after: Sequence[Line], before: Line | None, look: _Look) -> bool:
    """Whether a line is short and does not go on from the one before."""
    if line.shape.right > look.right * SHORT_LINE and not line.shape.bold:
        return False
    follows = bool(after) and not after[0].text.lstrip()[:1].islower()
    begins = (
        before is None
        or _gap(before, line) > look.gap * 1.1
        or bool(SENTENCE_END.search(before.text.rstrip()))
    )
    return follows and begins


def _looks_like_heading(line: Line, text: str) -> bool:
    if SENTENCE_END.search(text):
        return False
    return line.shape.bold or bool(NUMBERED_HEADING.match(text)) or (text.isupper() and " " in text)


def _goes_on(
    group: tuple[BlockKind, int, list[Line]], kind: BlockKind, line: Line, before: Line | None, look: _Look
) -> bool:
    """Whether a line belongs to the block before it."""
    earlier_kind, _number, lines = group
    last = lines[-1]
    if kind is not earlier_kind or BEGINS_A_POINT.match(line.text.strip()):
        return False
    if kind is BlockKind.HEADING:
        return (
            before is last and last.shape.size == line.shape.size and _gap(last, line) < line.shape.size * 1.6
        )
    if before is None:
        return not SENTENCE_END.search(last.text.rstrip()) and not line.text[:1].isupper()
    gap = _gap(last, line)
    if gap < 0 or gap > max(look.gap, line.shape.size) * WIDER_GAP:
        return False
    ended = SENTENCE_END.search(last.text.rstrip()) and last.shape.right < look.right * SHORT_LINE
    return not ended


def _vocabulary(pages: list[list[Line]]) -> set[str]:
    return {word.casefold() for page in pages for line in page for word in WORD.findall(line.text)}


def _join(lines: list[Line], words: set[str]) -> str:
    text = " ".join(lines[0].text.split())
    for line in lines[1:]:
        piece = " ".join(line.text.split())
        if text.endswith("-") and piece[:1].islower():
            text = text[:-1] + SOFT_HYPHEN + piece
        else:
            text = f"{text} {piece}"
    return _mend_hyphens(text, words).strip()


def _mend_hyphens(text: str, words: set[str]) -> str:
    """Put a word cut at the end of a line together, with its hyphen when the report writes it with one."""

    def mended(cut: re.Match[str]) -> str:
        first, second = cut.groups()
        hyphenated = f"{first}-{second}"
        joined = first + second
        return hyphenated if hyphenated.casefold() in words and joined.casefold() not in words else joined

    mended_text = re.sub(rf"([^\W\d_]+){SOFT_HYPHEN}\s?([^\W\d_]+)", mended, text)
    return mended_text.replace(SOFT_HYPHEN, "")

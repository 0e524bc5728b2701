"""Composes a plain report of several pages as a PDF: a title, headings, paragraphs, page numbers.

It is used for made-up reports. The letters are those of Windows-1252; one outside it loses its accent.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
LEFT, TOP, BOTTOM = 72, 770, 90
FOOTER = 50
MEASURE = PAGE_WIDTH - 2 * LEFT
UNITS = 1000
OTHER_WIDTH = 556
BOLD_IS_WIDER = 1.08
# The widths of Helvetica for the signs from space to tilde, in thousandths of the size.
WIDTHS = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556,) * 10,
    *(278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833),
    *(722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333),
    *(556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278),
    *(556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)


@dataclass(frozen=True, slots=True)
class _Style:
    font: str
    size: int
    leading: int
    above: int


TITLE = _Style("Bold", 20, 26, 0)
HEADING = _Style("Bold", 14, 19, 16)
PARAGRAPH = _Style("Plain", 11, 15, 8)


@dataclass(frozen=True, slots=True)
class _SetLine:
    style: _Style
    text: str
    height: int


def compose_report(title: str, sections: list[tuple[str, list[str]]]) -> bytes:
    """Return a report with a title and sections of a heading and paragraphs."""
    lines = [*_wrapped(title, TITLE)]
    for heading, paragraphs in sections:
        lines += _wrapped(heading, HEADING)
        for paragraph in paragraphs:
            lines += _wrapped(paragraph, PARAGRAPH)
    pages = list(_paged(lines))
    return _bound([_content(page, f"Page {number} of {len(pages)}") for number, page in enumerate(pages, 1)])


def wrap(text: str, style_size: int, *, bold: bool = False) -> list[str]:
    """Return the text in lines no wider than the page's measure."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer) * style_size * (BOLD_IS_WIDER if bold else 1) / UNITS <= MEASURE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _wrapped(text: str, style: _Style) -> list[_SetLine]:
    lines = wrap(text, style.size, bold=style.font == "Bold")
    return [
        _SetLine(style, line, style.leading + (0 if place else style.above))
        for place, line in enumerate(lines)
    ]


def _width(text: str) -> int:
    return sum(WIDTHS[ord(sign) - 32] if " " <= sign <= "~" else OTHER_WIDTH for sign in text)


def _paged(lines: list[_SetLine]) -> Iterator[list[_SetLine]]:
    page: list[_SetLine] = []
    used = 0
    for place, line in enumerate(lines):
        # A heading stays with the line below it.
        below = lines[place + 1].height if line.style is HEADING and place + 1 < len(lines) else 0
        if page and used + line.height + below > TOP - BOTTOM:
            yield page
            page, used = [], 0
        page.append(line)
        used += line.height
    yield page


def _content(lines: list[_SetLine], footer: str) -> bytes:
    height, operators = TOP, []
    for line in lines:
        height -= line.height
        operators.append(
            text_operators(line.text, font=line.style.font, size=line.style.size, at=(LEFT, height))
        )
    operators.append(text_operators(footer, font="Plain", size=9, at=(LEFT, FOOTER)))
    return b"\n".join(operators)


def text_operators(text: str, *, font: str, size: int, at: tuple[int, int]) -> bytes:
    """Return the page operators that write a line of text, in the font Plain or Bold."""
    shown = _letters(text).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"BT /{font} {size} Tf {at[0]} {at[1]} Td (".encode() + shown + b") Tj ET"


def _letters(text: str) -> bytes:
    letters = []
    for sign in text:
        try:
            letters.append(sign.encode("cp1252"))
        except UnicodeEncodeError:
            letters.append(unicodedata.normalize("NFKD", sign).encode("ascii", "ignore"))
    return b"".join(letters)


def bind(contents: list[bytes]) -> Pdf:
    """Return a document with one page for each content, and the fonts Plain and Bold."""
    pdf = pikepdf.new()
    pdf.Root.Lang = "en-GB"
    fonts = Dictionary(Plain=_font(pdf, Name.Helvetica), Bold=_font(pdf, Name("/Helvetica-Bold")))
    for content in contents:
        page = pdf.add_blank_page(page_size=(PAGE_WIDTH, PAGE_HEIGHT))
        page.obj.Contents = Stream(pdf, content)
        page.obj.Resources = Dictionary(Font=fonts)
    return pdf


def _font(pdf: Pdf, name: Name) -> pikepdf.Object:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=name, Encoding=Name.WinAnsiEncoding)
    return pdf.make_indirect(font)


def _bound(contents: list[bytes]) -> bytes:
    out = BytesIO()
    bind(contents).save(out, deterministic_id=True)
    return out.getvalue()

"""Reads the lines of a cleaned PDF with their size and place, and tells which words nobody can see.

Runs only in the checking process.
"""

from collections.abc import Iterator
from ctypes import byref, c_double, c_int

import pypdfium2
from pypdfium2 import raw

from app.files.layout import Line, Shape

LINE_FEED = 0x0A
LINE_ENDS = {LINE_FEED, 0x0D}
# PDFium puts this sign where a hyphen stood at the end of a line, and goes on with the next line.
PDFIUM_HYPHEN = 0x02
HYPHEN = "\u00ad"
BOLD = 600
# Below this difference of grey, words and what is behind them look the same.
LEAST_CONTRAST = 16
# A page may call itself as large as a field; its picture is not.
LARGEST_PICTURE = 1600
LAST_SIGN = 0x10FFFF
HALVES_OF_PAIRS = range(0xD800, 0xE000)
# Persian and the languages of India join and part their letters with these.
JOINERS = {HYPHEN, "\u200c", "\u200d"}
Box = tuple[float, float, float, float]


def read_lines(content: bytes) -> tuple[list[list[Line]], list[str]]:
    """Return the lines of each page, and the text of each page as it stands, seen or not."""
    document = pypdfium2.PdfDocument(content)
    lines, texts = [], []
    for page in document:
        reader = _PageReader(page)
        lines.append(list(reader.lines()))
        texts.append(reader.text())
        page.close()
    document.close()
    return lines, texts


class _PageReader:
    """One page: its signs in order, and a small grey picture of it to see what can be seen."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._text = page.get_textpage()
        self._signs = [
            raw.FPDFText_GetUnicode(self._text, index) for index in range(self._text.count_chars())
        ]
        scale = min(1.0, LARGEST_PICTURE / max(page.get_size()))
        picture = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        self._placing = picture.get_posconv(page)
        self._width, self._height, self._stride = picture.width, picture.height, picture.stride
        self._grey = bytes(picture.buffer)
        self._page_height = page.get_height()
        self._page_width = page.get_width()

    def text(self) -> str:
        """Return everything the page says, line by line."""
        return "\n".join(_words(self._signs[start:end]) for start, end in self._line_ranges())

    def lines(self) -> Iterator[Line]:
        """Give the lines that hold at least one word, without the words nobody can see."""
        for start, end in self._line_ranges():
            inked = [index for index in range(start, end) if _is_inked(self._signs[index])]
            if inked:
                yield self._line(start, end, inked)

    def _line_ranges(self) -> Iterator[tuple[int, int]]:
        start = 0
        for index, sign in enumerate([*self._signs, LINE_FEED]):
            if sign in LINE_ENDS:
                if index > start:
                    yield start, index
                start = index + 1

    def _line(self, start: int, end: int, inked: list[int]) -> Line:
        middle = inked[len(inked) // 2]
        first, last = self._box(inked[0]), self._box(inked[-1])
        seen, covered = self._seen(start, end)
        weight = raw.FPDFText_GetFontWeight(self._text, middle)
        shape = Shape(
            size=round(raw.FPDFText_GetFontSize(self._text, middle) * self._scale(middle), 1),
            bold=weight >= BOLD or "bold" in self._font(middle).lower(),
            left=first[0] / self._page_width,
            right=last[2] / self._page_width,
            first_base=1 - self._base(inked[0]) / self._page_height,
            last_base=1 - self._base(inked[-1]) / self._page_height,
            points=self._page_height,
        )
        return Line(seen, shape, covered)

    def _scale(self, index: int) -> float:
        # A font of size 1 enlarged by its matrix is as common as one set in its real size.
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, byref(matrix))
        return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0

    def _font(self, index: int) -> str:
        flags = c_int()
        length = raw.FPDFText_GetFontInfo(self._text, index, None, 0, byref(flags))
        if length <= 1:
            return ""
        name = (raw.c_char * length)()
        raw.FPDFText_GetFontInfo(self._text, index, name, length, byref(flags))
        return bytes(name.value).decode("utf-8", "ignore")

    def _box(self, index: int) -> Box:
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        raw.FPDFText_GetCharBox(self._text, index, byref(left), byref(right), byref(bottom), byref(top))
        return left.value, bottom.value, right.value, top.value

    def _base(self, index: int) -> float:
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(self._text, index, byref(x), byref(y))
        return y.value

    def _seen(self, start: int, end: int) -> tuple[str, bool]:
        """Return the words of a line that can be seen, and whether there are others."""
        kept, covered, word_start = [], False, start
        for index in range(start, end + 1):
            if index < end and _is_inked(self._signs[index]):
                continue
            if index > word_start and not self._can_be_seen(word_start, index):
                covered = True
            else:
                kept.extend(self._signs[word_start:index])
            kept.extend(self._signs[index : min(index + 1, end)])
            word_start = index + 1
        return _words(kept), covered

    def _can_be_seen(self, start: int, end: int) -> bool:
        # A dash or a full stop may be thinner than a point of the picture.
        if not any(chr(sign).isalnum() for sign in self._signs[start:end] if _is_sign(sign)):
            return True
        first, last = self._box(start), self._box(end - 1)
        box = (min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3]))
        one, other = self._placing.to_bitmap(box[0], box[3]), self._placing.to_bitmap(box[2], box[1])
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        return self._has_contrast(
            max(left, 0), max(top, 0), min(right + 1, self._width), min(bottom + 1, self._height)
        )

    def _has_contrast(self, left: int, top: int, right: int, bottom: int) -> bool:
        rows = [
            self._grey[row * self._stride + left : row * self._stride + right] for row in range(top, bottom)
        ]
        greys = [grey for row in rows if row for grey in (min(row), max(row))]
        return bool(greys) and max(greys) - min(greys) >= LEAST_CONTRAST


def _is_sign(code: int) -> bool:
    return 0 < code <= LAST_SIGN and code not in HALVES_OF_PAIRS


def _is_inked(code: int) -> bool:
    return code == PDFIUM_HYPHEN or (_is_sign(code) and not chr(code).isspace())


def _words(signs: list[int]) -> str:
    """Return the text of these signs; halves of pairs, which PDFium gives one by one, are put together."""
    text = "".join(HYPHEN if sign == PDFIUM_HYPHEN else chr(sign) for sign in signs if 0 < sign <= LAST_SIGN)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return "".join(sign for sign in whole if sign in JOINERS or sign.isprintable() or sign.isspace())

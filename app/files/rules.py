"""Finds protected details in the words of a file, however they are written, cut or disguised.

Pure. A file's words and a detail are both brought to bare letters and digits, and compared without gaps:
a line's end, a hyphen or a comma in the middle hides nothing. Where a short detail could appear by chance
inside other words, it must begin and end where a word does.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.files.models import DetailKind, Hit, ProtectedDetail

LONG_ENOUGH_ANYWHERE = 9
SHORTEST = 2
AROUND = 40
LOCAL_DIGITS = {"01": 6, "02": 8}
SHORTER = {
    "road": "rd",
    "street": "st",
    "saint": "st",
    "avenue": "ave",
    "lane": "ln",
    "drive": "dr",
    "court": "ct",
    "crescent": "cres",
    "place": "pl",
    "square": "sq",
    "gardens": "gdns",
    "terrace": "ter",
    "grove": "gr",
    "apartment": "",
    "apt": "",
    "flat": "",
    "unit": "",
    "number": "",
    "no": "",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "house": "hse",
    "building": "bldg",
    "mount": "mt",
}
STREET = re.compile(
    r"\b(road|rd|street|st|avenue|ave|lane|ln|drive|dr|court|ct|crescent|cres|place|pl|square|sq|gardens|gdns|"
    r"terrace|ter|grove|close|way|walk|hill|rise|row|mews|green|park|heol|ffordd|stryd|lôn|clos|maes)\b",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})
UNSEEN = {"Cf", "Mn", "Me"}


@dataclass(frozen=True, slots=True)
class _Bare:
    """Bare letters and digits, with where each stood, and where words begin and end."""

    signs: str
    origins: list[int]
    starts: frozenset[int]

    def find(self, wanted: str, *, whole_words: bool) -> int | None:
        """Return the place where the wanted signs stand in the first text, or None."""
        at = self.signs.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if not whole_words or (at in self.starts and (end == len(self.signs) or end in self.starts)):
                return self.origins[at]
            at = self.signs.find(wanted, at + 1)
        return None


def find_protected(search_text: str, details: list[ProtectedDetail]) -> list[Hit]:
    """Return every protected detail that the text gives away, each once."""
    texts = [_bare(search_text), _shortened(search_text)]
    alike = [_Bare(text.signs.translate(LOOK_ALIKES), text.origins, text.starts) for text in texts]
    hits = []
    for detail in details:
        searched = alike if detail.kind is DetailKind.POSTCODE else texts
        places = (_place(searched, spelling) for spelling in _spellings(detail))
        place = next((place for place in places if place is not None), None)
        if place is not None:
            hits.append(Hit(detail, _excerpt(search_text, place)))
    return hits


def _place(texts: list[_Bare], spelling: tuple[str, bool]) -> int | None:
    wanted, whole_words = spelling
    if len(wanted) < SHORTEST:
        return None
    found = (text.find(wanted, whole_words=whole_words) for text in texts)
    return next((place for place in found if place is not None), None)


def _excerpt(text: str, place: int) -> str:
    return " ".join(text[max(0, place - AROUND) : place + 2 * AROUND].split())


def _bare(text: str) -> _Bare:
    signs: list[str] = []
    origins: list[int] = []
    starts: set[int] = set()
    before = ""
    for origin, sign in enumerate(text):
        for plain in _plain(sign):
            if not plain.isalnum():
                before = ""
                continue
            if _begins(before, plain):
                starts.add(len(signs))
            lower = plain.casefold()
            signs.extend(lower)
            origins.extend([origin] * len(lower))
            before = plain
    return _Bare("".join(signs), origins, frozenset(starts))


def _plain(sign: str) -> str:
    """Return a sign without accents, ligatures, wide forms and foreign digits; nothing for an unseen one."""
    if sign.isascii():
        return sign
    decomposed = unicodedata.normalize("NFKD", sign)
    seen = [part for part in decomposed if unicodedata.category(part) not in UNSEEN]
    return "".join(str(unicodedata.digit(part, part)) for part in seen)


def _begins(before: str, sign: str) -> bool:
    """Whether a word begins: after a gap, between letters and digits, or at a capital after a small one."""
    if not before:
        return True
    return before.isdigit() != sign.isdigit() or (before.islower() and sign.isupper())


def _shortened(text: str) -> _Bare:
    """Return the bare text with the common words of addresses in their short forms, or left out."""
    pieces: list[_Bare] = []
    starts: set[int] = set()
    length = 0
    for word in re.finditer(r"[^\W_]+", text):
        piece = _bare(word.group())
        signs = SHORTER.get(piece.signs, piece.signs)
        origins = [word.start() + (piece.origins[0] if piece.origins else 0)] * len(signs)
        inner = piece.starts if signs == piece.signs else ({0} if signs else set())
        starts.update(length + start for start in inner)
        pieces.append(_Bare(signs, origins, frozenset()))
        length += len(signs)
    origins = [origin for piece in pieces for origin in piece.origins]
    return _Bare("".join(piece.signs for piece in pieces), origins, frozenset(starts))


def _spellings(detail: ProtectedDetail) -> Iterator[tuple[str, bool]]:
    """Give the bare spellings to look for, and whether each must be made of whole words."""
    match detail.kind:
        case DetailKind.PHONE:
            yield from _phone(detail.text)
        case DetailKind.POSTCODE:
            yield _bare(detail.text).signs.translate(LOOK_ALIKES), True
        case DetailKind.ADDRESS:
            yield from _address(detail.text)
        case DetailKind.NAME:
            yield from _name(detail.text)
        case _:
            yield from _both_forms(detail.text)


def _both_forms(text: str) -> Iterator[tuple[str, bool]]:
    for signs in (_bare(text).signs, _shortened(text).signs):
        yield signs, len(signs) < LONG_ENOUGH_ANYWHERE


def _phone(text: str) -> Iterator[tuple[str, bool]]:
    digits = "".join(sign for sign in _bare(text.replace("(0)", "")).signs if sign.isdigit())
    national = "0" + re.sub(r"^(00)?44|^0", "", digits)
    # Without its first nought a number is found behind +44, 0044 and (0) as well.
    yield national[1:], len(national) < LONG_ENOUGH_ANYWHERE
    local = LOCAL_DIGITS.get(national[:2])
    if local and len(national) > local:
        yield national[-local:], True


def _address(text: str) -> Iterator[tuple[str, bool]]:
    yield from _both_forms(text)
    postcode = POSTCODE.search(text)
    if postcode:
        yield _bare(postcode.group()).signs, True
    parts = [part.strip() for part in re.split(r"[,;\n]+", POSTCODE.sub("", text)) if part.strip()]
    for place, part in enumerate(parts):
        if not STREET.search(part):
            continue
        yield from _both_forms(part)
        yield from _both_forms(" ".join(parts[: place + 1]))
        # A street's name alone tells where to look.
        street = re.sub(r"^.*\d[a-z]?\s+", "", part, flags=re.IGNORECASE)
        for signs, _whole in _both_forms(street):
            yield signs, True


def _name(text: str) -> Iterator[tuple[str, bool]]:
    yield from _both_forms(text)
    words = text.split()
    if len(words) > 1:
        yield from _both_forms(f"{words[-1]} {words[0]}")
        yield from _both_forms(f"{words[0]} {words[-1]}")

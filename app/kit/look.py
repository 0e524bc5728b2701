"""The look: contrast of colours, and one compiled stylesheet per council with its own brand."""

import hashlib
import re
from typing import Final

TEXT_CONTRAST: Final = 7.0
WHITE: Final = "#ffffff"
DARK_PAPER: Final = "#12161d"
DARK_CARD: Final = "#1b212b"
LINEAR_BELOW: Final = 0.04045

Colour = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours written as #rrggbb, from 1 to 21."""
    light, dark = sorted((_luminance(_colour(one)), _luminance(_colour(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def holds_as_brand(colour: str) -> bool:
    """Say whether white text on this colour, and this colour on a white card, can be read by all."""
    return contrast(colour, WHITE) >= TEXT_CONTRAST


def compile_stylesheet(source: str, brand: str | None = None) -> bytes:
    """Return the stylesheet made small, in the council's colour when that colour holds.

    A colour that white text cannot be read on is left out: the portal's own then stands.
    """
    if brand is not None and holds_as_brand(brand):
        source = _with_brand(source, brand)
    return _smaller(source).encode()


def asset_name(name: str, content: bytes) -> str:
    """Return a file's name with the digest of its content, so that it may be kept for ever."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"


def _with_brand(source: str, brand: str) -> str:
    on_dark = _readable_on_dark(brand)
    tokens = {
        "brand": (brand, on_dark),
        "on-brand": (WHITE, _mixed(brand, "#000000", 0.75)),
        "brand-soft": (_mixed(brand, WHITE, 0.9), _mixed(brand, DARK_PAPER, 0.8)),
    }
    for name, values in tokens.items():
        for place, value in zip(_declarations(source, name), values, strict=True):
            source = source[: place.start(1)] + value + source[place.end(1) :]
    return source


def _declarations(source: str, name: str) -> list[re.Match[str]]:
    """Return where a token gets its light and its dark value; print, which comes later, is black."""
    return list(re.finditer(rf"(?<![\w-])--{name}:\s*(#[0-9a-f]{{6}})", source))[:2]


def _readable_on_dark(brand: str) -> str:
    """Return the brand mixed with as little white as makes it readable on dark paper and cards."""
    tints = (_mixed(brand, WHITE, step / 20) for step in range(21))
    return next(tint for tint in tints if contrast(tint, DARK_CARD) >= TEXT_CONTRAST)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_colour(colour), _colour(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _colour(written: str) -> Colour:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", written):
        raise ValueError(f"{written!r} is not a colour written as #rrggbb")
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4


def _smaller(source: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    in_one_line = re.sub(r"\s+", " ", without_comments)
    return re.sub(r"\s*([{};,])\s*", r"\1", in_one_line).replace(": ", ":").replace(";}", "}").strip()

"""Which words, numbers, links and colours a profile may hold, each refusal in plain words."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

TEXT_EXPECTED = '{ en = "…" }, the words for each language'
DAY_EXPECTED = "checked = 2026-11-21, a day written as year-month-day"

PHONE = re.compile(r"(?:\+44|0)\d{9,10}|[1-9]\d{2}|116\d{3}|0800\d{4}|0845\d{4}")
EMAIL = re.compile(r"[^@\s<>\"']+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
READABLE_CONTRAST = 7.0
WHITE_PLUS = 1.05
DARK_CHANNEL = 0.04045


def refuse(sentence: str, found: str, expected: str) -> PydanticCustomError:
    """Make a refusal that says what was found and what was expected."""
    return PydanticCustomError(
        "profile", "{sentence}", {"sentence": sentence, "found": found, "expected": expected}
    )


def is_language(tag: str) -> bool:
    """Whether there is a language with this tag."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _light(share: float) -> float:
    """Turn one stored colour channel into light (WCAG 2.2, relative luminance)."""
    return share / 12.92 if share <= DARK_CHANNEL else ((share + 0.055) / 1.055) ** 2.4


def contrast_with_white(colour: str) -> float:
    """Work out how well white words can be read on a colour (WCAG 2.2 contrast ratio)."""
    red, green, blue = (_light(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return WHITE_PLUS / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def require_words(words: str) -> str:
    """Refuse words that are only blank, and words with markup in them."""
    if not words.strip():
        raise refuse("There are no words here.", "an empty text", "at least one word")
    if "<" in words or ">" in words:
        raise refuse("Words may not hold markup.", words, "plain words without < and >")
    return words


def require_phone(number: str) -> str:
    """Refuse what cannot be rung.

    Raises PydanticCustomError.
    """
    if not PHONE.fullmatch(number.replace(" ", "")):
        raise refuse("This is not a phone number.", number, "a UK number such as 0800 111 2222")
    return number


def require_email(address: str) -> str:
    """Refuse what cannot be written to."""
    if not EMAIL.fullmatch(address):
        raise refuse("This is not an e-mail address.", address, "an address such as team@council.gov.uk")
    return address


def require_link(link: str) -> str:
    """Refuse a link that does not lead to a secure web page."""
    parts = urlsplit(link)
    is_plain = not parts.username and not any(sign.isspace() or sign in "<>\"'\\" for sign in link)
    if parts.scheme != "https" or not HOST.fullmatch(parts.hostname or "") or not is_plain:
        raise refuse("This link is not safe.", link, "a web address that begins with https://")
    return link


def require_colour(colour: str) -> str:
    """Refuse a colour on which white words are hard to read."""
    if not COLOUR.fullmatch(colour):
        raise refuse("This is not a colour.", colour, "a colour such as #0b3d63")
    contrast = contrast_with_white(colour)
    if contrast < READABLE_CONTRAST:
        found = f"{colour}, with a contrast of {contrast:.1f} to 1"
        raise refuse(
            "White words on this colour are hard to read.", found, "a darker colour, at least 7 to 1 on white"
        )
    return colour


def require_language(tag: str) -> str:
    """Refuse a language that does not exist."""
    if not is_language(tag):
        raise refuse("This language does not exist.", tag, "a language tag such as en or cy")
    return tag


def require_host(name: str) -> str:
    """Refuse what is not the name of a web host."""
    if not HOST.fullmatch(name):
        raise refuse("This is not a host name.", name, "a name such as family.council.gov.uk")
    return name


PlainWords = Annotated[str, AfterValidator(require_words)]
Link = Annotated[str, AfterValidator(require_link)]
Colour = Annotated[str, AfterValidator(require_colour)]
LanguageTag = Annotated[str, AfterValidator(require_language)]
HostName = Annotated[str, AfterValidator(require_host)]

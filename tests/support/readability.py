"""How hard a text is to read: its Flesch-Kincaid grade, its sentences, the words we do not use."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

BANNED = frozenset(
    """
    attend|attends|attended|attending|advise|commence|in advance|prior to|exceptional|excluded|exclude
    exclusion|concerns|disclosed|alleged|perpetrator|abuser|failed to|engage|engagement|non-compliant
    hostile|chaotic|dysfunctional|subject to|category of concern|multi-agency|multiagency|professionals
    contribute|minutes|convene|discontinue|capacity|presenting issues|lac|icpc|cin|s47|sos|genogram
    disguised compliance|mum|dad|simply|just|easy|easily|obviously|do not worry|it will be fine
    """.replace("\n", "|").split("|")
)
APOSTROPHES = "'\u2019"
NEGATIVE_CONTRACTION = re.compile(rf"\b\w+n[{APOSTROPHES}]t\b", re.IGNORECASE)
WORD = re.compile(rf"[A-Za-z0-9][\w{APOSTROPHES}-]*")
VOWELS = re.compile(r"[aeiouy]+")


def prose(html: str) -> Iterator[str]:
    """Give each heading, paragraph and list item of a page's main part as plain text."""
    soup = BeautifulSoup(html, "html.parser")
    main = soup.find("main") or soup
    for element in main.find_all(["h1", "h2", "h3", "p", "li", "dt", "dd"]):
        if not element.find(["p", "li", "h2", "h3", "dt", "dd"]):
            yield " ".join(element.get_text(" ").split())


def sentences(html: str) -> list[str]:
    """Cut a page's prose into sentences; a list item or heading is one of its own."""
    found = []
    for block in prose(html):
        found += [part for part in re.split(r"(?<=[.!?:])\s+", block) if WORD.search(part)]
    return found


def words(text: str) -> list[str]:
    """Give the words of a text."""
    return WORD.findall(text)


def syllables(word: str) -> int:
    """Count the beats of an English word by its groups of vowels."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(letters))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouysxzcg]es$", letters)
    return max(1, count - bool(silent))


def grade(html: str) -> float:
    """Give the Flesch-Kincaid grade of a page's prose."""
    parts = sentences(html)
    spoken = [word for part in parts for word in words(part)]
    beats = sum(syllables(word) for word in spoken)
    return 0.39 * len(spoken) / len(parts) + 11.8 * beats / len(spoken) - 15.59


def banned(html: str) -> list[str]:
    """Give every word on the page that we do not use, and every shortened "not"."""
    # A length of time and the name of a way of writing are welcome, the same words elsewhere are not.
    text = re.sub(r"(few|\d+) minutes|easy read", "", " ".join(prose(html)).lower())
    listed = sorted(word.strip() for word in BANNED if word.strip())
    found = [word for word in listed if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)]
    return found + NEGATIVE_CONTRACTION.findall(text)

"""Looking up the shipped councils and their facts in the words of a table."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from app.authorities.catalogue import Catalogue, load_catalogue
from app.authorities.check import facts
from app.authorities.facts import Fact, Promise, Text
from app.authorities.models import Authority

FOLDER = Path(__file__).parents[2] / "authorities"
KEYS = [
    "barnsley",
    "kensington-and-chelsea",
    "mid-and-west-wales",
    "northamptonshire",
    "sample-english-council",
]


@lru_cache
def shipped() -> Catalogue:
    """Read the councils that come with the portal."""
    return load_catalogue(FOLDER)


def council(key: str) -> Authority:
    """Find a shipped council."""
    found = shipped().get(key)
    assert found is not None
    return found


def fact(authority: Authority, path: str) -> Fact[Any]:
    """Find a fact by its key."""
    return {".".join(parts): value for parts, value in facts(authority)}[path]


def plain(value: Any) -> Any:
    """Write a value as a table would."""
    if isinstance(value, Text):
        return value.en
    if isinstance(value, Promise):
        return f"{value.duration.amount} {value.duration.unit.value} {value.strength.value}"
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value

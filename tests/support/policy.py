"""Reads tests/whole/policy.toml: who may open what, as promises in plain words apart from the code."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.kit.settings import ROOT

FILE = ROOT / "tests" / "whole" / "policy.toml"
OWN, SAME_FAMILY, OTHER_FAMILY = "own", "same family", "other family"
OTHER_COUNCIL, CROSSED, INVENTED = "other council", "crossed", "invented"
NOTHING = "nothing"
PLACEMENTS = (OWN, SAME_FAMILY, OTHER_FAMILY, OTHER_COUNCIL, CROSSED, INVENTED)
WHOSE = {
    "nothing": {NOTHING},
    "own": {NOTHING, OWN},
    "family": {NOTHING, OWN, SAME_FAMILY},
    "council": {NOTHING, OWN, SAME_FAMILY, OTHER_FAMILY},
    "anything": {NOTHING, *PLACEMENTS},
}


@dataclass(frozen=True)
class Promise:
    """Who may use some routes, and on whose things."""

    says: str
    who: frozenset[str]
    whose: str
    refused: frozenset[str]
    """Those who are told that they of all people may not."""
    led_on: frozenset[str]
    """Those who are led to what is left for them."""
    council_wide: frozenset[str]
    """Those for whom it holds in their whole council."""

    def holds(self, name: str, placement: str) -> bool:
        """Say whether somebody may, for a thing of that placement."""
        whose = "council" if name in self.council_wide else self.whose
        return name in self.who and placement in WHOSE[whose]


@dataclass(frozen=True)
class Policy:
    """Everybody, and the promise that each route belongs to."""

    people: dict[str, str]
    groups: dict[str, list[str]]
    promises: dict[str, Promise]
    twice: tuple[str, ...]
    words: dict[str, list[str]]
    """Who reads which kind of words of somebody."""

    def group(self, name: str) -> frozenset[str]:
        """Return everybody of a group."""
        return frozenset(_members(name, self.groups, self.people))


@cache
def read() -> Policy:
    """Read the policy."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    people, groups = written["people"], written["groups"]
    promises: dict[str, Promise] = {}
    twice = []
    for one in written["promise"]:
        who = frozenset(name for group in one["who"] for name in _members(group, groups, people))
        exceptions = [frozenset(one.get(name, ())) for name in ("refused", "led_on", "council_wide")]
        for route in one["routes"]:
            twice += [route] if route in promises else []
            promises[route] = Promise(one["says"], who, one["whose"], *exceptions)
    return Policy(people, groups, promises, tuple(twice), written["words"])


def _members(name: str, groups: dict[str, list[str]], people: dict[str, str]) -> Iterator[str]:
    if name in people:
        yield name
        return
    for other in groups[name]:
        yield from _members(other, groups, people)

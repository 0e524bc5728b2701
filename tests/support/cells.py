"""One cell of the table of access: somebody, an address, and whose thing it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app import main
from app.kit.ids import new_id
from tests.support.crowd import Crowd
from tests.support.policy import (
    CROSSED,
    INVENTED,
    NOTHING,
    OTHER_COUNCIL,
    OTHER_FAMILY,
    OWN,
    SAME_FAMILY,
)

# Whose things are somebody's own; for staff and helpers those of whom they work with or help.
OWN_OF = {
    **dict.fromkeys(("carol", "kit", "lena", "ruth", "vera", "gail", "nobody", "asleep"), "amira"),
    **dict.fromkeys(("ada", "sam", "sue", "dev", "olive", "rory", "nora", "hope", "hedy"), "amira"),
    **dict.fromkeys(("noel", "tess", "cora"), "erin"),
    **dict.fromkeys(("farid", "fritz", "gus"), "otto"),
    "pat": "ben",
}
# Words in an address that belong to nobody.
WORDS = {"council": "barnsley", "language": "en", "part": "what-is-it", "step": "what-happened"}
THINGS = {
    "family": "family",
    "member": "membership",
    "conference": "meeting",
    "attendee": "attendee",
    "person": "colleague",
    "detail": "detail",
    "report": "report",
    "edition": "edition",
    "asked": "request",
    "reply": "reply",
    "complaint": "complaint",
    "token": "token",
    "correction": "correction",
    "call": "call",
    "closing": "closing",
    "need": "need",
    "needs": "needs",
    "helping": "helping",
    "exclusion": "exclusion",
    "asking": "asking",
    "expected": "expected",
    "opening": "opening",
    "breach": "breach",
}
# The same word for different things, by where it stands.
BY_PLACE = (
    (re.compile(r"/m/reports/replies/"), "sent", "reply"),
    (re.compile(r"/m/(helped/)?reports/"), "report", "edition"),
    (re.compile(r"/m/prepare/|.*/preparations/"), "sent", "preparation"),
    (re.compile(r"/m/views/|.*/views/"), "sent", "letter"),
    (re.compile(r".*/requests/"), "report", "waiting report"),
)
PARAMETER = re.compile(r"\{(\w+)\}")


class UnknownThing(Exception):
    """A route names something that no object of the crowd stands for yet."""


@dataclass(frozen=True)
class Cell:
    """One address to be asked for, by one person."""

    method: str
    route: str
    placement: str
    address: str

    @property
    def key(self) -> str:
        """The route as the policy names it."""
        return f"{self.method} {self.route}"


def cells_of(crowd: Crowd, name: str, method: str, route: str) -> Iterator[Cell]:
    """Give every address of a route that one person may try, the invented one first."""
    named = [one for one in PARAMETER.findall(route) if one not in WORDS and one != "question"]
    if not named:
        yield Cell(method, route, NOTHING, _address(crowd, name, route, {}))
        return
    for placement, owners in _placements(crowd, name, named):
        yield Cell(method, route, placement, _address(crowd, name, route, owners))


def _placements(crowd: Crowd, name: str, named: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    yield INVENTED, dict.fromkeys(named, "")
    for placement, owner in owners_for(crowd, name).items():
        yield placement, dict.fromkeys(named, owner)
    own = OWN_OF.get(name, name)
    if "family" in named and len(named) > 1:
        stranger = "amira" if own in {"erin", "otto"} else "erin"
        yield CROSSED, {**dict.fromkeys(named, stranger), "family": own}


def owners_for(crowd: Crowd, name: str) -> dict[str, str]:
    """Return whose things are this person's own, their family's, another family's and another council's."""
    own = OWN_OF.get(name, name)
    mine = crowd[own]
    found = {OWN: own}
    for other in ("ben", "amira", "erin", "otto"):
        theirs = crowd[other]
        if other == own:
            continue
        if theirs.family_id == mine.family_id:
            found.setdefault(SAME_FAMILY, other)
        elif theirs.council == mine.council:
            found.setdefault(OTHER_FAMILY, other)
        else:
            found.setdefault(OTHER_COUNCIL, other)
    return found


def _address(crowd: Crowd, name: str, route: str, owners: dict[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        word = found[1]
        if word == "question":
            return crowd.questions[crowd[OWN_OF.get(name, name)].council]
        if word in WORDS:
            return WORDS[word]
        owner = owners[word]
        return crowd.things[owner][kind_of(route, word)] if owner else new_id()

    return PARAMETER.sub(put, route)


def addresses_near(crowd: Crowd, name: str) -> list[str]:
    """Return every address that somebody might have, of their own and of their family."""
    near = {NOTHING, OWN, SAME_FAMILY}
    return [
        cell.address
        for method, route, _ in main.list_routes()
        if method == "GET"
        for cell in cells_of(crowd, name, method, route)
        if cell.placement in near
    ]


def kind_of(route: str, word: str) -> str:
    """Return which of somebody's things a word in an address stands for. Raises UnknownThing."""
    for place, named, kind in BY_PLACE:
        if named == word and place.match(route):
            return kind
    if word not in THINGS:
        raise UnknownThing(
            f"Say in tests/support/cells.py what {{{word}}} of {route} is, "
            f"and let tests/support/belongings.py make one for everybody."
        )
    return THINGS[word]

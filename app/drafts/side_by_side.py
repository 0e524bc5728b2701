"""Keep every text that was written of one draft: from two phones, old pages, and sessions that had ended.

A page that did not know of the newest words writes over none: both stand side by side until their writer
has seen them. The draft remembers which of its earlier versions still have to be shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from app.access.scopes import FamilyScope
from app.drafts import rules
from app.drafts import service as drafts
from app.drafts.models import Held, Saved

# As drafts that are stored say it.
ASIDE = "beside"
Text = TypeVar("Text")


@dataclass(frozen=True)
class Kind(Generic[Text]):
    """One kind of draft: how its text stands in a draft's fields, and when all of one text is in another."""

    name: str
    read: Callable[[Mapping[str, Any]], Text]
    fields: Callable[[Text], dict[str, Any]]
    is_blank: Callable[[Text], bool]
    stands_in: Callable[[Text, Text], bool]


@dataclass(frozen=True, slots=True)
class Version(Generic[Text]):
    """One of several texts of the same draft."""

    number: int
    text: Text = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing(Generic[Text]):
    """A draft as it stands, and the other texts, put aside until its writer has seen them."""

    mine: Version[Text]
    saved_at: datetime | None
    others: tuple[Version[Text], ...] = ()


def standing(scope: FamilyScope, kind: Kind[Text], about: str) -> Standing[Text]:
    """Return a draft with what was put aside."""
    saved = drafts.read(scope, kind.name, about)
    numbers = aside(saved)
    texts = _versions(scope, kind, about) if numbers else {}
    others = tuple(Version(number, texts[number]) for number in numbers)
    return Standing(Version(saved.version, kind.read(saved.fields)), saved.saved_at, others)


def keep(
    scope: FamilyScope,
    kind: Kind[Text],
    about: str,
    mine: Text,
    *,
    seen_version: int,
    unseen_held: Iterable[Text],
) -> bool:
    """Keep a text, put aside what its page had not seen, and say whether: no empty page writes over one."""
    before = drafts.read(scope, kind.name, about)
    known = (mine, kind.read(before.fields))
    held = [
        one for one in dict.fromkeys(unseen_held) if not any(kind.stands_in(one, other) for other in known)
    ]
    unseen = rules.unseen(before.version, aside(before), seen_version)
    if kind.is_blank(mine) and (held or unseen):
        return False
    unseen += [_write(scope, kind, about, one) for one in held]
    texts = _versions(scope, kind, about) if unseen else {}
    _write(scope, kind, about, mine, [one for one in unseen if not kind.stands_in(texts[one], mine)])
    return True


def choose(standing: Standing[Text], keep: str, together: Callable[[Sequence[Text]], Text]) -> Text:
    """Return the text that its writer chose by its number, or all of them together."""
    every = [standing.mine, *standing.others]
    chosen = {str(version.number): version.text for version in every}
    return chosen.get(keep, together([version.text for version in every]))


def aside(saved: Saved) -> tuple[int, ...]:
    """Return the versions that were put aside until a draft's writer has seen them."""
    return tuple(saved.fields.get(ASIDE, ()))


def held_at_address(scope: FamilyScope, address: str) -> list[Held]:
    """Return everything held for the form at an address, the newest first."""
    return [one for one in drafts.all_held(scope) if one.address == address]


def unseen_held(scope: FamilyScope, kind: Kind[Text], address: str, seen_held: str) -> list[Text]:
    """Return the held texts of a form that its page did not show."""
    held = held_at_address(scope, address)
    return [kind.read(one.fields) for one in held if one.mark != seen_held]


def _write(scope: FamilyScope, kind: Kind[Text], about: str, text: Text, others: Sequence[int] = ()) -> int:
    fields = kind.fields(text) | ({ASIDE: list(others)} if others else {})
    drafts.save(scope, kind.name, about, fields, seen_version=None)
    return drafts.read(scope, kind.name, about).version


def _versions(scope: FamilyScope, kind: Kind[Text], about: str) -> dict[int, Text]:
    return {one.version: kind.read(one.fields) for one in drafts.revisions(scope, kind.name, about)}

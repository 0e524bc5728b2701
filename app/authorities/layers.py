"""Reading the files of a council and laying them over those of its region and nation."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from app.authorities.facts import Fact, Status
from app.authorities.findings import ProfileBroken, fault

PROFILE = "profile.toml"
OWN_KEYS = frozenset({"extends", "name", "short_name", "hostnames"})
FACT_KEYS = frozenset(Fact.model_fields)
KeyPath = tuple[str | int, ...]
Table = dict[str, Any]


@dataclass(frozen=True)
class Layer:
    """One file: a council's own, or that of its region or nation."""

    file: str
    content: Table


def folders(root: Path) -> list[str]:
    """Name every folder, the councils and those that begin with an underscore."""
    return sorted(path.name for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))


def read_table(root: Path, file: str) -> Table:
    """Read one TOML file.

    Raises ProfileBroken when it is missing or cannot be read.
    """
    try:
        return tomllib.loads((root / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        finding = fault(file, "", "This file is missing.", found="no file", expected=f"a file {file}")
    except UnicodeDecodeError:
        expected = "a text file saved as UTF-8"
        finding = fault(file, "", "This file cannot be read as text.", found="other bytes", expected=expected)
    except tomllib.TOMLDecodeError as error:
        expected = 'lines such as key = "value", with every quote and bracket closed'
        finding = fault(
            file, "", "This file is not written in the right form.", found=str(error), expected=expected
        )
    raise ProfileBroken([finding])


def stack(root: Path, key: str, file: str | None = None) -> list[Layer]:
    """Read a council's file, then its region's and its nation's.

    Raises ProfileBroken when a file is missing, cannot be read, or two folders extend each other.
    """
    first = file or f"{key}/{PROFILE}"
    layers = [Layer(first, read_table(root, first))]
    seen = [key]
    while isinstance(parent := layers[-1].content.get("extends"), str):
        if parent in seen:
            _refuse_loop(layers[-1].file, [*seen, parent])
        if not (root / parent).is_dir():
            _refuse_unknown_parent(root, layers[-1].file, parent)
        seen.append(parent)
        layers.append(Layer(f"{parent}/{PROFILE}", read_table(root, f"{parent}/{PROFILE}")))
    return layers


def _refuse_loop(file: str, seen: Sequence[str]) -> None:
    """Stop where folders extend each other in a ring."""
    raise ProfileBroken(
        [
            fault(
                file,
                "extends",
                "These folders extend each other in a ring.",
                found=" extends ".join(seen),
                expected="a chain that ends at a nation, such as _england",
            )
        ]
    )


def _refuse_unknown_parent(root: Path, file: str, parent: str) -> None:
    """Stop where a folder extends one that is not there."""
    near = get_close_matches(parent, folders(root), n=1)
    expected = f'"{near[0]}", perhaps' if near else "one of " + ", ".join(folders(root))
    sentence = "There is no folder of this name to extend."
    raise ProfileBroken([fault(file, "extends", sentence, found=f'"{parent}"', expected=expected)])


def merge(layers: Sequence[Layer]) -> Table:
    """Lay each file over the one it extends; names and host names are a council's own."""
    merged: Table = {}
    for layer in reversed(layers[1:]):
        inherited = {key: value for key, value in layer.content.items() if key not in OWN_KEYS}
        merged = _lay_over(merged, inherited)
    return _lay_over(merged, layers[0].content)


def _lay_over(below: Table, above: Table) -> Table:
    """Lay one table over another: tables join, facts and lists replace."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict) and _may_join(value):
            merged[key] = _lay_over(old, value)
        else:
            merged[key] = value
    return merged


def _may_join(above: Mapping[str, Any]) -> bool:
    """Whether a table joins the one below: groups do, and so does a bare confirmation of a fact."""
    is_fact = bool(above) and FACT_KEYS.issuperset(above)
    return not is_fact or (above.get("status") == Status.CONFIRMED and "value" not in above)


def origin(layers: Sequence[Layer], path: KeyPath) -> str:
    """Find the file that holds a key: the one in which most of its path exists, the council's own first."""
    return max(layers, key=lambda layer: (_depth(layer, path), -layers.index(layer))).file


def _depth(layer: Layer, path: KeyPath) -> int:
    """Count how many parts of a path a file holds."""
    found: Any = layer.content
    for depth, part in enumerate(path):
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            return depth
    return len(path)

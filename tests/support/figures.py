"""Figures that tests count while they run: gathered from every test, and said once at the end."""

from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

Count = Callable[..., None]
PREFIX = "figure: "


def counting_into(properties: list[tuple[str, object]]) -> Count:
    """Return what adds a test's own counts to what its report carries."""

    def count(what: str, **counted: int) -> None:
        properties.extend((f"{PREFIX}{what}: {name}", number) for name, number in counted.items())

    return count


def lines(properties: Iterable[tuple[str, object]]) -> list[str]:
    """Add up the counts of many tests and return a line for each thing that was counted."""
    sums: dict[str, dict[str, int]] = {}
    for name, value in properties:
        if name.startswith(PREFIX):
            what, _, unit = name.removeprefix(PREFIX).partition(": ")
            units = sums.setdefault(what, {})
            units[unit] = units.get(unit, 0) + int(str(value))
    return [
        f"{what}: " + ", ".join(f"{number:,} {unit.replace('_', ' ')}" for unit, number in units.items())
        for what, units in sorted(sums.items())
    ]


def properties_in(report: str) -> list[tuple[str, object]]:
    """Return the counts that stand in a report of pytest's."""
    found = ET.fromstring(report).iter("property")  # noqa: S314 - pytest has just written it
    return [(str(one.get("name")), one.get("value")) for one in found]

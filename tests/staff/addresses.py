"""Addresses of staff's pages about the family of the tests."""

from tests.support.families import Someone
from tests.support.world import World


def file_of(people: World) -> str:
    """Return the address of the family's file."""
    return f"/staff/families/{people.family.id}"


def member(people: World, who: Someone, page: str = "") -> str:
    """Return the address of a page about one member of the family."""
    return f"{file_of(people)}/members/{who.membership_id}{page}"


def meeting(people: World, page: str = "") -> str:
    """Return the address of a page about the family's meeting."""
    return f"{file_of(people)}/meetings/{people.meeting}{page}"

"""Tries are counted under keys that name nobody, within spans, and forgotten after two days."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app.access import rates
from app.access.scopes import Installation
from app.access.tables import RateCount
from app.access.transactions import system_scope
from tests.support.clocks import Clock

LIMITS = ((timedelta(minutes=15), 3), (timedelta(hours=1), 5))


def tried(portal: Installation, what: str = "link|somebody") -> bool:
    with system_scope(portal) as system:
        return rates.count(system.session, portal, what, LIMITS)


def kept(portal: Installation) -> list[RateCount]:
    with system_scope(portal, writes=False) as system:
        return list(system.session.exec(select(RateCount)))


def test_the_fourth_try_in_a_quarter_of_an_hour_is_too_many(portal: Installation, clock: Clock) -> None:
    assert [tried(portal) for _ in range(4)] == [True, True, True, False]

    clock.move(minutes=15)

    assert [tried(portal) for _ in range(2)] == [True, False], "six in an hour"


def test_others_are_counted_for_themselves(portal: Installation) -> None:
    assert [tried(portal) for _ in range(4)][-1] is False

    assert tried(portal, "link|somebody else")


def test_counts_name_nobody_and_are_forgotten(portal: Installation, clock: Clock) -> None:
    tried(portal, "link|amira@example.org")
    assert "amira" not in repr(kept(portal))
    assert {len(one.key) for one in kept(portal)} == {32}

    clock.move(hours=49)
    tried(portal, "link|ben@example.org")

    assert len(kept(portal)) == len(LIMITS)


@pytest.mark.parametrize(("limits", "most"), [(rates.PER_CONTACT, 10), (rates.PER_NETWORK, 60)])
def test_the_limits_get_longer_and_wider(limits: tuple[tuple[timedelta, int], ...], *, most: int) -> None:
    assert list(limits) == sorted(limits)
    assert limits[-1][1] == most

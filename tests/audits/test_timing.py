"""How long an answer takes says nothing of who is known."""

import random
import time
from collections.abc import Callable, Sequence

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from tests.support import asking
from tests.support.asking import Plain
from tests.support.browser import TOKEN
from tests.support.clocks import Clock
from tests.support.figures import Count
from tests.support.world import COUNCIL, World

TRIES = 500
WARM = 40
SIGN_IN = f"/{COUNCIL}/en/sign-in"
LOWEST, HIGHEST = 0.45, 0.55

pytestmark = [pytest.mark.audit, pytest.mark.timeout(0)]


def chance_to_tell(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how often a time of the one is longer than one of the other: a half tells nothing."""
    ranked = sorted([(value, 1) for value in one] + [(value, 0) for value in other])
    ranks = sum(place for place, (_, is_one) in enumerate(ranked, 1) if is_one)
    return (ranks - len(one) * (len(one) + 1) / 2) / (len(one) * len(other))


def test_half_is_what_chance_gives() -> None:
    assert chance_to_tell([1, 2, 3], [1.5, 2.5, 0.5]) == pytest.approx(2 / 3)
    assert chance_to_tell([2, 3], [0, 1]) == 1


def test_the_time_of_an_answer_does_not_tell_whether_a_contact_is_known(
    app: FastAPI, portal: Installation, people: World, clock: Clock, count: Count
) -> None:
    assert portal.settings.is_demonstration
    kinds: dict[str, Callable[[int], str]] = {
        "known": lambda _: people.amira.contact,
        "unknown": lambda number: f"amirb{number % 10}@barnsley.example.org",
    }
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    with asking.asking(app, {}) as client:
        page = client.get(SIGN_IN)
        token = TOKEN.search(page.text)
        assert token
        client.cookies = page.header("set-cookie").partition(";")[0]
        for number in range(WARM + TRIES):
            for name in random.sample(sorted(kinds), 2):
                clock.move(days=1, minutes=1)
                token = TOKEN.search(client.get(SIGN_IN).text)
                assert token
                spent = timed(client, token[1], kinds[name](number))
                if number >= WARM:
                    taken[name].append(spent)
    told = chance_to_tell(taken["known"], taken["unknown"])
    count("telling known from unknown by time", tries=2 * TRIES, percent_right=round(100 * told))

    assert LOWEST <= told <= HIGHEST, f"the times tell who is known: {told:.3f}"


def timed(client: Plain, token: str, contact: str) -> float:
    """Ask for a link, and return the seconds until the answer was there."""
    began = time.perf_counter()
    answer = client.post(SIGN_IN, {"form_token": token, "contact": contact})
    spent = time.perf_counter() - began
    assert answer.status == 303
    return spent

"""A link makes one session, however many press at once, and none for whom it was not made."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session, col, func, select

from app.access import links
from app.access.models import PinAnswer
from app.access.scopes import Installation, Visitor
from app.access.service import NOBODY
from app.access.tables import SignInLink, SignInSession
from app.access.transactions import system_scope, transaction
from tests.support.clocks import Clock
from tests.support.world import World


def link_of(portal: Installation, people: World) -> str:
    with system_scope(portal) as system:
        return links.make_link(system.session, portal, people.amira.person_id)


def use(portal: Installation, token: str, pin: str) -> PinAnswer:
    with transaction(portal, writes=True) as session:
        return links.sign_in(visitor(portal, session), token, pin)[0]


def visitor(portal: Installation, session: Session) -> Visitor:
    return Visitor(session, NOBODY, portal.languages["en"], None, portal)


def sessions_of(portal: Installation, people: World) -> int:
    with system_scope(portal, writes=False) as system:
        wanted = select(func.count()).where(col(SignInSession.person_id) == people.amira.person_id)
        return system.session.exec(wanted).one()


def test_many_presses_at_once_make_one_session(portal: Installation, people: World) -> None:
    token = link_of(portal, people)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: use(portal, token, people.amira.pin), range(16)))

    assert sorted(answers) == sorted([PinAnswer.RIGHT, *[PinAnswer.DEAD] * 15])
    assert sessions_of(portal, people) == 1


def test_using_one_link_ends_its_siblings(portal: Installation, people: World) -> None:
    tokens = [link_of(portal, people) for _ in range(3)]

    assert use(portal, tokens[1], people.amira.pin) is PinAnswer.RIGHT

    assert [use(portal, token, people.amira.pin) for token in tokens] == [PinAnswer.DEAD] * 3


def test_at_most_three_links_live(portal: Installation, people: World, clock: Clock) -> None:
    tokens = []
    for _ in range(5):
        tokens.append(link_of(portal, people))
        clock.move(seconds=1)

    assert [use(portal, token, "") for token in tokens] == [PinAnswer.DEAD] * 2 + [PinAnswer.MISSING] * 3


@pytest.mark.parametrize("pin", ["", " ", "\t"])
def test_no_pin_neither_uses_a_link_nor_counts(portal: Installation, people: World, pin: str) -> None:
    token = link_of(portal, people)

    for _ in range(20):
        assert use(portal, token, pin) is PinAnswer.MISSING

    assert use(portal, token, people.amira.pin) is PinAnswer.RIGHT


def test_somebody_elses_pin_does_not_open_a_link(portal: Installation, people: World) -> None:
    token = link_of(portal, people)

    assert use(portal, token, people.ben.pin) is PinAnswer.WRONG
    assert use(portal, token, f"{people.amira.pin[:3]} {people.amira.pin[3:]}") is PinAnswer.RIGHT


def test_a_link_is_good_for_ten_minutes(portal: Installation, people: World, clock: Clock) -> None:
    first, second = link_of(portal, people), link_of(portal, people)

    clock.move(minutes=9, seconds=59)
    assert use(portal, first, "") is PinAnswer.MISSING
    clock.move(seconds=1)
    assert use(portal, second, people.amira.pin) is PinAnswer.DEAD


def test_only_the_digest_of_a_link_is_kept(portal: Installation, people: World, clock: Clock) -> None:
    token = link_of(portal, people)

    with system_scope(portal, writes=False) as system:
        (kept,) = system.session.exec(select(SignInLink)).all()
    assert token not in repr(kept)
    assert kept.expires_at == clock.moment + timedelta(minutes=10)
    assert len(token) >= 43


def test_a_used_link_counts_no_wrong_pin(portal: Installation, people: World) -> None:
    token = link_of(portal, people)
    use(portal, token, people.amira.pin)

    assert [use(portal, token, "000000") for _ in range(12)] == [PinAnswer.DEAD] * 12

    assert use(portal, link_of(portal, people), people.amira.pin) is PinAnswer.RIGHT

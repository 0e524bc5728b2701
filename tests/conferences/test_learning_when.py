"""Whoever is kept out, or was never asked to come, learns the day by no side door."""

from datetime import timedelta

from fastapi import FastAPI

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.conferences import service as conferences
from app.conferences.tables import Conference
from app.families.models import Role
from app.written_views import reading
from app.written_views.models import Reader
from tests.conferences.test_exclusions import WHEN, everything_of, keep_out
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.world import MEETS_AT, World

CARD_DAY = "4 December 2026"
PLACE = "Room 2, Town Hall"


def card(ada: Browser, people: World, who: Someone) -> str:
    page = ada.press(ada.get(addresses.member(people, who)), addresses.member(people, who, "/pin"))
    found = page.soup.select_one(".card")
    assert found is not None
    return found.get_text(" ")


def test_the_card_of_a_parent_who_was_never_asked_to_come_names_no_day(
    portal: Installation, ada: Browser, people: World
) -> None:
    other = families.add_member(portal, people.ada, people.family, "Omar Grey")

    assert CARD_DAY not in card(ada, people, other)


def test_the_card_of_a_helper_who_may_not_see_the_meeting_names_no_day(
    portal: Installation, ada: Browser, people: World
) -> None:
    helper = families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER)

    assert CARD_DAY not in card(ada, people, helper)


def test_a_date_set_after_the_decision_is_not_shown_before_they_are_told(
    portal: Installation, people: World, ben: Browser
) -> None:
    with transaction(portal, writes=True) as session:
        session.get_one(Conference, people.meeting).meets_at = None
    keep_out(portal, people, people.ben, told=False)

    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.change(
            case, people.meeting, meets_at=MEETS_AT, place=PLACE, chair_id=people.dev.person_id
        )

    assert "Ask your social worker" in ben.get("/m").text
    for path, page in everything_of(ben).items():
        assert not WHEN.search(page.text), path


def test_who_is_invited_after_the_decision_sees_neither_day_nor_place_before_they_are_told(
    portal: Installation, people: World, app: FastAPI
) -> None:
    other = families.add_member(portal, people.ada, people.family, "Omar Grey")
    keep_out(portal, people, other, told=False)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.invite(case, people.meeting, other.membership_id or "")

    for path, page in everything_of(Browser(app, other)).items():
        assert not WHEN.search(page.text), path
        assert "Room 2" not in page.text, path


def test_that_a_letter_was_read_out_does_not_tell_when_the_meeting_was(
    portal: Installation, people: World, ben: Browser, clock: Clock
) -> None:
    keep_out(portal, people, people.ben)
    ben.submit("/m/views", words="I want to be heard.")
    ben.submit("/m/views/use", use="read_out")
    ben.submit("/m/views/check", action="/m/views/send")
    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        (sent,) = reading.list_received(chair)
        reading.open_received(chair, sent.id)
    clock.move_to(MEETS_AT + timedelta(hours=1))
    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        assert reading.mark_read_out(chair, sent.id, MEETS_AT, Reader.CHAIR) is None
    clock.move_to(MEETS_AT + timedelta(days=2, hours=3))
    ben.sign_in(people.ben)

    for path, page in everything_of(ben).items():
        assert not WHEN.search(page.text), path
    clock.move(weeks=5)
    ben.sign_in(people.ben)
    assert "Read out in the meeting on" in ben.get("/m/views/sent").text

"""A report is expected and is not there: who owes it, by when, and for each person alone."""

from datetime import timedelta

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.authorities.facts import Strength, Unit
from tests.conferences.test_exclusions import PASSING, keep_out
from tests.reports.sharing import keep
from tests.reports.test_reading import let_council_say
from tests.staff import addresses
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import MEETS_AT, World

MISSING = "Not here yet: the report of the school or nursery."


def expect(staff: Browser, people: World, author: str = "school") -> ShownPage:
    """Write down that the school's report is waited for."""
    page = staff.get(addresses.meeting(people))
    return staff.press(page, addresses.meeting(people, "/expected"), author=author)


@pytest.mark.parametrize(
    ("strength", "hours", "words"),
    [
        (Strength.PROMISE, 30, "It should be here by Wednesday 2 December 2026, 14:30 ."),
        (Strength.AIM, 30, "We aim for Wednesday 2 December 2026, 14:30 ."),
        (Strength.PROMISE, 9, "It should have been here by Wednesday 2 December 2026, 14:30 . It is late."),
        (Strength.AIM, 9, "We aimed for Wednesday 2 December 2026, 14:30 . It is late."),
    ],
)
def test_amira_reads_who_owes_a_report_and_by_when_as_the_council_says_it(
    portal: Installation,
    people: World,
    clock: Clock,
    app: FastAPI,
    *,
    strength: Strength,
    hours: int,
    words: str,
) -> None:
    let_council_say(portal, people, 24, Unit.HOURS, strength)
    clock.move_to(MEETS_AT - timedelta(hours=hours))
    saved = expect(Browser(app, people.sam), people)

    page = Browser(app, people.amira).get("/m/reports")

    assert "The family sees that this report is not here yet." in saved.text
    assert MISSING in page.text
    assert words in page.text


def test_without_a_rule_of_the_council_no_day_is_made_up(people: World, ada: Browser, amira: Browser) -> None:
    expect(ada, people)

    page = amira.get("/m/reports")

    assert MISSING in page.text
    assert "Ask your social worker when it comes." in page.text


def test_it_goes_for_amira_when_it_is_shared_with_her_and_for_ben_nothing_changes(
    portal: Installation, people: World, *, ada: Browser, amira: Browser, ben: Browser
) -> None:
    expect(ada, people)
    before = PASSING.sub("", ben.get("/m/reports").html)

    keep(portal, people, "amira")

    assert MISSING not in amira.get("/m/reports").text
    assert PASSING.sub("", ben.get("/m/reports").html) == before
    shown = ada.get(addresses.meeting(people)).text
    assert "Kept here" in shown
    assert "Whoever it is not shared with reads that it is not here yet." in shown


def test_staff_stop_waiting_and_a_second_tap_waits_once(people: World, ada: Browser, amira: Browser) -> None:
    page = ada.get(addresses.meeting(people))
    ada.press(page, addresses.meeting(people, "/expected"), author="school")
    twice = ada.press(page, addresses.meeting(people, "/expected"), author="school")
    assert twice.text.count("Do not wait for it") == 1
    (button,) = [
        form["action"]
        for form in twice.soup.select("form")
        if str(form.get("action")).startswith(addresses.meeting(people, "/expected/"))
    ]

    ada.press(twice, str(button))

    assert MISSING not in amira.get("/m/reports").text
    assert ada.post(str(button)).status == 200


def test_nobody_chosen_is_said_at_the_field(people: World, ada: Browser) -> None:
    page = ada.post(addresses.meeting(people, "/expected"))

    assert page.status == 422
    assert "Choose who writes the report." in page.text


def test_the_chair_and_the_family_cannot_write_it_down(
    people: World, *, dev: Browser, amira: Browser
) -> None:
    for who in (dev, amira):
        assert who.post(addresses.meeting(people, "/expected"), author="school").status == 404


def test_ben_who_is_asked_not_to_come_reads_what_is_missing_and_no_date(
    portal: Installation, people: World, *, clock: Clock, app: FastAPI
) -> None:
    let_council_say(portal, people, 24, Unit.HOURS, Strength.PROMISE)
    expect(Browser(app, people.ada), people)
    keep_out(portal, people, people.ben)
    pages = []
    for hours in (30, 9, -1):
        clock.move_to(MEETS_AT - timedelta(hours=hours))
        pages.append(Browser(app, people.ben).get("/m/reports"))

    assert MISSING in pages[0].text
    assert "Ask your social worker when it comes." in pages[0].text
    assert len({page.text for page in pages}) == 1


def test_after_the_meeting_nothing_is_waited_for(
    people: World, ada: Browser, clock: Clock, app: FastAPI
) -> None:
    expect(ada, people)
    clock.move_to(MEETS_AT + timedelta(days=1))

    assert MISSING not in Browser(app, people.amira).get("/m/reports").text
    assert Browser(app, people.ada).post(addresses.meeting(people, "/expected"), author="gp").status == 409

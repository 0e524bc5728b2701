"""A scanner that runs scripts and presses every button uses no link up, and guesses no PIN."""

import httpx
import pytest
from playwright.sync_api import Browser
from sqlmodel import col, select

from app.access.tables import Doorbell, SignInLink, SignInSession
from app.access.transactions import system_scope
from app.families.tables import Person
from tests.journeys.conftest import Live
from tests.support.chromium import browsing
from tests.support.figures import Count

GETS, HEADS = 20, 5
SOON = 20_000
OURS = "main form[method=post] button"

pytestmark = pytest.mark.browser


def test_a_scanner_that_presses_everything_leaves_the_link_for_amira(
    chromium: Browser, live: Live, count: Count
) -> None:
    amira = live.people.amira
    doorbell, link = live.invitation(amira), live.fresh_link(amira)
    for address in (link, doorbell, f"{doorbell}/not-me"):
        for method in ["GET"] * GETS + ["HEAD"] * HEADS:
            answer = httpx.request(method, address, follow_redirects=True)
            assert answer.status_code == (200 if method == "GET" else 405), address

    pressed = press_everything(chromium, live, link, "/s/not-me")
    pressed += press_everything(chromium, live, f"{doorbell}/not-me")
    count("scanner", requests=3 * (GETS + HEADS), buttons=pressed, links_used=used(live))

    assert pressed >= 3
    assert used(live) == 0
    assert nothing_counted(live)
    with browsing(chromium, base_url=live.address) as context:
        page = context.new_page()
        page.goto(link)
        page.fill("input[name=pin]", amira.pin)
        page.click(OURS)
        assert page.url.startswith(f"{live.address}/m")


def test_a_scanner_that_rings_makes_one_link_and_uses_none(chromium: Browser, live: Live) -> None:
    doorbell = live.invitation(live.people.amira)

    press_everything(chromium, live, doorbell)
    press_everything(chromium, live, doorbell)
    live.deliver()

    assert used(live) == 0
    assert nothing_counted(live)


def press_everything(chromium: Browser, live: Live, *ways: str) -> int:
    """Open pages with scripts running, and press each button with its fields empty; a browser for each press.

    The first way is the message's own address; the others are read in a browser that came by the first.
    """
    first, *others = ways
    pressed = press_each(chromium, live, first)
    for other in others:
        pressed += press_each(chromium, live, first, other)
    return pressed


def press_each(chromium: Browser, live: Live, *ways: str) -> int:
    """Press each button of the page to which the last of these leads, one in each browser."""
    number, at = 1, 0
    while at < number:
        with browsing(chromium, base_url=live.address) as context:
            page = context.new_page()
            page.set_default_timeout(SOON)
            for way in ways:
                page.goto(way, timeout=SOON)
            buttons = page.query_selector_all(OURS)
            number = len(buttons)
            if buttons:
                with page.expect_navigation(timeout=SOON):
                    page.locator(OURS).nth(at).click(timeout=SOON)
        at += 1
    return number


def used(live: Live) -> int:
    """Count the links that were used, and the sessions that came of them."""
    with system_scope(live.installation, writes=False) as system:
        links = system.session.exec(select(SignInLink).where(col(SignInLink.used_at).is_not(None))).all()
        return len(links) + len(system.session.exec(select(SignInSession)).all())


def nothing_counted(live: Live) -> bool:
    """Say that nobody guessed a PIN, and that nothing was stopped."""
    with system_scope(live.installation, writes=False) as system:
        links = system.session.exec(select(SignInLink)).all()
        everybody = system.session.exec(select(Person)).all()
        bells = system.session.exec(select(Doorbell)).all()
        assert bells
        guessed = [*(one.wrong_pins for one in links), *(one.wrong_pins for one in everybody)]
        return not any(guessed) and not any(one.contact_stopped_at for one in everybody)

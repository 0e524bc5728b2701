"""No PIN on the morning: who answers, what else one can do, and only what the council has said."""

import re

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.world import COUNCIL


@pytest.mark.parametrize("address", ["/s", "/s/unlock"])
def test_a_parent_without_a_pin_finds_the_numbers_of_her_council(visitor: Browser, address: str) -> None:
    page = visitor.get(address)
    assert "/s/no-pin" in page.links()

    general = visitor.get("/s/no-pin")
    council = visitor.get(f"/{COUNCIL}/en/no-pin")

    assert f"/{COUNCIL}/en/no-pin" in general.links()
    for shown in (general, council):
        assert shown.heading == "You do not have your PIN"
        assert "You do not need this site or a PIN to come to the meeting." in shown.text
        assert "They check that it is you. Then they give you a new PIN" in shown.text
    assert f"/{COUNCIL}/en/guide" in council.links()


def test_the_page_after_asking_for_a_link_leads_there(visitor: Browser) -> None:
    assert f"/{COUNCIL}/en/no-pin" in visitor.get(f"/{COUNCIL}/en/sign-in/sent").links()


def test_a_link_that_waits_does_not_say_whose_it_is(visitor: Browser) -> None:
    before = visitor.get("/s/no-pin").html
    visitor.get("/s/" + "x" * 43)

    assert visitor.get("/s/no-pin").html == before


def test_every_number_on_the_page_is_one_that_this_council_gave(
    visitor: Browser, portal: Installation
) -> None:
    for council in portal.catalogue.all():
        page = visitor.get(f"/{council.key}/en/no-pin")
        told = council.model_dump_json()
        for link in page.soup.select('main a[href^="tel:"]'):
            shown = link.get_text(strip=True)
            assert "999" in shown or shown in told, f"{council.key}: {shown}"
        for number in re.findall(r"0[\d ]{9,}\d", page.text):
            assert number.strip() in told, f"{council.key}: {number}"


def test_a_parent_whose_page_has_locked_finds_it_too(amira: Browser, clock: Clock, app: FastAPI) -> None:
    assert app.state.installation is amira.installation
    clock.move(minutes=25)

    assert "/s/no-pin" in amira.get("/m").links()

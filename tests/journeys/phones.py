"""A phone of somebody's own in a journey: small, with or without JavaScript, signed in or not yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.journeys.conftest import Live
from tests.journeys.walking import Walker
from tests.support.chromium import browsing
from tests.support.families import Someone


@contextmanager
def somebody(chromium: Browser, live: Live, who: Someone | None, *, script: bool = True) -> Iterator[Walker]:
    """Open a phone of their own, signed in when somebody is named."""
    with (
        browsing(
            chromium,
            base_url=live.address,
            viewport={"width": 360, "height": 740},
            java_script_enabled=script,
        ) as own,
        browsing(chromium, viewport={"width": 360, "height": 740}) as other,
    ):
        walker = Walker(own.new_page(), None if script else other.new_page())
        if who:
            sign_in(walker, live.fresh_link(who), who.pin)
        yield walker


def sign_in(walker: Walker, link: str, pin: str) -> None:
    """Open a link and type the PIN."""
    walker.page.goto(link)
    walker.write("PIN", pin)
    walker.press("Continue")

"""A parent: from a message on the phone to everything that can be read, written and sent."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from app.reports.models import Author
from tests.journeys.conftest import Live
from tests.journeys.walking import Walker
from tests.reports import sharing
from tests.support.chromium import browsing
from tests.support.pseudo import RIGHT_TO_LEFT
from tests.support.world import COUNCIL

pytestmark = pytest.mark.browser

SIZES = [(360, 740, True), (360, 740, False), (1280, 800, True)]


@pytest.fixture(params=SIZES, ids=["phone", "phone without JavaScript", "wide screen"])
def walker(request: pytest.FixtureRequest, chromium: Browser, live: Live) -> Iterator[Walker]:
    """Give the parent a browser."""
    width, height, script = request.param
    size: ViewportSize = {"width": width, "height": height}
    with (
        browsing(chromium, base_url=live.address, viewport=size, java_script_enabled=script) as own,
        browsing(chromium, viewport=size) as other,
    ):
        yield Walker(own.new_page(), None if script else other.new_page())


def sign_in(walker: Walker, live: Live) -> None:
    """Ring the doorbell of the invitation, open the link that comes, and type the PIN."""
    walker.open(live.invitation(live.people.amira))
    walker.press("Send me my link")
    walker.page.goto(live.newest_link(live.people.amira, "/s/"))
    walker.look()
    walker.write("PIN", live.people.amira.pin)
    walker.press("Continue")


def test_a_parent_reads_prepares_sends_and_complains(walker: Walker, live: Live) -> None:
    sharing.keep(live.installation, live.people, "amira", author=Author.SCHOOL)
    sign_in(walker, live)
    walker.reads("Your meeting", "Room 2, Town Hall", "This meeting cannot take your child away")

    read_the_report_and_reply(walker)
    prepare_and_send(walker)
    write_to_the_meeting(walker)
    complain(walker)

    walker.open("/m/sent")
    assert walker.page.locator("main").get_by_role("link").count() >= 4


def read_the_report_and_reply(walker: Walker) -> None:
    """Read the report on the screen and say what is wrong with it."""
    walker.door("Reports")
    walker.page.locator("main h2 a").first.click()
    walker.look()
    walker.press("Read it now")
    walker.reads(sharing.WORDS, "The original may look different")
    walker.follow("Say what is wrong or missing")
    walker.choose("This is wrong")
    walker.write("What do you want to say?", "I was at work. My sister was there at 4.")
    walker.press("Check what I said")
    walker.press("Send")
    walker.reads("My sister was there at 4.")


def prepare_and_send(walker: Walker) -> None:
    """Answer what I want to answer, leave the rest, and send it to the chair."""
    walker.door("What you think")
    walker.follow("Get ready to speak")
    walker.page.locator("main .tasks a, main ul a, main ol a").first.click()
    walker.look()
    for number in range(6):
        if number == 1:
            walker.page.locator("main textarea").fill("Bedtime is calm now, we read together.")
        if number == 5:
            walker.page.locator('main input[type=radio][value="2"]').check()
        walker.press("Continue")
    walker.reads("999")
    walker.open("/m/prepare/check")
    walker.reads("Bedtime is calm now, we read together.")
    walker.press("Send it to the chair")
    walker.reads("Bedtime is calm now, we read together.")


def write_to_the_meeting(walker: Walker) -> None:
    """Write a letter that the chair reads out."""
    walker.door("What you think")
    walker.follow("Write to the meeting")
    walker.page.locator("main textarea").fill("I cannot come. My children are well. Please read this.")
    walker.press("Continue")
    walker.page.locator("main input[type=radio]").first.check()
    walker.press("Continue")
    walker.press("Send it to the chair")
    walker.reads("I cannot come.")


def complain(walker: Walker) -> None:
    """Say what went wrong, having read first that the decision stands."""
    walker.door("What you think")
    walker.follow("Tell us you are unhappy")
    walker.reads("What the meeting decided stays in place while we look into it.")
    walker.press_or_follow("Start")
    walker.page.locator("main textarea").fill("I was not told about the report in time.")
    for _ in range(8):
        if "/check" in walker.page.url:
            break
        radios = walker.page.locator("main input[type=radio]")
        if radios.count():
            radios.first.check()
        walker.press("Continue")
    walker.reads("I was not told about the report in time.")
    walker.press("Send")
    walker.reads("I was not told about the report in time.")


@pytest.mark.leaves
def test_leaving_ends_the_session_and_back_shows_nothing(walker: Walker, live: Live) -> None:
    sign_in(walker, live)

    walker.page.get_by_role("banner").get_by_role("link", name="Leave this site").last.click()
    walker.page.wait_for_url(live.neutral + "/**")
    walker.page.go_back()

    assert "Amira" not in walker.page.content()
    walker.page.goto("/m")
    assert "/m" not in walker.page.url.removeprefix(live.address)
    if walker.beside is None:
        assert walker.page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("walker", [(360, 740, True)], ids=["phone"], indirect=True)
def test_words_save_themselves_while_they_are_written(walker: Walker, live: Live) -> None:
    sign_in(walker, live)
    walker.open("/m/prepare/going_well")
    walker.page.locator("main textarea").press_sequentially("We read together.")
    walker.page.get_by_text(re.compile(r"Saved( at)? \d\d:\d\d")).first.wait_for()

    walker.open("/m/prepare/going_well")

    assert walker.page.locator("main textarea").input_value() == "We read together."


def test_every_page_fits_a_narrow_screen_from_right_to_left(chromium: Browser, live: Live) -> None:
    with browsing(chromium, base_url=live.address, viewport={"width": 320, "height": 640}) as context:
        walker = Walker(context.new_page())
        live.speak(live.people.amira, RIGHT_TO_LEFT)
        sharing.keep(live.installation, live.people, "amira")
        walker.page.goto(live.fresh_link(live.people.amira))
        walker.page.locator("main input[name=pin]").fill(live.people.amira.pin)
        walker.page.locator("main button.solid").click()
        assert walker.page.locator("html").get_attribute("dir") == "rtl"

        for address in addresses_from(walker.page):
            walker.open(address)


def addresses_from(page: Page) -> list[str]:
    """Return every address of ours that the pages behind the four doors lead to."""
    found: list[str] = []
    waiting = ["/m", "/m/reports", "/m/think", "/m/help", f"/{COUNCIL}/{RIGHT_TO_LEFT}/guide"]
    while waiting and len(found) < 40:
        address = waiting.pop(0)
        page.goto(address)
        found.append(address)
        links = page.locator("main a[href^='/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for link in links:
            plain = str(link).partition("#")[0].partition("?")[0]
            if plain not in found + waiting and "calendar" not in plain:
                waiting.append(plain)
    return found

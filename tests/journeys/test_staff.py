"""Staff: an administrator sets everything up, and the parent, the chair and the officer find it there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from app.kit import clock
from tests.journeys.conftest import Live
from tests.journeys.walking import Walker
from tests.reports import sharing
from tests.support.chromium import browsing
from tests.support.families import Someone

pytestmark = pytest.mark.browser

CONTACT = "rosa.lind@example.org"


@contextmanager
def somebody(chromium: Browser, live: Live, width: int, who: Someone | None = None) -> Iterator[Walker]:
    """Open a browser of their own, signed in as staff when somebody is named."""
    with browsing(chromium, base_url=live.address, viewport={"width": width, "height": 800}) as context:
        walker = Walker(context.new_page())
        if who:
            walker.page.goto(live.fresh_link(who))
            walker.write("PIN", who.pin)
            walker.press("Continue")
        yield walker


@pytest.mark.parametrize("width", [1280, 360])
def test_from_an_empty_file_to_an_answered_complaint(chromium: Browser, live: Live, width: int) -> None:
    with somebody(chromium, live, width, live.people.ada) as ada:
        pin = set_up_family(ada)
        call_meeting(ada)
        share_report(ada)

    rosa = Someone("Rosa Lind", "", live.people.amira.role, "", CONTACT, pin)
    with somebody(chromium, live, width) as parent:
        parent.page.goto(live.newest_link(rosa, "/d/"))
        parent.press("Send me my link")
        parent.page.goto(live.newest_link(rosa, "/s/"))
        parent.write("PIN", pin)
        parent.press("Continue")
        parent.press("Go on")
        parent.reads("Council House, Room 4")
        read_and_write(parent)

    with somebody(chromium, live, width, live.people.dev) as dev:
        hear_the_words(dev)
    with somebody(chromium, live, width, live.people.olive) as olive:
        answer_the_complaint(olive)

    with somebody(chromium, live, width, live.people.ada) as ada:
        ada.door("Families")
        ada.first_file()
        ada.follow("Reports")
        ada.page.locator("main a").filter(has_text="Report").last.click()
        ada.look()
        ada.reads("Opened")


def set_up_family(ada: Walker) -> str:
    """Open a family, add a child and a parent, say how contact is safe, and give a PIN."""
    ada.door("Families")
    ada.press_or_follow("Open a family")
    ada.write("First names of the children", "Ivo")
    ada.press("Open the file")
    ada.follow("Add a person")
    ada.write("Name", "Rosa Lind")
    ada.choose("Parent")
    ada.write("E-mail address or mobile number", CONTACT)
    for box in ada.page.locator("main input[type=checkbox]").all():
        box.check()
    ada.press("Add this person")
    ada.page.locator("main input[type=radio][value=quiet]").check()
    ada.page.locator("main input[type=radio][value=no]").first.check()
    ada.press("Save")
    ada.page.locator("main button", has_text="a PIN").first.click()
    ada.look()
    found = re.search(r"\b(\d{3}) ?(\d{3})\b", ada.page.locator("main").inner_text())
    assert found, "no PIN on the card"
    return found[1] + found[2]


def call_meeting(ada: Walker) -> None:
    """Call a meeting in nine days and invite the parent to it."""
    ada.door("Families")
    ada.first_file()
    ada.follow("Call a meeting")
    meets_at = clock.now() + timedelta(days=9)
    ada.page.locator("main input[type=radio]").first.check()
    for label, value in (("Day", meets_at.day), ("Month", meets_at.month), ("Year", meets_at.year)):
        ada.page.get_by_label(label, exact=True).fill(str(value))
    ada.write("Hour", "14")
    ada.write("Minute", "30")
    ada.write("Place", "Council House, Room 4")
    ada.page.get_by_label("Chair").select_option(label="Dev Carter")
    ada.press("Call the meeting")
    ada.page.locator("main input[type=checkbox]").first.check()
    ada.press("Invite them")
    ada.page.locator("main button", has_text="the invitation").first.click()
    ada.look()
    ada.reads("Sent")


def share_report(ada: Walker) -> None:
    """Add a report and share it with the parent."""
    ada.door("Families")
    ada.first_file()
    ada.follow("Reports")
    ada.press_or_follow("Add a report")
    report = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": sharing.pdf()}
    ada.page.locator("main input[type=file]").set_input_files(report)  # type: ignore[arg-type]
    for name in ("author", "title", "meeting"):
        ada.page.locator(f"main input[name={name}]").first.check()
    ada.press("Check and keep it")
    ada.press_or_follow("Share it")
    ada.page.locator("main input[type=checkbox]").first.check()
    ada.press("Share with the people I chose")


def read_and_write(parent: Walker) -> None:
    """Open the report, write to the meeting, and complain."""
    parent.door("Reports")
    parent.page.locator("main h2 a").first.click()
    parent.press("Read it now")
    parent.reads(sharing.WORDS)
    parent.open("/m/views")
    parent.page.locator("main textarea").fill("Please read this out.")
    parent.press("Continue")
    parent.page.locator("main input[type=radio]").first.check()
    parent.press("Continue")
    parent.press("Send it to the chair")
    parent.open("/m/unhappy")
    parent.press_or_follow("Start")
    parent.page.locator("main textarea").fill("The letter came late.")
    for _ in range(8):
        if "/check" in parent.page.url:
            break
        radios = parent.page.locator("main input[type=radio]")
        if radios.count():
            radios.first.check()
        parent.press("Continue")
    parent.press("Send")


def hear_the_words(dev: Walker) -> None:
    """The chair opens what was sent."""
    dev.door("Families")
    dev.first_file()
    dev.follow("Written views")
    dev.first_file()
    dev.press("Open it")
    dev.reads("Please read this out.")


def answer_the_complaint(olive: Walker) -> None:
    """The officer takes the complaint and answers it."""
    olive.door("Complaints")
    olive.page.locator("main button", has_text="Take").first.click()
    olive.look()
    olive.reads("The letter came late.")
    olive.press_or_follow("Write the answer")
    olive.page.locator("main textarea").fill("You are right. We are sorry. It will be sent by post and here.")
    olive.press("Continue")
    olive.press("Send the answer")

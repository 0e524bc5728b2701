"""A helper: asked for on a parent's phone, agreed by staff, at work at once, and gone with one press."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Live
from tests.journeys.phones import sign_in, somebody
from tests.journeys.walking import Walker
from tests.support.families import Someone

pytestmark = pytest.mark.browser

CONTACT = "hana.quill@example.org"


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_parent_is_helped_and_ends_it(chromium: Browser, live: Live, *, script: bool) -> None:
    with somebody(chromium, live, live.people.amira, script=script) as parent:
        ask(parent)

        with somebody(chromium, live, live.people.sam) as staff:
            pin = agree(staff)

        hana = Someone("Hana Quill", "", live.people.carol.role, "", CONTACT, pin)
        with somebody(chromium, live, None, script=script) as helper:
            helper.page.goto(live.newest_link(hana, "/d/"))
            helper.press("Send me my link")
            sign_in(helper, live.newest_link(hana, "/s/"), pin)
            write(helper)

            parent.open("/m/helpers")
            parent.follow("Hana Quill")
            parent.reads("What they did", "Hana Quill wrote an answer for you to check.")
            parent.press("End it now")
            parent.reads("You ended this on", "They have no access any more.")

            helper.page.goto("/m")
            helper.look()
            helper.reads("You no longer have access")


def ask(parent: Walker) -> None:
    """Ask for a friend, and leave the day as it is."""
    parent.follow("People who help you")
    parent.follow("Ask for somebody to help you")
    parent.press("Ask for this person")
    parent.reads("Write their name.", "Choose at least one thing that they may do.")
    parent.write("Their name", "Hana Quill")
    parent.write("Who are they to you?", "My friend")
    parent.write("Their e-mail address or mobile number", CONTACT)
    parent.choose("As a supporter")
    parent.choose("See when and where the meeting is")
    parent.choose("Write answers for you to check")
    parent.press("Ask for this person")
    parent.reads("We will check this.", "Hana Quill")


def agree(staff: Walker) -> str:
    """Look who it is, agree, and give the PIN that the page shows once."""
    staff.reads("Somebody asked for a helper", "1 waits for you")
    staff.page.locator("main .tasks a").first.click()
    staff.follow("Hana Quill")
    staff.choose("Agree")
    staff.press("Save the decision")
    staff.follow("Give a PIN")
    staff.page.locator("main button", has_text="a PIN").first.click()
    staff.look()
    return "".join(sign for sign in staff.page.locator("main .count").inner_text() if sign.isdigit())


def write(helper: Walker) -> None:
    """Read the first page, see the meeting, and write an answer."""
    helper.press("Go on")
    helper.reads("You are helping Amira.", "Room 2, Town Hall", "You keep what you read here to yourself.")
    helper.follow("Answers to the questions")
    helper.page.locator("main .tasks a, main li a").first.click()
    helper.look()
    helper.page.locator("main textarea").fill("Say that the mornings are calm now.")
    helper.press("Save and come back later")
    helper.reads("Your words are saved.")

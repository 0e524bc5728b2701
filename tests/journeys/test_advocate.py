"""An advocate of two families: one at a time, with what each parent allowed, until a parent ends it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from app.access.models import Permission
from app.families.models import Role
from app.kit.cookies import SESSION_COOKIE
from tests.journeys.conftest import Live
from tests.journeys.phones import somebody
from tests.journeys.walking import Walker
from tests.support import families
from tests.support.families import Someone

pytestmark = pytest.mark.browser

SEE, READ = Permission.HELP_SEE_MEETING, Permission.HELP_READ_PREPARATION
WRITE = Permission.HELP_DRAFT_PREPARATION
OWN_WORDS, SUGGESTED = "Bedtime is calm now.", "Mornings are calm too, and breakfast is at 8."
LATE = "Say that the school sees the change."


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_advocate_helps_two_families_and_one_parent_ends_it(
    chromium: Browser, live: Live, *, script: bool
) -> None:
    vera = helper_of_two(live)
    with (
        somebody(chromium, live, live.people.amira, script=script) as parent,
        somebody(chromium, live, vera, script=script) as advocate,
    ):
        write_an_answer(parent)

        begin_with(advocate, "Amira")
        read_and_suggest(advocate)
        first_session = session_of(advocate)
        turn_to(advocate, "Erin")
        assert session_of(advocate) != first_session
        going_back_shows_nothing_of(advocate, "Amira", OWN_WORDS, SUGGESTED)

        use_and_send(parent)

        turn_to(advocate, "Amira")
        open_answers(advocate)
        advocate.page.locator("main textarea").fill(LATE)
        end_it(parent)
        advocate.press("Show it to Amira")
        find_it_ended(advocate)


def helper_of_two(live: Live) -> Someone:
    """Let Vera help Amira, who lets her read and write answers, and Erin, who lets her see the meeting."""
    portal, people = live.installation, live.people
    vera = families.add_helper(portal, people.amira, "Vera Holm", Role.ADVOCATE, SEE, READ, WRITE)
    families.add_helper(portal, people.erin, "Vera Holm", Role.ADVOCATE, SEE, contact=vera.contact)
    return vera


def write_an_answer(parent: Walker) -> None:
    """Answer a question, and keep it."""
    parent.door("What you think")
    parent.follow("Get ready to speak")
    open_question(parent)
    parent.page.locator("main textarea").fill(OWN_WORDS)
    parent.press("Save and come back later")
    parent.reads("Your words are saved.")


def begin_with(advocate: Walker, name: str) -> None:
    """Choose one family from the list that comes after the PIN."""
    advocate.reads("Which page do you want to open?", "You help Amira", "You help Erin")
    choose(advocate, name)


def turn_to(advocate: Walker, name: str) -> None:
    """Go to the list, and choose a family there."""
    advocate.door("Whom you help")
    choose(advocate, name)


def choose(advocate: Walker, name: str) -> None:
    advocate.choose(f"You help {name}")
    advocate.press("Continue")
    advocate.reads(f"You are helping {name}.", "Room 2, Town Hall")


def read_and_suggest(advocate: Walker) -> None:
    """Read what Amira wrote, write something for her, and show it; there is nothing to send with."""
    open_answers(advocate)
    advocate.reads("What Amira has written", OWN_WORDS)
    advocate.page.locator("main textarea").fill(SUGGESTED)
    assert advocate.page.locator("main").get_by_role("button", name="Send").count() == 0
    advocate.press("Show it to Amira")
    advocate.reads("Shown on")


def open_answers(advocate: Walker) -> None:
    advocate.follow("Answers to the questions")
    advocate.reads("What you write")
    open_question(advocate)


def open_question(walker: Walker) -> None:
    """Open the second question: the first is about danger, and shows whom to ring before all else."""
    walker.page.locator("main .tasks a").nth(1).click()
    walker.look()


def session_of(walker: Walker) -> str:
    """Return the cookie by which the portal knows this browser."""
    cookies = {one["name"]: one["value"] for one in walker.page.context.cookies()}
    return str(cookies[SESSION_COOKIE])


def going_back_shows_nothing_of(advocate: Walker, *words: str) -> None:
    """Press Back through every page of the family before: none of it is shown again."""
    shown = {}
    for _ in range(4):
        advocate.page.go_back()
        shown[urlsplit(advocate.page.url).path] = advocate.page.content()
    assert "/m/helped/answers" in shown
    for address, text in shown.items():
        # The list names everybody who is helped.
        assert address == "/m/choose" or not [one for one in words if one in text], f"{address} after Back"
    advocate.open("/m")
    advocate.reads("You are helping Erin.")


def use_and_send(parent: Walker) -> None:
    """Use what the advocate wrote, and send it, which only she can."""
    parent.door("What you think")
    parent.follow("Get ready to speak")
    parent.reads("Vera wrote for you")
    open_question(parent)
    parent.follow("Read it and choose")
    parent.reads(OWN_WORDS, SUGGESTED, "Nothing is sent.")
    parent.press("Put both together")
    parent.open("/m/prepare/check")
    parent.reads(OWN_WORDS, SUGGESTED)
    parent.press("Send it to the chair")
    parent.reads(SUGGESTED)


def end_it(parent: Walker) -> None:
    """End it with one tap."""
    parent.open("/m/helpers")
    parent.follow("Vera Holm")
    parent.reads("Vera Holm showed you an answer to check.")
    parent.press("End it now")
    parent.reads("They have no access any more.")


def find_it_ended(advocate: Walker) -> None:
    """Read that it is over, keep the words that were being written, and go on with the other family."""
    advocate.reads("You no longer have access", LATE)
    assert "Amira" not in advocate.page.content()
    advocate.follow("Whom you help")
    advocate.reads("You help Erin")
    assert "Amira" not in advocate.page.content()
    choose(advocate, "Erin")

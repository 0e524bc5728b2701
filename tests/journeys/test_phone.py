"""A phone that others may pick up: the first page, the way out, and what stays behind on the device."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.journeys.conftest import Live
from tests.journeys.walking import Walker
from tests.support import families
from tests.support.chromium import browsing
from tests.support.families import Someone

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
TELLING = re.compile(
    r"amira|haddad|nadia|brook|noor|zayd|child|protect|safeguard|abuse|worker", re.IGNORECASE
)
LEFT_BEHIND = """async () => [
  localStorage.length, sessionStorage.length, document.cookie.length,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def walker(request: pytest.FixtureRequest, chromium: Browser, live: Live) -> Iterator[Walker]:
    """Give the parent a small phone."""
    with (
        browsing(chromium, base_url=live.address, viewport=PHONE, java_script_enabled=request.param) as own,
        browsing(chromium, viewport=PHONE) as other,
    ):
        yield Walker(own.new_page(), None if request.param else other.new_page())


def sign_in(walker: Walker, live: Live, who: Someone, *, pin: str | None = None) -> None:
    """Open a fresh link and type the PIN, or none."""
    walker.page.goto(live.fresh_link(who))
    walker.look()
    walker.write("PIN", who.pin if pin is None else pin)
    walker.press("Continue")


def leave(walker: Walker, live: Live) -> None:
    """Press the button at the top of the page."""
    walker.page.get_by_role("banner").get_by_role("link", name="Leave this site").last.click()
    walker.page.wait_for_url(live.neutral + "/**")


def test_on_a_first_visit_one_page_comes_first_and_she_goes_on(walker: Walker, live: Live) -> None:
    people = live.people
    nadia = families.add_member(live.installation, people.ada, people.family, "Nadia Brook", welcomed=False)

    sign_in(walker, live, nadia)
    walker.reads("You can stop at any time", "The button does not clear your history.", "Easy Read")
    assert walker.page.get_by_role("banner").get_by_role("link", name="Leave this site").last.is_visible()
    walker.press("Go on")

    assert walker.page.locator("h1").inner_text() == "Your meeting"


@pytest.mark.leaves
def test_after_the_way_out_nothing_on_the_phone_tells_what_was_read(walker: Walker, live: Live) -> None:
    sign_in(walker, live, live.people.amira)
    for address in ("/m/first", "/m/details", "/m/details/wrong", "/m/phone", "/m/prepare", "/m/sent"):
        walker.open(address)
    walker.open("/m/phone")
    walker.page.get_by_label("Your PIN").fill(live.people.amira.pin)
    walker.press("Only I use this phone")
    titles = set(walker.seen)

    leave(walker, live)

    assert walker.context.cookies(live.address) == []
    assert not [title for title in titles if TELLING.search(title)], titles
    walker.page.go_back()
    assert "Amira" not in walker.page.content()
    assert "Where you need no PIN" not in walker.page.content()
    if walker.beside is None:
        walker.page.goto(f"{live.address}/barnsley/en/safe")
        assert walker.page.evaluate(LEFT_BEHIND) == [0] * 6


@pytest.mark.leaves
def test_on_her_own_phone_the_link_is_enough_until_she_leaves_in_a_hurry(walker: Walker, live: Live) -> None:
    amira, ben = live.people.amira, live.people.ben
    sign_in(walker, live, amira)
    walker.open("/m/phone")
    walker.page.get_by_label("Your PIN").fill(amira.pin)
    walker.press("Only I use this phone")
    walker.reads("On this phone your link is enough.")
    walker.page.get_by_role("contentinfo").get_by_role("button", name="Sign out").click()

    sign_in(walker, live, ben, pin="")
    walker.reads("It did not work without the PIN.")
    sign_in(walker, live, amira, pin="")
    assert walker.page.locator("h1").inner_text() == "Your meeting"

    leave(walker, live)
    sign_in(walker, live, amira, pin="")
    walker.reads("Type the PIN that we gave you.")


@pytest.mark.leaves
@pytest.mark.parametrize("walker", [True], ids=["with JavaScript"], indirect=True)
def test_three_presses_of_shift_leave_from_the_first_page_on(walker: Walker, live: Live) -> None:
    sign_in(walker, live, live.people.amira)
    walker.open("/m/first")

    for _ in range(3):
        walker.page.keyboard.press("Shift")

    walker.page.wait_for_url(live.neutral + "/**")
    assert walker.context.cookies(live.address) == []


def test_a_stranger_says_that_the_message_is_not_for_them(walker: Walker, live: Live) -> None:
    walker.page.goto(live.fresh_link(live.people.amira))
    walker.look()
    walker.follow("This is not for me")
    walker.press("Tell us")
    walker.reads("Tick the box if the message is not for you.")
    walker.choose("This message is not for me")
    walker.press("Tell us")
    walker.reads("Thank you for telling us")

    sign_in(walker, live, live.people.amira)
    walker.reads("This link and PIN do not go together.")

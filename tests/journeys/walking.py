"""How a person walks: opening, reading, pressing; every page they see is looked at by axe."""

from typing import Any

from playwright.sync_api import Page

from tests.support import axe

WAITS_MS = 20_000


class Walker:
    """Somebody with a browser.

    Without JavaScript axe cannot run in their own tab: the same page is then laid out in another one.
    """

    def __init__(self, page: Page, beside: Page | None = None) -> None:
        """Take the tab they use, and the one in which axe looks where theirs runs no scripts."""
        self.page = page
        self.beside = beside
        self.page.set_default_timeout(WAITS_MS)
        self.seen: list[str] = []

    def look(self) -> None:
        """Look at the page that is shown."""
        if self.beside is None:
            axe.look_at(self.page)
        else:
            shown = self.page.content()
            self.beside.route(
                self.page.url, lambda route: route.fulfill(body=shown, content_type="text/html")
            )
            self.beside.goto(self.page.url)
            axe.look_at(self.beside)
            self.beside.unroute(self.page.url)
        self.seen.append(self.page.title())

    def open(self, address: str) -> None:
        """Open an address and look."""
        self.page.goto(address)
        self.look()

    def follow(self, name: str) -> None:
        """Follow the first link in the main part with this name, and look."""
        self.page.locator("main").get_by_role("link", name=name).first.click()
        self.look()

    def door(self, name: str) -> None:
        """Go through one of the doors at the top, and look."""
        self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        self.look()

    def press(self, name: str) -> None:
        """Press a button in the main part, and look."""
        self.page.locator("main").get_by_role("button", name=name).first.click()
        self.look()

    def press_or_follow(self, name: str) -> None:
        """Press the button, or follow the link, that begins something, and look."""
        main = self.page.locator("main")
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
        self.look()

    def first_file(self) -> None:
        """Open what stands first in a list, and look."""
        self.page.locator("main .tasks a, main table a, main li a").first.click()
        self.look()

    def write(self, label: str, text: str) -> None:
        """Write into the field with this label."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str) -> None:
        """Choose a radio or tick a box."""
        self.page.get_by_label(label, exact=True).first.check()

    def reads(self, *texts: str) -> None:
        """Expect these texts in the main part."""
        main = " ".join((self.page.locator("main").inner_text()).split())
        for text in texts:
            assert text in main, f"{text!r} is not on {self.page.url}: {main[:1500]}"

    @property
    def context(self) -> Any:
        """The browser the tab belongs to."""
        return self.page.context

"""The script in a real browser: words save themselves, the way out leaves nothing, the page locks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment
from playwright.sync_api import Browser, Page, Route, expect

from app.kit.look import compile_stylesheet
from tests.look.pages import PAGE, ROOT, Typed
from tests.support.chromium import browsing

pytestmark = pytest.mark.browser

SITE = "https://portal.example"
QUESTION = (
    '{% extends "layouts/page.html" %}{% from "components/textarea.html" import textarea %}'
    '{% from "components/form_to.html" import form_to %}{% from "components/button.html" import button %}'
    "{% block title %}A question{% endblock %}{% block content %}<h1>A question</h1>"
    '{% call form_to(form, "/m/draft", seen_version=1) %}'
    '{{ textarea(form, "words", "Words", autosave=True) }}'
    '{{ button("Continue") }}{% endcall %}{% endblock %}'
)
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
POLICY += "form-action 'self'; require-trusted-types-for 'script'"


@dataclass
class Portal:
    """A stand-in for the server: one question page, and a draft that takes what is sent."""

    question: str
    sent: list[tuple[str, str]] = field(default_factory=list)
    answer: int = 204
    offline: bool = False

    def serve(self, route: Route) -> None:
        """Answer one request of the browser."""
        path = route.request.url.removeprefix(SITE)
        if route.request.method == "POST":
            self._take(route)
        elif path == "/static/portal.js":
            route.fulfill(body=(ROOT / "static" / "portal.js").read_bytes(), content_type="text/javascript")
        elif path == "/static/portal.css":
            styles = compile_stylesheet((ROOT / "static" / "portal.css").read_text())
            route.fulfill(body=styles, content_type="text/css")
        elif path == "/m/question":
            self._page(route, self.question)
        else:
            self._page(route, f"<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1><p>{path}</p>")

    def _page(self, route: Route, body: str) -> None:
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        route.fulfill(body=body, content_type="text/html", headers=headers)

    def _take(self, route: Route) -> None:
        kind = "autosave" if "x-autosave" in route.request.headers else "sent"
        if self.offline:
            route.abort()
            return
        self.sent.append((kind, route.request.post_data or ""))
        if kind == "sent":
            self._page(route, "<!doctype html><title>Sent</title><h1>Sent</h1>")
        else:
            headers = {"X-Saved-At": "10:42", "X-Draft-Version": str(len(self.sent) + 1)}
            route.fulfill(status=self.answer, headers=headers)


Visit = Callable[..., Page]


@pytest.fixture
def portal(environment: Environment) -> Portal:
    """Return the stand-in with the question page of a signed-in parent."""
    values: dict[str, Any] = PAGE | {
        "signed_in": SimpleNamespace(
            is_staff=False, is_helper=False, has_closed=False, beside_name="", emergency_until=None
        ),
        "form": Typed(),
    }
    return Portal(environment.from_string(QUESTION).render(values))


@pytest.fixture
def page(chromium: Browser, portal: Portal) -> Iterator[Page]:
    """Open the question page; a fault in the script or a breach of the policy fails the test."""
    faults: list[str] = []
    with browsing(chromium) as context:
        opened = context.new_page()
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda said: faults.append(said.text) if "Policy" in said.text else None)
        opened.clock.install()
        opened.route("**/*", portal.serve)
        opened.goto(f"{SITE}/start")
        opened.goto(f"{SITE}/m/question")
        yield opened
    assert faults == []


def test_words_save_themselves_two_seconds_after_the_last_key(page: Page, portal: Portal) -> None:
    page.get_by_label("Words").press_sequentially("my side")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.clock.run_for(2100)

    expect(page.locator("[data-visible]")).to_have_text("Saved at 10:42")
    assert portal.sent == [("autosave", "form_token=token&seen_version=1&words=my+side")]
    expect(page.locator("[name=seen_version]")).to_have_value("2")


def test_only_the_first_save_is_read_out(page: Page) -> None:
    spoken = page.locator("[data-saved-line] [role=status]")
    page.get_by_label("Words").press_sequentially("one")
    page.clock.run_for(2100)
    expect(spoken).to_have_text("Saved at 10:42")
    page.evaluate("document.querySelector('[data-saved-line] [role=status]').textContent = ''")

    page.get_by_label("Words").press_sequentially(" two")
    page.clock.run_for(2100)

    expect(page.locator("[data-visible]")).to_have_text("Saved at 10:42")
    expect(spoken).to_have_text("")


def test_without_signal_it_says_so_and_tries_again(page: Page, portal: Portal) -> None:
    portal.offline = True
    page.get_by_label("Words").press_sequentially("kept")
    page.clock.run_for(2100)
    line = page.locator("[data-visible]")
    expect(line).to_have_text("Not saved: no signal. Keep this page open. We will try again.")

    portal.offline = False
    page.clock.run_for(10_100)

    expect(line).to_have_text("Saved at 10:42")
    assert len(portal.sent) == 1


def test_other_words_are_never_written_over(page: Page, portal: Portal) -> None:
    portal.answer = 409
    page.get_by_label("Words").press_sequentially("mine")
    page.clock.run_for(2100)
    expect(page.locator("[data-visible]")).to_contain_text("you also wrote on another phone")

    page.get_by_label("Words").press_sequentially(" more")
    page.clock.run_for(20_000)

    assert len(portal.sent) == 1


def test_pressing_twice_sends_once(page: Page) -> None:
    passed = page.evaluate(
        """() => {
            let passed = 0;
            addEventListener("submit", (event) => {
                if (!event.defaultPrevented) passed += 1;
                event.preventDefault();
            });
            const button = document.querySelector("main button");
            button.click();
            button.click();
            return passed;
        }"""
    )

    assert passed == 1


def test_a_sent_form_arrives_with_all_its_words(page: Page, portal: Portal) -> None:
    page.get_by_label("Words").press_sequentially("my side")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading")).to_have_text("Sent")
    assert portal.sent == [("sent", "form_token=token&seen_version=1&words=my+side")]


def test_the_way_out_saves_the_last_words_and_leaves_no_page_behind(page: Page, portal: Portal) -> None:
    page.get_by_label("Words").press_sequentially("last")
    page.locator(".bar .leave").click()

    expect(page.get_by_text("/leave")).to_be_visible()
    assert [kind for kind, _ in portal.sent] == ["autosave"]
    page.go_back()
    expect(page.get_by_text("/start")).to_be_visible()


def test_three_presses_of_either_shift_key_leave(page: Page) -> None:
    page.keyboard.down("ShiftLeft")
    page.keyboard.down("ShiftRight")
    page.keyboard.up("ShiftLeft")
    page.keyboard.up("ShiftRight")
    page.keyboard.press("ShiftLeft")

    expect(page.get_by_text("/leave")).to_be_visible()


def test_capital_letters_do_not_leave(page: Page) -> None:
    page.get_by_label("Words").focus()
    for letter in "ABCD":
        page.keyboard.down("Shift")
        page.keyboard.press(letter)
        page.keyboard.up("Shift")

    expect(page.get_by_role("heading")).to_have_text("A question")


def test_a_private_page_that_comes_back_from_memory_covers_itself(page: Page) -> None:
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(page.get_by_role("heading")).to_have_text("Elsewhere")
    expect(page).to_have_url(f"{SITE}/")


def test_a_quiet_word_comes_before_the_lock_and_staying_is_one_press(page: Page) -> None:
    page.clock.run_for(18 * 60_000 + 2000)
    expect(page.get_by_text("We will close this page in 2 minutes")).to_be_visible()

    page.get_by_role("button", name="Stay").click()

    expect(page.locator("#idle")).to_be_hidden()
    page.clock.run_for(5 * 60_000)
    expect(page.get_by_role("heading")).to_have_text("A question")


def test_when_time_ends_nothing_private_stays_on_the_screen(page: Page) -> None:
    page.get_by_label("Words").press_sequentially("private")
    page.clock.run_for(2100)
    expect(page.locator("[data-visible]")).to_have_text("Saved at 10:42")
    page.clock.run_for(21 * 60_000)

    expect(page.get_by_role("heading")).to_have_text("Page closed")
    expect(page.get_by_text("Your words are saved.")).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)
    expect(page).to_have_title("Page closed")


def test_words_that_are_not_saved_are_hidden_but_kept_until_they_are(page: Page, portal: Portal) -> None:
    portal.offline = True
    page.get_by_label("Words").press_sequentially("waiting")
    page.clock.run_for(21 * 60_000)
    expect(page.get_by_text("Your last words are not saved yet.")).to_be_visible()
    expect(page.locator("textarea")).to_be_hidden()

    portal.offline = False
    page.clock.run_for(15_000)

    expect(page.get_by_text("Your words are saved.")).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)

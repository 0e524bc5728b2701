"""Two phones, lost signals and ended sessions: no word is lost, and none is written over unseen."""

from app.drafts import service as drafts
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import World


def autosave(browser: Browser, page: ShownPage, words: str) -> tuple[int, str]:
    """Save as the script does, and return the status and the version."""
    fields = {
        "form_token": page.value_of("form_token"),
        "seen_version": page.value_of("seen_version"),
        "words": words,
    }
    response = browser.client.post("/m/views", data=fields, headers={"x-autosave": "1"})
    return response.status_code, response.headers.get("x-draft-version", "")


def second_phone(browser: Browser) -> Browser:
    """Sign the same person in on another phone."""
    return Browser(browser.app, browser.who)


def in_two_places(amira: Browser) -> ShownPage:
    """Write on two phones, and return the page that the second one is shown."""
    other = second_phone(amira)
    here, there = amira.get("/m/views"), other.get("/m/views")
    other.press(there, "/m/views", words="Football", then="later")
    return amira.press(here, "/m/views", words="School", then="continue")


def test_words_save_themselves_with_the_time_and_the_version(amira: Browser) -> None:
    assert autosave(amira, amira.get("/m/views"), "School") == (204, "1")

    page = amira.get("/m/views")

    assert page.value_of("words") == "School"
    assert page.value_of("seen_version") == "1"
    assert "Saved at 10:00" in page.text


def test_the_texts_of_two_phones_are_both_shown_and_can_be_put_together(amira: Browser) -> None:
    page = in_two_places(amira)
    assert page.status == 409
    assert [card.get_text() for card in page.soup.select(".card .own-words")] == ["School", "Football"]

    page = amira.press(page, "/m/views/choose", keep="all")

    assert page.url == "/m/views"
    assert page.value_of("words") == "School\n\nFootball"


def test_either_text_can_be_kept(amira: Browser) -> None:
    page = in_two_places(amira)
    other = page.soup.select("button[name=keep]")[1]

    page = amira.press(page, "/m/views/choose", keep=str(other["value"]))

    assert page.value_of("words") == "Football"


def test_a_text_kept_by_the_script_is_shown_beside_the_other_when_the_page_opens_again(
    amira: Browser,
) -> None:
    other = second_phone(amira)
    here, there = amira.get("/m/views"), other.get("/m/views")
    other.press(there, "/m/views", words="Football", then="later")
    assert autosave(amira, here, "School")[0] == 409

    page = amira.get("/m/views")

    assert page.heading == "You wrote in two places"
    assert [card.get_text() for card in page.soup.select(".card .own-words")] == ["School", "Football"]


def test_words_that_arrive_while_choosing_are_shown_too(amira: Browser) -> None:
    page = in_two_places(amira)
    second_phone(amira).post("/m/views", words="Football and swimming", seen_version="1")

    page = amira.press(page, "/m/views/choose", keep=page.value_of("seen_version"))

    assert page.heading == "You wrote in two places"
    assert "Football and swimming" in page.text
    assert "School" in page.text


def test_a_page_that_holds_nothing_writes_over_nothing(amira: Browser) -> None:
    here = amira.get("/m/views")
    second_phone(amira).submit("/m/views", words="Football", then="later")

    amira.press(here, "/m/views", words="", then="continue")

    assert amira.get("/m/views").value_of("words") == "Football"


def test_words_sent_after_the_page_was_locked_come_back(amira: Browser, people: World, clock: Clock) -> None:
    page = amira.get("/m/views")
    clock.move(minutes=42)
    amira.press(page, "/m/views", words="Long words", then="continue", follow=False)
    again = second_phone(amira)

    page = again.get("/m/views")

    assert page.value_of("words") == "Long words"
    assert "These are the words you wrote at 10:42" in page.text
    again.press(page, "/m/views", words="Shorter", then="later")
    assert again.get("/m/views").value_of("words") == "Shorter"
    with families.as_member(again.installation, people.amira) as scope:
        assert drafts.all_held(scope) == []


def test_held_words_and_words_from_another_phone_are_both_shown(amira: Browser, clock: Clock) -> None:
    page = amira.get("/m/views")
    clock.move(minutes=42)
    amira.press(page, "/m/views", words="Held words", follow=False)
    again = second_phone(amira)
    again.post("/m/views", words="")

    page = again.post("/m/views", words="Later words", seen_version="0")

    assert page.status == 409
    cards = [card.get_text() for card in page.soup.select(".card .own-words")]
    assert cards == ["Later words", "Held words"]


def test_a_use_chosen_after_the_page_was_locked_comes_back(amira: Browser, clock: Clock) -> None:
    amira.submit("/m/views", words="School", then="continue")
    page = amira.get("/m/views/use")
    clock.move(minutes=42)
    amira.press(page, "/m/views/use", use="summarised", follow=False)
    again = second_phone(amira)

    page = again.get("/m/views/use")

    chosen = page.soup.select_one("input[checked]")
    assert chosen is not None
    assert chosen["value"] == "summarised"

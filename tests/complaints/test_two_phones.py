"""Two phones, words that save themselves, and sessions that had ended: every text is shown before it goes."""

from app.access.scopes import Installation
from tests.complaints.acts import CHECK, STORY, WRITE, answer, stored, write
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import World

HAPPENED = WRITE + "what-happened"


def autosave(browser: Browser, page: ShownPage, words: str) -> int:
    """Save as the script does."""
    fields = {name: page.value_of(name) for name in ("form_token", "seen_version")} | {"words": words}
    return int(browser.client.post(HAPPENED, data=fields, headers={"x-autosave": "1"}).status_code)


def second_phone(browser: Browser) -> Browser:
    """Sign the same person in on another phone."""
    return Browser(browser.app, browser.who)


def boxes(page: ShownPage) -> list[str]:
    """Return the texts that stand beside the form."""
    return [found.get_text() for found in page.soup.select(".notice .own-words")]


def test_words_save_themselves(amira: Browser) -> None:
    page = amira.get(WRITE + "what-happened")
    fields = {"form_token": page.value_of("form_token"), "seen_version": "0", "words": STORY}

    saved = amira.client.post(WRITE + "what-happened", data=fields, headers={"x-autosave": "1"})

    assert saved.status_code == 204
    assert saved.headers["x-draft-version"] == "1"
    assert saved.headers["x-saved-at"] == "10:00"
    again = amira.get(WRITE + "what-happened")
    assert again.value_of("words") == STORY
    assert "Saved at 10:00" in again.text


def test_a_second_phone_costs_no_word(amira: Browser) -> None:
    phone = amira.get(WRITE + "what-happened")
    tablet = second_phone(amira)
    tablet.submit(WRITE + "what-happened", words="From the tablet.")

    both = amira.press(phone, WRITE + "what-happened", words="From the phone.")

    assert both.status == 409
    assert "You also wrote this on another page or phone" in both.text
    assert "From the tablet." in both.text
    assert both.value_of("words") == "From the phone."
    done = amira.press(both, WRITE + "what-happened", words="From the tablet. From the phone.")
    assert done.heading == "What is it about?"
    assert amira.get(WRITE + "what-happened").value_of("words") == "From the tablet. From the phone."


def test_a_choice_made_on_a_second_phone_is_shown_too(amira: Browser) -> None:
    phone = amira.get(WRITE + "about")
    second_phone(amira).submit(WRITE + "about", chosen=["plan"])

    both = amira.press(phone, WRITE + "about", chosen=["other"])

    assert both.status == 409
    box = both.soup.select_one(".notice")
    assert box
    assert "The plan" in box.get_text()
    assert [str(found["value"]) for found in both.soup.select("input[checked]")] == ["other"]


def test_words_after_a_locked_session_come_back(amira: Browser, clock: Clock, people: World) -> None:
    page = amira.get(WRITE + "what-happened")
    clock.move(minutes=30)
    amira.press(page, WRITE + "what-happened", follow=False, words=STORY)

    amira.sign_in(people.amira)
    held = amira.get(WRITE + "what-happened")

    assert "These are the words you wrote at 10:30, before the page was closed." in held.text
    assert held.value_of("words") == STORY
    amira.press(held, WRITE + "what-happened")
    assert "before the page was closed" not in amira.get(WRITE + "what-happened").text
    assert amira.get(WRITE + "what-happened").value_of("words") == STORY


def test_held_words_stand_beside_saved_ones(amira: Browser, clock: Clock, people: World) -> None:
    answer(amira, "what-happened", words="Saved before.")
    page = amira.get(WRITE + "what-happened")
    clock.move(minutes=30)
    amira.press(page, WRITE + "what-happened", follow=False, words="Written after.")
    amira.sign_in(people.amira)

    held = amira.get(WRITE + "what-happened")

    assert "Saved before." in held.text
    assert held.value_of("words") == "Written after."


def test_what_the_script_kept_is_shown_beside_the_other_when_the_page_opens_again(amira: Browser) -> None:
    here = amira.get(HAPPENED)
    second_phone(amira).submit(HAPPENED, words="From the tablet.")
    assert autosave(amira, here, "From the phone.") == 409

    page = amira.get(HAPPENED)

    assert boxes(page) == ["From the tablet."]
    assert page.value_of("words") == "From the phone."


def test_going_on_from_a_page_that_could_not_save_itself_shows_both(amira: Browser) -> None:
    here = amira.get(HAPPENED)
    second_phone(amira).submit(HAPPENED, words="From the tablet.")
    autosave(amira, here, "From")

    both = amira.press(here, HAPPENED, words="From the phone.")

    assert both.status == 409
    assert boxes(both) == ["From the tablet."]
    assert both.value_of("words") == "From the phone."


def test_an_empty_page_writes_over_nothing(amira: Browser) -> None:
    here = amira.get(HAPPENED)
    second_phone(amira).submit(HAPPENED, words=STORY)

    assert amira.press(here, HAPPENED, words="", then="later").url == "/m/unhappy"
    assert amira.get(HAPPENED).value_of("words") == STORY


def test_one_answer_in_two_places_is_not_sent(amira: Browser, portal: Installation) -> None:
    write(amira)
    here = amira.get(HAPPENED)
    second_phone(amira).submit(HAPPENED, words="From the tablet.")
    amira.press(here, HAPPENED, words="From the phone.")

    refused = amira.submit(CHECK)

    assert refused.status == 422
    assert "You wrote one answer in two places." in refused.text
    assert stored(portal) == []
    amira.submit(HAPPENED, words="From the tablet. From the phone.")
    assert amira.submit(CHECK).heading == "What you told us"


def test_the_words_of_two_ended_sessions_are_both_shown(amira: Browser, clock: Clock, people: World) -> None:
    for words in ("The first time.", "The second time."):
        page = amira.get(HAPPENED)
        clock.move(minutes=30)
        amira.press(page, HAPPENED, follow=False, words=words)
        amira.sign_in(people.amira)

    held = amira.get(HAPPENED)

    assert held.value_of("words") == "The second time."
    assert boxes(held) == ["The first time."]
    amira.press(held, HAPPENED, words="Both times.")
    assert boxes(amira.get(HAPPENED)) == []


def test_a_page_that_did_not_show_held_words_does_not_lose_them(
    amira: Browser, clock: Clock, people: World
) -> None:
    page = amira.get(HAPPENED)
    clock.move(minutes=30)
    amira.press(page, HAPPENED, follow=False, words="Held.")
    amira.sign_in(people.amira)
    token = amira.get("/m/unhappy/write/who").value_of("form_token")

    both = amira.post(HAPPENED, form_token=token, words="Typed on another page.", seen_version="0")

    assert both.status == 409
    assert boxes(both) == ["Held."]
    assert both.value_of("words") == "Typed on another page."


def test_a_way_chosen_in_an_ended_session_comes_back(amira: Browser, clock: Clock, people: World) -> None:
    page = amira.get(WRITE + "reply")
    clock.move(minutes=30)
    amira.press(page, WRITE + "reply", follow=False, way="phone", words="After six.")
    amira.sign_in(people.amira)

    held = amira.get(WRITE + "reply")

    assert [str(found["value"]) for found in held.soup.select("input[checked]")] == ["phone"]
    assert held.value_of("words") == "After six."


def test_every_tick_of_an_ended_session_comes_back(amira: Browser, clock: Clock, people: World) -> None:
    page = amira.get(WRITE + "about")
    ticks = [str(box["value"]) for box in page.soup.select("input[name=chosen]")][:2]
    clock.move(minutes=30)
    amira.press(page, WRITE + "about", follow=False, chosen=ticks)
    amira.sign_in(people.amira)

    held = amira.get(WRITE + "about")

    assert len(ticks) == 2
    assert [str(found["value"]) for found in held.soup.select("input[checked]")] == ticks

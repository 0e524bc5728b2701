"""Writing to the meeting, on pages, without any script."""

from fastapi import FastAPI

from app.access.scopes import Installation
from app.families.models import Role
from app.kit.forms import LONG_TEXT
from tests.support import families, world
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import World

WORDS = "I cannot come. Please hear that bedtime is calm now."


def write(browser: Browser, words: str = WORDS, use: str = "read_out") -> ShownPage:
    """Write a letter, choose what happens with it, and stand before Send."""
    page = browser.submit("/m/views", words=words, then="continue")
    assert page.url == "/m/views/use"
    return browser.press(page, "/m/views/use", use=use)


def send(browser: Browser, words: str = WORDS, use: str = "read_out") -> ShownPage:
    """Write a letter and send it."""
    return browser.press(write(browser, words, use), "/m/views/send")


def test_a_letter_from_first_word_to_receipt(amira: Browser) -> None:
    page = amira.get("/m/views")
    assert page.heading == "Write to the meeting"
    assert "Only you can see this until you send it." in page.text
    page = amira.press(page, "/m/views", words=WORDS, then="continue")
    assert page.heading == "What do you want the chair to do with your words?"
    assert not page.soup.select("input[checked]")
    assert page.text.count("the other parent perhaps too") == 2
    assert "the chair must act" in page.text
    page = amira.press(page, "/m/views/use", use="read_out")
    assert page.heading == "Check your words"
    assert WORDS in page.text
    assert "Everyone in the room may hear all of them" in page.text

    page = amira.press(page, "/m/views/send")

    assert page.heading == "Your words are sent"
    assert WORDS in page.text
    assert "Tuesday 24 November 2026, 10:00" in page.text
    assert "Not opened yet" in page.text
    reference = page.soup.select_one(".summary bdi")
    assert reference is not None
    assert len(reference.get_text()) == 11


def test_the_council_s_own_way_is_told_where_it_has_one(amira: Browser, portal: Installation) -> None:
    assert "Your council says:" not in amira.get("/m/views").text
    ada = families.add_staff(portal, "northamptonshire", "Zoe Lind", Role.ADMINISTRATOR)
    family = families.open_family(portal, ada)
    parent = families.add_member(portal, ada, family, "Grace Adeyemi")
    families.call_meeting(portal, ada, family, parent, meets_at=world.MEETS_AT)

    page = Browser(amira.app, parent).get("/m/views")

    assert "The chair will read out your letter." in page.text


def test_come_back_later_saves(amira: Browser) -> None:
    page = amira.submit("/m/views", words=WORDS, then="later")

    assert page.url == "/m/think"
    assert "Your words are saved." in page.text
    assert amira.get("/m/views").value_of("words") == WORDS


def test_a_use_must_be_chosen(amira: Browser) -> None:
    amira.submit("/m/views", words=WORDS, then="continue")

    page = amira.submit("/m/views/use")

    assert page.status == 422
    assert "Choose what the chair does with your words." in page.text
    assert "Choose what happens with them" in amira.get("/m/views/check").text
    assert amira.post("/m/views/use", use="shout").status == 422
    page = amira.post("/m/views/send", submission_key="0" * 32)
    assert page.status == 422


def test_nothing_written_is_nothing_to_send(amira: Browser) -> None:
    assert "There is nothing to send." in amira.get("/m/views/check").text

    page = amira.post("/m/views/send", submission_key="0" * 32)

    assert page.status == 422
    assert "Write something first" in page.text


def test_an_address_in_the_letter_gets_a_second_look_and_can_still_be_sent(amira: Browser) -> None:
    page = write(amira, f"We live at {world.AMIRAS_ADDRESS} now")
    assert "You wrote something that looks like an address or a phone number." in page.text

    assert amira.press(page, "/m/views/send").heading == "Your words are sent"


def test_no_second_look_when_only_the_chair_reads_it(amira: Browser) -> None:
    page = write(amira, f"We live at {world.AMIRAS_ADDRESS} now", use="chair_only")

    assert "looks like an address" not in page.text
    assert "the chair must act" in page.text


def test_a_second_tap_back_and_a_retry_give_the_same_receipt(amira: Browser) -> None:
    check = write(amira)
    first = amira.press(check, "/m/views/send", follow=False)

    second = amira.press(check, "/m/views/send", follow=False)
    after_back = amira.submit("/m/views/check", action="/m/views/send", follow=False)
    without_key = amira.post("/m/views/send", submission_key="none", follow=False)

    assert first.status == 303
    assert first.location == second.location == after_back.location == without_key.location
    assert len(amira.get("/m/views/sent").soup.select("main .lines a")) == 1


def test_the_same_words_for_another_use_are_another_letter(amira: Browser) -> None:
    first = send(amira)

    second = send(amira, use="chair_only")

    assert first.url != second.url


def test_what_changed_elsewhere_is_shown_before_it_is_sent(amira: Browser) -> None:
    check = write(amira)
    amira.submit("/m/views", words="Other words", then="later")

    page = amira.press(check, "/m/views/send")

    assert page.status == 422
    assert "changed on another phone" in page.text
    assert "Other words" in page.text
    assert amira.press(page, "/m/views/send").heading == "Your words are sent"


def test_several_letters_are_listed(amira: Browser, clock: Clock) -> None:
    assert "You have not sent anything" in amira.get("/m/views/sent").text
    send(amira)
    clock.move(minutes=5)
    send(amira, "More words")

    page = amira.get("/m/views/sent")

    assert [link.get_text() for link in page.soup.select("main .lines a")] == [
        "Your words from Tuesday 24 November 2026, 10:05",
        "Your words from Tuesday 24 November 2026, 10:00",
    ]


def test_after_the_meeting_began_words_are_taken_and_stamped_late(amira: Browser, clock: Clock) -> None:
    clock.move_to(world.MEETS_AT)
    again = Browser(amira.app, amira.who)
    check = write(again)
    assert "It may still be read in the meeting" in check.text

    page = again.press(check, "/m/views/send")

    assert page.heading == "Your words are sent"
    assert "It is marked as late." in page.text
    assert "Sent late" in again.get("/m/views/sent").text


def test_words_longer_than_can_be_sent_are_kept_and_said_so(amira: Browser) -> None:
    long = "ب" * (LONG_TEXT + 1)

    page = amira.submit("/m/views", words=long, then="continue")

    assert page.status == 422
    assert page.value_of("words") == long
    assert amira.get("/m/views").value_of("words") == long
    amira.submit("/m/views/use", use="read_out")
    page = amira.submit("/m/views/check", action="/m/views/send")
    assert page.status == 422
    assert "too long to send" in page.text
    assert amira.submit("/m/views", words=long[1:], then="continue").url == "/m/views/use"


def test_what_cannot_be_shown_is_taken_out_and_the_rest_stays(amira: Browser) -> None:
    page = amira.post("/m/views", words="be\x00fore", then="continue")
    assert page.status == 422
    assert page.value_of("words") == "before"

    response = amira.client.post(
        "/m/views",
        content=f"form_token={amira.token()}&words=caf%E9+creme".encode(),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )

    assert response.status_code == 422
    assert ShownPage(response).value_of("words") == "caf creme"


def test_a_field_sent_twice_is_not_guessed_at(amira: Browser) -> None:
    page = amira.post("/m/views", words=["one", "two"])

    assert page.status == 422
    assert page.value_of("words") == "two"


def test_an_old_page_keeps_its_words(amira: Browser) -> None:
    page = amira.post("/m/views", words=WORDS, form_token="old")
    assert page.status == 403
    assert page.value_of("words") == WORDS
    assert amira.post("/m/views/use", use="read_out", form_token="old").status == 403
    assert amira.post("/m/views/send", submission_key="0" * 32, form_token="old").status == 403
    assert amira.post("/m/views/choose", keep="all", form_token="old").status == 403

    sent = send(amira)

    assert amira.post(f"{sent.url}/take-back", form_token="old").heading == "Your words are sent"


def test_without_a_meeting_there_is_nothing_to_write_to(
    app: FastAPI, portal: Installation, people: World
) -> None:
    newcomer = families.add_member(portal, people.ada, people.family, "Nadia Brook")

    page = Browser(app, newcomer).get("/m/views")

    assert page.status == 404
    assert "There is no meeting to write to yet." in page.text

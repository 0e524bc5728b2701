"""Two phones, lost signals and ended sessions: no word is lost, and none is written over unseen."""

from datetime import timedelta

from app.drafts import service as drafts
from app.kit.cookies import SESSION_COOKIE
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import World

QUESTION = "/m/prepare/going_well"


def autosave(browser: Browser, page: ShownPage, words: str) -> tuple[int, str]:
    """Save as the script does, and return the status and the version."""
    fields = {
        "form_token": page.value_of("form_token"),
        "seen_version": page.value_of("seen_version"),
        "words": words,
    }
    response = browser.client.post(QUESTION, data=fields, headers={"x-autosave": "1"})
    return response.status_code, response.headers.get("x-draft-version", "")


def second_phone(browser: Browser) -> Browser:
    """Sign the same person in on another phone."""
    return Browser(browser.app, browser.who)


def test_words_save_themselves_with_the_time_and_the_version(amira: Browser) -> None:
    page = amira.get(QUESTION)

    status, version = autosave(amira, page, "School")

    assert (status, version) == (204, "1")
    page = amira.get(QUESTION)
    assert page.value_of("words") == "School"
    assert page.value_of("seen_version") == "1"
    assert "Saved at 10:00" in page.text


def test_a_long_text_saves_itself_as_well(amira: Browser) -> None:
    assert autosave(amira, amira.get(QUESTION), "x" * 20_001)[0] == 204
    assert autosave(amira, amira.get(QUESTION), "\x00")[0] == 422


def test_the_texts_of_two_phones_are_both_shown_and_can_be_put_together(amira: Browser) -> None:
    other = second_phone(amira)
    here, there = amira.get(QUESTION), other.get(QUESTION)
    other.press(there, QUESTION, words="Football", then="later")

    page = amira.press(here, QUESTION, words="School", then="continue")

    assert page.status == 409
    assert page.heading == "You wrote this in two places"
    assert "School" in page.text
    assert "Football" in page.text
    page = amira.press(page, f"{QUESTION}/choose", keep="all")
    assert page.url == QUESTION
    assert page.value_of("words") == "School\n\nFootball"
    assert "Your words are saved." in page.text
    assert other.get(QUESTION).value_of("words") == "School\n\nFootball"


def test_either_text_can_be_kept(amira: Browser) -> None:
    other = second_phone(amira)
    for keep, expected in (("newest", "School 1"), ("other", "Football 2")):
        number = expected[-1]
        here, there = amira.get(QUESTION), other.get(QUESTION)
        other.press(there, QUESTION, words=f"Football {number}", then="later")
        page = amira.press(here, QUESTION, words=f"School {number}")

        button = page.soup.select("button[name=keep]")[0 if keep == "newest" else 1]
        page = amira.press(page, f"{QUESTION}/choose", keep=str(button["value"]))

        assert page.value_of("words") == expected


def test_a_text_kept_by_the_script_is_shown_beside_the_other_when_the_page_opens_again(
    amira: Browser,
) -> None:
    other = second_phone(amira)
    here, there = amira.get(QUESTION), other.get(QUESTION)
    other.press(there, QUESTION, words="Football", then="later")
    assert autosave(amira, here, "School")[0] == 409

    page = amira.get(QUESTION)

    assert page.status == 200
    assert page.heading == "You wrote this in two places"
    assert "School" in page.text
    assert "Football" in page.text


def test_going_on_from_a_page_that_could_not_save_itself_still_shows_the_other_phone(
    amira: Browser,
) -> None:
    other = second_phone(amira)
    here, there = amira.get(QUESTION), other.get(QUESTION)
    other.press(there, QUESTION, words="Football", then="later")
    autosave(amira, here, "School")

    page = amira.press(here, QUESTION, words="School and maths")

    assert page.status == 409
    cards = [card.get_text() for card in page.soup.select(".card .own-words")]
    assert cards == ["School and maths", "Football"]


def test_both_phones_hear_of_each_other(amira: Browser) -> None:
    other = second_phone(amira)
    here, there = amira.get(QUESTION), other.get(QUESTION)
    other.press(there, QUESTION, words="Football", then="later")
    there = other.get(QUESTION)
    autosave(amira, here, "School")

    page = other.press(there, QUESTION, words="Football on Mondays")

    assert page.status == 409
    cards = [card.get_text() for card in page.soup.select(".card .own-words")]
    assert cards == ["Football on Mondays", "School"]


def test_a_page_that_holds_nothing_writes_over_nothing(amira: Browser) -> None:
    other = second_phone(amira)
    here, there = amira.get(QUESTION), other.get(QUESTION)
    other.press(there, QUESTION, words="Football", then="later")

    page = amira.press(here, QUESTION, words="", then="continue")

    assert page.url == "/m/prepare/should_know"
    assert amira.get(QUESTION).value_of("words") == "Football"


def test_a_choice_made_twice_or_too_late_loses_nothing(amira: Browser) -> None:
    other = second_phone(amira)
    here, there = amira.get(QUESTION), other.get(QUESTION)
    other.press(there, QUESTION, words="Football", then="later")
    page = amira.press(here, QUESTION, words="School")
    amira.press(page, f"{QUESTION}/choose", keep="all")

    again = amira.press(page, f"{QUESTION}/choose", keep="1")

    assert again.value_of("words") == "School\n\nFootball"


def test_words_that_arrive_while_choosing_are_shown_too(amira: Browser) -> None:
    other = second_phone(amira)
    here, there = amira.get(QUESTION), other.get(QUESTION)
    other.press(there, QUESTION, words="Football", then="later")
    there = other.get(QUESTION)
    page = amira.press(here, QUESTION, words="School")
    other.press(there, QUESTION, words="Football and swimming", then="later")

    page = amira.press(page, f"{QUESTION}/choose", keep=page.value_of("seen_version"))

    assert "Football and swimming" in page.text
    assert "School" in page.text


def test_a_choice_that_is_none_keeps_everything(amira: Browser) -> None:
    other = second_phone(amira)
    here, there = amira.get(QUESTION), other.get(QUESTION)
    other.press(there, QUESTION, words="Football", then="later")
    page = amira.press(here, QUESTION, words="School")

    assert amira.post(f"{QUESTION}/choose", keep="all", form_token="old").status == 403
    page = amira.press(page, f"{QUESTION}/choose", keep="mine")

    assert page.value_of("words") == "School\n\nFootball"


def test_a_version_that_is_no_number_counts_as_none_seen(amira: Browser) -> None:
    amira.submit(QUESTION, words="School", then="later")

    page = amira.post(QUESTION, words="Football", seen_version="x" * 5000)

    assert page.status == 409
    assert "School" in page.text


def test_words_sent_after_the_page_was_locked_come_back(amira: Browser, people: World, clock: Clock) -> None:
    page = amira.get(QUESTION)
    clock.move(minutes=42)
    answer = amira.press(page, QUESTION, words="Long words", then="continue", follow=False)
    assert answer.status == 303
    again = second_phone(amira)

    page = again.get(QUESTION)

    assert page.value_of("words") == "Long words"
    assert "These are the words you wrote at 10:42" in page.text
    again.press(page, QUESTION, then="later")
    page = again.get(QUESTION)
    assert page.value_of("words") == "Long words"
    assert "before the page was closed" not in page.text
    with families.as_member(again.installation, people.amira) as scope:
        assert drafts.all_held(scope) == []


def test_held_words_and_words_from_another_phone_are_both_shown(amira: Browser, clock: Clock) -> None:
    page = amira.get(QUESTION)
    clock.move(minutes=42)
    amira.press(page, QUESTION, words="Held words", follow=False)
    again = second_phone(amira)

    page = again.post(QUESTION, words="Later words", seen_version="0")

    assert page.status == 409
    cards = [card.get_text() for card in page.soup.select(".card .own-words")]
    assert cards == ["Later words", "Held words"]


def test_a_blank_page_leaves_held_words_where_they_are(amira: Browser, clock: Clock) -> None:
    page = amira.get(QUESTION)
    clock.move(minutes=42)
    amira.press(page, QUESTION, words="Held words", follow=False)
    again = second_phone(amira)

    again.post(QUESTION, words="", then="continue")

    assert again.get(QUESTION).value_of("words") == "Held words"


def test_held_words_can_be_cut_short(amira: Browser, clock: Clock) -> None:
    page = amira.get(QUESTION)
    clock.move(minutes=42)
    amira.press(page, QUESTION, words="Held words", follow=False)
    again = second_phone(amira)

    again.submit(QUESTION, words="Words", then="later")

    page = again.get(QUESTION)
    assert page.value_of("words") == "Words"
    assert "before the page was closed" not in page.text


def test_nobody_is_signed_in_without_a_cookie(amira: Browser) -> None:
    amira.client.cookies.delete(SESSION_COOKIE)

    assert amira.get(QUESTION, follow=False).status == 303


def test_a_day_later_the_words_are_still_there(amira: Browser, clock: Clock) -> None:
    amira.submit(QUESTION, words="School", then="later")
    clock.move_to(clock.moment + timedelta(days=1))

    assert second_phone(amira).get(QUESTION).value_of("words") == "School"

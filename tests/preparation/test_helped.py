"""What is of its own in the answers of a helper: the list, numbers, two phones, and helpers side by side."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.families.models import Role
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.helping import (
    READ_ANSWERS,
    READ_LETTER,
    WRITE_ANSWERS,
    autosave,
    deeds,
    end,
    help_of,
    helping_ids,
    let,
    only_for,
    turn_to,
)
from tests.support.world import World

LIST = "/m/helped/answers"
PAGE = "/m/helped/answers/going_well"
QUESTION = "/m/prepare/going_well"
CHOICE = f"{QUESTION}/suggestion"
AMIRAS, BENS, CAROLS = "AMIRAS-CANARY school", "BENS-CANARY football", "CAROLS-CANARY they read together"


@pytest.fixture
def helper(app: FastAPI, people: World) -> Browser:
    """Carol, who may write answers for Amira, and read none."""
    return help_of(app, people.amira, WRITE_ANSWERS)


def write(who: Browser, words: str, address: str = QUESTION) -> ShownPage:
    return who.submit(address, words=words, then="later")


def showing(helper: Browser, words: str = CAROLS, address: str = PAGE) -> ShownPage:
    """Write something as a helper, and show it."""
    return helper.submit(address, words=words, then="show")


# ── What a helper may open ──────────────────────────────────────────────────────────────────────


def test_every_page_says_whom_carol_helps_and_that_she_sends_nothing(helper: Browser) -> None:
    for address in (LIST, PAGE):
        page = helper.get(address)
        assert "You are helping Amira" in page.text
        assert "checks them and sends." in page.text
        assert "Haddad" not in page.html


def test_carol_who_may_only_write_sees_the_questions_and_no_answer(helper: Browser, amira: Browser) -> None:
    write(amira, AMIRAS)

    for address in (LIST, PAGE):
        page = helper.get(address)
        assert "What is going well?" in page.text
        assert "AMIRAS-CANARY" not in page.html
        assert "has written" not in page.text


def test_carol_who_may_only_read_finds_the_answers_and_no_way_to_write(
    app: FastAPI, people: World, amira: Browser
) -> None:
    write(amira, AMIRAS)
    reader = help_of(app, people.amira, READ_ANSWERS)

    page = reader.get(LIST)

    assert "AMIRAS-CANARY" in page.text
    assert "What Amira has written" in page.text
    assert not [link for link in page.links() if link.startswith(f"{LIST}/")]
    assert reader.get(PAGE).status == 404
    assert reader.post(PAGE, words=CAROLS, helping=helping_ids(reader.installation)[0]).status == 404


def test_carol_who_may_read_and_write_sees_both_side_by_side(
    app: FastAPI, people: World, amira: Browser
) -> None:
    write(amira, AMIRAS)
    helper = help_of(app, people.amira, READ_ANSWERS, WRITE_ANSWERS)

    page = helper.get(PAGE)

    assert "AMIRAS-CANARY" in page.text
    assert page.value_of("words") == ""


def test_reading_answers_stands_in_the_log_as_carols_and_an_empty_form_does_not(
    app: FastAPI, portal: Installation, people: World, amira: Browser
) -> None:
    reader = help_of(app, people.amira, READ_ANSWERS, WRITE_ANSWERS)
    assert reader.who is not None
    reader.get(LIST)
    assert deeds(portal, reader.who, "help.read") == []

    write(amira, AMIRAS)
    reader.get(LIST)
    reader.get(PAGE)

    assert deeds(portal, reader.who, "help.read") == [("help.read", "helpings", "answers")] * 2


def test_a_question_that_is_not_asked_does_not_exist_for_carol(helper: Browser) -> None:
    assert helper.get(f"{LIST}/nothing").status == 404
    assert helper.post(f"{LIST}/nothing", words=CAROLS).status == 404


def test_a_grant_for_another_meeting_or_for_one_child_opens_nothing(
    app: FastAPI, portal: Installation, people: World, amira: Browser
) -> None:
    write(amira, AMIRAS)
    helper = help_of(app, people.amira, READ_ANSWERS, WRITE_ANSWERS)

    only_for(portal, READ_ANSWERS, thing=people.other_meeting)
    only_for(portal, WRITE_ANSWERS, thing=people.other_meeting)
    assert "AMIRAS-CANARY" not in helper.get(LIST).html
    assert helper.get(PAGE).status == 404
    only_for(portal, READ_ANSWERS, child=people.family.children["Noor"])
    only_for(portal, WRITE_ANSWERS, thing=people.meeting)
    assert "AMIRAS-CANARY" not in helper.get(PAGE).html
    only_for(portal, READ_ANSWERS, thing=people.meeting)
    assert "AMIRAS-CANARY" in helper.get(PAGE).html


# ── Writing ─────────────────────────────────────────────────────────────────────────────────────


def test_the_list_says_how_far_carol_is_with_each_answer(helper: Browser) -> None:
    page = helper.submit(PAGE, words=CAROLS, then="later")

    assert page.url == LIST
    assert "Started. Saved on" in page.text
    page = showing(helper)
    assert page.url == LIST
    assert "Shown on" in page.text


def test_amira_finds_a_helpers_words_wherever_she_looks_until_she_has_chosen(
    helper: Browser, amira: Browser
) -> None:
    showing(helper)
    for address in ("/m", "/m/think", "/m/prepare"):
        assert "Carol wrote for you" in amira.get(address).text

    amira.submit(CHOICE, use="mine")

    for address in ("/m", "/m/think", "/m/prepare"):
        assert "wrote for you" not in amira.get(address).text


def test_carol_changes_what_she_showed_and_amira_sees_it_when_it_is_shown_again(
    helper: Browser, amira: Browser, clock: Clock
) -> None:
    showing(helper, "The first text")
    clock.move(minutes=5)
    helper.submit(PAGE, words="The second text", then="later")

    assert "You changed it after that." in helper.get(LIST).text
    assert "The first text" in amira.get(CHOICE).text
    assert "The second text" not in amira.get(CHOICE).html
    showing(helper, "The second text")
    assert "The second text" in amira.get(CHOICE).text
    assert "The first text" not in amira.get(CHOICE).html


def test_a_worrying_number_that_carol_writes_brings_urgent_help_first(helper: Browser) -> None:
    page = helper.submit(f"{LIST}/scale", score="1", then="later")

    assert page.url == f"{LIST}/scale"
    assert "Is someone in danger now?" in page.text
    assert "Call 999" in page.text


def test_words_of_carols_save_themselves(helper: Browser) -> None:
    page = helper.get(PAGE)

    assert autosave(helper, page, PAGE, "By itself") == (204, "1")
    page = helper.get(PAGE)
    assert page.value_of("words") == "By itself"
    assert "Saved at 10:00" in page.text


# ── Two phones, ended sessions, ended grants: no word is lost ───────────────────────────────────


def test_the_texts_of_carols_two_phones_both_stand_in_the_form(helper: Browser) -> None:
    other = Browser(helper.app, helper.who)
    here, there = helper.get(PAGE), other.get(PAGE)
    other.press(there, PAGE, words="Football", then="later")

    page = helper.press(here, PAGE, words="School", then="show")

    assert page.status == 409
    assert "You also wrote on another phone or page." in page.text
    assert page.value_of("words") == "School\n\nFootball"
    assert other.get(PAGE).value_of("words") == "School\n\nFootball"
    page = helper.press(page, PAGE, words="School and football", then="later")
    assert helper.get(PAGE).value_of("words") == "School and football"


def test_an_empty_old_page_takes_nothing_away(helper: Browser) -> None:
    here = helper.get(PAGE)
    helper.submit(PAGE, words="School", then="later")

    page = helper.press(here, PAGE, words="", then="later")

    assert page.url == LIST
    assert helper.get(PAGE).value_of("words") == "School"


def test_a_phone_that_saves_itself_is_told_of_the_other_one(helper: Browser) -> None:
    here = helper.get(PAGE)
    helper.submit(PAGE, words="Football", then="later")

    assert autosave(helper, here, PAGE, "School")[0] == 409
    assert autosave(helper, here, PAGE, "School and maths")[0] == 409
    assert helper.get(PAGE).value_of("words") == "School and maths\n\nFootball"


def lapse(helper: Browser, page: ShownPage, clock: Clock, words: str) -> ShownPage:
    """Let a helper's session run out while they write, and press the button after that."""
    clock.move(minutes=30)
    return helper.press(page, PAGE, follow=False, words=words, then="show")


def test_the_list_says_that_words_were_kept_until_they_are_saved(helper: Browser, clock: Clock) -> None:
    lapse(helper, helper.get(PAGE), clock, CAROLS)
    assert helper.who is not None
    helper.sign_in(helper.who)

    assert "We kept your words." in helper.get(LIST).text
    helper.submit(PAGE, then="later")
    assert "We kept your words." not in helper.get(LIST).text


def test_the_list_of_whom_carol_helps_next_says_nothing_of_words_kept_before(
    app: FastAPI, people: World, helper: Browser, clock: Clock
) -> None:
    lapse(helper, helper.get(PAGE), clock, CAROLS)

    assert "We kept your words." not in turn_to(app, helper, people.ben).get(LIST).text


def test_held_words_that_a_page_did_not_show_stand_beside_what_is_saved(
    helper: Browser, clock: Clock
) -> None:
    other = Browser(helper.app, helper.who)
    there = other.get(PAGE)
    lapse(helper, helper.get(PAGE), clock, "Held words")
    other.sign_in(other.who)  # type: ignore[arg-type]
    other.get(LIST)

    page = other.press(there, PAGE, form_token=other.token(), words="Saved words", then="later")

    assert page.status == 409
    assert page.value_of("words") == "Saved words\n\nHeld words"


def test_a_right_that_ends_while_carol_writes_takes_none_of_her_words(
    portal: Installation, people: World, helper: Browser, amira: Browser
) -> None:
    page = helper.get(PAGE)
    let(portal, people.amira, READ_LETTER)

    shown = helper.press(page, PAGE, words=CAROLS, then="show")

    assert shown.status == 404
    assert CAROLS in shown.text
    assert "CAROLS-CANARY" not in amira.get(CHOICE).html


def test_a_right_that_lapses_is_over(helper: Browser, clock: Clock) -> None:
    clock.move(days=31)
    assert helper.who is not None
    helper.sign_in(helper.who)

    assert helper.get(PAGE).status == 404


# ── The choice is Amira's ───────────────────────────────────────────────────────────────────────


def test_carol_is_not_told_what_amira_chose(helper: Browser, amira: Browser) -> None:
    showing(helper)
    before = [helper.get(address).text for address in (LIST, PAGE)]

    amira.submit(CHOICE, use="mine")

    assert [helper.get(address).text for address in (LIST, PAGE)] == before


def test_carols_words_never_stand_in_what_amira_sends_unless_she_uses_them(
    helper: Browser, amira: Browser
) -> None:
    write(amira, AMIRAS)
    showing(helper)

    assert "CAROLS-CANARY" not in amira.get("/m/prepare/check").html


def test_without_words_of_her_own_amira_is_not_asked_to_put_both_together(
    helper: Browser, amira: Browser
) -> None:
    showing(helper)

    page = amira.get(CHOICE)

    assert [str(button["value"]) for button in page.soup.select("button[name=use]")] == ["mine", "theirs"]


def test_a_number_that_carol_left_open_does_not_take_away_amiras(helper: Browser, amira: Browser) -> None:
    amira.submit("/m/prepare/scale", score="7", words="Home", then="later")
    showing(helper, "School", f"{LIST}/scale")

    page = amira.submit("/m/prepare/scale/suggestion", use="theirs")

    assert page.value_of("words") == "School"
    checked = page.soup.select_one("input[name=score][checked]")
    assert checked is not None
    assert checked["value"] == "7"


def test_a_choice_that_amira_made_on_her_other_phone_is_not_made_twice(
    helper: Browser, amira: Browser
) -> None:
    write(amira, AMIRAS)
    showing(helper)
    page = amira.get(CHOICE)
    amira.press(page, CHOICE, use="mine")

    page = amira.press(page, CHOICE, use="theirs")

    assert page.url == QUESTION
    assert page.value_of("words") == AMIRAS


def test_two_helpers_words_wait_beside_each_other(
    app: FastAPI, people: World, helper: Browser, amira: Browser, clock: Clock
) -> None:
    advocate = help_of(app, people.amira, WRITE_ANSWERS, name="Hana Quill", role=Role.ADVOCATE)
    showing(helper)
    clock.move(minutes=1)
    showing(advocate, "HANAS words")

    page = amira.get(CHOICE)

    assert "What Carol wrote for you" in page.text
    assert "What Hana wrote for you" in page.text
    amira.press(page, CHOICE, use="mine")
    page = amira.get(CHOICE)
    assert "CAROLS-CANARY" not in page.text
    assert "HANAS words" in page.text
    assert "HANAS" not in helper.get(PAGE).html
    assert "Hana" not in helper.get(PAGE).html


# ── Strangers ───────────────────────────────────────────────────────────────────────────────────


def masked(page: ShownPage) -> str:
    """Return a page without what differs at each request."""
    for field in page.soup.select("input[name=form_token]"):
        del field["value"]
    return str(page.soup)


def test_bens_pages_stay_as_they_were_when_somebody_helps_amira(
    app: FastAPI, people: World, ben: Browser, amira: Browser
) -> None:
    write(ben, BENS)
    addresses = ("/m/prepare", QUESTION, "/m/think", "/m")
    before = [masked(ben.get(address)) for address in addresses]

    helper = help_of(app, people.amira, READ_ANSWERS, WRITE_ANSWERS)
    showing(helper)
    amira.submit(CHOICE, use="theirs")

    assert [masked(ben.get(address)) for address in addresses] == before
    assert ben.get(CHOICE).url == QUESTION


def test_ben_cannot_answer_what_carol_showed_to_amira(helper: Browser, amira: Browser, ben: Browser) -> None:
    showing(helper)
    shown = amira.get(CHOICE)

    page = ben.press(shown, CHOICE, form_token=ben.token(), use="theirs")

    assert page.url == QUESTION
    assert "CAROLS-CANARY" not in page.html
    assert "CAROLS-CANARY" in amira.get(CHOICE).text


def test_a_helper_cannot_do_what_is_amiras(helper: Browser) -> None:
    assert helper.get("/m/prepare").status == 404
    for address in (QUESTION, CHOICE, "/m/prepare/send", f"{QUESTION}/choose", "/m/views", "/m/views/send"):
        assert helper.post(address, words=CAROLS, use="theirs").status == 404


def test_the_moment_of_the_meeting_stays_closed_to_a_helper_without_that_right(
    app: FastAPI, people: World
) -> None:
    helper = help_of(app, people.amira, READ_ANSWERS, WRITE_ANSWERS)

    for address in (LIST, PAGE):
        page = helper.get(address)
        assert "3 December" not in page.text
        assert "Town Hall" not in page.text
        assert "Dev Carter" not in page.text


def test_words_shown_before_the_help_ended_stay_amiras_to_use(
    portal: Installation, people: World, helper: Browser, amira: Browser
) -> None:
    showing(helper)
    end(portal, people.amira)

    page = amira.submit(CHOICE, use="theirs")

    assert page.value_of("words") == CAROLS

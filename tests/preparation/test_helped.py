"""A helper writes answers and shows them; whom they help chooses, and alone can send."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.drafts import service as drafts
from app.families.models import Role
from app.kit.cookies import SESSION_COOKIE
from app.kit.forms import LONG_TEXT
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.helping import (
    READ_ANSWERS,
    READ_LETTER,
    WRITE_ANSWERS,
    WRITE_LETTER,
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


@pytest.mark.parametrize("granted", [(), (READ_LETTER, WRITE_LETTER)])
def test_carol_without_the_right_finds_no_page_of_answers(
    app: FastAPI, people: World, granted: tuple[object, ...]
) -> None:
    helper = help_of(app, people.amira, *granted)  # type: ignore[arg-type]

    assert [helper.get(address).status for address in (LIST, PAGE)] == [404, 404]
    assert helper.post(PAGE, words=CAROLS).status == 404


def test_a_question_that_is_not_asked_does_not_exist_for_carol(helper: Browser) -> None:
    assert helper.get(f"{LIST}/nothing").status == 404
    assert helper.post(f"{LIST}/nothing", words=CAROLS).status == 404


def test_nobody_but_a_helper_opens_a_helpers_page(
    helper: Browser, amira: Browser, ben: Browser, sam: Browser, erin: Browser
) -> None:
    showing(helper)

    for who in (amira, ben, sam, erin):
        assert [who.get(address).status for address in (LIST, PAGE)] == [404, 404]
        assert who.post(PAGE, words="mine").status == 404


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


def test_what_carol_saves_is_hers_alone_until_she_shows_it(helper: Browser, amira: Browser) -> None:
    page = helper.submit(PAGE, words=CAROLS, then="later")

    assert page.url == LIST
    assert "Only you can see them so far." in page.text
    assert "Started. Saved on" in page.text
    assert helper.get(PAGE).value_of("words") == CAROLS
    for address in ("/m/prepare", QUESTION, CHOICE):
        assert "CAROLS-CANARY" not in amira.get(address).html
        assert "Carol" not in amira.get(address).html


def test_what_carol_shows_is_told_to_amira_with_her_name(helper: Browser, amira: Browser) -> None:
    page = showing(helper)

    assert page.url == LIST
    assert "Shown on" in page.text
    for address in ("/m", "/m/think", "/m/prepare"):
        assert "Carol wrote for you" in amira.get(address).text
    page = amira.get(QUESTION)
    assert "Carol wrote something for you." in page.text
    assert CHOICE in page.links()
    assert "CAROLS-CANARY" not in page.html
    assert "CAROLS-CANARY" in amira.get(CHOICE).text


def test_what_carol_does_is_in_the_log_as_hers(portal: Installation, helper: Browser, people: World) -> None:
    assert helper.who is not None
    helper.submit(PAGE, words="One", then="later")
    helper.submit(PAGE, words="One more", then="later")
    helper.submit(PAGE, words=CAROLS, then="show")

    assert deeds(portal, helper.who, "help.wrote", "help.showed") == [
        ("help.wrote", "helpings", "answers"),
        ("help.showed", "helpings", "answers"),
    ]
    assert deeds(portal, people.amira, "help.wrote", "help.showed") == []


def test_carol_cannot_show_nothing(helper: Browser, amira: Browser) -> None:
    page = helper.submit(PAGE, words="  ", then="show")

    assert page.status == 422
    assert "Write something first, then show it." in page.text
    assert "Carol" not in amira.get(QUESTION).html


def test_words_that_are_too_long_are_kept_and_not_shown(helper: Browser, amira: Browser) -> None:
    words = "x" * (LONG_TEXT + 1)

    page = helper.submit(PAGE, words=words, then="show")

    assert page.status == 422
    assert "too long to use" in page.text
    assert helper.get(PAGE).value_of("words") == words
    assert "Carol" not in amira.get(QUESTION).html


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


def test_a_stale_page_keeps_what_carol_typed(helper: Browser) -> None:
    page = helper.get(PAGE)

    shown = helper.client.post(PAGE, data={"words": CAROLS, "helping": page.value_of("helping")})

    assert shown.status_code == 403
    assert CAROLS in shown.text


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


def test_words_written_when_carols_session_had_ended_come_back_to_her_alone(
    helper: Browser, amira: Browser, clock: Clock
) -> None:
    lapse(helper, helper.get(PAGE), clock, CAROLS)
    assert helper.who is not None
    helper.client.cookies.delete(SESSION_COOKIE)
    helper.sign_in(helper.who)
    amira.sign_in(amira.who)  # type: ignore[arg-type]

    assert "We kept your words." in helper.get(LIST).text
    page = helper.get(PAGE)

    assert page.value_of("words") == CAROLS
    assert "These are the words you wrote at 10:30" in page.text
    assert "CAROLS-CANARY" not in amira.get(CHOICE).html
    helper.press(page, PAGE, then="later")
    page = helper.get(PAGE)
    assert page.value_of("words") == CAROLS
    assert "before the page was closed" not in page.text
    assert "We kept your words." not in helper.get(LIST).text


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


def test_words_held_while_carol_helped_amira_never_stand_in_a_form_for_ben(
    app: FastAPI, portal: Installation, people: World, helper: Browser, clock: Clock
) -> None:
    page = helper.get(PAGE)
    lapse(helper, page, clock, CAROLS)
    other = turn_to(app, helper, people.ben)

    assert "You are helping Ben" in other.get(PAGE).text
    assert "CAROLS-CANARY" not in other.get(PAGE).html
    shown = other.press(page, PAGE, form_token=other.token(), words=CAROLS, then="show")
    assert shown.status == 409
    assert "check whom you help" in shown.text
    assert CAROLS in shown.text
    with families.as_member(portal, people.ben) as scope:
        assert drafts.all_held(scope) == []
    assert "CAROLS-CANARY" not in Browser(app, people.ben).get(CHOICE).html


@pytest.mark.parametrize("how", ["grant", "arrangement"])
def test_a_right_that_ends_while_carol_writes_takes_none_of_her_words(
    portal: Installation, people: World, helper: Browser, amira: Browser, how: str
) -> None:
    page = helper.get(PAGE)
    if how == "grant":
        let(portal, people.amira, READ_LETTER)
    else:
        end(portal, people.amira)

    shown = helper.press(page, PAGE, words=CAROLS, then="show")

    assert shown.status == 404
    assert "Copy them if you want to keep them." in shown.text
    assert CAROLS in shown.text
    assert "CAROLS-CANARY" not in amira.get(CHOICE).html
    assert helper.get(PAGE).status == 404


def test_a_right_that_lapses_is_over(helper: Browser, clock: Clock) -> None:
    clock.move(days=31)
    assert helper.who is not None
    helper.sign_in(helper.who)

    assert helper.get(PAGE).status == 404


# ── The choice is Amira's ───────────────────────────────────────────────────────────────────────


def test_amira_reads_both_texts_side_by_side(helper: Browser, amira: Browser) -> None:
    write(amira, AMIRAS)
    showing(helper)

    page = amira.get(CHOICE)

    assert page.heading == "Someone wrote for you"
    texts = [found.get_text() for found in page.soup.select(".own-words")]
    assert texts == [AMIRAS, CAROLS]
    assert "Nothing is sent" in page.text


CHOICES = {
    "theirs": (CAROLS, "used"),
    "both": (f"{AMIRAS}\n\n{CAROLS}", "joined"),
    "mine": (AMIRAS, "not_used"),
}


@pytest.mark.parametrize("use", CHOICES)
def test_amira_uses_what_she_chooses_and_sends_nothing_by_it(
    portal: Installation, people: World, helper: Browser, amira: Browser, use: str
) -> None:
    expected, noted = CHOICES[use]
    write(amira, AMIRAS)
    showing(helper)

    page = amira.submit(CHOICE, use=use)

    assert page.url == QUESTION
    assert page.value_of("words") == expected
    assert "Nothing is sent." in page.text
    assert "Carol" not in page.text
    assert amira.get(CHOICE).url == QUESTION
    for address in ("/m", "/m/think", "/m/prepare"):
        assert "wrote for you" not in amira.get(address).text
    with families.as_member(portal, people.amira) as scope:
        about = f"{people.meeting}:going_well"
        assert AMIRAS in [one.fields["words"] for one in drafts.revisions(scope, "preparation", about)]
        assert drafts.receipts(scope) == []
    log = deeds(portal, people.amira, "suggestion.answered")
    assert log == [("suggestion.answered", "suggestions", noted)]


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


def test_texts_that_are_too_long_together_are_kept_and_that_is_said(helper: Browser, amira: Browser) -> None:
    write(amira, "a" * 15_000)
    showing(helper, "b" * 15_000)

    page = amira.submit(CHOICE, use="both")

    assert page.status == 422
    assert "too long to send" in page.text
    kept = amira.get(QUESTION).value_of("words")
    assert kept == "a" * 15_000 + "\n\n" + "b" * 15_000


def test_a_text_that_carol_changed_meanwhile_is_read_again_before_it_is_used(
    helper: Browser, amira: Browser
) -> None:
    write(amira, AMIRAS)
    showing(helper, "The first text")
    page = amira.get(CHOICE)
    showing(helper, "The second text")

    page = amira.press(page, CHOICE, use="theirs")

    assert page.status == 422
    assert (
        "You have chosen already, or this text has changed. Look at what is here, then choose." in page.text
    )
    assert "The second text" in page.text
    assert amira.get(QUESTION).value_of("words") == AMIRAS


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


def test_words_that_amira_wrote_meanwhile_are_not_written_over(helper: Browser, amira: Browser) -> None:
    write(amira, "Early words")
    showing(helper)
    page = amira.get(CHOICE)
    write(amira, "Late words")

    page = amira.press(page, CHOICE, use="theirs")

    assert page.status == 409
    assert page.heading == "You wrote this in two places"
    assert "Late words" in page.text
    assert "CAROLS-CANARY" in page.text


def test_an_unknown_choice_changes_nothing(helper: Browser, amira: Browser) -> None:
    showing(helper)

    page = amira.submit(CHOICE, use="send")

    assert page.status == 422
    assert "CAROLS-CANARY" in page.text


def test_a_stale_choice_is_asked_for_again(helper: Browser, amira: Browser) -> None:
    showing(helper)
    page = amira.get(CHOICE)

    page = amira.press(page, CHOICE, form_token="old", use="theirs")

    assert page.status == 403
    assert "CAROLS-CANARY" in page.text


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


def test_the_helper_of_amira_never_sees_bens_answers(
    app: FastAPI, people: World, amira: Browser, ben: Browser
) -> None:
    write(amira, AMIRAS)
    write(ben, BENS)
    helper = help_of(app, people.amira, READ_ANSWERS, WRITE_ANSWERS)

    for address in (LIST, PAGE):
        page = helper.get(address)
        assert "AMIRAS-CANARY" in page.html
        assert "BENS-CANARY" not in page.html
        assert "Ben" not in page.text


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


def test_a_helper_of_somebody_without_a_meeting_is_told_so(portal: Installation, app: FastAPI) -> None:
    zoe = families.add_staff(portal, "barnsley", "Zoe Lind", Role.ADMINISTRATOR)
    family = families.open_family(portal, zoe)
    grace = families.add_member(portal, zoe, family, "Grace Adeyemi")
    helper = help_of(app, grace, READ_ANSWERS, WRITE_ANSWERS, name="Hana Quill")

    assert "There is no meeting to get ready for yet." in helper.get(LIST).text
    assert helper.get(PAGE).status == 404


def test_words_shown_before_the_help_ended_stay_amiras_to_use(
    portal: Installation, people: World, helper: Browser, amira: Browser
) -> None:
    showing(helper)
    end(portal, people.amira)

    page = amira.submit(CHOICE, use="theirs")

    assert page.value_of("words") == CAROLS

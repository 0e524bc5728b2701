"""A helper writes for a letter and shows it; whom they help chooses, and alone can send."""

import pytest
from fastapi import FastAPI

from app.access.models import Permission
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
    only_for,
    turn_to,
)
from tests.support.world import World

PAGE = "/m/helped/letter"
LETTER = "/m/views"
CHOICE = "/m/views/suggestion"
AMIRAS, BENS, CAROLS = "AMIRAS-CANARY dear chair", "BENS-CANARY dear chair", "CAROLS-CANARY dear all"


@pytest.fixture
def helper(app: FastAPI, people: World) -> Browser:
    """Carol, who may write for Amira's letter, and not read it."""
    return help_of(app, people.amira, WRITE_LETTER)


def write(who: Browser, words: str) -> ShownPage:
    return who.submit(LETTER, words=words, then="later")


def showing(helper: Browser, words: str = CAROLS) -> ShownPage:
    """Write something as a helper, and show it."""
    return helper.submit(PAGE, words=words, then="show")


def test_carol_who_may_only_write_does_not_read_amiras_letter(helper: Browser, amira: Browser) -> None:
    write(amira, AMIRAS)

    page = helper.get(PAGE)

    assert "You are helping Amira" in page.text
    assert "AMIRAS-CANARY" not in page.html
    assert "What Amira has written" not in page.text


def test_carol_who_may_only_read_finds_the_letter_and_no_form(
    app: FastAPI, people: World, amira: Browser
) -> None:
    reader = help_of(app, people.amira, READ_LETTER)
    assert "There is nothing here yet." in reader.get(PAGE).text
    write(amira, AMIRAS)

    page = reader.get(PAGE)

    assert "AMIRAS-CANARY" in page.text
    assert not page.soup.select("textarea")
    assert reader.post(PAGE, words=CAROLS).status == 404


def test_reading_the_letter_stands_in_the_log_as_carols(
    app: FastAPI, portal: Installation, people: World, amira: Browser
) -> None:
    reader = help_of(app, people.amira, READ_LETTER)
    assert reader.who is not None
    reader.get(PAGE)
    write(amira, AMIRAS)
    reader.get(PAGE)

    assert deeds(portal, reader.who, "help.read") == [("help.read", "helpings", "letter")]


@pytest.mark.parametrize("granted", [(), (READ_ANSWERS, WRITE_ANSWERS)])
def test_carol_without_the_right_finds_no_letter(
    app: FastAPI, people: World, granted: tuple[Permission, ...]
) -> None:
    helper = help_of(app, people.amira, *granted)

    assert helper.get(PAGE).status == 404
    assert helper.post(PAGE, words=CAROLS).status == 404


def test_nobody_but_a_helper_opens_a_helpers_page(
    helper: Browser, amira: Browser, ben: Browser, dev: Browser
) -> None:
    showing(helper)

    for who in (amira, ben, dev):
        assert who.get(PAGE).status == 404
        assert who.post(PAGE, words="mine").status == 404


def test_a_grant_for_another_meeting_or_for_one_child_opens_nothing(
    app: FastAPI, portal: Installation, people: World, amira: Browser
) -> None:
    write(amira, AMIRAS)
    helper = help_of(app, people.amira, READ_LETTER, WRITE_LETTER)
    only_for(portal, READ_LETTER, thing=people.other_meeting)
    only_for(portal, WRITE_LETTER, thing=people.other_meeting)

    page = helper.get(PAGE)

    assert "AMIRAS-CANARY" not in page.html
    assert not page.soup.select("textarea")
    assert helper.post(PAGE, words=CAROLS).status == 404
    only_for(portal, READ_LETTER, child=people.family.children["Noor"])
    only_for(portal, WRITE_LETTER, child=people.family.children["Noor"])
    assert helper.get(PAGE).status == 404


def test_what_carol_saves_is_hers_alone_until_she_shows_it(helper: Browser, amira: Browser) -> None:
    page = helper.submit(PAGE, words=CAROLS, then="later")

    assert page.value_of("words") == CAROLS
    assert "Only you can see them so far." in page.text
    for address in (LETTER, CHOICE):
        assert "Carol" not in amira.get(address).html
        assert "CAROLS-CANARY" not in amira.get(address).html


def test_what_carol_shows_is_told_to_amira_and_is_in_the_log(
    portal: Installation, helper: Browser, amira: Browser
) -> None:
    page = showing(helper)

    assert "You last showed your words on" in page.text
    page = amira.get(LETTER)
    assert "Carol wrote something for you." in page.text
    assert CHOICE in page.links()
    assert "Carol wrote for you" in amira.get("/m/think").text
    assert "CAROLS-CANARY" not in page.html
    assert "CAROLS-CANARY" in amira.get(CHOICE).text
    assert helper.who is not None
    assert deeds(portal, helper.who, "help.wrote", "help.showed") == [
        ("help.wrote", "helpings", "letter"),
        ("help.showed", "helpings", "letter"),
    ]


def test_carol_cannot_show_nothing_nor_too_much(helper: Browser, amira: Browser) -> None:
    page = helper.submit(PAGE, words=" ", then="show")
    assert page.status == 422
    assert "Write something first, then show it." in page.text

    page = helper.submit(PAGE, words="x" * (LONG_TEXT + 1), then="show")

    assert page.status == 422
    assert "too long to use" in page.text
    assert helper.get(PAGE).value_of("words") == "x" * (LONG_TEXT + 1)
    assert "Carol" not in amira.get(LETTER).html


def test_words_of_carols_save_themselves_and_two_phones_lose_none(helper: Browser) -> None:
    other = Browser(helper.app, helper.who)
    here, there = helper.get(PAGE), other.get(PAGE)
    assert autosave(other, there, PAGE, "Football") == (204, "1")

    page = helper.press(here, PAGE, words="School", then="later")

    assert page.status == 409
    assert page.value_of("words") == "School\n\nFootball"
    page = helper.press(page, PAGE, then="later")
    assert page.value_of("words") == "School\n\nFootball"
    assert "another phone" not in page.text


def test_a_stale_page_keeps_what_carol_typed(helper: Browser) -> None:
    page = helper.get(PAGE)

    page = helper.press(page, PAGE, form_token="old", words=CAROLS)

    assert page.status == 403
    assert page.value_of("words") == CAROLS


def test_words_written_when_carols_session_had_ended_come_back_to_her(
    helper: Browser, amira: Browser, clock: Clock
) -> None:
    page = helper.get(PAGE)
    clock.move(minutes=30)
    helper.press(page, PAGE, follow=False, words=CAROLS, then="show")
    assert helper.who is not None
    helper.client.cookies.delete(SESSION_COOKIE)
    helper.sign_in(helper.who)
    amira.sign_in(amira.who)  # type: ignore[arg-type]

    page = helper.get(PAGE)

    assert page.value_of("words") == CAROLS
    assert "These are the words you wrote at 10:30" in page.text
    assert "Carol" not in amira.get(LETTER).html


def test_a_page_opened_for_amira_is_never_saved_for_ben(
    app: FastAPI, people: World, helper: Browser, ben: Browser
) -> None:
    page = helper.get(PAGE)
    other = turn_to(app, helper, people.ben)
    other.get(PAGE)

    shown = other.press(page, PAGE, form_token=other.token(), words=CAROLS, then="show")

    assert shown.status == 409
    assert CAROLS in shown.text
    assert other.get(PAGE).value_of("words") == ""
    assert "Carol" not in ben.get(LETTER).html


def test_a_right_that_ends_while_carol_writes_takes_none_of_her_words(
    portal: Installation, people: World, helper: Browser
) -> None:
    page = helper.get(PAGE)
    end(portal, people.amira)

    shown = helper.press(page, PAGE, words=CAROLS, then="show")

    assert shown.status == 404
    assert CAROLS in shown.text


CHOICES = {"theirs": CAROLS, "both": f"{AMIRAS}\n\n{CAROLS}", "mine": AMIRAS}


@pytest.mark.parametrize("use", CHOICES)
def test_amira_uses_what_she_chooses_and_sends_nothing_by_it(
    portal: Installation, people: World, helper: Browser, amira: Browser, use: str
) -> None:
    write(amira, AMIRAS)
    showing(helper)
    page = amira.get(CHOICE)
    assert [found.get_text() for found in page.soup.select(".own-words")] == [AMIRAS, CAROLS]

    page = amira.press(page, CHOICE, use=use)

    assert page.url == LETTER
    assert page.value_of("words") == CHOICES[use]
    assert "Carol" not in page.text
    assert amira.get(CHOICE).url == LETTER
    with families.as_member(portal, people.amira) as scope:
        kept = [one.fields["words"] for one in drafts.revisions(scope, "views", people.meeting)]
        assert AMIRAS in kept
        assert drafts.receipts(scope) == []


def test_texts_that_are_too_long_together_are_kept_and_that_is_said(helper: Browser, amira: Browser) -> None:
    write(amira, "a" * 15_000)
    showing(helper, "b" * 15_000)

    page = amira.submit(CHOICE, use="both")

    assert page.status == 422
    assert "too long to send" in page.text
    assert len(amira.get(LETTER).value_of("words")) == 30_002


def test_a_text_that_carol_changed_meanwhile_is_read_again_before_it_is_used(
    helper: Browser, amira: Browser
) -> None:
    showing(helper, "The first text")
    page = amira.get(CHOICE)
    showing(helper, "The second text")

    page = amira.press(page, CHOICE, use="theirs")

    assert page.status == 422
    assert (
        "You have chosen already, or this text has changed. Look at what is here, then choose." in page.text
    )
    assert "The second text" in page.text
    assert amira.get(LETTER).value_of("words") == ""
    assert amira.press(page, CHOICE, use="send").status == 422
    assert amira.press(page, CHOICE, form_token="old", use="theirs").status == 403


def test_words_that_amira_wrote_meanwhile_are_not_written_over(helper: Browser, amira: Browser) -> None:
    write(amira, "Early words")
    showing(helper)
    page = amira.get(CHOICE)
    write(amira, "Late words")

    page = amira.press(page, CHOICE, use="theirs")

    assert page.status == 409
    assert "Late words" in page.text
    assert "CAROLS-CANARY" in page.text


def test_the_helper_of_amira_never_sees_bens_letter(
    app: FastAPI, people: World, amira: Browser, ben: Browser
) -> None:
    write(amira, AMIRAS)
    write(ben, BENS)
    helper = help_of(app, people.amira, READ_LETTER, WRITE_LETTER)

    page = helper.get(PAGE)

    assert "AMIRAS-CANARY" in page.text
    assert "BENS-CANARY" not in page.html
    assert "Ben" not in page.text
    showing(helper)
    assert "Carol" not in ben.get(LETTER).html
    assert ben.get(CHOICE).url == LETTER


def test_a_helper_of_somebody_without_a_meeting_is_told_so(portal: Installation, app: FastAPI) -> None:
    zoe = families.add_staff(portal, "barnsley", "Zoe Lind", Role.ADMINISTRATOR)
    grace = families.add_member(portal, zoe, families.open_family(portal, zoe), "Grace Adeyemi")
    helper = help_of(app, grace, READ_LETTER, WRITE_LETTER, name="Hana Quill")

    assert "There is no meeting to write to yet." in helper.get(PAGE).text
    assert helper.post(PAGE, words=CAROLS).status == 404

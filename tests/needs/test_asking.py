"""A parent says what she needs to take part, changes it, and loses none of her words."""

import re

import pytest
from sqlmodel import select

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.drafts.tables import Receipt
from tests.access.test_beside import TO_READER, TO_WRITER, hand_over
from tests.home.pages import said
from tests.home.test_closed import close
from tests.needs.asking import DIALECT, FORM, POLISH, ask, case, presses, rows
from tests.support import readability
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World

MORE = "I cannot sit for long. My youngest comes with me, he is two."
DIFFERS = re.compile(r'value="[^"]*"')


def test_a_parent_asks_for_an_interpreter_and_her_workers_read_every_detail(
    amira: Browser, sam: Browser, people: World
) -> None:
    sent = ask(amira, **POLISH)

    assert sent.heading == "What you asked for"
    listed = sam.get(case(people))
    for page in (sent, listed, amira.get(FORM), amira.get("/m/sent/copy")):
        words = said(page)
        assert "An interpreter" in words
        assert "Language: Polish" in words
        assert f"Dialect: {DIALECT}" in words
        assert "The interpreter should be a woman." in words
        assert "It should not be somebody I know." in words
    assert "Not seen yet" in amira.get(FORM).text
    assert sent.url in amira.get("/m/sent").links()


def test_what_she_asks_for_is_sealed_for_her_and_her_workers_down_to_its_kind(
    amira: Browser, portal: Installation
) -> None:
    ask(amira, things=["separate_room"], more=MORE)

    with transaction(portal, writes=False) as session:
        for row in rows(session):
            held = row.own_sealed + row.professionals_sealed
            assert b"separate" not in held
            assert b"sit for long" not in held
            assert row.own_sealed != row.professionals_sealed
        entries = session.exec(select(AuditEntry).where(AuditEntry.action == "needs.sent")).all()
        assert [entry.reason for entry in entries] == [""]


def test_the_staff_who_arrange_it_are_told_that_there_is_something(
    amira: Browser, people: World, postbox: Postbox
) -> None:
    ask(amira, things=["separate_room"])

    sent = postbox.deliver()

    assert {one.to for one in sent} == {people.ada.contact, people.sam.contact}
    assert "room" not in "".join(one.subject + one.body for one in sent)


def test_a_detail_that_is_written_counts_although_its_box_is_not_ticked(amira: Browser) -> None:
    sent = ask(amira, spoken_other="Romani", sign="BSL")

    assert "An interpreter" in sent.text
    assert "Another language: Romani" in said(sent)
    assert "A signer" in sent.text
    assert "BSL" in sent.text


def test_the_page_shows_what_stands_and_a_change_is_a_new_line_for_her_and_for_staff(
    amira: Browser, sam: Browser, people: World, clock: Clock
) -> None:
    first = ask(amira, things=["interpreter", "breaks"], spoken="pl")
    clock.move(minutes=5)
    page = amira.get(FORM)
    assert page.soup.select_one('option[value="pl"][selected]')
    assert {str(box["value"]) for box in page.soup.select("[name=things][checked]")} == {
        "interpreter",
        "breaks",
    }

    second = amira.press(page, FORM, things=["interpreter", "travel"], spoken="ro")

    changed = said(second).partition("What you changed this time")[2]
    assert "New Help to get there" in changed
    assert "Changed An interpreter Language: Romanian Before An interpreter Language: Polish" in changed
    assert "Not needed any more Breaks" in changed
    assert "Language: Polish" in said(amira.get(first.url))
    assert {first.url, second.url} <= set(amira.get("/m/sent").links())
    history = said(sam.get(case(people))).partition("What they sent, and when")[2]
    assert "Changed An interpreter Language: Romanian Before An interpreter Language: Polish" in history
    assert "Not needed any more Breaks" in history


def test_two_taps_on_send_and_the_same_answers_again_are_one_line(
    amira: Browser, portal: Installation
) -> None:
    page = amira.get(FORM)
    first = amira.press(page, FORM, **POLISH)
    second = amira.press(page, FORM, **POLISH)
    again = ask(amira)

    assert first.url == second.url == again.url
    with transaction(portal, writes=False) as session:
        assert len(presses(session)) == len(rows(session)) == 1
        assert len(session.exec(select(Receipt)).all()) == 1


def test_a_page_that_did_not_know_of_a_newer_one_shows_both_before_it_is_sent(amira: Browser) -> None:
    old = amira.get(FORM)
    ask(amira, things=["travel"])

    stopped = amira.press(old, FORM, things=["breaks"], more=MORE)

    assert stopped.status == 422
    assert "You sent something else from another page since." in stopped.text
    assert "Help to get there" in stopped.text
    assert stopped.value_of("more") == MORE
    sent = amira.press(stopped, FORM)
    assert "Not needed any more Help to get there" in said(sent)
    assert MORE in sent.text


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "Tick what would help you, or write it."),
        ({"things": ["a_lawyer"], "more": MORE}, "Choose from the boxes on this page."),
        ({"spoken": "tlh", "more": MORE}, "Choose a language from the list, or write it below."),
        ({"dialect": "x" * 201, "more": MORE}, "This is too long."),
        ({"more": "x" * 20_001}, "This is too long."),
    ],
)
def test_what_cannot_be_taken_is_named_and_the_words_stay(
    amira: Browser, portal: Installation, fields: dict[str, object], problem: str
) -> None:
    page = ask(amira, **fields)

    assert page.status == 422
    assert problem in page.text
    assert page.value_of("more") == fields.get("more", "")
    with transaction(portal, writes=False) as session:
        assert not rows(session)
        assert not presses(session)


def test_everything_can_be_taken_away_again(amira: Browser) -> None:
    ask(amira, things=["breaks"])

    page = amira.press(amira.get(FORM), FORM, things=[])

    assert "Nothing at the moment." in page.text
    assert "What you asked for" not in amira.get(FORM).text


def test_what_she_chose_before_the_page_locked_comes_back(
    amira: Browser, people: World, clock: Clock
) -> None:
    page = amira.get(FORM)
    clock.move(minutes=25)
    amira.press(page, FORM, **{**POLISH, "things": ["interpreter", "breaks"]}, more=MORE)
    amira.submit("/s/unlock", action="/s/unlock", pin=people.amira.pin)

    kept = amira.get("/m/kept").text
    assert MORE in kept
    assert DIALECT in kept
    assert "separate" not in kept
    again = amira.get(FORM)
    assert "These are the words you wrote at" in again.text
    sent = amira.press(again, FORM)

    for words in (MORE, "Language: Polish", "Breaks", "The interpreter should be a woman."):
        assert words in said(sent)
    assert "These are the words" not in amira.get(FORM).text


def test_what_is_asked_for_with_a_worker_beside_is_marked_for_both(people: World, sam: Browser) -> None:
    hand_over(sam, people.amira)
    sent = ask(sam, things=["breaks"])
    assert TO_WRITER in sent.text

    worker = Browser(sam.app, people.sam)

    assert TO_READER in worker.get(case(people)).text


def test_after_her_pages_have_closed_she_reads_what_she_sent_and_asks_for_nothing_more(
    amira: Browser, portal: Installation, people: World
) -> None:
    sent = ask(amira, **POLISH)
    close(portal, people.amira)

    assert "Language: Polish" in said(amira.get(sent.url))
    assert amira.get(FORM).status == 404
    assert FORM not in amira.get(sent.url).links()


@pytest.mark.parametrize("name", ["ben", "erin"])
def test_nobody_else_can_open_what_she_asked_for(
    amira: Browser, app: object, people: World, name: str
) -> None:
    there = ask(amira, things=["separate_room"]).url
    other = Browser(app, people.person(name))  # type: ignore[arg-type]

    assert other.get(there).status == 404
    assert "What you asked for" not in other.get(FORM).text


def test_the_other_parents_pages_stay_as_they_were_and_no_message_comes_to_him(
    amira: Browser, ben: Browser, postbox: Postbox, people: World
) -> None:
    paths = ("/m", FORM, "/m/sent", "/m/history", "/m/details")
    before = [DIFFERS.sub("", ben.get(path).html) for path in paths]

    ask(amira, things=["separate_room", "separate_time"])

    assert [DIFFERS.sub("", ben.get(path).html) for path in paths] == before
    assert people.ben.contact not in {one.to for one in postbox.deliver()}


def test_a_helper_has_no_such_page_and_sees_nothing_of_it(amira: Browser, carol: Browser) -> None:
    there = ask(amira, **POLISH).url

    assert carol.get(FORM).status == carol.get(there).status == 404
    assert carol.post(FORM, more=MORE).status == 404
    assert "interpreter" not in carol.get("/m").text


def test_the_page_says_what_the_council_says_of_interpreters_and_else_whom_to_ask(amira: Browser) -> None:
    page = amira.get(FORM)

    assert "Ask your social worker what the council can arrange." in page.text
    assert "We can arrange an interpreter" not in page.text
    assert "An interpreter cannot open this site." in page.text


@pytest.mark.parametrize("path", [FORM, "sent"])
def test_the_pages_are_in_plain_words(amira: Browser, path: str) -> None:
    sent = ask(amira, **POLISH)
    html = (sent if path == "sent" else amira.get(path)).html

    assert readability.banned(html) == []
    assert [one for one in readability.sentences(html) if len(readability.words(one)) > 20] == []

"""Staff see what people need and say what is arranged; only whoever asked reads it."""

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from app.access import people as members
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.kit.ids import new_id
from tests.conferences.test_exclusions import WHEN, keep_out
from tests.home.pages import parent_of, said
from tests.needs.asking import FORM, POLISH, answer, ask, case, rows
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.crawling import crawl
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, MEETS_AT, World

WORDS = "She comes at half past two and waits for you at the door."


def test_staff_arrange_it_and_the_person_reads_it_on_their_page_and_on_the_first(
    amira: Browser, ada: Browser, people: World, postbox: Postbox
) -> None:
    ask(amira, **POLISH)
    postbox.deliver()

    saved = answer(ada, people, "arranged", WORDS)

    assert "Saved. The person can see it now." in saved.text
    page = amira.get(FORM)
    assert "Arranged" in page.text
    assert WORDS in page.text
    assert "An interpreter: Arranged" in said(amira.get("/m"))
    assert [one.to for one in postbox.deliver()] == [people.amira.contact]


def test_what_cannot_be_done_needs_a_reason_which_the_person_reads(
    amira: Browser, sam: Browser, people: World
) -> None:
    ask(amira, things=["childcare"])

    refused = answer(sam, people, "cannot", "  ")
    assert refused.status == 422
    assert "Write why. The person reads it." in refused.text
    assert "Not seen yet" in amira.get(FORM).text

    answer(sam, people, "cannot", "The room for children is closed that week.")
    assert "We cannot do this" in amira.get(FORM).text
    assert "The room for children is closed that week." in amira.get(FORM).text


def test_one_press_says_that_it_was_seen_and_no_message_goes_out_for_that(
    amira: Browser, sam: Browser, people: World, postbox: Postbox
) -> None:
    ask(amira, things=["breaks"])
    postbox.deliver()
    listed = sam.get(case(people))
    action = str(listed.soup.select_one("main form")["action"])  # type: ignore[index]

    sam.press(listed, action, state="seen")
    sam.press(listed, action, state="seen")

    assert "Seen" in amira.get(FORM).text
    assert postbox.deliver() == []


def test_two_taps_on_save_write_to_the_person_once(
    amira: Browser, sam: Browser, people: World, postbox: Postbox
) -> None:
    ask(amira, things=["breaks"])
    postbox.deliver()

    answer(sam, people, "arranged", WORDS)
    answer(sam, people, "arranged", WORDS)

    assert len(postbox.deliver()) == 1


def test_an_answer_holds_only_as_long_as_the_wish_is_the_same(
    amira: Browser, sam: Browser, people: World, clock: Clock
) -> None:
    ask(amira, things=["interpreter", "breaks"], spoken="pl")
    answer(sam, people, "arranged", WORDS)
    clock.move(minutes=5)

    amira.press(amira.get(FORM), FORM, spoken="ro")

    page = amira.get(FORM)
    assert "Arranged" not in page.text
    assert WORDS not in page.text
    assert "2 wait for you" in sam.get(f"/staff/families/{people.family.id}").text


def test_staff_who_answer_what_has_changed_meanwhile_are_told_so(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    ask(amira, things=["interpreter"], spoken="pl")
    with transaction(portal, writes=False) as session:
        old = f"{case(people)}/{rows(session)[0].id}"
    open_page = sam.get(old)
    amira.press(amira.get(FORM), FORM, spoken="ro")

    late = sam.press(open_page, old, state="arranged", words=WORDS)

    assert late.status == 409
    assert "They changed this since you opened the page." in late.text
    assert sam.get(old).status == 409
    assert "Arranged" not in amira.get(FORM).text


def test_what_staff_knew_of_and_is_not_needed_any_more_waits_until_they_have_seen_that(
    amira: Browser, sam: Browser, people: World
) -> None:
    ask(amira, things=["interpreter", "breaks"])
    answer(sam, people, "arranged", WORDS)
    answer(sam, people, "seen", which=1)
    assert "waits for you" not in sam.get(f"/staff/families/{people.family.id}").text

    amira.press(amira.get(FORM), FORM, things=["breaks"])

    assert "1 waits for you" in sam.get(f"/staff/families/{people.family.id}").text
    listed = sam.get(case(people))
    assert "I have seen that Amira Haddad does not need it any more" in said(listed)
    action = str(listed.soup.select_one("main form")["action"])  # type: ignore[index]
    noted = sam.press(listed, action, state="seen")
    assert "does not need it any more" not in said(noted)
    assert "waits for you" not in sam.get(f"/staff/families/{people.family.id}").text


def test_it_waits_on_the_desk_and_stands_on_the_page_of_the_meeting(
    amira: Browser, sam: Browser, tess: Browser, dev: Browser, people: World
) -> None:
    assert case(people) not in sam.get("/staff").links()
    ask(amira, things=["breaks"])

    assert case(people) in sam.get("/staff").links()
    for other in (tess, dev):
        assert "Somebody needs help to take part" not in other.get("/staff").text
    meeting = f"/staff/families/{people.family.id}/meetings/{people.meeting}"
    assert case(people) in sam.get(meeting).links()
    answer(sam, people, "seen")
    assert case(people) not in sam.get("/staff").links()


def test_a_room_of_ones_own_is_named_on_no_first_page(amira: Browser, sam: Browser, people: World) -> None:
    ask(amira, things=["separate_room", "breaks"])
    answer(sam, people, "arranged", WORDS, which=0)
    answer(sam, people, "arranged", WORDS, which=1)

    first = said(amira.get("/m"))

    assert "Breaks: Arranged" in first
    assert "There is an answer to something you asked for." in first
    for word in ("room of my own", "another time", WORDS):
        assert word not in first
    assert "To wait in a room of my own" in amira.get(FORM).text


def test_words_that_give_away_where_somebody_else_lives_are_stopped(
    ben: Browser, sam: Browser, people: World
) -> None:
    ask(ben, things=["travel"])

    page = answer(sam, people, "arranged", f"The taxi goes on to {AMIRAS_ADDRESS}.")

    assert page.status == 422
    assert "These words give away a protected detail" in page.text
    assert "Larkspur" in page.value_of("words")
    assert "Larkspur" not in ben.get(FORM).text


@pytest.mark.parametrize(
    "words", ["Come on 3 December.", "It begins at half past two.", "He waits in the Town Hall."]
)
def test_whoever_is_asked_not_to_come_asks_too_and_reads_no_day_and_no_place(
    portal: Installation, ben: Browser, sam: Browser, people: World, words: str
) -> None:
    keep_out(portal, people, people.ben)
    ask(ben, things=["interpreter", "separate_time"])

    stopped = answer(sam, people, "arranged", words)
    assert stopped.status == 422
    assert "a time or a place that the chair hid from this person" in stopped.text

    answer(sam, people, "arranged", "The interpreter reads you the letter.")
    for path, page in crawl(ben, ["/m"], within=lambda one: f"{one}/".startswith("/m/")).items():
        if not path.startswith("/m/sent") and path != "/m/history":
            assert not WHEN.search(said(page)), path
            assert "Town Hall" not in page.text, path


def test_the_quiet_page_of_a_bereaved_family_shows_nothing_of_it(
    amira: Browser, sam: Browser, people: World, postbox: Postbox
) -> None:
    ask(amira, **POLISH)
    answer(sam, people, "arranged", WORDS)
    postbox.deliver()
    sam.submit(f"/staff/families/{people.family.id}/bereavement")

    page = amira.get("/m")

    assert FORM not in page.links()
    assert "interpreter" not in page.text
    answer(sam, people, "cannot", "The meeting does not take place.")
    assert postbox.deliver() == []


def test_the_chair_and_whoever_opened_the_file_look_and_do_not_answer(
    amira: Browser, dev: Browser, portal: Installation, people: World
) -> None:
    ask(amira, **POLISH)
    with transaction(portal, writes=False) as session:
        need = rows(session)[0].id

    listed = dev.get(case(people))

    assert "Language: Polish" in said(listed)
    assert not listed.soup.select("main form")
    assert f"{case(people)}/{need}" not in listed.links()
    assert dev.get(f"{case(people)}/{need}").status == 404
    assert dev.post(f"{case(people)}/{need}", state="arranged").status == 404
    with transaction(portal, writes=False) as session:
        seen = session.exec(select(AuditEntry).where(col(AuditEntry.action) == "needs.read")).one()
        assert (seen.actor_id, seen.family_id) == (people.dev.person_id, people.family.id)


@pytest.mark.parametrize("name", ["olive", "tess", "farid", "ben", "amira"])
def test_nobody_else_sees_or_answers(
    amira: Browser, app: FastAPI, portal: Installation, people: World, name: str
) -> None:
    ask(amira, **POLISH)
    browser = Browser(app, people.person(name))
    with transaction(portal, writes=False) as session:
        need = rows(session)[0].id

    assert browser.get(case(people)).status == 404
    assert browser.get(f"{case(people)}/{need}").status == 404
    assert browser.post(f"{case(people)}/{need}", state="arranged").status == 404
    other = f"/staff/families/{people.other_family.id}/needs"
    if name == "tess":
        assert browser.get(f"{other}/{need}").status == 404
        assert browser.post(f"{other}/{need}", state="arranged").status == 404
        assert browser.post(f"{other}/{new_id()}", state="arranged").status == 404
    with transaction(portal, writes=False) as session:
        assert rows(session)[0].state is None


def test_an_answer_without_a_choice_keeps_the_words(amira: Browser, sam: Browser, people: World) -> None:
    ask(amira, things=["breaks"])

    page = answer(sam, people, "", WORDS)

    assert page.status == 422
    assert "Choose what you say of it." in page.text
    assert page.value_of("words") == WORDS


def test_whoever_has_left_the_family_has_no_name_there(
    portal: Installation, amira: Browser, sam: Browser, people: World
) -> None:
    ask(amira, things=["breaks"])
    with families.as_case_worker(portal, people.ada, people.family.id) as staff:
        members.end_member(staff, people.amira.membership_id or "")

    listed = sam.get(case(people))

    assert "Somebody who is no longer in this family" in listed.text
    assert "Haddad" not in listed.soup.main.text  # type: ignore[union-attr]
    answer(sam, people, "seen")
    assert "waits for you" not in sam.get(f"/staff/families/{people.family.id}").text


def test_a_council_that_says_how_it_arranges_interpreters_is_quoted(
    portal: Installation, app: FastAPI
) -> None:
    parent = parent_of(portal, app, council="northamptonshire", meets_at=MEETS_AT)

    page = parent.get(FORM)

    assert "We can arrange an interpreter or a signer if you need one." in page.text
    assert "Ask your social worker what the council can arrange." not in page.text


def test_a_worker_who_is_told_who_was_there_reads_it_of_needs_and_corrections_too(
    amira: Browser, sam: Browser, people: World
) -> None:
    ask(amira, things=["breaks"])
    amira.submit("/m/sent/question", action="/m/sent/question", company="with")

    page = sam.get(f"/staff/families/{people.family.id}/company")

    assert page.status == 200
    assert "Help to take part" in page.text

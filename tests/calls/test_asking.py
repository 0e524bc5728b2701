"""A parent asks to be rung: neutral before and after, asked once, and taken back while nobody has acted."""

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access import staff_accounts
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.calls.service import LENGTH
from app.families.models import Role
from app.families.tables import Family, Membership, Person
from tests.access.test_beside import TO_READER, TO_WRITER, hand_over
from tests.calls.asking import DIFFERS, FORM, NIGHT, WORDS, ask, case, give_mobile, note, rows, state_numbers
from tests.conferences.test_exclusions import keep_out
from tests.home.pages import said
from tests.home.test_closed import close
from tests.support import families, readability
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.crawling import crawl
from tests.support.mail import Postbox
from tests.support.world import NOW, World


def numbers(page: ShownPage) -> list[str]:
    """Return the numbers of the council that a page shows."""
    return [str(link["href"]) for link in page.soup.select('main .lines a[href^="tel:"]')]


def test_a_parent_asks_and_every_page_of_hers_says_that_it_is_about_her_appointment(
    amira: Browser, portal: Installation
) -> None:
    assert FORM in amira.get("/m/help").links()

    page = ask(amira)

    asked = "You asked us on Tuesday 24 November 2026, 10:00 to ring you about your appointment."
    assert page.heading == "Your call"
    assert asked in said(page)
    assert "We have not rung yet." in page.text
    assert "Ask us again" not in page.text
    assert WORDS in page.text
    assert asked in said(amira.get(FORM))
    assert page.url in amira.get("/m/sent").links()
    copied = amira.get("/m/sent/copy").text
    assert "My appointment" in copied
    assert WORDS in copied
    assert "Your workers could read it as soon as you sent it." in amira.get("/m/history").text
    with transaction(portal, writes=False) as session:
        (row,) = rows(session)
        assert b"appointment" not in row.own_sealed + row.professionals_sealed
        assert WORDS.encode() not in row.own_sealed + row.professionals_sealed
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.action == "call.asked")).all()
        assert (entry.object_id, entry.reason) == (row.id, "")


def test_the_length_of_what_is_sealed_does_not_say_what_was_chosen(
    amira: Browser, portal: Installation
) -> None:
    for about in ("appointment", "reports", "other"):
        ask(amira, about, "")

    with transaction(portal, writes=False) as session:
        assert len({len(row.own_sealed) for row in rows(session)}) == 1
        assert len({len(row.professionals_sealed) for row in rows(session)}) == 1
    assert len("appointment") == LENGTH


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("reports", "to ring you about the reports."),
        ("other", "10:00 to ring you."),
    ],
)
def test_she_can_ask_about_something_else_without_any_words(amira: Browser, about: str, words: str) -> None:
    page = ask(amira, about, "")

    assert words in said(page)
    assert not page.soup.select(".own-words")


def test_the_page_says_who_rings_and_that_nobody_watches_it(amira: Browser) -> None:
    page = amira.get(FORM)

    assert "Your social worker rings you." in page.text
    assert NIGHT in page.text
    assert "We cannot say when we ring." in page.text
    assert page.soup.select('a[href="tel:999"]')
    assert "When the office is closed" in page.text


def test_without_a_number_that_is_safe_the_page_says_so_and_shows_the_councils(
    app: FastAPI, people: World
) -> None:
    state_numbers(app)
    page = Browser(app, people.amira).get(FORM)

    assert "We have no number of yours that is safe to ring." in page.text
    assert "You can still ask here. Then a worker looks for a safe way to reach you." in page.text
    asked = ask(Browser(app, people.amira)).text
    assert "A worker looks for a safe way to reach you." in asked
    assert "You can still ask here." not in asked
    assert numbers(page) == ["tel:01632960150", "tel:01632960151"]
    assert "desk@barnsley.example" not in page.text


def test_a_council_that_states_no_number_shows_none(amira: Browser) -> None:
    page = amira.get(FORM)

    assert numbers(page) == []
    assert "You can ring your social worker or the council yourself." in page.text
    assert "Ask your social worker which number to call when the office is closed." in page.text


def test_a_number_that_is_safe_stands_there_in_part_with_its_hours(
    amira: Browser, ada: Browser, portal: Installation, people: World
) -> None:
    give_mobile(portal, people.amira, "07700 900123")
    safe = f"/staff/families/{people.family.id}/members/{people.amira.membership_id}/safe-contact"
    assert "We have the number …123. You told us that we may use it at any time." in said(amira.get(FORM))

    ada.submit(safe, wording="quiet", shared_phone="yes", from_hour="09:00", until_hour="15:00")

    page = amira.get(FORM)
    assert "You told us that we may use it from 09:00 until 15:00." in said(page)
    assert "900123" not in page.html
    assert "We have no number" not in page.text


@pytest.mark.parametrize("change", ["silent", "not_answered", "stopped"])
def test_a_number_of_which_nobody_said_that_it_is_safe_is_not_promised(
    amira: Browser, portal: Installation, people: World, change: str
) -> None:
    give_mobile(portal, people.amira, "07700 900123")
    with transaction(portal, writes=True) as session:
        person = session.get_one(Person, people.amira.person_id)
        family = session.get_one(Family, people.family.id)
        if change == "stopped":
            family.messages_stopped_at = NOW
        else:
            person.wording = "silent" if change == "silent" else None

    assert "We have no number of yours that is safe to ring." in amira.get(FORM).text


def test_two_taps_ask_once_and_tell_once(
    amira: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    page = amira.get(FORM)
    first = amira.press(page, FORM, about="appointment", words=WORDS)
    second = amira.press(page, FORM, about="appointment", words=WORDS)

    assert first.url == second.url
    with transaction(portal, writes=False) as session:
        assert len(rows(session)) == 1
    (message,) = postbox.deliver()
    assert message.to == people.sam.contact


def test_a_page_from_the_browsers_memory_with_other_words_loses_none(amira: Browser) -> None:
    page = amira.get(FORM)
    first = amira.press(page, FORM, about="appointment", words=WORDS)
    second = amira.press(page, FORM, about="reports", words="Another thing.")

    assert first.url != second.url
    assert "Another thing." in second.text


def test_a_message_to_staff_says_nothing_of_it(amira: Browser, people: World, postbox: Postbox) -> None:
    ask(amira)

    (message,) = postbox.deliver()

    for word in ("ring", "call", "appointment", "Amira", WORDS):
        assert word not in f"{message.subject} {message.body}".replace(people.family.council, "")


@pytest.mark.parametrize(
    ("about", "words", "problem"),
    [
        ("", WORDS, "Choose what it is about."),
        ("danger", WORDS, "Choose what it is about."),
        ("appointment", "x" * 20_001, "This is too long."),
    ],
)
def test_a_gap_is_named_and_the_words_stay(
    amira: Browser, portal: Installation, about: str, words: str, problem: str
) -> None:
    page = ask(amira, about, words)

    assert page.status == 422
    assert problem in page.text
    assert page.value_of("words") == words
    with transaction(portal, writes=False) as session:
        assert rows(session) == []


def test_a_few_at_a_time_and_what_she_wrote_then_is_shown_and_not_lost(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    fourth = amira.get(FORM)
    for number in range(3):
        ask(amira, "other", f"Number {number}")

    page = amira.press(fourth, FORM, about="other", words="Number four")

    assert page.status == 422
    assert "What you asked before still waits for us." in page.text
    assert "This was not sent. Number four" in page.text
    note(sam, people, "not_reached")
    full = amira.get(FORM)
    assert "What you asked before still waits for us." in full.text
    assert not full.soup.select(f'main form[action="{FORM}"]')
    with transaction(portal, writes=False) as session:
        assert len(rows(session)) == 3
    note(sam, people, "rang")
    assert ask(amira, "other", "Number four").heading == "Your call"


def test_however_often_she_asks_the_other_parent_can_ask_too(amira: Browser, ben: Browser) -> None:
    for number in range(3):
        ask(amira, "other", f"Number {number}")

    assert ask(ben).heading == "Your call"


def test_words_written_before_the_page_locked_come_back(amira: Browser, people: World, clock: Clock) -> None:
    page = amira.get(FORM)
    clock.move(minutes=25)
    amira.press(page, FORM, about="reports", words=WORDS)
    amira.submit("/s/unlock", action="/s/unlock", pin=people.amira.pin)

    again = amira.get(FORM)
    assert again.value_of("words") == WORDS
    assert again.soup.select_one('input[value="reports"][checked]')
    assert "These are the words you wrote at" in again.text

    amira.press(again, FORM)
    assert amira.get(FORM).value_of("words") == ""


def test_a_page_that_was_open_too_long_sends_nothing_and_keeps_the_words(amira: Browser) -> None:
    page = amira.press(amira.get(FORM), FORM, about="reports", words=WORDS, form_token="old")

    assert page.status == 403
    assert page.value_of("words") == WORDS


def test_she_takes_it_back_and_tells_staff_no_more_than_that(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    there = ask(amira).url

    page = amira.press(amira.get(there), f"{there}/take-back")

    assert "You took this back on Tuesday 24 November 2026, 10:00." in said(page)
    assert "Your workers can still see it." in page.text
    assert not page.soup.select("main form")
    assert amira.post(f"{there}/take-back").status == 200
    assert "You took it back on Tuesday 24 November 2026, 10:00." in said(amira.get("/m/history"))
    listed = sam.get(case(people))
    assert "Taken back" in listed.text
    assert "Somebody may have made them do that." in listed.text
    with transaction(portal, writes=False) as session:
        assert (
            len(session.exec(select(AuditEntry).where(AuditEntry.action == "submission.taken_back")).all())
            == 1
        )


@pytest.mark.parametrize("outcome", ["rang", "not_reached", "saw"])
def test_what_a_worker_has_acted_on_cannot_be_taken_back(
    amira: Browser, sam: Browser, people: World, outcome: str
) -> None:
    there = ask(amira).url
    before = amira.get(there)
    note(sam, people, outcome)

    assert not amira.get(there).soup.select(f'main form[action="{there}/take-back"]')
    assert amira.press(before, f"{there}/take-back").status == 409
    assert "took this back" not in amira.get(there).text


def test_a_stale_button_takes_nothing_back(amira: Browser) -> None:
    there = ask(amira).url

    page = amira.press(amira.get(there), f"{there}/take-back", form_token="old")

    assert page.status == 403
    assert "We have not rung yet." in page.text


@pytest.mark.parametrize("name", ["ben", "erin"])
def test_nobody_else_can_open_it_or_take_it_back(
    amira: Browser, app: FastAPI, portal: Installation, people: World, name: str
) -> None:
    there = ask(amira).url
    other = Browser(app, people.person(name))

    assert other.get(there).status == 404
    assert other.post(f"{there}/take-back").status == 404
    assert WORDS not in other.get(FORM).text
    with transaction(portal, writes=False) as session:
        assert rows(session)[0].taken_back_at is None


def test_the_other_parents_pages_stay_as_they_were(
    amira: Browser, ben: Browser, sam: Browser, people: World
) -> None:
    paths = ("/m", "/m/help", FORM, "/m/sent", "/m/history")
    before = [DIFFERS.sub("", ben.get(path).html) for path in paths]

    ask(amira)
    note(sam, people, "rang")

    assert [DIFFERS.sub("", ben.get(path).html) for path in paths] == before


def test_a_helper_cannot_ask_and_no_page_leads_there(carol: Browser) -> None:
    assert carol.get(FORM).status == 404
    assert carol.post(FORM, about="appointment").status == 404
    pages = crawl(carol, ["/m"], within=lambda path: f"{path}/".startswith("/m/"))
    assert not [path for path, page in pages.items() if FORM in page.links()]


def test_a_parent_whose_pages_have_closed_is_told_whom_to_ring_and_loses_no_word(
    app: FastAPI, portal: Installation, people: World, postbox: Postbox
) -> None:
    state_numbers(app)
    amira = Browser(app, people.amira)
    open_page = amira.get(FORM)
    there = ask(amira).url
    postbox.deliver()
    close(portal, people.amira)

    page = amira.get(FORM)
    assert "You cannot ask for a call here any more. You can ring us yourself." in page.text
    assert numbers(page)[0] == "tel:01632960150"
    assert not page.soup.select(f'main form[action="{FORM}"]')
    sent = amira.press(open_page, FORM, about="other", words="Words of mine")
    assert sent.status == 422
    assert "This was not sent. Words of mine" in sent.text
    assert postbox.deliver() == []
    assert WORDS in amira.get(there).text
    assert "A worker looks for a safe way to reach you." in amira.get(there).text
    with transaction(portal, writes=True) as session:
        (row,) = rows(session)
        row.done_at = NOW
    assert "Ask us again" not in amira.get(there).text


def test_a_bereaved_parent_is_heard_although_nothing_is_sent_to_her_family(
    amira: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    with transaction(portal, writes=True) as session:
        family = session.get_one(Family, people.family.id)
        family.bereaved_at = family.messages_stopped_at = NOW

    page = ask(amira)

    assert "We have not rung yet." in page.text
    assert [one.to for one in postbox.deliver()] == [people.sam.contact]


def test_a_father_who_is_asked_not_to_come_can_ask_and_reads_nothing_of_the_meeting(
    ben: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    keep_out(portal, people, people.ben)
    postbox.deliver()

    page = ask(ben)

    assert page.heading == "Your call"
    for words in ("Town Hall", "14:30", "December"):
        assert words not in page.text + ben.get(FORM).text
    assert [one.to for one in postbox.deliver()] == [people.sam.contact]


def test_a_worker_beside_her_is_marked_for_whoever_rings(people: World, app: FastAPI, sam: Browser) -> None:
    hand_over(sam, people.amira)

    page = ask(sam)

    assert TO_WRITER in page.text
    assert TO_READER in Browser(app, people.sam).get(case(people)).text


def test_where_nobody_works_with_the_family_any_more_the_page_says_whom_to_ring(
    amira: Browser, portal: Installation, people: World
) -> None:
    there = ask(amira).url
    open_page = amira.get(FORM)
    with transaction(portal, writes=True) as session:
        for who in (people.sam, people.ada, people.dev):
            session.get_one(Person, who.person_id).ended_at = NOW

    assert "No worker can see it now if you ask here. You can ring" in amira.get(FORM).text
    assert "No worker can see this now." in amira.get(there).text
    sent = amira.press(open_page, FORM, about="other", words="Words of mine")
    assert sent.status == 422
    assert "Nobody here can see it now, so nothing was sent." in sent.text
    assert "Words of mine" in sent.text


def test_an_allocation_that_has_ended_rings_nobody(
    portal: Installation, people: World, amira: Browser, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case_scope:
        staff_accounts.release(case_scope, people.sam.person_id)

    ask(amira)

    assert {one.to for one in postbox.deliver()} == {people.ada.contact, people.dev.contact}
    assert "The chair or the worker who arranges your meeting rings you." in amira.get(FORM).text


def test_a_young_person_can_ask_as_well(portal: Installation, people: World, app: FastAPI) -> None:
    noor = families.add_member(portal, people.ada, people.family, "Noor Haddad", Role.YOUNG_PERSON)

    assert ask(Browser(app, noor)).heading == "Your call"


def test_a_session_of_another_place_in_the_family_does_not_see_it(
    portal: Installation, people: World, amira: Browser
) -> None:
    there = ask(amira).url
    with transaction(portal, writes=True) as session:
        session.get_one(Membership, people.amira.membership_id).ended_at = NOW

    assert amira.get(there).status == 404


def test_the_pages_are_in_plain_words(amira: Browser) -> None:
    there = ask(amira).url
    for path in (FORM, there, "/m/help"):
        html = amira.get(path).html
        assert readability.banned(html) == []
        assert [one for one in readability.sentences(html) if len(readability.words(one)) > 20] == []

"""A parent sees how she is known here, says what is wrong, and learns what became of it."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from app.access import people as members
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.corrections.tables import Correction
from app.families.models import ContactKind, Wording
from app.families.rules import mask_contact
from app.families.tables import Family, Person
from app.kit.ids import new_id
from app.outbox.tables import Message
from tests.home.pages import said
from tests.support import families, readability
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import NOW, World

FORM = "/m/details/wrong"
WORDS = "My number is 07700 900555 now, and my name is Amirah with an h."
PROMISE = "We never change a phone number because a message asks us to."
DIFFERS = re.compile(r'value="[^"]*"')


def tell(browser: Browser, kind: str = "contact", words: str = WORDS) -> ShownPage:
    return browser.submit(FORM, action=FORM, kind=kind, words=words)


def rows(session: Session) -> list[Correction]:
    return list(session.exec(select(Correction)).all())


def case(people: World) -> str:
    return f"/staff/families/{people.family.id}/corrections"


def test_a_parent_sees_how_she_is_known_and_only_a_part_of_her_contact(amira: Browser, people: World) -> None:
    page = amira.get("/m/details")

    for words in ("Amira Haddad", "Noor", "Zayd", "By e-mail", "a…@b…", "At any time", "English"):
        assert words in page.text
    assert people.amira.contact not in page.html
    assert FORM in page.links()
    assert "/m/details" in amira.get("/m").links()


def not_answered(session: Session, people: World) -> None:
    session.get_one(Person, people.amira.person_id).wording = None


def silent(session: Session, people: World) -> None:
    session.get_one(Person, people.amira.person_id).wording = Wording.SILENT.value


def on_paper(session: Session, people: World) -> None:
    session.get_one(Person, people.amira.person_id).contact_kind = ContactKind.NONE.value


def stopped(session: Session, people: World) -> None:
    session.get_one(Family, people.family.id).messages_stopped_at = NOW


def bereaved(session: Session, people: World) -> None:
    session.get_one(Family, people.family.id).bereaved_at = NOW


@pytest.mark.parametrize("why", [not_answered, silent, on_paper, stopped, bereaved])
def test_a_parent_to_whom_nothing_is_sent_is_not_told_that_we_write_at_any_time(
    portal: Installation, people: World, amira: Browser, erin: Browser, why: Callable[[Session, World], None]
) -> None:
    with transaction(portal, writes=True) as session:
        why(session, people)

    page = amira.get("/m/details")

    assert "We send you no messages at this time. Ask your social worker." in page.text
    assert "At any time" not in page.text
    assert "At any time" in erin.get("/m/details").text


@pytest.mark.parametrize(
    ("kind", "contact", "shown"),
    [
        (ContactKind.MOBILE, "+447700900123", "…123"),
        (ContactKind.EMAIL, "amira@example.org", "a…@e…"),
        (ContactKind.NONE, "", ""),
    ],
)
def test_a_contact_is_shown_in_part_only(kind: ContactKind, contact: str, shown: str) -> None:
    assert mask_contact(kind, contact) == shown


def test_what_a_parent_says_changes_nothing_and_is_sealed_for_her_and_her_workers(
    amira: Browser, portal: Installation, people: World
) -> None:
    with transaction(portal, writes=False) as session:
        before = session.get_one(Person, people.amira.person_id).model_dump()

    sent = tell(amira)

    assert sent.heading == "You told us that something is wrong"
    for words in (WORDS, "Nothing has changed yet.", PROMISE, "A worker rings you or sees you first."):
        assert words in sent.text
    with transaction(portal, writes=False) as session:
        assert session.get_one(Person, people.amira.person_id).model_dump() == before
        (row,) = rows(session)
        assert b"Amirah" not in row.own_sealed + row.professionals_sealed
        assert row.own_sealed != row.professionals_sealed
        assert session.exec(select(Message)).all() == []
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.action == "correction.asked")).all()
        assert entry.object_id == row.id
    assert sent.url in amira.get("/m/sent").links()
    assert sent.url in amira.get("/m/details").links()


def test_two_taps_on_send_ask_once(amira: Browser, portal: Installation) -> None:
    page = amira.get(FORM)
    first = amira.press(page, FORM, kind="my_name", words=WORDS)
    second = amira.press(page, FORM, kind="my_name", words=WORDS)

    assert first.url == second.url
    with transaction(portal, writes=False) as session:
        assert len(rows(session)) == 1


@pytest.mark.parametrize(
    ("kind", "words", "problem"),
    [
        ("", WORDS, "Choose what is wrong."),
        ("my_address", WORDS, "Choose what is wrong."),
        ("my_name", " ", "Write what is wrong, and what is right."),
        ("my_name", "x" * 20_001, "This is too long."),
    ],
)
def test_a_gap_is_named_and_the_words_stay(
    amira: Browser, portal: Installation, kind: str, words: str, problem: str
) -> None:
    page = tell(amira, kind, words)

    assert page.status == 422
    assert problem in page.text
    assert page.value_of("words") == words
    with transaction(portal, writes=False) as session:
        assert rows(session) == []


def test_words_written_before_the_page_locked_come_back(amira: Browser, people: World, clock: Clock) -> None:
    page = amira.get(FORM)
    clock.move(minutes=25)
    amira.press(page, FORM, kind="childs_name", words=WORDS)
    amira.submit("/s/unlock", action="/s/unlock", pin=people.amira.pin)

    again = amira.get(FORM)
    assert again.value_of("words") == WORDS
    assert again.soup.select_one('input[value="childs_name"][checked]')
    assert "These are the words you wrote at" in again.text

    amira.press(again, FORM)
    assert amira.get(FORM).value_of("words") == ""


@pytest.mark.parametrize("name", ["ben", "erin"])
def test_nobody_else_can_open_what_a_parent_said(
    amira: Browser, app: object, people: World, name: str
) -> None:
    there = tell(amira).url
    other = Browser(app, people.person(name))  # type: ignore[arg-type]

    assert other.get(there).status == 404
    assert WORDS not in other.get("/m/details").text


def test_the_other_parents_pages_stay_as_they_were(amira: Browser, ben: Browser) -> None:
    before = [DIFFERS.sub("", ben.get(path).html) for path in ("/m", "/m/details", "/m/sent")]

    tell(amira)

    assert [DIFFERS.sub("", ben.get(path).html) for path in ("/m", "/m/details", "/m/sent")] == before


def test_a_helper_has_no_details_page(carol: Browser) -> None:
    assert carol.get("/m/details").status == 404
    assert carol.get(FORM).status == 404


@pytest.mark.parametrize(
    "told",
    [
        ("put_right", "Put right", "It was put right."),
        ("not_changed", "Not changed", "It was not changed. Ring your social worker"),
    ],
)
def test_staff_say_what_became_of_it_and_the_parent_reads_it(
    amira: Browser, sam: Browser, people: World, told: tuple[str, str, str]
) -> None:
    outcome, words, says = told
    there = tell(amira).url
    file = sam.get(f"/staff/families/{people.family.id}")
    assert "1 waits for you" in file.text
    assert case(people) in file.links()
    listed = sam.get(case(people))
    assert WORDS in listed.text
    assert "I have put it right for Amira Haddad" in listed.text
    member = f"/staff/families/{people.family.id}/members/{people.amira.membership_id}"
    assert f"{member}/contact" in listed.links()

    action = str(listed.soup.select_one("main form")["action"])  # type: ignore[index]
    saved = sam.press(listed, action, outcome=outcome)

    assert words in saved.text
    assert says in amira.get(there).text
    assert f"{words}. Answered on Tuesday 24 November 2026." in said(amira.get(there))
    assert words in amira.get("/m/details").text
    assert "waits for you" not in sam.get(f"/staff/families/{people.family.id}").text


def test_what_somebody_wrote_who_has_left_the_family_is_answered_without_a_name(
    portal: Installation, amira: Browser, sam: Browser, people: World
) -> None:
    tell(amira)
    with families.as_case_worker(portal, people.ada, people.family.id) as staff:
        members.end_member(staff, people.amira.membership_id or "")

    listed = sam.get(case(people))

    assert "I have put it right for somebody who is no longer in this family" in listed.text
    assert "Haddad" not in listed.soup.main.text  # type: ignore[union-attr]


def test_it_waits_on_the_desk_of_who_may_put_it_right_until_they_say_what_became_of_it(
    amira: Browser, sam: Browser, tess: Browser, dev: Browser, people: World
) -> None:
    assert case(people) not in sam.get("/staff").links()
    tell(amira)

    assert case(people) in sam.get("/staff").links()
    for other in (tess, dev):
        assert "Somebody says that something is wrong" not in other.get("/staff").text
    listed = sam.get(case(people))
    action = str(listed.soup.select_one("main form")["action"])  # type: ignore[index]
    sam.press(listed, action, outcome="put_right")
    assert case(people) not in sam.get("/staff").links()


def test_an_answer_without_an_outcome_changes_nothing(
    amira: Browser, sam: Browser, portal: Installation, people: World
) -> None:
    tell(amira)
    listed = sam.get(case(people))
    action = str(listed.soup.select_one("main form")["action"])  # type: ignore[index]

    assert sam.press(listed, action).status == 422
    with transaction(portal, writes=False) as session:
        assert rows(session)[0].outcome is None


@pytest.mark.parametrize("name", ["dev", "olive", "tess", "farid", "ben", "amira"])
def test_only_staff_who_set_up_the_family_see_and_answer(
    amira: Browser, app: object, portal: Installation, people: World, name: str
) -> None:
    tell(amira)
    browser = Browser(app, people.person(name))  # type: ignore[arg-type]
    with transaction(portal, writes=False) as session:
        row = rows(session)[0]

    assert browser.get(case(people)).status == 404
    assert browser.post(f"{case(people)}/{row.id}", outcome="put_right").status == 404
    with transaction(portal, writes=False) as session:
        assert rows(session)[0].outcome is None


def test_staff_cannot_answer_for_another_family(
    amira: Browser, tess: Browser, portal: Installation, people: World
) -> None:
    tell(amira)
    with transaction(portal, writes=False) as session:
        foreign = rows(session)[0].id
    other = f"/staff/families/{people.other_family.id}/corrections"

    assert tess.post(f"{other}/{foreign}", outcome="put_right").status == 404
    assert tess.post(f"{other}/{new_id()}", outcome="put_right").status == 404


def test_who_reads_it_is_recorded(amira: Browser, ada: Browser, portal: Installation, people: World) -> None:
    tell(amira)
    ada.get(case(people))

    with transaction(portal, writes=False) as session:
        seen = session.exec(select(AuditEntry).where(col(AuditEntry.action) == "correction.read")).one()
    assert (seen.actor_id, seen.family_id) == (people.ada.person_id, people.family.id)


@pytest.mark.parametrize("path", ["/m/details", FORM, "/m/phone"])
def test_the_pages_are_in_plain_words(amira: Browser, path: str) -> None:
    html = amira.get(path).html

    assert readability.banned(html) == []
    assert [one for one in readability.sentences(html) if len(readability.words(one)) > 20] == []


def test_what_was_wrong_stands_in_the_printed_copy_apart_from_the_meeting(amira: Browser) -> None:
    tell(amira)

    page = amira.get("/m/sent/copy")

    assert WORDS in page.text
    assert "About the meeting" not in page.text

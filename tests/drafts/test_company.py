"""Everyone is asked whether they were alone; one named worker reads the answer, and nobody else ever does."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access import sessions, staff_accounts
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.authorities.catalogue import Catalogue
from app.authorities.models import Safety, ToldTo
from app.drafts import company
from app.drafts.models import Company
from app.drafts.tables import CompanyAnswer, HeldWords
from app.families.keys import KeyRoom
from app.families.models import Compartments
from app.kit import clock
from app.kit.cookies import SESSION_COOKIE
from app.kit.errors import NotFound
from app.preparation import saving as preparation
from app.preparation.models import Answer
from tests.complaints.acts import CHECK, complain, hold, write
from tests.reports.test_replies import opened
from tests.support import families
from tests.support.browser import Browser, ShownPage, as_it_stands
from tests.support.clocks import Clock
from tests.support.world import World
from tests.written_views.test_pages import WORDS
from tests.written_views.test_pages import send as send_views
from tests.written_views.test_pages import write as write_views

LATER = "/m/sent/question"
TOKEN = re.compile(r'name="(form_token|submission_key)" value="[^"]*"')
ANSWERS = ["alone", "helped", "with", "not_said"]
Sending = Callable[[str], ShownPage]


def page_of(people: World) -> str:
    """Return the address at which the named worker reads the answers."""
    return f"/staff/families/{people.family.id}/company"


def stored(portal: Installation) -> list[CompanyAnswer]:
    with transaction(portal, writes=False) as session:
        return list(session.exec(select(CompanyAnswer)))


def chosen(page: ShownPage) -> list[str]:
    return [str(one["value"]) for one in page.soup.select("input[name=company][checked]")]


def without_tokens(page: ShownPage) -> str:
    return TOKEN.sub("", page.html)


def name_worker(app: FastAPI, role: ToldTo) -> None:
    """Let the council name another of its workers."""
    portal: Installation = app.state.installation
    council = portal.catalogue.get("barnsley")
    assert council is not None
    changed = council.model_copy(update={"safety": Safety(told_to=role)})
    app.state.installation = replace(portal, catalogue=Catalogue((), {"barnsley": changed}))


@pytest.fixture(params=["preparation", "views", "reply", "complaint"])
def check(request: pytest.FixtureRequest, portal: Installation, people: World, amira: Browser) -> ShownPage:
    """The page before Send of each of the four forms."""
    if request.param == "preparation":
        with families.as_member(portal, people.amira) as scope:
            preparation.save_answer(scope, "going_well", Answer("She sleeps well."), seen_version=0)
        return amira.get("/m/prepare/check")
    if request.param == "views":
        return write_views(amira)
    if request.param == "complaint":
        write(amira)
        return amira.get(CHECK)
    report = opened(portal, people, amira, "amira")
    return amira.submit(f"{report}/reply", kind="wrong", text="Not so.")


def action_of(page: ShownPage) -> str:
    form = page.soup.select_one("main form[method=post]")
    assert form is not None
    return str(form["action"])


def test_each_form_asks_and_sends_without_an_answer(
    portal: Installation, amira: Browser, check: ShownPage
) -> None:
    assert "Did anyone help you write this, or was anyone with you?" in check.text
    assert chosen(check) == []

    receipt = amira.press(check, action_of(check))

    assert receipt.status == 200
    assert "/sent/" in receipt.url or "/replies/" in receipt.url or "/m/unhappy/" in receipt.url
    assert stored(portal) == []


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_kept_and_shown_on_no_page_after(
    portal: Installation, amira: Browser, check: ShownPage, answer: str
) -> None:
    receipt = amira.press(check, action_of(check), company=answer)

    assert len(stored(portal)) == 1
    for address in (receipt.url, check.url, "/m", "/m/sent", "/m/history", LATER, "/m/sent/copy"):
        page = amira.get(address)
        assert chosen(page) == []
        assert "was with me" not in page.text or page.soup.select("input[name=company]")


def test_every_page_is_the_same_whatever_was_chosen(amira: Browser) -> None:
    write_views(amira)
    pages = ("/m", "/m/sent", "/m/history", "/m/sent/copy", LATER, "/m/views/check", "/m/views/sent")
    seen: set[tuple[str, ...]] = set()

    for answer in ["", *ANSWERS]:
        check = amira.get("/m/views/check")
        receipt = amira.press(check, "/m/views/send", company=answer)
        # The same words sent once more give the same receipt: nothing differs but the answer.
        every = (receipt, *(amira.get(address) for address in (receipt.url, *pages)))
        if answer:
            seen.add(tuple(without_tokens(page) for page in every[1:]))
        assert receipt.status == 200

    assert len(seen) == 1


def test_a_form_that_comes_back_keeps_what_was_chosen(amira: Browser, check: ShownPage) -> None:
    page = amira.press(check, action_of(check), company="with", form_token="old")

    assert page.status == 403
    assert chosen(page) == ["with"]


def test_an_answer_that_nobody_offered_is_refused_in_words(
    portal: Installation, amira: Browser, check: ShownPage
) -> None:
    page = amira.press(check, action_of(check), company="everybody")

    assert page.status == 422
    assert "We cannot use this answer." in page.text
    assert stored(portal) == []


def test_what_was_chosen_survives_another_language_until_it_is_sent(
    portal: Installation, amira: Browser, check: ShownPage
) -> None:
    form = check.soup.select_one("main form[method=post]")
    assert form is not None
    data: dict[str, Any] = as_it_stands(form) | {"company": "with", "language": "eo"}
    assert "/m/language?here=" in check.html
    amira.client.post(f"/m/language?here={check.url}", data=data)

    again = amira.get(check.url)
    assert chosen(again) == ["with"]
    assert "We kept your words" not in amira.get("/m").text
    amira.press(again, action_of(again))

    with transaction(portal, writes=False) as session:
        assert session.exec(select(HeldWords)).all() == []
    assert chosen(amira.get(check.url)) == []
    assert len(stored(portal)) == 1


def test_what_was_chosen_survives_a_locked_session(people: World, amira: Browser, clock: Clock) -> None:
    check = write_views(amira)
    clock.move(minutes=30)
    assert amira.press(check, "/m/views/send", follow=False, company="helped").location == "/s/unlock"
    amira.sign_in(people.amira)

    again = amira.get("/m/views/check")

    assert chosen(again) == ["helped"]
    amira.press(again, "/m/views/send")
    assert chosen(amira.get("/m/views/check")) == []


def test_an_answer_lies_sealed_and_no_length_tells_which(
    portal: Installation, people: World, amira: Browser, clock: Clock
) -> None:
    receipt = send_views(amira)
    for answer in ANSWERS:
        clock.move(minutes=2)
        amira.submit(LATER, company=answer, about=receipt.url.rpartition("/")[2])

    rows = stored(portal)

    assert len(rows) == 4
    assert len({len(row.answer_sealed) for row in rows}) == 1
    for row in rows:
        assert not [answer for answer in ANSWERS if answer.encode() in row.answer_sealed]
        assert (row.kind, row.subject_id) == ("views", receipt.url.rpartition("/")[2])
    with transaction(portal, writes=False) as session:
        told = [entry.reason for entry in session.exec(select(AuditEntry)) if "company" in entry.action]
        assert told == ["", "", "", ""]
        room = KeyRoom(session, portal.keyring)
        names = Compartments("barnsley", people.family.id)
        own = room.cipher(names.own(people.amira.membership_id or ""))
        for cipher in (own, room.cipher(names.professionals), room.cipher(names.shared)):
            with pytest.raises(Exception, match=r".*"):
                cipher.open(rows[0].answer_sealed, rows[0].place("answer_sealed"))


def test_only_the_worker_whom_the_council_names_reads_it(
    app: FastAPI, people: World, amira: Browser, sam: Browser
) -> None:
    amira.press(write_views(amira), "/m/views/send", company="with")
    address, family = page_of(people), f"/staff/families/{people.family.id}"

    page = sam.get(address)

    assert "Someone was with them." in page.text
    assert "Speak to them alone, in person or by a phone number that is safe." in page.text
    assert "From Amira Haddad" in page.text
    assert address in sam.get(family).links()
    for name in ("dev", "ada", "tess", "olive", "farid", "amira", "ben", "carol"):
        other = Browser(app, people.person(name))
        assert other.get(address).status == 404, name
        assert other.post(address, until="2026-12-01T00:00:00+00:00").status == 404, name
    for name in ("dev", "ada"):
        other = Browser(app, people.person(name))
        assert address not in other.get(family).links()
        assert "Something for you alone" not in other.get("/staff").text


def test_the_chair_who_reads_the_letter_sees_nothing_of_it(
    people: World, amira: Browser, dev: Browser
) -> None:
    amira.press(write_views(amira), "/m/views/send", company="with")
    listed = dev.get(f"/staff/families/{people.family.id}/views")
    link = listed.soup.select_one("tbody a")
    assert link is not None

    page = dev.post(f"{link['href']}/open")

    assert WORDS in page.text
    for shown in (listed, page, dev.get("/staff"), dev.get(f"/staff/families/{people.family.id}")):
        assert "with them" not in shown.text
        assert "Who was there" not in shown.text


def test_a_council_that_names_the_chair_tells_the_chair(
    app: FastAPI, people: World, amira: Browser, dev: Browser, sam: Browser
) -> None:
    name_worker(app, ToldTo.CHAIR)
    check = write_views(amira)
    assert "Only the chair sees your answer." in check.text
    amira.press(check, "/m/views/send", company="with")

    assert "Someone was with them." in dev.get(page_of(people)).text
    assert sam.get(page_of(people)).status == 404
    assert page_of(people) not in sam.get(f"/staff/families/{people.family.id}").links()


def test_somebody_who_was_not_alone_is_a_task_until_the_worker_has_seen_it(
    people: World, amira: Browser, sam: Browser, clock: Clock
) -> None:
    desk, receipt = "/staff", send_views(amira)
    about = receipt.url.rpartition("/")[2]
    for answer in ("alone", "helped", "not_said"):
        amira.submit(LATER, company=answer, about=about)
        assert "Something for you alone" not in sam.get(desk).text
    clock.move(minutes=1)
    amira.submit(LATER, company="with", about=about)

    assert "Something for you alone" in sam.get(desk).text
    assert page_of(people) in sam.get(desk).links()
    assert "Not seen yet" in sam.get(f"/staff/families/{people.family.id}").text
    page = sam.get(page_of(people))
    clock.move(minutes=1)
    amira.submit(LATER, company="with", about=about)
    sam.press(page, page_of(people))
    assert "Something for you alone" in sam.get(desk).text, "an answer that came meanwhile is not seen"
    done = sam.submit(page_of(people))

    assert "Noted." in done.text
    assert "Someone was with them." in done.text
    assert "Something for you alone" not in sam.get(desk).text


def test_a_broken_mark_of_what_was_seen_notes_nothing(people: World, amira: Browser, sam: Browser) -> None:
    amira.press(write_views(amira), "/m/views/send", company="with")
    page = sam.get(page_of(people))

    assert sam.press(page, page_of(people), until="yesterday").status == 422
    assert sam.press(page, page_of(people), form_token="old").status == 403

    assert "Something for you alone" in sam.get("/staff").text


def test_answers_about_a_complaint_are_for_the_officer_who_holds_it(
    people: World, amira: Browser, sam: Browser, olive: Browser
) -> None:
    write(amira)
    complaint = amira.submit(CHECK, company="with").url.rpartition("/")[2]

    page = hold(olive, complaint)

    assert "Someone was with them." in page.text
    assert "Speak to them alone" in page.text
    assert "Nobody in this family has answered yet." in sam.get(page_of(people)).text
    assert "Something for you alone" not in sam.get("/staff").text
    assert "with them" not in olive.get("/staff/complaints").text


def test_an_officer_sees_the_answers_of_that_complaint_only(amira: Browser, olive: Browser) -> None:
    write(amira)
    amira.submit(CHECK, company="with")
    second = complain(amira, "Another thing.")

    assert "with them" not in hold(olive, second).text


def test_an_answer_can_be_given_later_and_again(
    people: World, amira: Browser, sam: Browser, clock: Clock
) -> None:
    receipt = send_views(amira)
    about = receipt.url.rpartition("/")[2]
    assert f"{LATER}?about={about}" in receipt.links()
    assert LATER in amira.get("/m/sent").links()
    asked = amira.get(f"{LATER}?about={about}")
    assert asked.heading == "A question about what you sent"
    first = amira.press(asked, LATER, company="alone")
    clock.move(minutes=10)
    second = amira.submit(LATER, company="with", about=about)

    assert "Thank you. We have your answer." in first.text
    assert without_tokens(first) == without_tokens(second)
    text = sam.get(page_of(people)).text
    assert text.index("They were alone. Tuesday 24 November 2026, 10:00") < text.index(
        "Someone was with them. Tuesday 24 November 2026, 10:10"
    )


def test_later_too_something_must_be_chosen(portal: Installation, amira: Browser, ben: Browser) -> None:
    assert "You have not sent anything yet." in ben.get(LATER).text
    about = send_views(amira).url.rpartition("/")[2]

    empty = amira.post(LATER)
    half = amira.post(LATER, about=about, company="")
    foreign = ben.post(LATER, about=about, company="with")
    other = amira.post(LATER, about="something", company="helped")

    assert [page.status for page in (empty, half, other)] == [422] * 3
    assert foreign.status == 404
    assert "Choose one of the answers." in half.text
    assert "Choose what your answer is about." in other.text
    assert chosen(other) == ["helped"]
    assert stored(portal) == []


def test_two_taps_are_one_answer(people: World, amira: Browser, sam: Browser) -> None:
    check = write_views(amira)
    for _ in range(2):
        amira.press(check, "/m/views/send", company="helped")

    assert sam.get(page_of(people)).text.count("Someone helped them.") == 1


def test_somebody_with_a_worker_beside_them_is_asked_too(
    portal: Installation, app: FastAPI, people: World
) -> None:
    who = people.amira
    beside = Browser(app, who)
    with transaction(portal, writes=True) as session:
        cookie = sessions.begin(session, who.person_id, who.membership_id, beside_id=people.sam.person_id)
    beside.client.cookies.set(SESSION_COOKIE, cookie, domain="testserver.local")

    assert "was anyone with you?" in write_views(beside).text


def test_one_parent_s_answer_changes_nothing_for_the_other(amira: Browser, ben: Browser) -> None:
    pages = ("/m", "/m/sent", "/m/history", LATER)
    before = [ben.get(address).text for address in pages]

    amira.press(write_views(amira), "/m/views/send", company="with")

    assert [ben.get(address).text for address in pages] == before


def test_a_file_that_is_open_in_an_emergency_shows_no_answers(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        assert company.of_case(case) == []
        hurried = replace(case, is_emergency=True)
        with pytest.raises(NotFound):
            company.of_case(hurried)
        with pytest.raises(NotFound):
            company.mark_seen(hurried, case.family_id)  # type: ignore[arg-type]


def test_another_role_has_no_key_to_the_answers(portal: Installation, people: World) -> None:
    with families.as_member(portal, people.amira) as scope:
        company.keep(scope, "views", "a" * 26, Company.WITH)

    for who in (people.dev, people.ada):
        with families.as_staff(portal, who) as desk:
            assert company.waiting(desk) == set()
            with pytest.raises(NotFound):
                desk.safety_of(people.family.id)


def test_a_worker_s_list_holds_their_own_families_only(portal: Installation, people: World) -> None:
    with families.as_member(portal, people.erin) as scope:
        company.keep(scope, "views", "a" * 26, Company.WITH)

    with families.as_staff(portal, people.sam) as desk:
        assert company.waiting(desk) == set()


def test_whoever_worked_with_a_family_is_told_nothing_of_it_any_more(
    portal: Installation, people: World
) -> None:
    with families.as_member(portal, people.amira) as scope:
        company.keep(scope, "views", "a" * 26, Company.WITH)
    with families.as_staff(portal, people.sam) as desk:
        assert company.waiting(desk) == {people.family.id}
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        staff_accounts.release(case, people.sam.person_id)

    with families.as_staff(portal, people.sam) as desk:
        assert company.waiting(desk) == set()


def test_what_a_worker_has_seen_is_seen_in_that_family_only(
    portal: Installation, people: World, amira: Browser, erin: Browser
) -> None:
    for browser in (amira, erin):
        check = write_views(browser)
        browser.press(check, "/m/views/send", company="with")
    with families.as_case_worker(portal, people.sam, people.family.id) as case:
        assert [one.writer for one in company.of_case(case)] == ["Amira Haddad"]
        company.mark_seen(case, clock.now())

    seen = {one.family_id: one.seen_at is not None for one in stored(portal)}
    assert seen == {people.family.id: True, people.other_family.id: False}

"""The pages around the meeting: calendar, language, kept words, what was sent, help."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from app.access.scopes import Installation
from app.access.tables import SignInSession
from app.access.transactions import transaction
from app.conferences import service as conferences
from app.drafts import service as drafts
from app.drafts.tables import HeldWords
from app.families.models import Role
from app.families.tables import Person
from app.home.service import SENT_KINDS
from app.kit.ids import new_id
from tests.support import families, readability
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.installations import UNSPOKEN
from tests.support.world import MEETS_AT, World

WORDS = "She reads to me every night, and I want the meeting to know that."
FORM = "/m/unhappy/write/what"


def language_of(portal: Installation, who: Someone) -> str:
    with transaction(portal, writes=False) as session:
        return session.get_one(Person, who.person_id).language


def test_the_calendar_entry_says_the_time_and_nothing_else(amira: Browser, people: World) -> None:
    answer = amira.client.get("/m/calendar")
    again = amira.client.get("/m/calendar")

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="appointment.ics"'
    assert answer.headers["cache-control"] == "no-store"
    lines = answer.text.split("\r\n")
    (uid,) = [line for line in lines if line.startswith("UID:")]
    assert re.fullmatch(r"UID:[a-z2-7]{26}", uid)
    assert [line for line in lines if line != uid] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendar//EN",
        "BEGIN:VEVENT",
        "DTSTAMP:20261124T100000Z",
        "DTSTART:20261203T143000Z",
        "CLASS:PRIVATE",
        "SUMMARY:Appointment",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert uid not in again.text
    assert people.meeting not in answer.text


def test_there_is_no_calendar_entry_without_a_date_to_come(
    amira: Browser, portal: Installation, people: World, clock: Clock
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.change(case, people.meeting, meets_at=None, place="", chair_id=None)
    assert amira.get("/m/calendar").status == 404

    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.change(case, people.meeting, meets_at=MEETS_AT, place="", chair_id=None)
    assert amira.client.get("/m/calendar").status_code == 200
    clock.move_to(MEETS_AT + timedelta(days=1))
    amira.sign_in(people.amira)
    assert amira.get("/m/calendar").status == 404


def test_a_cancelled_meeting_goes_into_no_calendar(
    amira: Browser, portal: Installation, people: World
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)

    assert amira.get("/m/calendar").status == 404


def test_a_chosen_language_is_kept_and_leads_back_to_the_page(
    amira: Browser, ben: Browser, portal: Installation, people: World
) -> None:
    amira.get("/m/think")
    page = amira.post("/m/language", language="eo", here="/m/think")

    assert page.url == "/m/think"
    assert page.soup.select_one("html")["lang"] == "eo"  # type: ignore[index]
    assert language_of(portal, people.amira) == "eo"
    assert language_of(portal, people.ben) == "en"
    assert ben.get("/m").soup.select_one("html")["lang"] == "en"  # type: ignore[index]


FOREIGN = [
    "https://evil.example/m",
    "//evil.example/m",
    "/\\evil.example",
    "\\/evil.example",
    "/m/language",
    "/m/nowhere/at/all",
    "/leave",
    "/barnsley/en/help",
    "javascript:alert(1)",
    "m/think",
    "",
]


@pytest.mark.parametrize("here", FOREIGN)
def test_choosing_a_language_leads_to_no_foreign_address(
    here: str, amira: Browser, portal: Installation, people: World
) -> None:
    page = amira.post("/m/language", language="eo", here=here, follow=False)

    assert page.location == "/m"
    assert language_of(portal, people.amira) == "eo"


def test_staff_choose_a_language_too(ada: Browser, portal: Installation, people: World) -> None:
    there = ada.post("/m/language", language="eo", here="/staff", follow=False)
    home = ada.post("/m/language", language="en", here="https://evil.example", follow=False)

    assert (there.location, home.location) == ("/staff", "/staff")
    assert language_of(portal, people.ada) == "en"


@pytest.mark.parametrize("tag", ["xx", "fr", UNSPOKEN, "<b>", "x" * 300])
def test_a_language_that_the_council_does_not_offer_changes_nothing(
    tag: str, amira: Browser, portal: Installation, people: World
) -> None:
    page = amira.post("/m/language", language=tag, here="/m/help")

    assert page.status == 200
    assert language_of(portal, people.amira) == "en"


def hold(portal: Installation, who: Someone, address: str = FORM, **fields: str) -> None:
    """Keep words as the portal does when a form arrives after a session's end."""
    with families.as_member(portal, who) as scope:
        wanted = select(SignInSession.id).where(col(SignInSession.person_id) == who.person_id)
        session_id = scope.session.exec(wanted).first() or ""
        row = HeldWords(
            session_id=session_id,
            membership_id=scope.membership_id,
            address=address,
            held_at=MEETS_AT - timedelta(days=9),
            fields_sealed=b"",
        )
        text = json.dumps({"words": WORDS, **fields})
        row.fields_sealed = scope.own.seal(text, row.place("fields_sealed"))
        scope.session.add(row)


def test_words_kept_at_the_end_of_a_session_are_found_and_lead_to_their_form(
    amira: Browser, ben: Browser, portal: Installation, people: World
) -> None:
    hold(portal, people.amira, seen_version="2")

    home, page = amira.get("/m"), amira.get("/m/kept")

    assert "/m/kept" in home.links()
    assert "We kept your words." in amira.get("/m/think").text
    assert page.soup.select_one(".own-words").get_text() == WORDS  # type: ignore[union-attr]
    assert FORM in page.links()
    assert "Kept on Tuesday 24 November at 14:30" in page.text
    assert "/m/kept" not in ben.get("/m").links()
    assert WORDS not in ben.get("/m/kept").html


def test_a_form_that_cannot_be_opened_again_still_gives_its_words_back(
    amira: Browser, portal: Installation, people: World
) -> None:
    hold(portal, people.amira, "/m/language")

    page = amira.get("/m/kept")

    assert WORDS in page.text
    assert "/m/language" not in page.links()


def test_kept_words_are_thrown_away_by_their_owner_alone(
    amira: Browser, ben: Browser, portal: Installation, people: World
) -> None:
    hold(portal, people.amira)

    ben.post("/m/kept", address=FORM)
    assert WORDS in amira.get("/m/kept").text
    page = amira.submit("/m/kept", action="/m/kept")

    assert "Those words are gone now." in page.text
    assert "There is nothing here." in page.text


def test_a_stale_page_throws_nothing_away(amira: Browser, portal: Installation, people: World) -> None:
    hold(portal, people.amira)

    page = amira.post("/m/kept", address=FORM, form_token="from another time")

    assert page.status == 403
    assert WORDS in page.text


def test_everything_sent_is_listed_with_its_reference_and_page(
    amira: Browser, ben: Browser, portal: Installation, people: World
) -> None:
    subjects = {}
    with families.as_member(portal, people.amira) as scope:
        for kind in SENT_KINDS:
            subjects[kind] = drafts.give_receipt(scope, f"key-{kind}", kind, new_id(), WORDS)

    page = amira.get("/m/sent")

    assert "/m/sent" in amira.get("/m").links()
    for kind, receipt in subjects.items():
        assert receipt.reference in page.text
        (link,) = [one for one in page.links() if one.endswith(receipt.subject_id)]
        assert page.soup.select_one(f'a[href="{link}"]').get_text() == SENT_KINDS[kind][0]  # type: ignore[union-attr]
        assert receipt.reference not in ben.get("/m/sent").html
    assert "You have not sent anything yet." in ben.get("/m/sent").text


def test_what_you_think_has_no_door_that_is_shut(amira: Browser, portal: Installation, people: World) -> None:
    before = amira.get("/m/think")
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)
    after = amira.get("/m/think")

    assert "Get ready to speak" in before.text
    assert "Get ready to speak" not in after.text
    assert "Tell us you are unhappy" in after.text


@pytest.mark.parametrize("address", ["/m/think", "/m/help", "/m/kept", "/m/sent"])
def test_the_pages_are_plain_to_read(address: str, amira: Browser) -> None:
    page = amira.get(address)

    assert readability.grade(page.html) <= 5
    assert readability.banned(page.html) == []


def test_help_says_whom_to_call_where_the_council_says_it(
    app: object, amira: Browser, portal: Installation
) -> None:
    boss = families.add_staff(portal, "northamptonshire", "Bea Long", Role.ADMINISTRATOR)
    family = families.open_family(portal, boss)
    who = families.add_member(portal, boss, family, "Petra Vale")

    there = Browser(app, who).get("/m/help")  # type: ignore[arg-type]
    here = amira.get("/m/help")

    assert "0808 801 0366" in there.text
    assert "sqas@nctrust.co.uk" in there.text
    assert "We are not sure that it still works." in there.text
    assert "0808 801 0366" not in here.text
    assert "Call 999" in here.text


WORDS_PAGES = ["/m/prepare/worries", "/m/views", "/m/unhappy/write/what-happened"]


@pytest.mark.parametrize("address", WORDS_PAGES)
@pytest.mark.parametrize("button", ["Sign out", "English"])
def test_a_button_of_the_frame_brings_the_words_of_the_page_when_scripts_are_off(
    address: str, button: str, amira: Browser, people: World
) -> None:
    amira.post("/m/language", language="eo", here=address)
    page = amira.get(address)
    names = {"Sign out": "/m/sign-out", "English": "/m/language"}
    pressed = page.soup.select_one(f'button[form="words"][formaction^="{names[button]}"]')
    assert pressed is not None
    name, value = pressed.get("name"), pressed.get("value")
    box = page.soup.select_one("#words textarea")
    assert box is not None

    fields: dict[str, Any] = {str(box["name"]): "The stairs frighten me", "seen_version": "0"}
    fields |= {str(name): str(value)} if name else {}
    amira.post(str(pressed["formaction"]), **fields)
    if button == "Sign out":
        amira.sign_in(people.amira)

    assert "The stairs frighten me" in amira.get(address).text


@pytest.mark.parametrize("button", ["Sign out", "English"])
def test_a_button_of_the_frame_brings_who_is_to_help_when_scripts_are_off(
    button: str, amira: Browser, people: World
) -> None:
    address = "/m/helpers/new"
    amira.post("/m/language", language="eo", here=address)
    page = amira.get(address)
    names = {"Sign out": "/m/sign-out", "English": "/m/language"}
    pressed = page.soup.select_one(f'button[form="words"][formaction^="{names[button]}"]')
    assert pressed is not None
    assert page.soup.select_one("#words input[name=relation]")

    fields: dict[str, Any] = {"name": "hana", "relation": "sister", "contact": "07700900123"}
    fields |= {"role": "advocate", "may": ["see_meeting", "read_letter"], "until": "2026-12-01"}
    fields |= {"language": "en"} if button == "English" else {}
    amira.post(str(pressed["formaction"]), **fields)
    if button == "Sign out":
        amira.sign_in(people.amira)

    kept = amira.get("/m/kept")
    assert [one.get_text() for one in kept.soup.select(".own-words")] == ["hana", "sister", "07700900123"]
    again = amira.get(address)
    assert [again.value_of(name) for name in ("name", "relation", "contact", "until")] == [
        "hana",
        "sister",
        "07700900123",
        "2026-12-01",
    ]
    ticks = [str(one["value"]) for one in again.soup.select("main input[checked]")]
    assert ticks == ["advocate", "see_meeting", "read_letter"]


def test_a_page_left_with_nothing_but_its_own_day_keeps_no_words(amira: Browser, people: World) -> None:
    day = amira.get("/m/helpers/new").value_of("until")
    amira.post("/m/sign-out?here=/m/helpers/new", until=day, submission_key="0f" * 16)
    amira.sign_in(people.amira)

    assert "There is nothing here." in amira.get("/m/kept").text


def test_short_words_written_too_late_are_shown_to_copy(amira: Browser) -> None:
    page = amira.post("/m/prepare/gone", words="scared", score="3")

    assert page.status == 404
    assert [one.get_text() for one in page.soup.select(".own-words")] == ["scared"]

"""How somebody can be reached, how it is safe to reach them, and what must stay protected."""

from typing import Any

import pytest
from sqlmodel import select

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.conferences import service as conferences
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, World

SAFE: dict[str, Any] = {"wording": "plain", "shared_phone": "no", "from_hour": "", "until_hour": ""}


def queue_invitation(portal: Installation, people: World) -> None:
    """Let an invitation wait to leave for Amira."""
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.amira.membership_id or "")


def test_nothing_is_sent_to_a_new_contact_before_it_is_known_to_be_safe(
    ada: Browser, amira: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    queue_invitation(portal, people)

    page = ada.submit(
        addresses.member(people, people.amira, "/contact"), checked="rang", contact="new@example.org"
    )

    assert page.heading == "How is it safe to contact this person?"
    assert postbox.deliver() == []
    assert amira.get("/m").url != "/m"
    meeting = ada.get(addresses.meeting(people))
    assert "Say first how it is safe to contact this person." in meeting.text


def test_the_same_contact_changes_nothing(
    ada: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    queue_invitation(portal, people)

    page = ada.submit(addresses.member(people, people.amira, "/contact"), checked="rang")

    assert page.heading == "Amira Haddad"
    assert len(postbox.deliver()) == 1


@pytest.mark.parametrize("contact", ["nonsense", "x" * 201, "ben@barnsley.example.org", "amira@b@c.org"])
def test_a_contact_that_cannot_be_used_comes_back(ada: Browser, people: World, contact: str) -> None:
    page = ada.submit(addresses.member(people, people.amira, "/contact"), checked="rang", contact=contact)

    assert page.status == 422
    assert page.value_of("contact") == contact


@pytest.mark.parametrize("checked", ["", "texted", "a text came"])
def test_nobody_gets_another_contact_before_staff_say_how_they_made_sure_who_it_is(
    ada: Browser, amira: Browser, people: World, checked: str
) -> None:
    fields: dict[str, Any] = {"contact": "new@example.org"} | ({"checked": checked} if checked else {})
    page = ada.submit(addresses.member(people, people.amira, "/contact"), **fields)

    assert page.status == 422
    assert page.value_of("contact") == "new@example.org"
    assert "Say how you made sure that it is really this person." in page.text
    assert amira.get("/m").url == "/m"


@pytest.mark.parametrize("checked", ["met", "rang", "letter"])
def test_how_staff_made_sure_is_recorded_and_nothing_goes_to_the_old_contact(
    ada: Browser, portal: Installation, people: World, postbox: Postbox, checked: str
) -> None:
    queue_invitation(portal, people)

    ada.submit(addresses.member(people, people.amira, "/contact"), checked=checked, contact="new@example.org")
    ada.submit(addresses.member(people, people.amira, "/safe-contact"), **SAFE)

    assert postbox.deliver() == []
    with transaction(portal, writes=False) as session:
        reasons = session.exec(select(AuditEntry.reason).where(AuditEntry.action == "person.changed")).all()
    assert f"contact: {checked}" in reasons


def test_how_contact_is_safe_is_recorded_with_hours(ada: Browser, people: World) -> None:
    address = addresses.member(people, people.amira, "/safe-contact")

    page = ada.submit(address, wording="plain", shared_phone="yes", from_hour="22:00", until_hour="06:00")

    assert "Plain. Messages name the meeting and its date." in page.text
    assert "Somebody else can look at their phone." in page.text
    assert "Only from 22:00 until 06:00." in page.text
    again = ada.get(address)
    assert [field["value"] for field in again.soup.select("main input[checked]")] == ["plain", "yes"]
    assert [option["value"] for option in again.soup.select("option[selected]")] == ["22:00", "06:00"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"wording": []}, "wording"),
        ({"wording": "loud"}, "wording"),
        ({"shared_phone": []}, "shared_phone"),
        ({"from_hour": "09:00"}, "until_hour"),
        ({"until_hour": "09:00"}, "from_hour"),
        ({"from_hour": "09:00", "until_hour": "09:00"}, "until_hour"),
        ({"from_hour": "25:00", "until_hour": "09:00"}, "from_hour"),
        ({"from_hour": "9:17", "until_hour": "10:00"}, "from_hour"),
    ],
)
def test_an_answer_with_a_gap_is_named(
    ada: Browser, people: World, change: dict[str, Any], field: str
) -> None:
    page = ada.submit(addresses.member(people, people.amira, "/safe-contact"), **SAFE | change)

    assert page.status == 422
    assert page.soup.select_one(f'#problems a[href="#field-{field}"]')


def test_silence_cancels_what_waits(
    ada: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    queue_invitation(portal, people)

    page = ada.submit(addresses.member(people, people.amira, "/safe-contact"), **SAFE | {"wording": "silent"})

    assert "Stopped, not sent" in page.text
    assert "they need no PIN" in page.text
    assert postbox.deliver() == []


def test_safe_contact_of_another_familys_member_is_not_there(ada: Browser, people: World) -> None:
    address = addresses.member(people, people.erin, "/safe-contact")

    assert ada.get(address).status == 404
    assert ada.post(address, **SAFE).status == 404


def test_details_are_protected_and_given_up(ada: Browser, people: World) -> None:
    address = addresses.member(people, people.ben, "/protected")

    page = ada.submit(address, kind="school", text="Hill Top Primary")
    twice = ada.submit(address, action=address, kind="school", text="hill top primary")
    remove = next(
        str(form["action"]) for form in twice.soup.select("main form") if "remove" in form["action"]
    )
    after = ada.press(twice, remove)

    assert "School or nursery" in page.text
    assert twice.html.count("Hill Top Primary") == page.html.count("Hill Top Primary")
    assert "Nothing is protected for this person yet." in after.text
    assert AMIRAS_ADDRESS not in after.html


@pytest.mark.parametrize("change", [{"kind": []}, {"kind": "secret"}, {"text": " "}, {"text": "x" * 201}])
def test_a_detail_that_is_none_comes_back(ada: Browser, people: World, change: dict[str, Any]) -> None:
    address = addresses.member(people, people.ben, "/protected")
    typed: dict[str, Any] = {"kind": "school", "text": "Hill Top"} | change

    page = ada.submit(address, **typed)

    assert page.status == 422
    assert page.value_of("text") == typed["text"]


def test_a_detail_of_another_member_cannot_be_removed_here(ada: Browser, people: World) -> None:
    shown = ada.get(addresses.member(people, people.amira, "/protected"))
    remove = next(
        str(form["action"]) for form in shown.soup.select("main form") if "remove" in form["action"]
    )
    elsewhere = remove.replace(str(people.amira.membership_id), str(people.ben.membership_id))

    assert ada.post(elsewhere).status == 404
    assert ada.post(remove, form_token="stale").status == 403
    assert AMIRAS_ADDRESS in ada.get(addresses.member(people, people.amira, "/protected")).text


def test_who_looks_at_protected_details_is_recorded(
    ada: Browser, portal: Installation, people: World
) -> None:
    assert ada.get(addresses.member(people, people.amira, "/protected")).status == 200

    with transaction(portal, writes=False) as session:
        wanted = select(AuditEntry).where(AuditEntry.object_type == "protected_details")
        entries = [one for one in session.exec(wanted) if one.action == Action.FAMILY_VIEWED.value]
    assert [(one.actor_id, one.object_id) for one in entries] == [
        (people.ada.person_id, people.amira.membership_id)
    ]

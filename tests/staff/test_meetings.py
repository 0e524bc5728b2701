"""Meetings: called, changed, cancelled, with the people who come because of their work."""

from datetime import timedelta
from typing import Any

import pytest

from app.access import contacts
from app.access.scopes import Installation
from app.conferences import service as conferences
from app.families.models import SafeContact, Wording
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, MEETS_AT, World

NEW: dict[str, Any] = {
    "kind": "review",
    "day": "28",
    "month": "1",
    "year": "2027",
    "hour": "9",
    "minute": "30",
    "place": "Civic Hall",
    "chair": "",
}
NO_DAY: dict[str, Any] = dict.fromkeys(("day", "month", "year", "hour", "minute"), "")


def call(browser: Browser, people: World, **change: Any) -> ShownPage:
    """Call a meeting of the family."""
    return browser.submit(f"{addresses.file_of(people)}/meetings/new", **NEW | change)


def test_a_meeting_is_called_and_its_chair_gets_the_file(
    ada: Browser, portal: Installation, people: World
) -> None:
    family = families.open_family(portal, people.ada)
    address = f"/staff/families/{family.id}"

    page = ada.submit(f"{address}/meetings/new", **NEW | {"chair": people.dev.person_id})

    assert page.heading == "Invite people"
    assert "The meeting is called." in page.text
    assert "Nobody is in the file yet." in page.text
    shown = ada.get(address)
    assert "Thursday 28 January 2027, 09:30" in shown.text
    assert "Dev Carter" in shown.text


def test_a_meeting_can_be_called_without_a_date(ada: Browser, people: World) -> None:
    page = call(ada, people, **NO_DAY, no_date="yes", place="")

    assert page.status == 200
    assert "No date yet" in ada.get(addresses.file_of(people)).text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": []}, "kind"),
        ({"kind": "party"}, "kind"),
        (NO_DAY, "day"),
        ({"no_date": "yes"}, "day"),
        ({"day": "31", "month": "2"}, "day"),
        ({"year": "2026"}, "day"),
        ({"day": ["1", "2"]}, "day"),
        ({"day": "28", "month": "3", "hour": "1"}, "hour"),
        ({"hour": "25"}, "hour"),
        ({"minute": "x" * 21}, "minute"),
        ({"place": "x" * 201}, "place"),
        ({"chair": "a" * 26}, "chair"),
        ({"chair": "nobody"}, "chair"),
    ],
)
def test_what_cannot_be_right_is_named_and_nothing_is_called(
    ada: Browser, people: World, change: dict[str, Any], field: str
) -> None:
    page = call(ada, people, **change)

    assert page.status == 422
    assert page.soup.select_one(f'#problems a[href="#field-{field}"]')
    assert page.value_of("place") == (NEW | change)["place"]
    assert "Civic Hall" not in ada.get(addresses.file_of(people)).html


def test_somebody_who_is_no_chair_cannot_be_chosen(ada: Browser, people: World) -> None:
    assert call(ada, people, chair=people.sam.person_id).status == 422


def test_a_second_press_does_not_call_a_second_meeting(ada: Browser, people: World) -> None:
    call(ada, people)

    page = call(ada, people)

    assert page.status == 422
    assert "This meeting has been called already." in page.text


def test_a_changed_meeting_is_told_to_those_who_had_an_invitation(
    ada: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.amira.membership_id or "")
    postbox.deliver()
    address = addresses.meeting(people, "/change")
    before = ada.get(address)

    page = ada.submit(address, day="4", hour="10", place="Room 9", reason="The chair is ill.")

    assert [before.value_of(name) for name in NO_DAY] == ["3", "12", "2026", "14", "30"]
    assert "Friday 4 December 2026" in page.text
    assert "Room 9" in page.text
    assert [message.to for message in postbox.deliver()] == [people.amira.contact]


def test_those_who_get_no_message_are_named_to_staff(
    ada: Browser, portal: Installation, people: World, clock: Clock
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.ben.membership_id or "")
    silent = SafeContact(Wording.SILENT, shared_phone=True)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.answer_safe_contact(case, people.ben.membership_id or "", silent)
    clock.move(minutes=5)

    page = ada.submit(addresses.meeting(people, "/change"), place="Room 9")

    assert page.text.count("Tell them yourself: no message goes to them.") == 1


def test_a_meeting_loses_its_date(ada: Browser, people: World) -> None:
    page = ada.submit(
        addresses.meeting(people, "/change"), **NO_DAY, no_date="yes", reason="The chair is ill."
    )

    assert "No date yet" in page.text
    assert ada.get(addresses.meeting(people, "/change")).soup.select_one("#field-no_date[checked]")


def test_a_change_that_cannot_be_right_comes_back(ada: Browser, people: World) -> None:
    page = ada.submit(addresses.meeting(people, "/change"), day="32")

    assert page.status == 422
    assert page.value_of("day") == "32"


def test_the_place_can_change_on_the_day_after_the_meeting_began(
    ada: Browser, people: World, clock: Clock
) -> None:
    clock.move_to(MEETS_AT + timedelta(minutes=10))
    ada.sign_in(people.ada)

    page = ada.submit(addresses.meeting(people, "/change"), place="Room 9")

    assert "Room 9" in page.text


def test_a_meeting_that_is_over_stays_as_it_was(ada: Browser, people: World, clock: Clock) -> None:
    clock.move_to(MEETS_AT + timedelta(days=2))
    ada.sign_in(people.ada)

    page = ada.submit(addresses.meeting(people, "/change"), place="Room 9")
    cancelled = ada.post(addresses.meeting(people, "/cancel"))

    assert (page.status, cancelled.status) == (409, 409)
    assert "Change the meeting" not in ada.get(addresses.meeting(people)).text
    assert "over or cancelled already" in ada.get(addresses.meeting(people, "/cancel")).text


def test_a_meeting_is_cancelled_after_a_question(
    ada: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.amira.membership_id or "")
    postbox.deliver()
    address = addresses.meeting(people, "/cancel")
    asked = ada.get(address)

    page = ada.press(asked, address)

    assert asked.heading == "Do you want to cancel this meeting?"
    assert "This meeting is cancelled." in page.text
    assert "Cancelled" in ada.get(addresses.file_of(people)).text
    assert len(postbox.deliver()) == 1
    assert ada.post(address).status == 409


def test_a_stale_form_cancels_nothing(ada: Browser, people: World) -> None:
    assert ada.post(addresses.meeting(people, "/cancel"), form_token="stale").status == 403
    assert "Change the meeting" in ada.get(addresses.meeting(people)).text


def test_professionals_are_put_on_the_list_and_taken_off(ada: Browser, people: World) -> None:
    address = addresses.meeting(people, "/professionals/new")
    ada.submit(address, role="teacher", name="Ms Okoro")
    ada.submit(address, role="teacher", name="Ms Okoro")

    page = ada.submit(address, role="police")
    remove = next(str(form["action"]) for form in page.soup.select("main form") if "remove" in form["action"])
    after = ada.press(page, remove)

    assert page.text.count("Ms Okoro") == 2
    assert "Police officer" in page.text
    assert "Ms Okoro" not in after.text
    assert ada.post(remove).status == 404
    assert ada.post(remove, form_token="stale").status == 403


@pytest.mark.parametrize("change", [{"role": []}, {"role": "spy"}, {"name": "x" * 201}])
def test_a_professional_without_their_work_comes_back(
    ada: Browser, people: World, change: dict[str, Any]
) -> None:
    typed: dict[str, Any] = {"role": "teacher", "name": "Ms Okoro"} | change

    page = ada.submit(addresses.meeting(people, "/professionals/new"), **typed)

    assert page.status == 422
    assert page.value_of("name") == typed["name"]


GIVEN_AWAY = "This gives away a protected detail."


def test_a_place_that_gives_away_where_somebody_lives_is_refused(ada: Browser, people: World) -> None:
    called = call(ada, people, place="At 17 Larkspur Gardens")
    change = addresses.meeting(people, "/change")
    changed = ada.submit(change, place=f"Room 2, {AMIRAS_ADDRESS}")

    assert (called.status, changed.status) == (422, 422)
    assert GIVEN_AWAY in called.text
    assert GIVEN_AWAY in changed.text
    assert ada.submit(change, place="Civic Hall").status == 200


def test_a_place_is_no_secret_from_the_only_person_who_sees_it(
    ada: Browser, portal: Installation, people: World
) -> None:
    family = families.open_family(portal, people.ada)
    families.add_member(portal, people.ada, family, "Mara Bell", protected_address=AMIRAS_ADDRESS)
    page = ada.submit(f"/staff/families/{family.id}/meetings/new", **NEW | {"place": AMIRAS_ADDRESS})

    assert page.heading == "Invite people"


def test_a_name_on_the_list_that_gives_away_where_somebody_lives_is_refused(
    ada: Browser, people: World
) -> None:
    new = addresses.meeting(people, "/professionals/new")
    page = ada.submit(new, role="other", name="Jo Park of 17 Larkspur Gardens")

    assert page.status == 422
    assert GIVEN_AWAY in page.text

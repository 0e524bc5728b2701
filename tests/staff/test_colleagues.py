"""Colleagues: a family's file is opened to them and closed to them, from their next page on."""

from typing import Any

import pytest

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.families.models import Role
from app.families.tables import Person
from app.kit import clock as portal_clock
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.families import Someone
from tests.support.world import COUNCIL, World


def release(people: World, who: Someone) -> str:
    """Return the address at which the file is closed to somebody."""
    return f"{addresses.file_of(people)}/staff/{who.person_id}/release"


def test_a_colleague_gets_the_file(ada: Browser, tess: Browser, people: World) -> None:
    file = addresses.file_of(people)
    before = tess.get(file).status

    page = ada.submit(f"{file}/staff", action=f"{file}/staff", person=people.tess.person_id)

    assert before == 404
    assert "They can open this family's file now." in page.text
    assert tess.get(file).status == 200
    assert people.family.reference in tess.get("/staff/families").text


def test_a_colleague_loses_the_file_from_the_next_page_on(ada: Browser, sam: Browser, people: World) -> None:
    file = addresses.file_of(people)
    sam.get(file)

    page = ada.press(ada.get(f"{file}/staff"), release(people, people.sam))

    assert "They can no longer open this family's file." in page.text
    assert sam.get(file).status == 404
    assert people.family.reference not in sam.get("/staff/families").text


def test_somebody_can_come_back(ada: Browser, sam: Browser, people: World) -> None:
    file = addresses.file_of(people)
    ada.press(ada.get(f"{file}/staff"), release(people, people.sam))

    ada.submit(f"{file}/staff", action=f"{file}/staff", person=people.sam.person_id)

    assert sam.get(file).status == 200


@pytest.mark.parametrize("who", ["olive", "farid", "amira"])
def test_nobody_else_can_be_given_the_file(ada: Browser, people: World, who: str) -> None:
    file = addresses.file_of(people)

    page = ada.submit(f"{file}/staff", action=f"{file}/staff", person=people.person(who).person_id)

    assert page.status == 422
    assert people.person(who).name not in page.text


@pytest.mark.parametrize("person", [[], "", "nobody"])
def test_nobody_chosen_is_named(ada: Browser, people: World, person: Any) -> None:
    file = addresses.file_of(people)

    page = ada.submit(f"{file}/staff", action=f"{file}/staff", person=person)

    assert page.status == 422
    assert "Choose one." in page.text


def test_somebody_who_has_left_cannot_be_given_the_file(
    ada: Browser, portal: Installation, people: World
) -> None:
    gone = families.add_staff(portal, COUNCIL, "Nia Lowe", Role.SOCIAL_WORKER)
    with transaction(portal, writes=True) as session:
        session.get_one(Person, gone.person_id).ended_at = portal_clock.now()
    file = addresses.file_of(people)

    page = ada.submit(f"{file}/staff", action=f"{file}/staff", person=gone.person_id)

    assert page.status == 422
    assert "Nia Lowe" not in page.text


def test_the_last_administrator_cannot_be_released(ada: Browser, people: World) -> None:
    page = ada.press(ada.get(f"{addresses.file_of(people)}/staff"), release(people, people.ada))

    assert page.status == 409
    assert "Somebody must be able to set up this family." in page.text


def test_an_administrator_can_hand_a_family_over(ada: Browser, tess: Browser, people: World) -> None:
    file = addresses.file_of(people)
    ada.submit(f"{file}/staff", action=f"{file}/staff", person=people.tess.person_id)

    page = ada.press(ada.get(f"{file}/staff"), release(people, people.ada))

    assert "You no longer work with this family." in page.text
    assert tess.get(file).status == 200


def test_the_chair_of_a_meeting_to_come_stays(ada: Browser, people: World) -> None:
    page = ada.press(ada.get(f"{addresses.file_of(people)}/staff"), release(people, people.dev))

    assert page.status == 409
    assert "Choose another chair first." in page.text


def test_only_a_colleague_who_is_there_can_be_released(ada: Browser, people: World) -> None:
    ada.get(f"{addresses.file_of(people)}/staff")

    assert ada.post(release(people, people.tess)).status == 404
    assert ada.post(release(people, people.amira)).status == 404
    assert ada.post(release(people, people.sam), form_token="stale").status == 403

"""Who may do what: a page that is not somebody's own does not exist for them."""

import pytest

from tests.staff import addresses
from tests.support.browser import Browser
from tests.support.world import World

SET_UP = ("children/new", "members/new")
CALL = ("meetings/new", "staff")


def of_the_file(people: World) -> dict[str, set[str]]:
    """Return every page about the family, and the roles that have it."""
    admin, worker, chair = "administrator", "social_worker", "chair"
    file, member, meeting = (
        addresses.file_of(people),
        addresses.member(people, people.amira),
        addresses.meeting(people),
    )
    return {
        file: {admin, worker, chair},
        meeting: {admin, worker, chair},
        **{f"{file}/{page}": {admin, worker} for page in SET_UP},
        **{
            f"{member}{page}": {admin, worker}
            for page in ("", "/details", "/contact", "/safe-contact", "/remove")
        },
        f"{member}/protected": {admin, worker},
        **{f"{file}/{page}": {admin} for page in CALL},
        **{f"{meeting}/{page}": {admin} for page in ("change", "cancel", "invitations", "professionals/new")},
    }


def buttons(people: World) -> dict[str, set[str]]:
    """Return every button about the family, and the roles that have it."""
    admin, worker = "administrator", "social_worker"
    file, member, meeting = (
        addresses.file_of(people),
        addresses.member(people, people.amira),
        addresses.meeting(people),
    )
    return {
        f"{file}/messages/stop": {admin, worker},
        f"{file}/messages/resume": {admin, worker},
        f"{member}/pin": {admin, worker},
        f"{member}/remove": {admin, worker},
        f"{member}/protected": {admin, worker},
        f"{meeting}/cancel": {admin},
        f"{meeting}/invitations/{people.amira.membership_id}": {admin},
        f"{file}/staff/{people.sam.person_id}/release": {admin},
    }


@pytest.mark.parametrize("name", ["ada", "sam", "dev", "olive", "tess", "farid"])
def test_each_page_of_a_file_is_there_for_its_roles_only(
    request: pytest.FixtureRequest, people: World, name: str
) -> None:
    browser: Browser = request.getfixturevalue(name)
    is_allocated = name in {"ada", "sam", "dev"}

    for page, roles in of_the_file(people).items():
        expected = 200 if is_allocated and people.person(name).role.value in roles else 404
        assert browser.get(page).status == expected, page


@pytest.mark.parametrize("name", ["sam", "dev", "olive", "tess", "farid"])
def test_no_button_works_for_anybody_else(request: pytest.FixtureRequest, people: World, name: str) -> None:
    browser: Browser = request.getfixturevalue(name)

    for button, roles in buttons(people).items():
        if name != "sam" or "social_worker" not in roles:
            assert browser.post(button).status == 404, button


@pytest.mark.parametrize("name", ["amira", "ben", "carol", "erin"])
def test_no_member_of_a_family_sees_a_page_of_staff(
    request: pytest.FixtureRequest, people: World, name: str
) -> None:
    browser: Browser = request.getfixturevalue(name)

    for page in ("/staff", "/staff/families", "/staff/families/new", *of_the_file(people)):
        assert browser.get(page).status == 404, page


@pytest.mark.parametrize("name", ["sam", "dev", "olive"])
def test_only_an_administrator_opens_a_file(request: pytest.FixtureRequest, name: str) -> None:
    browser: Browser = request.getfixturevalue(name)

    assert browser.get("/staff/families/new").status == 404
    assert "/staff/families/new" not in browser.get("/staff/families").links()


def test_nobody_sees_a_page_without_signing_in(visitor: Browser, people: World) -> None:
    for page in ("/staff", addresses.file_of(people)):
        assert visitor.get(page).url == "/"


def test_an_address_that_was_made_up_leads_nowhere(ada: Browser, people: World) -> None:
    file = addresses.file_of(people)

    for page in ("/staff/families/nobody", f"{file}/members/nobody", f"{file}/meetings/{'a' * 26}"):
        assert ada.get(page).status == 404


def test_pages_of_one_family_do_not_open_things_of_another(ada: Browser, people: World) -> None:
    file = addresses.file_of(people)

    assert ada.get(f"{file}/meetings/{people.other_meeting}").status == 404
    assert ada.get(f"{file}/meetings/{people.other_meeting}/change").status == 404
    assert ada.get(f"{file}/members/{people.erin.membership_id}").status == 404

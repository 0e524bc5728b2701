"""Children and members of a family: added, seen and put right."""

from typing import Any

import pytest

from app.access import contacts, protected
from app.access.scopes import Installation
from app.conferences import service as conferences
from app.kit.errors import NotFound
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.installations import UNSPOKEN
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, World

NEWCOMER: dict[str, Any] = {"name": "Gus Lane", "role": "carer", "contact": "07700 900123", "language": "en"}


def test_a_person_is_added_and_then_asked_how_contact_is_safe(
    sam: Browser, people: World, postbox: Postbox
) -> None:
    noor = people.family.children["Noor"]

    page = sam.submit(f"{addresses.file_of(people)}/members/new", **NEWCOMER, children=[noor])

    assert page.heading == "How is it safe to contact this person?"
    assert "Until this is answered, we send nothing to this person." in page.text
    shown = sam.get(page.url.removesuffix("/safe-contact"))
    assert "+447700900123" in shown.text
    assert "Carer" in shown.text
    assert "Noor" in shown.text
    assert "Zayd" not in shown.text
    assert "We send nothing to this person yet" in shown.text
    assert postbox.deliver() == []


def test_only_languages_that_the_portal_speaks_can_be_chosen(
    sam: Browser, people: World, portal: Installation
) -> None:
    council = portal.catalogue.get(people.sam.council)

    page = sam.get(f"{addresses.file_of(people)}/members/new")

    assert council is not None
    assert UNSPOKEN in council.languages
    offered = [str(one["value"]) for one in page.soup.select("select[name=language] option")]
    assert offered == [tag for tag in council.languages if tag != UNSPOKEN]


def test_somebody_without_a_contact_gets_everything_on_paper(sam: Browser, people: World) -> None:
    page = sam.submit(f"{addresses.file_of(people)}/members/new", **NEWCOMER | {"contact": " "})

    shown = sam.get(page.url.removesuffix("/safe-contact"))
    assert "None, all on paper" in shown.text
    assert "they need no PIN" in shown.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "amira HADDAD"}, "name"),
        ({"name": ["One", "Two"]}, "name"),
        ({"contact": "not a contact"}, "contact"),
        ({"contact": "01226 700000"}, "contact"),
        ({"contact": "x" * 201}, "contact"),
        ({"contact": "BEN@barnsley.example.org"}, "contact"),
        ({"role": "chair"}, "role"),
        ({"role": []}, "role"),
        ({"language": "tlh"}, "language"),
        ({"language": UNSPOKEN}, "language"),
    ],
)
def test_what_cannot_be_right_is_named_and_what_was_typed_stays(
    sam: Browser, people: World, change: dict[str, Any], field: str
) -> None:
    typed: dict[str, Any] = NEWCOMER | change

    page = sam.submit(f"{addresses.file_of(people)}/members/new", **typed)

    assert page.status == 422
    assert page.soup.select_one(f'#problems a[href="#field-{field}"]')
    assert page.value_of("contact") == typed["contact"]
    assert "Gus Lane" not in sam.get(addresses.file_of(people)).text


def test_a_contact_of_another_family_is_refused_without_saying_whose(ada: Browser, people: World) -> None:
    typed: dict[str, Any] = NEWCOMER | {"contact": people.erin.contact}

    page = ada.submit(f"{addresses.file_of(people)}/members/new", **typed)

    assert page.status == 422
    assert "Somebody else in this council already has this address or number." in page.text
    assert "Erin" not in page.html


def test_the_same_contact_may_be_used_in_another_council(farid: Browser, people: World) -> None:
    farid.submit("/staff/families/new")
    page = farid.page
    assert page is not None

    shown = farid.submit(f"{page.url}/members/new", **NEWCOMER | {"contact": people.amira.contact})

    assert shown.heading == "How is it safe to contact this person?"


def test_a_child_of_another_family_cannot_be_linked(sam: Browser, people: World) -> None:
    lily = people.other_family.children["Lily"]

    page = sam.submit(f"{addresses.file_of(people)}/members/new", **NEWCOMER, children=[lily, lily])

    assert "Lily" not in sam.get(page.url.removesuffix("/safe-contact")).text


def test_a_child_is_added_for_those_who_are_here_for_it(sam: Browser, people: World) -> None:
    page = sam.submit(
        f"{addresses.file_of(people)}/children/new",
        name="Idris",
        members=[people.ben.membership_id, people.erin.membership_id],
    )

    assert "The child is in the file." in page.text
    assert "Idris" in sam.get(addresses.member(people, people.ben)).text
    assert "Idris" not in sam.get(addresses.member(people, people.amira)).text


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "NOOR"])
def test_a_childs_name_that_cannot_be_right_comes_back(sam: Browser, people: World, name: str) -> None:
    page = sam.submit(f"{addresses.file_of(people)}/children/new", name=name)

    assert page.status == 422
    assert page.value_of("name") == name


def test_a_name_a_language_and_the_children_are_put_right(sam: Browser, people: World) -> None:
    address = addresses.member(people, people.ben, "/details")
    before = sam.get(address)

    page = sam.submit(address, name="Benjamin Carver", children=[people.family.children["Zayd"]])

    assert before.value_of("name") == "Ben Carver"
    assert len(before.soup.select("main input[checked]")) == 2
    assert page.heading == "Benjamin Carver"
    assert "Noor" not in page.text


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": "Amira Haddad"}, {"language": "xx"}, {"role": "parent"}]
)
def test_details_that_cannot_be_right_are_not_saved(
    sam: Browser, people: World, change: dict[str, Any]
) -> None:
    page = sam.submit(addresses.member(people, people.ben, "/details"), **change)

    assert page.status == 422
    assert sam.get(addresses.member(people, people.ben)).heading == "Ben Carver"


def test_a_colleagues_place_is_not_a_members(ada: Browser, portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        place = case.session.connection().exec_driver_sql(
            f"select id from memberships where person_id = '{people.sam.person_id}'"  # noqa: S608 - our own id
        )
        of_sam = str(place.scalar_one())

    for page in ("", "/details", "/contact", "/safe-contact", "/protected"):
        assert ada.get(f"{addresses.file_of(people)}/members/{of_sam}{page}").status == 404
    assert ada.post(f"{addresses.file_of(people)}/members/{of_sam}/pin").status == 404
    assert ada.post(f"{addresses.file_of(people)}/members/{of_sam}/contact", contact="").status == 404


def test_somebody_who_is_removed_is_out_at_once_and_their_words_stay_protected(
    sam: Browser, amira: Browser, people: World, postbox: Postbox
) -> None:
    address = addresses.member(people, people.amira, "/remove")
    with families.as_case_worker(sam.installation, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.amira.membership_id or "")
    asked = sam.get(address)

    page = sam.press(asked, address)

    assert "Do you want to remove this person from the family?" in asked.text
    assert "They can no longer sign in to this family's pages." in page.text
    assert "Amira Haddad" not in page.text
    assert sam.get(address).status == 404
    assert amira.get("/m").url != "/m"
    assert postbox.deliver() == []
    with families.as_case_worker(sam.installation, people.ada, people.family.id) as case:
        assert AMIRAS_ADDRESS in {one.text for one in protected.of_family(case)}
        with pytest.raises(NotFound):
            contacts.give_pin(case, people.amira.membership_id or "")


def test_the_contact_of_somebody_removed_is_free_again(sam: Browser, people: World) -> None:
    address = addresses.member(people, people.ben, "/remove")
    sam.press(sam.get(address), address)

    page = sam.submit(
        f"{addresses.file_of(people)}/members/new", **NEWCOMER | {"contact": people.ben.contact}
    )

    assert page.heading == "How is it safe to contact this person?"


def test_a_stale_form_removes_nobody(sam: Browser, people: World) -> None:
    assert sam.post(addresses.member(people, people.ben, "/remove"), form_token="stale").status == 403
    assert "Ben Carver" in sam.get(addresses.file_of(people)).text

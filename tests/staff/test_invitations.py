"""Invitations: nothing leaves before contact is known to be safe and there is a PIN to sign in with."""

from app.access import contacts
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.conferences import service as conferences
from app.families.models import SafeContact, Wording
from app.families.tables import Person
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import World


def send_to(people: World, who: Someone) -> str:
    """Return the address at which somebody's invitation is sent."""
    return addresses.meeting(people, f"/invitations/{who.membership_id}")


def test_people_are_invited_and_nothing_is_sent(
    ada: Browser, portal: Installation, people: World, postbox: Postbox
) -> None:
    dana = families.add_member(portal, people.ada, people.family, "Dana Plum")
    address = addresses.meeting(people, "/invitations")
    asked = ada.get(address)

    page = ada.submit(address, members=[dana.membership_id])

    assert "Dana Plum" in asked.text
    assert "Amira Haddad" not in asked.text
    assert "They are invited. Nothing is sent yet." in page.text
    assert "Dana Plum" in page.text
    assert "Everybody in the file is invited." in ada.get(address).text
    assert postbox.deliver() == []


def test_a_helper_is_not_offered_an_invitation(ada: Browser, people: World) -> None:
    page = ada.get(addresses.meeting(people, "/invitations"))

    assert "Carol Finch" not in page.text
    assert "Everybody in the file is invited." in page.text


def test_nobody_chosen_is_named(ada: Browser, portal: Installation, people: World) -> None:
    families.add_member(portal, people.ada, people.family, "Dana Plum")
    page = ada.submit(addresses.meeting(people, "/invitations"))

    assert page.status == 422
    assert "Choose at least one person." in page.text


def test_somebody_of_another_family_cannot_be_invited(
    ada: Browser, portal: Installation, people: World
) -> None:
    ada.get(addresses.meeting(people, "/invitations"))

    page = ada.post(
        addresses.meeting(people, "/invitations"),
        members=[people.carol.membership_id, people.erin.membership_id],
    )

    assert page.status == 404
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        assert set(conferences.invited_members(case, people.meeting)) == {
            people.amira.membership_id,
            people.ben.membership_id,
        }


def test_an_invitation_goes_to_one_person_alone(ada: Browser, people: World, postbox: Postbox) -> None:
    page = ada.press(ada.get(addresses.meeting(people)), send_to(people, people.amira))

    assert "The invitation is on its way." in page.text
    assert [message.to for message in postbox.deliver()] == [people.amira.contact]
    shown = ada.get(addresses.meeting(people))
    assert "Send Amira Haddad the invitation again" in shown.text
    assert "Send Ben Carver the invitation" in shown.text
    assert "Sent or given on Tuesday 24 November 2026" in ada.get(addresses.member(people, people.amira)).text


def test_a_second_press_writes_to_nobody_twice_but_a_later_one_does(
    ada: Browser, people: World, postbox: Postbox, clock: Clock
) -> None:
    ada.get(addresses.meeting(people))
    for _ in range(2):
        ada.post(send_to(people, people.amira))
    first = postbox.deliver()
    clock.move(minutes=2)

    ada.post(send_to(people, people.amira))

    assert (len(first), len(postbox.deliver())) == (1, 1)


def test_no_invitation_leaves_before_contact_is_known_to_be_safe(
    ada: Browser, people: World, postbox: Postbox
) -> None:
    ada.submit(addresses.member(people, people.amira, "/contact"), checked="rang", contact="new@example.org")

    page = ada.get(addresses.meeting(people))
    forced = ada.post(send_to(people, people.amira))

    assert "Say first how it is safe to contact this person." in page.text
    assert forced.status == 409
    assert forced.heading == "Something else comes first"
    assert postbox.deliver() == []
    assert "Not sent yet" in ada.get(addresses.member(people, people.amira)).text


def test_no_invitation_leaves_without_a_pin(ada: Browser, people: World, postbox: Postbox) -> None:
    with transaction(ada.installation, writes=True) as session:
        session.get_one(Person, people.amira.person_id).pin_hash = None

    page = ada.get(addresses.meeting(people))
    forced = ada.post(send_to(people, people.amira))

    assert "Give this person a PIN first." in page.text
    assert forced.status == 409
    assert postbox.deliver() == []


def test_an_invitation_on_paper_is_noted(ada: Browser, people: World, postbox: Postbox) -> None:
    silent = SafeContact(Wording.SILENT, shared_phone=True)
    with families.as_case_worker(ada.installation, people.ada, people.family.id) as case:
        contacts.answer_safe_contact(case, people.ben.membership_id or "", silent)

    page = ada.press(ada.get(addresses.meeting(people)), send_to(people, people.ben))

    assert "Noted: they have it on paper." in page.text
    assert "On paper" in page.text
    assert postbox.deliver() == []


def test_somebody_who_is_not_invited_gets_nothing(ada: Browser, people: World, postbox: Postbox) -> None:
    assert ada.post(send_to(people, people.carol)).status == 404
    assert ada.post(send_to(people, people.erin)).status == 404
    assert ada.post(send_to(people, people.amira), form_token="stale").status == 403
    assert postbox.deliver() == []


def test_nobody_is_invited_to_a_cancelled_meeting(ada: Browser, people: World) -> None:
    ada.get(addresses.meeting(people, "/invitations"))
    ada.post(addresses.meeting(people, "/cancel"))

    page = ada.post(addresses.meeting(people, "/invitations"), members=[people.carol.membership_id])

    assert page.status == 409
    assert ada.post(send_to(people, people.amira)).status == 409

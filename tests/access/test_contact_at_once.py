"""The same contact is given to two people in the same moment: one has it, the other is refused in words."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from app.access import contacts, helpers_of
from app.access.contacts import ContactTaken
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.families.models import IdentityCheck
from app.families.tables import Person
from tests.helping.asking import ask
from tests.support import families
from tests.support.browser import Browser
from tests.support.families import BuiltFamily, Someone
from tests.support.world import World

NEW = "07700 900123"
# Long enough for the second to look while nothing is committed yet, where the database lets it look.
MEANWHILE_SECONDS = 0.5


def give(portal: Installation, staff: Someone, family: BuiltFamily, who: Someone) -> None:
    with families.as_case_worker(portal, staff, family.id) as case:
        contacts.change_contact(case, who.membership_id or "", NEW, checked=IdentityCheck.MET)


def test_two_administrators_give_one_number_to_two_people_in_the_same_moment(
    portal: Installation, people: World
) -> None:
    began = threading.Event()

    def second() -> None:
        began.set()
        give(portal, people.tess, people.other_family, people.erin)

    with ThreadPoolExecutor(1) as pool:
        with families.as_case_worker(portal, people.ada, people.family.id) as case:
            contacts.change_contact(case, people.amira.membership_id or "", NEW, checked=IdentityCheck.MET)
            case.session.flush()
            outcome = pool.submit(second)
            began.wait()
            time.sleep(MEANWHILE_SECONDS)
        with pytest.raises(ContactTaken):
            outcome.result()


def test_who_is_overtaken_after_looking_is_refused_in_words_and_loses_nothing(
    portal: Installation, people: World, tess: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(portal, people.ada, people.family, people.amira)
    look = contacts.find_by_index
    not_yet: list[None] = [None]
    monkeypatch.setattr(contacts, "find_by_index", lambda *asked: not_yet.pop() if not_yet else look(*asked))
    address = f"/staff/families/{people.other_family.id}/members/{people.erin.membership_id}/contact"

    page = tess.submit(address, checked="met", contact=NEW)

    assert page.status == 422
    assert page.value_of("contact") == NEW
    with transaction(portal, writes=False) as session:
        erin, amira = (session.get_one(Person, who.person_id) for who in (people.erin, people.amira))
        assert erin.contact_index not in {None, amira.contact_index}
        assert (erin.contact_kind, erin.wording) == ("email", "quiet")
        denied = session.exec(select(AuditEntry).where(AuditEntry.action == Action.DENIED.value)).all()
        assert [(one.object_id, one.reason) for one in denied] == [
            (people.amira.person_id, "contact of somebody else")
        ]


def test_somebody_new_is_not_added_with_a_number_that_another_was_given_since(
    portal: Installation, people: World, tess: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(portal, people.ada, people.family, people.amira)
    look = contacts.find_by_index
    not_yet: list[None] = [None, None]
    monkeypatch.setattr(contacts, "find_by_index", lambda *asked: not_yet.pop() if not_yet else look(*asked))
    file = f"/staff/families/{people.other_family.id}"

    page = tess.submit(f"{file}/members/new", name="Hana Quill", role="carer", contact=NEW)

    assert page.status == 422
    assert page.value_of("name") == "Hana Quill"
    assert "Hana Quill" not in tess.get(file).text


def test_nobody_agrees_to_a_helper_whose_contact_another_was_given_since(
    people: World, amira: Browser, sam: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(amira, contact=people.erin.contact)
    page = f"/staff/families/{people.family.id}/helpers"
    (wish,) = [link for link in sam.get(page).links() if re.fullmatch(rf"{page}/\w{{26}}", link)]
    monkeypatch.setattr(helpers_of, "find_by_index", lambda *_asked: None)

    answer = sam.submit(wish, action=f"{wish}/decision", decision="agree")

    assert answer.status == 409
    assert "Open the page again to see how it is now." in answer.text
    assert "Waits for you" in sam.get(wish).text

"""A council may let families in without a PIN, but never where that could let the wrong person in."""

from dataclasses import replace

import pytest

from app.access import contacts, links
from app.access.models import PinAnswer
from app.access.scopes import Installation, Visitor
from app.access.service import NOBODY
from app.access.transactions import system_scope, transaction
from app.authorities.catalogue import Catalogue
from app.authorities.models import PinRule, SignIn
from app.families.models import SafeContact, Wording
from tests.support import families
from tests.support.families import Someone
from tests.support.world import COUNCIL, World


@pytest.fixture
def trusting(portal: Installation) -> Installation:
    """A portal whose council asks for no PIN."""
    councils = {authority.key: authority for authority in portal.catalogue.all()}
    councils[COUNCIL] = councils[COUNCIL].model_copy(update={"sign_in": SignIn(pin=PinRule.NOT_NEEDED)})
    return replace(portal, catalogue=Catalogue(portal.catalogue.problems, councils))


def sign_in(portal: Installation, who: Someone, pin: str = "") -> PinAnswer:
    with system_scope(portal) as system:
        token = links.make_link(system.session, portal, who.person_id)
    with transaction(portal, writes=True) as session:
        visitor = Visitor(session, NOBODY, portal.languages["en"], None, portal)
        return links.sign_in(visitor, token, pin)[0]


def test_a_family_without_secrets_needs_no_pin(trusting: Installation, people: World) -> None:
    assert sign_in(trusting, people.erin) is PinAnswer.RIGHT


def test_a_pin_that_is_typed_must_still_be_right(trusting: Installation, people: World) -> None:
    assert sign_in(trusting, people.erin, "000000") is PinAnswer.WRONG
    assert sign_in(trusting, people.erin, people.erin.pin) is PinAnswer.RIGHT


def test_a_council_that_asks_for_one_asks_everybody(portal: Installation, people: World) -> None:
    assert sign_in(portal, people.erin) is PinAnswer.MISSING


@pytest.mark.parametrize("name", ["amira", "ben", "carol"])
def test_where_anybodys_details_are_protected_everybody_needs_one(
    trusting: Installation, people: World, name: str
) -> None:
    assert sign_in(trusting, people.person(name)) is PinAnswer.MISSING


def test_where_anybody_shares_a_phone_everybody_needs_one(trusting: Installation, people: World) -> None:
    grandmother = families.add_member(trusting, people.tess, people.other_family, "Agnes Moss")
    assert sign_in(trusting, grandmother) is PinAnswer.RIGHT
    with families.as_case_worker(trusting, people.tess, people.other_family.id) as case:
        shared = SafeContact(Wording.QUIET, shared_phone=True)
        contacts.answer_safe_contact(case, people.erin.membership_id or "", shared)

    assert sign_in(trusting, grandmother) is PinAnswer.MISSING
    assert sign_in(trusting, people.erin) is PinAnswer.MISSING


@pytest.mark.parametrize("name", ["ada", "sam", "dev", "olive"])
def test_staff_always_need_one(trusting: Installation, people: World, name: str) -> None:
    assert sign_in(trusting, people.person(name)) is PinAnswer.MISSING


def test_another_councils_people_are_not_touched_by_it(trusting: Installation, people: World) -> None:
    assert sign_in(trusting, people.farid) is PinAnswer.MISSING

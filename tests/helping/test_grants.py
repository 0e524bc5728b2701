"""What a helper may do is what was granted, for as long as it was granted, and ends at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access import grants
from app.access import people as members
from app.access.models import Permission
from app.access.scopes import Installation
from app.access.tables import Helping
from app.access.transactions import system_scope, transaction
from app.families.models import Role
from app.families.tables import Membership
from app.helping import deciding
from app.helping import service as helping
from app.kit import clock as portal_clock
from app.outbox import service as outbox
from app.outbox.models import Notice
from tests.support import families
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import World

MEETING, ANSWERS = Permission.HELP_SEE_MEETING, Permission.HELP_READ_PREPARATION
REPORTS = Permission.HELP_READ_REPORTS


@pytest.fixture
def hana(portal: Installation, people: World) -> Someone:
    """A friend of Amira's who may see the meeting and read her answers."""
    return families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, MEETING, ANSWERS)


def granted(portal: Installation, helper: Someone) -> set[Permission] | None:
    """Return what somebody may do as a helper now; None when nobody lets them help."""
    with system_scope(portal, writes=False) as system:
        given = grants.help_given(system.session, helper.membership_id or "")
        return set(given.granted) if given else None


def helping_of(portal: Installation, parent: Someone) -> str:
    with families.as_member(portal, parent) as scope:
        return helping.every(scope)[0].id


def test_hana_may_do_just_what_amira_granted(portal: Installation, hana: Someone) -> None:
    assert granted(portal, hana) == {MEETING, ANSWERS}


def test_a_grant_that_amira_takes_back_is_gone_at_once(
    portal: Installation, people: World, hana: Someone
) -> None:
    with families.as_member(portal, people.amira) as scope:
        one = helping.every(scope)[0]
        helping.change(scope, one.id, one.may[:1], one.until_at)

    assert granted(portal, hana) == {MEETING}


def test_an_arrangement_that_amira_ends_is_over_at_once(
    portal: Installation, people: World, hana: Someone
) -> None:
    with families.as_member(portal, people.amira) as scope:
        helping.end(scope, helping.every(scope)[0].id)

    assert granted(portal, hana) is None


def test_an_arrangement_ends_by_itself(portal: Installation, hana: Someone, clock: Clock) -> None:
    clock.moment += timedelta(days=31)

    assert portal_clock.now() == clock.moment
    assert granted(portal, hana) is None


def test_reports_need_amira_and_the_council(portal: Installation, people: World, hana: Someone) -> None:
    one = helping_of(portal, people.amira)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        deciding.allow_reports(case, one, allowed=True)
    assert granted(portal, hana) == {MEETING, ANSWERS}

    ivy = families.add_helper(portal, people.amira, "Ivy Moor", Role.SUPPORTER, REPORTS)
    assert granted(portal, ivy) == set()

    joan = families.add_helper(portal, people.amira, "Joan Peel", Role.SUPPORTER, REPORTS, reports=True)
    assert granted(portal, joan) == {REPORTS}


def test_what_the_council_allowed_it_can_take_back(portal: Installation, people: World) -> None:
    joan = families.add_helper(portal, people.amira, "Joan Peel", Role.SUPPORTER, REPORTS, reports=True)
    one = helping_of(portal, people.amira)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        deciding.allow_reports(case, one, allowed=False)

    assert granted(portal, joan) == set()


@pytest.mark.parametrize("who", ["amira", "hana"])
def test_whoever_leaves_the_family_takes_the_arrangement_along(
    portal: Installation, people: World, hana: Someone, who: str
) -> None:
    leaving = hana if who == "hana" else people.amira
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        members.end_member(case, leaving.membership_id or "")

    assert granted(portal, hana) is None
    with system_scope(portal, writes=False) as system:
        (row,) = system.session.execute(select(Helping)).scalars()
        assert row.state == "ended"


def test_when_amiras_access_has_closed_hana_has_none_either(
    portal: Installation, people: World, hana: Someone
) -> None:
    with transaction(portal, writes=True) as session:
        place = session.get_one(Membership, people.amira.membership_id)
        place.closes_at = portal_clock.now()
        session.add(place)

    assert granted(portal, hana) is None


def test_hana_who_is_ended_before_her_invitation_leaves_gets_none(
    portal: Installation, people: World, hana: Someone, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        outbox.enqueue(
            case, case.authority.key, hana.person_id, Notice.HELPER_INVITATION, family_id=case.family_id
        )
    with families.as_member(portal, people.amira) as scope:
        helping.end(scope, helping.every(scope)[0].id)

    assert hana.contact not in {message.to for message in postbox.deliver()}

"""Each condition of a helper's rights closes them by itself, whatever the others say."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from app.access import grants
from app.access.grants import HelpGiven
from app.access.models import HelpState, Permission
from app.access.scopes import Installation
from app.access.tables import Grant, Helping
from app.access.transactions import transaction
from app.families.models import Role
from app.families.tables import Membership
from tests.support import families
from tests.support.families import Someone
from tests.support.world import NOW, World

READ, SEE = Permission.HELP_READ_VIEWS, Permission.HELP_SEE_MEETING
BEFORE, AFTER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)


@pytest.fixture
def hana(portal: Installation, people: World) -> Someone:
    """A friend of Amira's who may see the meeting and read the letter."""
    return families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE, READ)


def given(portal: Installation, helper: Someone) -> HelpGiven | None:
    with transaction(portal, writes=False) as session:
        return grants.help_given(session, helper.membership_id or "")


def change(portal: Installation, wanted: Any, **values: object) -> None:
    """Change the one row that a statement finds."""
    with transaction(portal, writes=True) as session:
        row = session.exec(wanted).one()
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def of_help(helper: Someone, _helped: Someone) -> Any:
    return select(Helping).where(col(Helping.helper_membership_id) == helper.membership_id)


def of_helper(helper: Someone, _helped: Someone) -> Any:
    return select(Membership).where(col(Membership.id) == helper.membership_id)


def of_helped(_helper: Someone, helped: Someone) -> Any:
    return select(Membership).where(col(Membership.id) == helped.membership_id)


@pytest.mark.parametrize(
    ("whose", "values"),
    [
        (of_help, {"ended_at": NOW}),
        (of_help, {"state": HelpState.ASKED.value}),
        (of_help, {"state": HelpState.REFUSED.value}),
        (of_help, {"state": HelpState.ENDED.value}),
        (of_help, {"until_at": NOW}),
        (of_helper, {"ended_at": NOW}),
        (of_helper, {"closes_at": NOW}),
        (of_helped, {"ended_at": NOW}),
        (of_helped, {"closes_at": NOW}),
    ],
)
def test_a_helper_has_nothing_once_one_thing_has_ended(
    portal: Installation,
    people: World,
    hana: Someone,
    whose: Callable[[Someone, Someone], Any],
    values: dict[str, object],
) -> None:
    assert given(portal, hana)

    change(portal, whose(hana, people.amira), **values)

    assert given(portal, hana) is None


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ({"begins_at": AFTER}, False),
        ({"begins_at": NOW}, True),
        ({"until_at": NOW}, False),
        ({"until_at": AFTER}, True),
        ({"ended_at": BEFORE}, False),
    ],
)
def test_one_right_begins_and_ends_by_itself(
    portal: Installation, hana: Someone, values: dict[str, object], *, holds: bool
) -> None:
    change(portal, select(Grant).where(col(Grant.permission) == READ.value), **values)

    found = given(portal, hana)

    assert found
    assert found.granted == ({SEE, READ} if holds else {SEE})

"""Whoever helps somebody hears of a changed meeting only when they may see that meeting now."""

from collections.abc import Callable

import pytest

from app.access.models import Permission
from app.access.scopes import Installation
from app.conferences import service as conferences
from app.families.models import Role
from tests.conferences.test_exclusions import keep_out
from tests.support import families, helping
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import World

SEE, READ = Permission.HELP_SEE_MEETING, Permission.HELP_READ_VIEWS


@pytest.fixture
def hana(portal: Installation, people: World, postbox: Postbox) -> Someone:
    """Somebody who may see the meeting that Amira has an invitation to."""
    found = families.add_helper(portal, people.amira, "Hana Quill", Role.SUPPORTER, SEE, READ)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for who in (people.amira, people.ben):
            conferences.send_invitation(case, people.meeting, who.membership_id or "")
    postbox.deliver()
    return found


def told_of_the_end(portal: Installation, people: World, postbox: Postbox) -> list[str]:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)
    return [message.to for message in postbox.deliver()]


def test_a_cancelled_meeting_is_told_to_amiras_helper_once_and_without_a_word_of_it(
    portal: Installation, people: World, hana: Someone, postbox: Postbox
) -> None:
    told = told_of_the_end(portal, people, postbox)

    assert sorted(told) == sorted([people.amira.contact, people.ben.contact, hana.contact])
    (message,) = [one for one in postbox.messages if one.to == hana.contact][-1:]
    assert "There is something new on your page." in message.body
    assert "meeting" not in message.body + message.subject


def no_longer_granted(portal: Installation, people: World) -> None:
    helping.let(portal, people.amira, READ)


def ended(portal: Installation, people: World) -> None:
    helping.end(portal, people.amira)


def for_another_meeting(portal: Installation, people: World) -> None:
    helping.only_for(portal, SEE, thing=people.other_meeting)


def not_asked_to_come(portal: Installation, people: World) -> None:
    keep_out(portal, people, people.amira)


@pytest.mark.parametrize("act", [no_longer_granted, ended, for_another_meeting, not_asked_to_come])
def test_a_helper_who_may_not_see_the_meeting_hears_nothing_of_it(
    portal: Installation,
    people: World,
    hana: Someone,
    postbox: Postbox,
    act: Callable[[Installation, World], None],
) -> None:
    act(portal, people)
    postbox.deliver()

    assert hana.contact not in told_of_the_end(portal, people, postbox)


def test_a_helper_whose_time_is_over_hears_nothing_of_it(
    portal: Installation, people: World, hana: Someone, postbox: Postbox, clock: Clock
) -> None:
    clock.move(days=31)

    assert hana.contact not in told_of_the_end(portal, people, postbox)


def test_a_helper_of_amira_is_told_of_a_meeting_for_one_grant_that_names_it(
    portal: Installation, people: World, hana: Someone, postbox: Postbox
) -> None:
    helping.only_for(portal, SEE, thing=people.meeting)

    assert hana.contact in told_of_the_end(portal, people, postbox)

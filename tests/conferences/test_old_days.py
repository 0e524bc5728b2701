"""A message that waits to leave names no day on which there is no meeting any more."""

from datetime import UTC, datetime, time, timedelta

import pytest

from app.access import contacts
from app.access.scopes import Installation
from app.conferences import service as conferences
from app.families.models import SafeContact, Wording
from tests.support import families
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import MEETS_AT, World

IN_THE_EVENING = SafeContact(Wording.PLAIN, shared_phone=True, from_hour=time(18), until_hour=time(20))
EVENING = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


@pytest.fixture
def waiting(portal: Installation, people: World) -> None:
    """An invitation with the day, which waits for the evening."""
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.answer_safe_contact(case, people.amira.membership_id or "", IN_THE_EVENING)
        conferences.send_invitation(case, people.meeting, people.amira.membership_id or "")


def in_the_evening(clock: Clock, postbox: Postbox) -> list[str]:
    assert postbox.deliver() == []
    clock.move_to(EVENING)
    return [message.body for message in postbox.deliver()]


@pytest.mark.usefixtures("waiting")
def test_an_invitation_that_waits_names_the_day(clock: Clock, postbox: Postbox) -> None:
    (body,) = in_the_evening(clock, postbox)

    assert "the meeting on Thursday 3 December 2026, 14:30" in body


@pytest.mark.usefixtures("waiting")
def test_an_invitation_that_waits_keeps_its_day_when_only_the_room_changes(
    portal: Installation, people: World, clock: Clock, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.change(case, people.meeting, meets_at=MEETS_AT, place="Room 9", chair_id=None)

    assert "3 December" in in_the_evening(clock, postbox)[0]


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("to", [MEETS_AT + timedelta(days=7), None], ids=["moved", "without a date"])
def test_an_invitation_that_waits_names_no_day_once_the_meeting_is_not_then(
    portal: Installation, people: World, clock: Clock, postbox: Postbox, to: datetime | None
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.change(case, people.meeting, meets_at=to, place="", chair_id=None)

    bodies = in_the_evening(clock, postbox)

    assert len(bodies) == 2
    assert "There is a page for you." in bodies[0]
    assert "December" not in "".join(bodies)


@pytest.mark.usefixtures("waiting")
def test_an_invitation_that_waits_names_no_day_once_the_meeting_is_cancelled(
    portal: Installation, people: World, clock: Clock, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)

    assert "December" not in "".join(in_the_evening(clock, postbox))


@pytest.mark.usefixtures("waiting")
def test_another_meeting_of_the_family_and_another_familys_meeting_keep_their_day(
    portal: Installation, people: World, clock: Clock, postbox: Postbox
) -> None:
    later = MEETS_AT + timedelta(days=90)
    amira = people.amira
    review = families.call_meeting(portal, people.ada, people.family, amira, meets_at=later)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, review, amira.membership_id or "")
    with families.as_case_worker(portal, people.tess, people.other_family.id) as case:
        contacts.answer_safe_contact(case, people.erin.membership_id or "", IN_THE_EVENING)
        conferences.send_invitation(case, people.other_meeting, people.erin.membership_id or "")
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)

    bodies = in_the_evening(clock, postbox)

    assert sum("3 December 2026" in body for body in bodies) == 1
    assert sum("3 March 2027" in body for body in bodies) == 1

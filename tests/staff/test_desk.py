"""The desk: what is missing before each meeting, and the one next thing to do."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.conferences import service as conferences
from app.families.models import Role
from app.families.tables import Person
from app.outbox.models import ChannelKind, DeliveryFailed, Outgoing
from app.outbox.sending import send_due
from app.preparation.tables import Preparation
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import MEETS_AT, World


class Refuses:
    """A provider that takes nothing."""

    def send(self, message: Outgoing) -> None:
        """Refuse a message."""
        raise DeliveryFailed(f"no such address {len(message.id)}", permanent=True)


def row_of(page: ShownPage, reference: str) -> str:
    """Return the words of one family's row."""
    row = next(row for row in page.soup.select("tbody tr") if reference in row.get_text())
    return " ".join(row.get_text(" ").split())


def next_of(page: ShownPage, reference: str) -> str:
    """Return the address of one family's next step."""
    row = next(row for row in page.soup.select("tbody tr") if reference in row.get_text())
    return str(row.select("td a")[-1]["href"])


def send_invitations(portal: Installation, people: World) -> None:
    """Send both parents their invitation."""
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for who in (people.amira, people.ben):
            conferences.send_invitation(case, people.meeting, who.membership_id or "")


def test_an_administrator_sees_what_each_meeting_misses(ada: Browser, people: World) -> None:
    page = ada.get("/staff")

    row = row_of(page, people.family.reference)
    assert "Thursday 3 December, 14:30" in row
    assert "Invitation not sent" in row
    assert "No report shared yet" in row
    assert next_of(page, people.family.reference) == addresses.meeting(people)


def test_each_is_offered_only_what_they_may_do(dev: Browser, sam: Browser, people: World) -> None:
    assert next_of(dev.get("/staff"), people.family.reference) == addresses.file_of(people)
    assert next_of(sam.get("/staff"), people.family.reference) == f"{addresses.file_of(people)}/reports"


def test_the_desk_shows_no_familys_name_and_no_other_family(ada: Browser, people: World) -> None:
    page = ada.get("/staff")

    assert people.other_family.reference not in page.html
    for secret in ("Amira", "Ben", "Noor", "Town Hall", people.amira.contact):
        assert secret not in page.html


def test_somebody_whose_safe_contact_is_not_answered_comes_first(
    ada: Browser, portal: Installation, people: World
) -> None:
    newcomer = families.add_member(portal, people.ada, people.family, "Gus Lane", safe_contact=None)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.invite(case, people.meeting, newcomer.membership_id or "")

    page = ada.get("/staff")

    assert "Safe contact not answered" in row_of(page, people.family.reference)
    assert next_of(page, people.family.reference) == addresses.member(people, newcomer, "/safe-contact")
    assert "1 person cannot sign in yet" in page.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"pin_hash": None}, "No PIN given"),
        ({"pin_lapses_at": MEETS_AT - timedelta(days=30)}, "No PIN given"),
        ({"paused_until": MEETS_AT}, "Sign-in is paused"),
    ],
)
def test_somebody_who_cannot_sign_in_is_named_by_a_link(
    ada: Browser, portal: Installation, people: World, values: dict[str, datetime | None], words: str
) -> None:
    with transaction(portal, writes=True) as session:
        session.execute(update(Person).where(col(Person.id) == people.ben.person_id).values(**values))

    page = ada.get("/staff")

    assert words in row_of(page, people.family.reference)
    assert next_of(page, people.family.reference) == addresses.member(people, people.ben)


def test_a_message_that_nobody_got_is_on_the_desk_until_one_arrives(
    ada: Browser, portal: Installation, people: World, clock: Clock
) -> None:
    send_invitations(portal, people)
    send_due(portal, {ChannelKind.EMAIL: Refuses(), ChannelKind.SMS: Refuses()})

    page = ada.get("/staff")
    clock.move(minutes=5)
    send_invitations(portal, people)

    assert "Message not delivered" in row_of(page, people.family.reference)
    assert "2 people did not get a message" in page.text
    assert "Message not delivered" not in ada.get("/staff").text


def test_what_a_family_sent_waits_for_the_chair(
    dev: Browser, portal: Installation, people: World, clock: Clock
) -> None:
    with transaction(portal, writes=True) as session:
        session.add(
            Preparation(
                family_id=people.family.id,
                membership_id=people.amira.membership_id or "",
                conference_id=people.meeting,
                reference="AAAAA-AAAAA",
                sent_at=clock.moment,
                own_sealed=b"",
            )
        )

    page = dev.get("/staff")

    assert "Sent by the family, not read yet" in row_of(page, people.family.reference)
    assert "Read what was sent" in row_of(page, people.family.reference)
    clock.move_to(MEETS_AT + timedelta(days=2))
    dev.sign_in(people.dev)
    later = dev.get("/staff")
    assert "Meetings of the last four weeks" in later.text
    assert "Sent by the family, not read yet" in row_of(later, people.family.reference)


def test_a_meeting_with_nobody_invited_and_one_without_a_date(
    ada: Browser, portal: Installation, people: World
) -> None:
    family = families.open_family(portal, people.ada)
    families.call_meeting(portal, people.ada, family, meets_at=None)

    page = ada.get("/staff")

    assert "Meetings without a date" in page.text
    assert "Nobody is invited" in row_of(page, family.reference)
    assert next_of(page, family.reference).endswith("/invitations")


def test_a_meeting_that_is_over_with_nothing_unread_is_done_with(
    ada: Browser, people: World, clock: Clock
) -> None:
    clock.move_to(MEETS_AT + timedelta(days=2))
    ada.sign_in(people.ada)

    row = row_of(ada.get("/staff"), people.family.reference)

    assert "All is read" in row
    assert "Open the file" in row


def test_an_empty_desk_says_so(portal: Installation, people: World, app: object) -> None:
    newcomer = families.add_staff(portal, "barnsley", "Nia Lowe", Role.SOCIAL_WORKER)
    nia = Browser(app, newcomer)  # type: ignore[arg-type]

    assert "None of your families has a meeting" in nia.get("/staff").text
    assert "You do not work with any family yet" in nia.get("/staff/families").text
    assert people.family.reference not in nia.get("/staff/families").html


def test_a_complaints_officer_is_sent_to_the_complaints(olive: Browser) -> None:
    page = olive.get("/staff")

    assert "/staff/complaints" in page.links()
    assert not page.soup.select("table")

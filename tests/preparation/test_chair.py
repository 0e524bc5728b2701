"""What the chair opens, what the sender sees of it, and who sees nothing."""

import pytest
from sqlalchemy import select

from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.families.models import Role
from app.preparation import service
from app.preparation.tables import Preparation
from tests.preparation.test_pages import answer, send
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World

SECRET = "Noor sleeps well since September"


@pytest.fixture
def sent(amira: Browser) -> ShownPage:
    """Amira's receipt."""
    answer(amira, "going_well", words=SECRET)
    return send(amira)


@pytest.fixture
def cover(dev: Browser, people: World, sent: ShownPage) -> ShownPage:
    """What Dev sees before opening."""
    assert sent.status == 200
    page = dev.get(f"/staff/families/{people.family.id}/preparations")
    assert "Amira Haddad" in page.text
    assert "Not opened" in page.text
    link = page.soup.select_one("tbody a")
    assert link is not None
    return dev.get(str(link["href"]))


def test_the_chair_opens_answers_once_and_the_sender_sees_when(
    amira: Browser, dev: Browser, sent: ShownPage, cover: ShownPage, clock: Clock
) -> None:
    assert SECRET not in cover.html
    assert "Not opened yet" in sent.text
    clock.move(minutes=5)

    page = dev.press(cover, f"{cover.url}/open")

    assert SECRET in page.text
    seen = Browser(amira.app, amira.who).get(sent.url)
    assert "Opened by the chair on Tuesday 24 November 2026, 10:05" in seen.text
    assert "Take it back" not in seen.text
    listed = Browser(amira.app, amira.who).get("/m/prepare")
    assert "Opened by the chair on Tuesday 24 November 2026, 10:05" in listed.text


def test_the_first_opening_counts(dev: Browser, people: World, cover: ShownPage, clock: Clock) -> None:
    dev.press(cover, f"{cover.url}/open")
    clock.move(minutes=5)
    dev.post(f"{cover.url}/open")

    with families.as_case_worker(dev.installation, people.dev, people.family.id) as scope:
        row = scope.session.execute(select(Preparation)).scalar_one()
        assert f"{row.opened_at:%H:%M}" == "10:00"
        assert row.opened_by == people.dev.person_id


def test_opening_and_reading_are_in_the_log(dev: Browser, people: World, cover: ShownPage) -> None:
    dev.press(cover, f"{cover.url}/open")

    with transaction(dev.installation, writes=False) as session:
        entries = session.execute(
            select(AuditEntry).where(AuditEntry.object_type == "preparations")  # type: ignore[arg-type]
        ).scalars()
        acts = [(entry.action, entry.actor_id, entry.reason) for entry in entries]
    assert acts == [
        ("preparation.sent", people.amira.person_id, ""),
        ("preparation.read", people.dev.person_id, "opened"),
        ("preparation.read", people.dev.person_id, ""),
    ]


def test_the_chair_is_told_that_something_is_new_and_no_more(
    people: World, postbox: Postbox, sent: ShownPage
) -> None:
    messages = postbox.deliver()

    assert [message.to for message in messages] == [people.dev.contact]
    assert SECRET not in messages[0].body
    assert sent.status == 200


def test_until_it_is_opened_it_can_be_taken_back(
    amira: Browser, dev: Browser, people: World, sent: ShownPage, cover: ShownPage
) -> None:
    page = amira.press(sent, f"{sent.url}/take-back")

    assert page.heading == "You took your answers back"
    assert SECRET in page.text
    assert dev.get(cover.url).status == 404
    assert dev.post(f"{cover.url}/open").status == 404
    assert (
        "Nobody in this family has sent answers yet."
        in dev.get(f"/staff/families/{people.family.id}/preparations").text
    )
    assert amira.post(f"{sent.url}/take-back").heading == "You took your answers back"
    assert amira.get("/m/prepare/going_well").value_of("words") == SECRET
    with families.as_member(amira.installation, people.amira) as scope:
        assert scope.session.execute(select(Preparation)).scalar_one().professionals_sealed is None
        assert service.overview(scope).sent_at is None
    assert send(amira).url != sent.url


def test_once_opened_it_stays_with_the_chair(
    amira: Browser, dev: Browser, sent: ShownPage, cover: ShownPage
) -> None:
    dev.press(cover, f"{cover.url}/open")

    page = amira.press(sent, f"{sent.url}/take-back")

    assert page.status == 409
    assert "You cannot take it back now." in page.text


def test_an_old_page_opens_nothing(dev: Browser, cover: ShownPage) -> None:
    page = dev.post(f"{cover.url}/open", form_token="old")

    assert page.status == 403
    assert SECRET not in page.html
    assert "Open it" in page.text


def test_a_late_one_is_marked_for_the_chair(
    amira: Browser, dev: Browser, people: World, clock: Clock
) -> None:
    clock.move(days=10)
    again = Browser(amira.app, amira.who)
    answer(again, "going_well", words=SECRET)
    send(again)

    page = Browser(dev.app, dev.who).get(f"/staff/families/{people.family.id}/preparations")

    assert "Late" in page.text


def test_the_first_pages_know_how_far_things_are(amira: Browser, people: World) -> None:
    with families.as_member(amira.installation, people.amira) as scope:
        assert service.overview(scope).state == "Not started"
    answer(amira, "going_well", words=SECRET)
    with families.as_member(amira.installation, people.amira) as scope:
        assert service.overview(scope).state == "Started"
    send(amira)
    with families.as_member(amira.installation, people.amira) as scope:
        assert service.overview(scope).state == "Sent"
        assert service.overview(scope).sent_at is not None
    with families.as_case_worker(amira.installation, people.dev, people.family.id) as case:
        assert service.unread_for_case(case) == 1
    newcomer = families.add_member(amira.installation, people.ada, people.family, "Nadia Brook")
    with families.as_member(amira.installation, newcomer) as scope:
        assert service.overview(scope).state == "Not started"


def test_nobody_else_sees_that_there_is_anything(
    amira: Browser, people: World, sent: ShownPage, cover: ShownPage
) -> None:
    names = ("ben", "carol", "erin", "farid", "sam", "ada", "olive")
    ben, carol, erin, *staff = strangers = [Browser(amira.app, people.person(name)) for name in names]
    for stranger in strangers:
        assert stranger.get(sent.url, follow=False).status == 404
        assert stranger.post(f"{sent.url}/take-back", follow=False).status == 404
    for member in (ben, erin):
        assert "What you sent" not in member.get("/m/prepare").text
        assert SECRET not in member.get("/m/prepare/check").html
        assert member.get("/m/prepare/going_well").value_of("words") == ""
    assert carol.get("/m/prepare").status == 404
    for stranger in (ben, erin, *staff):
        assert stranger.get(f"/staff/families/{people.family.id}/preparations").status == 404
        assert stranger.get(cover.url).status == 404
        assert stranger.post(f"{cover.url}/open", follow=False).status == 404


def test_the_chair_of_another_family_sees_nothing(dev: Browser, people: World, cover: ShownPage) -> None:
    other = families.add_staff(dev.installation, people.dev.council, "Rhys Pugh", Role.CHAIR)
    stranger = Browser(dev.app, other)

    assert stranger.get(cover.url).status == 404
    assert stranger.get(f"/staff/families/{people.family.id}/preparations").status == 404
    moved = cover.url.replace(people.family.id, people.other_family.id)
    assert dev.get(moved).status == 404

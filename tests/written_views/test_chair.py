"""What the chair opens and notes, what the writer sees of it, and who sees nothing."""

from typing import Any

import pytest
from sqlalchemy import select

from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.families.models import Role
from app.written_views import service
from app.written_views.tables import WrittenViews
from tests.support import families, world
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World
from tests.written_views.test_pages import WORDS, send


@pytest.fixture
def sent(amira: Browser) -> ShownPage:
    """Amira's receipt."""
    return send(amira)


def cover_for(dev: Browser, people: World) -> ShownPage:
    """Open the newest letter's cover."""
    page = dev.get(f"/staff/families/{people.family.id}/views")
    link = page.soup.select_one("tbody a")
    assert link is not None
    return dev.get(str(link["href"]))


@pytest.fixture
def cover(dev: Browser, people: World, sent: ShownPage) -> ShownPage:
    """What Dev sees before opening."""
    assert sent.status == 200
    return cover_for(dev, people)


@pytest.fixture
def after_the_meeting(cover: ShownPage, clock: Clock) -> ShownPage:
    """The same cover, an hour after the meeting began."""
    clock.move_to(world.MEETS_AT)
    clock.move(hours=1)
    return cover


def test_the_chair_opens_a_letter_once_and_the_writer_sees_when(
    amira: Browser, dev: Browser, sent: ShownPage, cover: ShownPage, clock: Clock
) -> None:
    assert "Amira Haddad" in cover.text
    assert WORDS not in cover.html
    clock.move(minutes=5)

    page = dev.press(cover, f"{cover.url}/open")

    assert WORDS in page.text
    page = Browser(amira.app, amira.who).get(sent.url)
    assert "Opened by the chair on Tuesday 24 November 2026, 10:05" in page.text
    assert "Take it back" not in page.text
    clock.move(minutes=5)
    dev.post(f"{cover.url}/open")
    page = Browser(amira.app, amira.who).get("/m/views/sent")
    assert "Opened by the chair on Tuesday 24 November 2026, 10:05" in page.text


def test_opening_and_reading_are_in_the_log(dev: Browser, people: World, cover: ShownPage) -> None:
    dev.press(cover, f"{cover.url}/open")

    with transaction(dev.installation, writes=False) as session:
        entries = session.execute(
            select(AuditEntry).where(AuditEntry.object_type == "written_views")  # type: ignore[arg-type]
        ).scalars()
        acts = [(entry.action, entry.actor_id, entry.reason) for entry in entries]
    assert acts == [
        ("views.sent", people.amira.person_id, ""),
        ("views.read", people.dev.person_id, "opened"),
        ("views.read", people.dev.person_id, ""),
    ]


def test_the_chair_is_told_that_something_is_new_and_no_more(
    people: World, postbox: Postbox, sent: ShownPage
) -> None:
    messages = postbox.deliver()

    assert sent.status == 200
    assert [message.to for message in messages] == [people.dev.contact]
    assert WORDS not in messages[0].body


def test_the_writer_sees_that_the_words_were_read_out(
    amira: Browser, dev: Browser, sent: ShownPage, after_the_meeting: ShownPage
) -> None:
    dev = Browser(dev.app, dev.who)
    page = dev.post(f"{after_the_meeting.url}/open")
    assert page.value_of("day") == "2026-12-03"
    assert page.value_of("hour") == "14:30"

    page = dev.press(page, f"{after_the_meeting.url}/read-out", hour="14:50", reader="chair")

    assert "Noted." in page.text
    seen = Browser(amira.app, amira.who).get(sent.url)
    assert "Read out in the meeting on Thursday 3 December 2026, 14:50" in seen.text
    assert "By: The chair" in seen.text
    listed = Browser(amira.app, amira.who).get("/m/views/sent")
    assert "Read out in the meeting on Thursday 3 December 2026, 14:50" in listed.text
    assert "Read out on" in dev.get(after_the_meeting.url.rpartition("/")[0]).text


def test_main_points_are_not_called_a_reading_out(
    amira: Browser, dev: Browser, people: World, clock: Clock
) -> None:
    sent = send(amira, use="summarised")
    cover = cover_for(dev, people)
    clock.move_to(world.MEETS_AT)
    clock.move(hours=1)
    dev = Browser(dev.app, dev.who)
    page = dev.post(f"{cover.url}/open")
    dev.press(page, f"{cover.url}/read-out", reader="social_worker")

    again = Browser(amira.app, amira.who)

    for page in (again.get(sent.url), again.get("/m/views/sent")):
        assert "The main points were said in the meeting on Thursday 3 December 2026, 14:30" in page.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"day": "2026-12-03", "hour": "14:30", "reader": ""}, "Choose who read the words out."),
        ({"day": "", "hour": "14:30", "reader": "chair"}, "Write the day"),
        ({"day": "2026-12-03", "hour": "late", "reader": "chair"}, "Write the time"),
        ({"day": "2026-12-04", "hour": "14:30", "reader": "chair"}, "still to come"),
        ({"day": "2026-11-23", "hour": "14:30", "reader": "chair"}, "before the words were sent"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words(
    dev: Browser, after_the_meeting: ShownPage, fields: dict[str, Any], words: str
) -> None:
    dev = Browser(dev.app, dev.who)
    dev.post(f"{after_the_meeting.url}/open")

    page = dev.post(f"{after_the_meeting.url}/read-out", **fields)

    assert page.status == 422
    assert words in page.text
    assert page.value_of("day") == fields["day"]


def test_before_the_meeting_the_form_is_empty(dev: Browser, cover: ShownPage) -> None:
    page = dev.press(cover, f"{cover.url}/open")

    assert page.value_of("day") == ""


def test_words_for_the_chair_only_are_never_marked_as_read_out(
    amira: Browser, dev: Browser, people: World
) -> None:
    send(amira, use="chair_only")
    cover = cover_for(dev, people)
    fields: dict[str, Any] = {"day": "2026-11-24", "hour": "10:00", "reader": "chair"}
    assert dev.post(f"{cover.url}/read-out", **fields).status == 409

    page = dev.post(f"{cover.url}/open")

    assert "Note it" not in page.text
    assert dev.post(f"{cover.url}/read-out", **fields).status == 409


def test_until_it_is_opened_it_can_be_taken_back(
    amira: Browser, dev: Browser, people: World, sent: ShownPage, cover: ShownPage
) -> None:
    page = amira.press(sent, f"{sent.url}/take-back")

    assert page.heading == "You took your words back"
    assert WORDS in page.text
    assert "You took this back." in amira.get("/m/views/sent").text
    assert dev.get(cover.url).status == 404
    assert dev.post(f"{cover.url}/open").status == 404
    assert "Nobody in this family" in dev.get(f"/staff/families/{people.family.id}/views").text
    assert amira.post(f"{sent.url}/take-back").status == 200
    with families.as_member(amira.installation, people.amira) as scope:
        assert scope.session.execute(select(WrittenViews)).scalar_one().professionals_sealed is None
        assert service.overview(scope).sent_at is None


def test_once_opened_it_stays_with_the_chair(
    amira: Browser, dev: Browser, sent: ShownPage, cover: ShownPage
) -> None:
    dev.press(cover, f"{cover.url}/open")

    assert amira.press(sent, f"{sent.url}/take-back").status == 409


def test_an_old_page_opens_and_notes_nothing(dev: Browser, cover: ShownPage) -> None:
    page = dev.post(f"{cover.url}/open", form_token="old")
    assert page.status == 403
    assert WORDS not in page.html
    dev.post(f"{cover.url}/open")

    fields: dict[str, Any] = {"day": "2026-11-24", "hour": "10:00", "reader": "chair", "form_token": "old"}

    assert dev.post(f"{cover.url}/read-out", **fields).status == 403


def test_a_late_letter_is_marked_as_late(amira: Browser, dev: Browser, people: World, clock: Clock) -> None:
    clock.move(days=10)
    send(Browser(amira.app, amira.who))
    dev = Browser(dev.app, dev.who)

    assert "Late" in dev.get(f"/staff/families/{people.family.id}/views").text
    assert "after the meeting began" in cover_for(dev, people).text


def test_the_first_pages_know_how_far_things_are(amira: Browser, people: World) -> None:
    with families.as_member(amira.installation, people.amira) as scope:
        assert service.overview(scope).state == "Not started"
    amira.submit("/m/views", words=WORDS, then="later")
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
        assert "What you sent" not in member.get("/m/views").text
        assert member.get("/m/views").value_of("words") == ""
        assert WORDS not in member.get("/m/views/check").html
        assert "You have not sent anything" in member.get("/m/views/sent").text
    assert carol.get("/m/views").status == 404
    for stranger in (ben, erin, *staff):
        assert stranger.get(f"/staff/families/{people.family.id}/views").status == 404
        assert stranger.get(cover.url).status == 404
        assert stranger.post(f"{cover.url}/open", follow=False).status == 404
        assert stranger.post(f"{cover.url}/read-out", follow=False).status == 404


def test_the_chair_of_another_family_sees_nothing(dev: Browser, people: World, cover: ShownPage) -> None:
    other = families.add_staff(dev.installation, people.dev.council, "Rhys Pugh", Role.CHAIR)

    assert Browser(dev.app, other).get(cover.url).status == 404
    moved = cover.url.replace(people.family.id, people.other_family.id)
    assert dev.get(moved).status == 404

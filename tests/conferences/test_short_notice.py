"""A meeting moves or is called at short notice: who must say why, who has seen it, and who learns nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access import contacts
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.authorities.before import ConferenceKind, ReportAuthor
from app.authorities.facts import Strength, Unit
from app.conferences import service as conferences
from app.conferences import short_notice
from app.conferences.models import ConferenceDetails
from app.conferences.short_notice import Explained
from app.conferences.tables import Conference, Move
from app.families.models import IdentityCheck, Role, SafeContact, Wording
from tests.conferences.test_exclusions import keep_out
from tests.reports.councils import stating
from tests.reports.test_reading import let_council_say
from tests.sign_in.test_pages import link_for
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import as_case_worker
from tests.support.mail import Postbox
from tests.support.world import MEETS_AT, NOW, World

WHY = "The chair is ill."
SEEN = "The people who arrange the meeting can see that you have opened this page."
LATER = MEETS_AT + timedelta(days=30)
DAY = [(ReportAuthor.SOCIAL_WORKER, 3, Unit.DAYS, Strength.PROMISE)]
NAMED: dict[str, Any] = {"day": "3", "month": "12", "year": "2026", "hour": "14", "minute": "30"}


@pytest.fixture
def meeting(portal: Installation, people: World) -> ConferenceDetails:
    """The meeting of Amira and Ben, at a council that states three days for the social worker's report."""
    with as_case_worker(portal, people.ada, people.family.id) as case:
        found = conferences.get_for_staff(case, people.meeting)
    return replace(found, profile=stating(found.profile, initial=DAY))


def without_time(meeting: ConferenceDetails) -> ConferenceDetails:
    return replace(meeting, profile=stating(meeting.profile, initial=[]))


@pytest.mark.parametrize(
    ("days_before", "is_known", "expected"),
    [(9, False, None), (9, True, Explained.MOVED_KNOWN), (2, False, Explained.MOVED_SHORT)],
)
def test_a_move_is_explained_when_it_is_near_or_somebody_knows_the_day(
    meeting: ConferenceDetails, days_before: int, expected: Explained | None, *, is_known: bool
) -> None:
    now = MEETS_AT - timedelta(days=days_before)

    assert short_notice.of_move(meeting, LATER, now, is_known=is_known) is expected


def test_a_meeting_brought_forward_to_the_day_after_tomorrow_is_near(meeting: ConferenceDetails) -> None:
    far = replace(meeting, meets_at=LATER)

    assert short_notice.of_move(far, NOW + timedelta(days=2), NOW, is_known=False) is Explained.MOVED_SHORT
    assert short_notice.of_move(far, NOW + timedelta(days=4), NOW, is_known=False) is None


def test_where_a_council_states_no_time_every_move_is_explained_and_no_call(
    meeting: ConferenceDetails,
) -> None:
    found = without_time(meeting)

    assert short_notice.of_move(found, LATER, NOW, is_known=False) is Explained.MOVED
    assert short_notice.of_move(found, None, NOW, is_known=False) is Explained.MOVED
    assert short_notice.of_call(found.profile, ConferenceKind.INITIAL, NOW, NOW) is None


def test_the_first_day_of_a_meeting_and_the_same_day_again_need_no_words(meeting: ConferenceDetails) -> None:
    undated = replace(meeting, meets_at=None)

    assert short_notice.of_move(undated, LATER, NOW, is_known=True) is None
    assert (
        short_notice.of_move(undated, NOW + timedelta(days=1), NOW, is_known=True) is Explained.CALLED_SHORT
    )
    assert short_notice.of_move(meeting, MEETS_AT, MEETS_AT, is_known=True) is None


def test_a_reason_is_sealed_audited_and_read_by_staff_alone(
    portal: Installation, people: World, *, ada: Browser, dev: Browser, amira: Browser
) -> None:
    page = ada.submit(addresses.meeting(people, "/change"), day="10", reason=WHY)

    assert WHY in page.text
    assert WHY in dev.get(addresses.meeting(people)).text
    assert "Thursday 3 December 2026, 14:30" in page.text
    assert WHY not in amira.get("/m").text
    with transaction(portal, writes=False) as session:
        row = session.exec(select(Move)).one()
        acts = session.exec(select(AuditEntry).where(AuditEntry.action == Action.MOVE_EXPLAINED.value)).all()
    assert WHY.encode() not in row.reason_sealed
    assert [(one.object_id, one.actor_id, one.reason) for one in acts] == [
        (row.id, people.ada.person_id, "moved")
    ]


def test_a_move_far_ahead_is_explained_once_amira_has_signed_in(
    portal: Installation, people: World, app: FastAPI, *, visitor: Browser, postbox: Postbox
) -> None:
    let_council_say(portal, people, 24, Unit.HOURS, Strength.PROMISE)
    change = addresses.meeting(people, "/change")
    free = Browser(app, people.ada).submit(change, day="11")
    visitor.get(link_for(visitor, postbox, people.amira))
    visitor.submit("/s", pin=people.amira.pin)

    refused = Browser(app, people.ada).submit(change, day="14")

    assert free.status == 200
    assert refused.status == 422
    assert "Somebody in the family knows the day that stood here." in refused.text


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_move_without_a_reason_comes_back_with_every_word(
    people: World, ada: Browser, amira: Browser, reason: str
) -> None:
    page = ada.submit(addresses.meeting(people, "/change"), day="10", place="Room 9", reason=reason)

    assert page.status == 422
    assert "Say why the meeting is moved." in page.text
    assert (page.value_of("day"), page.value_of("place")) == ("10", "Room 9")
    assert "Thursday 3 December 2026" in amira.get("/m").text


def test_a_reason_that_is_too_long_is_not_cut(people: World, ada: Browser) -> None:
    page = ada.submit(addresses.meeting(people, "/change"), day="10", reason="x" * 20_001)

    assert page.status == 422
    assert len(page.value_of("reason")) == 20_001


def test_another_room_or_chair_needs_no_reason(people: World, ada: Browser) -> None:
    page = ada.submit(addresses.meeting(people, "/change"), place="Room 9")

    assert page.status == 200
    assert "Why the day changed" not in page.text


def test_a_meeting_called_for_tomorrow_is_explained_where_the_council_states_a_time(
    app: FastAPI, portal: Installation
) -> None:
    council = "mid-and-west-wales"
    ada = families.add_staff(portal, council, "Gwen Price", Role.ADMINISTRATOR)
    family = families.open_family(portal, ada)
    address = f"/staff/families/{family.id}/meetings/new"
    staff = Browser(app, ada)
    tomorrow = NAMED | {"day": "25", "month": "11", "hour": "9", "kind": "initial", "place": "Town Hall"}

    refused = staff.submit(address, **tomorrow)
    called = staff.submit(address, **tomorrow, reason=WHY)

    assert refused.status == 422
    assert "nearer than the time your council gives for reports" in refused.text
    assert called.url.endswith("/invitations")
    assert "Called at short notice" in staff.get(called.url.removesuffix("/invitations")).text


def test_where_no_time_is_stated_a_call_asks_for_nothing_more(people: World, ada: Browser) -> None:
    address = f"/staff/families/{people.family.id}/meetings/new"

    assert not ada.get(address).soup.select("#field-reason")


def test_staff_see_who_has_seen_the_new_day_and_the_number_of_who_has_not(
    portal: Installation, people: World, app: FastAPI, *, ada: Browser, clock: Clock
) -> None:
    with as_case_worker(portal, people.ada, people.family.id) as case:
        for who in (people.amira, people.ben):
            conferences.send_invitation(case, people.meeting, who.membership_id or "")
        contacts.change_contact(
            case, people.ben.membership_id or "", "07700 900123", checked=IdentityCheck.MET
        )
        quiet = SafeContact(Wording.QUIET, shared_phone=True)
        contacts.answer_safe_contact(case, people.ben.membership_id or "", quiet)
    ada.submit(addresses.meeting(people, "/change"), day="10", reason=WHY)
    clock.move(minutes=5)
    Browser(app, people.amira).get("/m")

    shown, chairs = (Browser(app, who).get(addresses.meeting(people)) for who in (people.ada, people.dev))

    assert shown.text.count("Has seen how it is now") == shown.text.count("Has not seen how it is now") == 1
    assert "Ring +447700900123" in shown.text
    assert "Somebody else can look at their phone." in shown.text
    assert "Has not seen how it is now" in chairs.text
    assert "7700900123" not in chairs.text


def test_a_change_that_amira_has_seen_is_noted_once(
    portal: Installation, people: World, app: FastAPI, *, clock: Clock
) -> None:
    for _ in range(3):
        Browser(app, people.amira).get("/m")
    assert seen_by_amira(portal, people) == 0
    clock.move(minutes=1)
    Browser(app, people.ada).submit(addresses.meeting(people, "/change"), day="10", reason=WHY)
    clock.move(minutes=1)
    for _ in range(2):
        Browser(app, people.amira).get("/m")

    assert seen_by_amira(portal, people) == 1


def seen_by_amira(portal: Installation, people: World) -> int:
    with transaction(portal, writes=False) as session:
        wanted = select(AuditEntry).where(
            AuditEntry.action == Action.MEETING_SEEN.value, AuditEntry.actor_id == people.amira.person_id
        )
        return len(session.exec(wanted).all())


def test_ben_who_is_asked_not_to_come_is_not_noted_and_not_to_be_rung(
    portal: Installation, people: World, app: FastAPI, *, ada: Browser, clock: Clock
) -> None:
    with as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.ben.membership_id or "")
    keep_out(portal, people, people.ben)
    ben = Browser(app, people.ben)
    before = ben.get("/m").text
    ada.submit(addresses.meeting(people, "/change"), day="10", reason=WHY)
    clock.move(minutes=5)

    assert Browser(app, people.ben).get("/m").text == before
    assert "seen how it is now" not in Browser(app, people.ada).get(addresses.meeting(people)).text
    with transaction(portal, writes=False) as session:
        wanted = select(AuditEntry).where(AuditEntry.action == Action.MEETING_SEEN.value)
        assert people.ben.person_id not in {one.actor_id for one in session.exec(wanted).all()}


def test_a_day_taken_away_is_struck_out_too(people: World, *, ada: Browser, amira: Browser) -> None:
    empty: dict[str, Any] = dict.fromkeys(NAMED, "")

    ada.submit(addresses.meeting(people, "/change"), **empty, no_date="yes", reason=WHY)

    page = amira.get("/m")
    assert "There is no date yet" in page.text
    assert "Thursday 3 December" in page.soup.select_one("del").get_text()  # type: ignore[union-attr]
    assert SEEN not in page.text


def test_amira_is_told_that_staff_see_when_she_looked_wherever_that_is_noted(
    portal: Installation, people: World, app: FastAPI, *, ada: Browser, clock: Clock
) -> None:
    amira = Browser(app, people.amira)
    assert SEEN not in amira.get("/m").text
    clock.move(minutes=1)
    ada.submit(addresses.meeting(people, "/change"), place="Room 9")
    clock.move(minutes=1)

    page = amira.get("/m")

    assert "The place changed on" in page.text
    assert SEEN in page.text
    assert seen_by_amira(portal, people) == 1


def test_the_old_day_of_another_meeting_is_struck_out_too(
    portal: Installation, people: World, *, amira: Browser, ben: Browser
) -> None:
    with as_case_worker(portal, people.ada, people.family.id) as case:
        sooner = MEETS_AT - timedelta(days=2)
        own = conferences.call(
            case, kind=ConferenceKind.REVIEW, meets_at=sooner, place="Room 7", chair_id=None
        )
        conferences.invite(case, own.id, people.amira.membership_id or "")
        conferences.change(
            case, people.meeting, meets_at=LATER, place="Room 2, Town Hall", chair_id=people.dev.person_id
        )
    keep_out(portal, people, people.ben)

    page = amira.get("/m")

    assert "Your other meetings" in page.text
    assert "Thursday 3 December" in page.soup.select_one("del").get_text()  # type: ignore[union-attr]
    assert SEEN in page.text
    assert not ben.get("/m").soup.select("del")


def test_dates_are_counted_anew_from_the_profile_that_the_meeting_keeps(
    portal: Installation, people: World, app: FastAPI, *, ada: Browser
) -> None:
    let_council_say(portal, people, 48, Unit.HOURS, Strength.PROMISE)
    with transaction(portal, writes=False) as session:
        kept = session.get_one(Conference, people.meeting).profile

    ada.submit(addresses.meeting(people, "/change"), day="10", reason=WHY)

    page = Browser(app, people.amira).get("/m")
    assert "By Tuesday 8 December 2026, 14:30" in " ".join(page.text.replace(" ,", ",").split())
    with transaction(portal, writes=False) as session:
        assert session.get_one(Conference, people.meeting).profile == kept

"""What was made: reports that give nobody away, canaries that only their owner finds, things sent."""

import re

from fastapi import FastAPI
from sqlalchemy import select
from sqlmodel import col

from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.complaints.models import State
from app.complaints.tables import Complaint
from app.conferences import exclusions
from app.conferences import service as conferences
from app.demonstration import cast as who
from app.demonstration import loading
from app.demonstration.models import DemonstrationPerson
from app.families.models import FAMILY_ROLES, DetailKind
from app.files import giving_away
from app.helping import service as helping
from app.preparation import service as preparation
from app.preparation.tables import Preparation
from app.reports import reading as reports
from app.reports.tables import Report
from app.written_views import reading as views
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone, as_case_worker, as_member

Cast = dict[str, dict[str, Someone]]
MOST_PAGES = 150
LINK = re.compile(r'href="(/m(?:/[^"#?]*)?)')
CANARY = re.compile(r"canary-[a-z2-7]{10}")


def crawl(browser: Browser) -> dict[str, str]:
    """Open every page that somebody can reach by links, from their first page on."""
    waiting = ["/m"]
    seen: dict[str, str] = {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop()
        if address not in seen:
            seen[address] = browser.client.get(address).text
            waiting += LINK.findall(seen[address])
    return seen


def test_everybody_finds_their_own_words_and_nobody_elses(
    demo_app: FastAPI, cast: Cast, everybody: list[DemonstrationPerson]
) -> None:
    canaries = {person.id: person.canary for person in everybody}
    members = [one for people in cast.values() for one in people.values() if one.role in FAMILY_ROLES]
    for member in members[: len(members) // 2]:
        pages = crawl(Browser(demo_app, member))

        found = set(CANARY.findall("".join(pages.values())))
        assert found == {canaries[member.person_id]}, member.name


def test_staff_without_a_right_to_them_find_no_canary(demo_app: FastAPI, cast: Cast) -> None:
    staff = next(iter(cast.values()))
    for slot in (who.ADMINISTRATOR, who.SOCIAL_WORKER, who.COUNCIL_ADMIN):
        browser = Browser(demo_app, staff[slot])
        family = staff[who.PARENT_AFTER].family_id
        pages = [browser.get(address).html for address in ("/staff", f"/staff/families/{family}")]

        assert not CANARY.search("".join(pages))


def test_the_protected_address_is_in_no_report_of_the_family(demo: Installation, cast: Cast) -> None:
    for index, people in enumerate(cast.values()):
        address = who.protected_address(index)
        for slot in (who.PROTECTED_PARENT, who.OTHER_PARENT):
            with as_member(demo, people[slot]) as scope:
                shared = reports.every(scope)
                assert len(shared) == 2
                for report in shared:
                    reports.open_report(scope, report.id)
                    text = "\n".join(block.text for block in reports.read(scope, report.id).blocks)
                    assert len(text) > 1000
                    assert giving_away.find(text, [(DetailKind.ADDRESS, address)]) == {}


def test_each_parent_has_an_edition_of_their_own(demo: Installation, cast: Cast) -> None:
    people = next(iter(cast.values()))
    editions = []
    for slot in (who.PROTECTED_PARENT, who.OTHER_PARENT):
        with as_member(demo, people[slot]) as scope:
            editions.append({report.id for report in reports.every(scope)})

    assert not editions[0] & editions[1]


def test_the_social_workers_report_has_several_pages(demo: Installation) -> None:
    with system_scope(demo, writes=False) as system:
        pages = system.session.execute(select(col(Report.pages))).scalars().all()

    assert max(pages) >= 4
    assert min(pages) >= 1


def test_the_chair_finds_what_was_sent_and_read_out(demo: Installation, cast: Cast) -> None:
    for people in cast.values():
        family = people[who.PARENT_AFTER].family_id or ""
        with as_case_worker(demo, people[who.CHAIR], family) as chair:
            (received,) = views.list_received(chair)
            assert received.read_out_at
            assert received.opened_at
            assert preparation.unread_for_case(chair) == 0


def test_one_parent_waits_for_the_chair_to_read(demo: Installation, cast: Cast) -> None:
    for people in cast.values():
        family = people[who.OTHER_PARENT].family_id or ""
        with system_scope(demo, writes=False) as system:
            wanted = select(Preparation).where(col(Preparation.family_id) == family)
            (sent,) = system.session.execute(wanted).scalars().all()
        assert sent.membership_id == people[who.OTHER_PARENT].membership_id
        assert sent.opened_at is None
        assert not sent.is_late


def test_in_one_council_the_other_parent_is_asked_not_to_come(demo: Installation, cast: Cast) -> None:
    seen = []
    for people in cast.values():
        with as_member(demo, people[who.OTHER_PARENT]) as scope:
            meeting = conferences.current(scope)
            assert meeting is not None
            seen.append((meeting.kept_out is not None, meeting.meets_at is None, meeting.place == ""))
            assert meeting.kept_out is None or "shouted" in exclusions.words_for(scope, meeting.kept_out)

    assert seen == [(False, False, False), (True, True, True)]


def test_one_complaint_waits_and_one_is_answered(demo: Installation, cast: Cast) -> None:
    for council in cast:
        with system_scope(demo, writes=False) as system:
            wanted = select(col(Complaint.state)).where(col(Complaint.council) == council)
            states = sorted(system.session.execute(wanted).scalars())
        assert states == sorted([State.RECEIVED.value, State.ANSWERED.value])


def test_a_supporter_helps_the_protected_parent_and_an_advocate_two_people_of_two_families(
    demo_app: FastAPI, demo: Installation, cast: Cast
) -> None:
    for people in cast.values():
        supporter, advocate = people[who.SUPPORTER], people[who.ADVOCATE]
        helped = people[who.PROTECTED_PARENT].name.split()[0]
        assert f"You help {helped}" in " ".join(Browser(demo_app, supporter).get("/m").text.split())
        listed = Browser(demo_app, advocate).get("/m/choose").text
        for slot in who.HELPS[who.ADVOCATE]:
            assert f"You help {people[slot].name.split()[0]}" in listed
        other = people[who.OTHER_PARENT]
        with as_member(demo, other) as scope:
            assert helping.every(scope) == []


def test_helping_goes_on_when_the_demonstration_is_loaded_much_later(
    demo_app: FastAPI, demo: Installation, cast: Cast, clock: Clock
) -> None:
    clock.move(days=200)
    loading.load(demo)

    for people in cast.values():
        for slot in (who.SUPPORTER, who.ADVOCATE):
            assert Browser(demo_app, people[slot]).get("/m").status == 200

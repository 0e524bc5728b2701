"""A person reads their own edition after a press, and keeps a copy only when they mean it."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import update
from sqlmodel import col, select

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.authorities.before import ReportAuthor
from app.authorities.facts import Strength, Unit
from app.authorities.models import Authority
from app.conferences.tables import Conference
from app.kit.headers import ALWAYS
from app.reports import service as reports
from app.reports.tables import Edition
from tests.reports.councils import stating
from tests.reports.sharing import WORDS, cases, keep
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import as_member
from tests.support.world import MEETS_AT, World


def mine(portal: Installation, people: World, name: str = "ben", **how: object) -> str:
    """Return the address of a fresh report in this person's portal."""
    return f"/m/reports/{keep(portal, people, name, **how).editions[name]}"  # type: ignore[arg-type]


def acts(portal: Installation, action: Action) -> list[tuple[str, str]]:
    """Return who did this and why, in order."""
    with transaction(portal, writes=False) as session:
        rows = session.exec(
            select(AuditEntry).where(AuditEntry.action == action.value).order_by(col(AuditEntry.sequence))
        ).all()
        return [(row.actor_id, row.reason) for row in rows]


def test_a_report_begins_with_a_cover_and_no_word_of_its_text(
    portal: Installation, ben: Browser, people: World
) -> None:
    cover = ben.get(mine(portal, people))

    assert cover.heading == "Before you read"
    assert "This may be hard to read. You can stop at any time." in cover.text
    assert "A school or nursery wrote this." in cover.text
    assert "Jo Park" in cover.text
    assert "It takes about 1 minute to read." in cover.text
    assert "Nobody else in your family gets your copy." in cover.text
    assert WORDS not in cover.text


def test_the_text_waits_for_the_press(portal: Installation, ben: Browser, people: World) -> None:
    address = mine(portal, people)

    for end in ("/text", "/original", "/reply"):
        assert ben.get(f"{address}{end}").heading == "Before you read"
    assert ben.post(f"{address}/original").heading == "Before you read"
    assert acts(portal, Action.REPORT_READ) == []
    page = ben.submit(address)

    assert page.url == f"{address}/text"
    assert page.heading == "Report"
    assert WORDS in page.text
    assert "The original may look different." in page.text
    assert [found.get_text() for found in page.soup.select(".report-text h2")] == ["What is going well"]


def test_the_first_opening_counts_once_and_each_reading_is_recorded(
    portal: Installation, ben: Browser, people: World, clock: Clock
) -> None:
    address = mine(portal, people)
    ben.submit(address)
    clock.move(minutes=5)
    ben.post(address)

    page = ben.get(f"{address}/text")

    assert "You first opened this on Tuesday 24 November 2026, 10:00." in page.text
    assert acts(portal, Action.REPORT_OPENED) == [(people.ben.person_id, "")]
    assert acts(portal, Action.REPORT_READ) == [(people.ben.person_id, "")] * 3


def test_a_second_button_is_not_offered_once_it_was_opened(
    portal: Installation, ben: Browser, people: World
) -> None:
    address = mine(portal, people)
    ben.submit(address)

    cover = ben.get(address)

    assert "Read it again" in cover.text
    assert "Read it now" not in cover.text
    assert "You first opened this on" in ben.get("/m/reports").text


def test_the_original_is_a_download_that_tells_nothing(
    portal: Installation, ben: Browser, people: World
) -> None:
    address = mine(portal, people, content=b"%PDF-1.7 the whole file")
    ben.submit(address)

    warning = ben.get(f"{address}/original")
    page = ben.press(warning, f"{address}/original")

    headers = dict(page.response.headers)
    assert "A copy stays on this phone or computer" in warning.text
    assert page.response.content == b"%PDF-1.7 the whole file"
    assert headers == {
        **{name.lower(): value for name, value in ALWAYS.items()},
        "content-type": "application/pdf",
        "content-length": "23",
        "content-disposition": f'attachment; filename="document-{address[11:21]}.pdf"',
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": "no-store",
        "x-robots-tag": "noindex, noarchive",
    }
    assert acts(portal, Action.REPORT_READ)[-1] == (people.ben.person_id, "original")


def test_a_scan_says_that_it_has_no_text_and_offers_the_original(
    portal: Installation, ben: Browser, people: World
) -> None:
    address = mine(portal, people, has_text=False)

    cover = ben.get(address)
    page = ben.submit(address)

    assert "You can only read it as a file." in cover.text
    assert "We cannot show this report as text" in page.text
    assert f"{address}/original" in page.links()


def let_council_say(portal: Installation, people: World, amount: int, unit: Unit, strength: Strength) -> None:
    """Let the meeting's profile state one time for every report."""
    with transaction(portal, writes=True) as session:
        row = session.get_one(Conference, people.meeting)
        own = Authority.from_snapshot(row.profile)
        row.profile = stating(own, initial=[(ReportAuthor.EVERYONE, amount, unit, strength)]).snapshot()


PROMISED = [
    (Unit.HOURS, Strength.PROMISE, "We say 24 hours."),
    (Unit.HOURS, Strength.AIM, "We aim for 24 hours."),
    (Unit.WORKING_DAYS, Strength.PROMISE, "We say 24 working days."),
    (Unit.WORKING_DAYS, Strength.AIM, "We aim for 24 working days."),
    (Unit.DAYS, Strength.PROMISE, "We say 24 days."),
    (Unit.DAYS, Strength.AIM, "We aim for 24 days."),
    (Unit.WEEKS, Strength.PROMISE, "We say 24 weeks."),
    (Unit.WEEKS, Strength.AIM, "We aim for 24 weeks."),
    (Unit.MONTHS, Strength.PROMISE, "We say 24 months."),
    (Unit.MONTHS, Strength.AIM, "We aim for 24 months."),
]


@pytest.mark.parametrize(("unit", "strength", "words"), PROMISED)
def test_a_late_report_says_so_and_that_nobody_in_the_family_is_to_blame(
    portal: Installation,
    people: World,
    clock: Clock,
    app: FastAPI,
    *,
    unit: Unit,
    strength: Strength,
    words: str,
) -> None:
    let_council_say(portal, people, 24, unit, strength)
    clock.move_to(MEETS_AT - timedelta(hours=9))
    kept = keep(portal, people, "ben")

    page = Browser(app, people.ben).get("/m/reports")
    staff = Browser(app, people.ada).get(f"{cases(people)}/{kept.id}")

    assert f"Shared 9 hours before. {words}" in page.text
    assert "This is not your fault." in page.text
    assert "Ask for time or help with this report" in page.text
    assert f"Late Shared 9 hours before. {words}" in staff.text


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=1), "Shared on Wednesday 2 December, in time."),
        (timedelta(hours=1, minutes=5), "Shared 1 hour before. We say 24 hours."),
        (timedelta(minutes=5), "Shared less than an hour before. We say 24 hours."),
        (-timedelta(minutes=5), "Shared after the meeting began. We say 24 hours."),
    ],
)
def test_how_late_is_said_in_words(
    portal: Installation, people: World, clock: Clock, app: FastAPI, *, before: timedelta, words: str
) -> None:
    let_council_say(portal, people, 24, Unit.HOURS, Strength.PROMISE)
    clock.move_to(MEETS_AT - before)
    keep(portal, people, "ben")

    assert words in Browser(app, people.ben).get("/m/reports").text


def test_without_a_rule_of_this_council_nothing_is_called_late(
    portal: Installation, people: World, clock: Clock, app: FastAPI
) -> None:
    clock.move_to(MEETS_AT - timedelta(hours=9))
    kept = keep(portal, people, "ben")

    page = Browser(app, people.ben).get("/m/reports")
    staff = Browser(app, people.ada).get(f"{cases(people)}/{kept.id}")

    assert "Shared on Thursday 3 December." in page.text
    assert "fault" not in page.text
    assert "Late" not in staff.text
    assert "In time" not in staff.text


def test_a_copy_that_is_not_what_was_given_is_not_shown(
    portal: Installation, ben: Browser, people: World
) -> None:
    address = mine(portal, people)
    ben.submit(address)
    with transaction(portal, writes=True) as session:
        session.execute(update(Edition).values(digest="0" * 64))

    page, file = ben.get(f"{address}/text"), ben.post(f"{address}/original")

    assert (page.status, file.status) == (503, 503)
    assert WORDS not in page.html


def test_a_stale_page_keeps_its_place(portal: Installation, ben: Browser, people: World) -> None:
    address = mine(portal, people)
    ben.submit(address)

    for end, heading in (("", "Before you read"), ("/original", "The original file")):
        page = ben.post(f"{address}{end}", form_token="old")
        assert (page.status, page.heading) == (403, heading)


def test_the_front_pages_can_count(portal: Installation, people: World, ben: Browser) -> None:
    first, _ = keep(portal, people, "amira", "ben"), keep(portal, people, "ben")
    keep(portal, people)
    ben.submit(f"/m/reports/{first.editions['ben']}")

    with as_member(portal, people.ben) as scope:
        own = reports.overview(scope)

    assert (own.total, own.new, own.minutes) == (2, 1, 1)

"""Whether it is reported: who decides, by when, and why it was late."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.breaches import rules
from tests.breaches.records import DAY, decide, entries, rows, write
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.world import NOW, World


def test_ada_decides_what_sam_caused_and_sam_cannot(
    portal: Installation, people: World, sam: Browser, ada: Browser
) -> None:
    record = write(sam, people, acted="me").url
    assert f"{record}/decision" not in sam.get(record).links()
    assert sam.get(f"{record}/decision").status == 403
    assert sam.post(f"{record}/decision", decision="not_reported", words="It is nothing.").status == 403
    assert rows(portal)[0].decision is None

    page = decide(ada, record, "reported", reported_on=DAY, reported_time="09:45", words="Number 17")

    assert "Reported" in page.text
    assert "Tuesday 24 November 2026, 09:45" in page.text
    assert "Late" not in page.text


def test_not_to_report_needs_a_reason_and_a_later_word_counts(
    portal: Installation, people: World, ada: Browser, sam: Browser
) -> None:
    record = write(sam, people).url
    refused = decide(ada, record, "not_reported")
    assert (refused.status, "Write why it is not reported." in refused.text) == (422, True)
    decide(ada, record, "not_reported", words="Ben gave it back unopened.")
    assert rows(portal)[0].decision == "not_reported"

    page = decide(sam, record, "reported", reported_on=DAY, reported_time="10:00")

    assert rows(portal)[0].decision == "reported"
    assert "Ben gave it back unopened." in page.text
    assert [one.answer for one in entries(portal)] == ["not_reported", "reported"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": ""},
        {"decision": "perhaps"},
        {"decision": "reported"},
        {"decision": "reported", "reported_on": DAY, "reported_time": "10:01"},
        {"decision": "reported", "reported_on": "2026-11-25", "reported_time": "09:00"},
    ],
)
def test_a_decision_that_cannot_be_so_is_refused_and_kept_in_the_form(
    portal: Installation, people: World, ada: Browser, wrong: dict[str, Any]
) -> None:
    record = write(ada, people).url

    page = ada.submit(f"{record}/decision", action=f"{record}/decision", words="I think so.", **wrong)

    assert page.status == 422
    assert page.value_of("words") == "I think so."
    assert rows(portal)[0].decision is None


def test_after_72_hours_it_is_late_and_the_report_asks_for_the_reasons(
    portal: Installation, people: World, app: FastAPI, sam: Browser, clock: Clock
) -> None:
    record = write(sam, people).url
    clock.move_to(NOW + rules.REPORT_WITHIN)
    ada = Browser(app, people.ada)
    assert "Late" in ada.get(record).text
    assert "Late" in ada.get("/staff").text
    at = {"reported_on": "2026-11-27", "reported_time": "09:30"}

    refused = decide(ada, record, "reported", **at)

    assert "More than 72 hours have gone by." in refused.text
    assert rows(portal)[0].decision is None
    page = decide(ada, record, "reported", delay="Nobody rang us before today.", **at)
    assert "Why it was later than 72 hours" in page.text
    assert "Nobody rang us before today." in page.text
    assert "Late" in page.text


def test_at_the_last_minute_it_is_not_late(people: World, app: FastAPI, sam: Browser, clock: Clock) -> None:
    record = write(sam, people).url
    clock.move_to(NOW + rules.REPORT_WITHIN - timedelta(hours=1))

    assert "Late" not in Browser(app, people.ada).get(record).text


def test_that_somebody_knew_earlier_moves_the_clock_and_stays_on_record(
    portal: Installation, people: World, sam: Browser, ada: Browser
) -> None:
    record = write(sam, people).url
    known = f"{record}/known"
    later = sam.submit(known, action=known, known_on=DAY, known_time="09:30", words="Dev.")
    assert (later.status, "Write an earlier moment" in later.text) == (422, True)
    never = sam.submit(known, action=known, known_on="2026-11-19", known_time="09:30", words="Dev.")
    assert (never.status, "You cannot know of it before it happened." in never.text) == (422, True)
    assert never.value_of("words") == "Dev."
    assert sam.submit(known, action=known, known_on="", known_time="09:30", words="Dev.").status == 422
    decide(ada, record, "reported", reported_on=DAY, reported_time="10:00")

    page = sam.submit(
        known, action=known, known_on="2026-11-20", known_time="16:00", words="The school rang Dev."
    )

    assert "Monday 23 November 2026, 16:00" in page.text
    assert "The school rang Dev." in page.text
    assert "nobody has written why" in page.text
    assert rows(portal)[0].known_at.isoformat() == "2026-11-20T16:00:00+00:00"

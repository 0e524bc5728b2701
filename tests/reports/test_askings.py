"""A report came late: what somebody asks for before the meeting, who answers, and who learns nothing."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.authorities.facts import Strength, Unit
from app.conferences import service as conferences
from app.conferences.models import ConferenceKind
from app.reports.tables import Asking
from tests.conferences.test_exclusions import MOVED, NEW_PLACE, PASSING, WHEN, keep_out
from tests.reports.sharing import keep
from tests.reports.test_reading import let_council_say
from tests.staff import addresses
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.families import as_case_worker
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, MEETS_AT, NOW, World

ALL = ["time", "another_day", "read_to_me", "talk"]
SAID = "I read slowly. I want to read it twice."


def report_of(portal: Installation, people: World, name: str = "amira") -> str:
    """Return the address of a report that this person has."""
    return f"/m/reports/{keep(portal, people, name).editions[name]}"


def asked(who: Browser, report: str, *wanted: str, words: str = SAID) -> ShownPage:
    """Ask about a report, through its page."""
    return who.submit(f"{report}/ask", action=f"{report}/ask", wanted=list(wanted) or ["time"], words=words)


def staffs(people: World, sent: ShownPage) -> str:
    """Return the staff's address of what was asked."""
    return f"/staff/families/{people.family.id}/reports/askings/{sent.url.rpartition('/')[2]}"


def opened(staff: Browser, address: str) -> ShownPage:
    """Press Open as a member of staff."""
    return staff.press(staff.get(address), address)


def test_amira_asks_for_time_because_a_report_came_nine_hours_before(
    portal: Installation, people: World, clock: Clock, app: FastAPI, postbox: Postbox
) -> None:
    let_council_say(portal, people, 24, Unit.HOURS, Strength.PROMISE)
    clock.move_to(MEETS_AT - timedelta(hours=9))
    report = report_of(portal, people)
    amira = Browser(app, people.amira)
    assert f"{report}/ask" in amira.get("/m/reports").links()
    postbox.deliver()

    form = amira.get(f"{report}/ask")
    sent = asked(amira, report, "time", "read_to_me")

    assert "Shared 9 hours before. We say 24 hours." in form.text
    assert "Did anyone help you write this" in form.text
    assert sent.heading == "What you asked about a report"
    assert "Time to read it before the meeting begins" in sent.text
    assert "Somebody who reads it out" in sent.text
    assert SAID in sent.text
    assert "Not opened yet" in sent.text
    assert {one.to for one in postbox.deliver()} == {people.dev.contact, people.sam.contact}
    assert sent.url in amira.get("/m/sent").links()
    assert SAID in amira.get("/m/sent/copy").text
    assert "There is no answer yet" in amira.get(report).text


def test_it_stands_on_the_meetings_page_and_the_chair_answers_in_words_that_amira_reads(
    portal: Installation, people: World, *, amira: Browser, dev: Browser, postbox: Postbox
) -> None:
    sent = asked(amira, report_of(portal, people))
    postbox.deliver()
    meeting = dev.get(addresses.meeting(people))
    address = staffs(people, sent)

    assert "Asked before this meeting" in meeting.text
    assert "Amira Haddad asks about: Report, School or nursery" in meeting.text
    assert address in meeting.links()
    assert SAID not in dev.get(address).text
    read = opened(dev, address)
    assert SAID in read.text
    assert "Not opened yet" not in amira.get(sent.url).text
    answer = f"{address}/answer"
    without = dev.submit(address, action=answer, answer="no", words=" ")
    assert (without.status, "Say why not" in without.text) == (422, True)
    done = dev.submit(address, action=answer, answer="no", words="We begin on time. There is a break at ten.")

    assert "Your answer is sent." in done.text
    assert [one.to for one in postbox.deliver()] == [people.amira.contact]
    page = amira.get(sent.url)
    assert "Answer: No" in page.text
    assert "There is a break at ten." in page.text
    assert "Role: Chair" in page.text
    assert "Not answered yet" not in dev.get(addresses.meeting(people)).text
    assert "Dev Carter" in amira.get("/m/history").text


@pytest.mark.parametrize(
    ("answer", "words"), [("yes", "Answer: Yes"), ("talked", "Answer: We talked about it")]
)
def test_the_social_worker_says_yes_or_that_they_talked_without_more_words(
    portal: Installation, people: World, *, amira: Browser, sam: Browser, answer: str, words: str
) -> None:
    sent = asked(amira, report_of(portal, people), "talk", words="")
    address = staffs(people, sent)
    opened(sam, address)

    sam.submit(address, action=f"{address}/answer", answer=answer)

    assert words in amira.get(sent.url).text


def test_nothing_chosen_and_too_much_written_keep_every_word(
    portal: Installation, people: World, amira: Browser
) -> None:
    report = report_of(portal, people)

    nothing = amira.submit(f"{report}/ask", action=f"{report}/ask", words=SAID)
    too_much = asked(amira, report, "talk", words="x" * 20_001)
    unknown = amira.post(f"{report}/ask", wanted=["money"], words=SAID)

    assert (nothing.status, nothing.value_of("words")) == (422, SAID)
    assert "Choose at least one thing that you ask for." in nothing.text
    assert too_much.status == unknown.status == 422
    assert 'value="talk" checked' in too_much.html
    assert amira.get("/m/sent").text.count("What you asked about a report") == 0


def test_two_taps_ask_once(portal: Installation, people: World, amira: Browser, dev: Browser) -> None:
    report = report_of(portal, people)
    form = amira.get(f"{report}/ask")

    first, second = (amira.press(form, f"{report}/ask", wanted=["time"]) for _ in range(2))

    assert first.url == second.url
    assert dev.get(addresses.meeting(people)).text.count("asks about") == 1


def test_amira_takes_it_back_until_somebody_opened_it(
    portal: Installation, people: World, amira: Browser, dev: Browser
) -> None:
    report = report_of(portal, people)
    first, second = asked(amira, report, "time"), asked(amira, report, "talk")
    opened(dev, staffs(people, second))

    gone = amira.press(first, first.url)
    too_late = amira.press(second, second.url)

    assert "You took it back. Nobody read it." in gone.text
    assert too_late.status == 409
    assert dev.get(staffs(people, first)).status == 404
    assert dev.get(addresses.meeting(people)).text.count("asks about") == 1
    with transaction(portal, writes=False) as session:
        kept = {row.id: row.professionals_sealed for row in session.exec(select(Asking)).all()}
    assert kept[first.url.rpartition("/")[2]] == b""


def test_what_amira_asks_is_read_by_no_stranger_no_administrator_and_nobody_unasked(
    portal: Installation,
    people: World,
    *,
    amira: Browser,
    ben: Browser,
    ada: Browser,
    dev: Browser,
) -> None:
    ben_has = report_of(portal, people, "ben")
    pages = ("/m", "/m/reports", ben_has, "/m/sent", "/m/history")
    before = [PASSING.sub("", ben.get(page).html) for page in pages]
    report = report_of(portal, people)
    sent = asked(amira, report)
    address = staffs(people, sent)

    assert [PASSING.sub("", ben.get(page).html) for page in pages] == before
    for stranger in (ben, ada):
        assert stranger.get(sent.url).status == stranger.get(address).status == 404
        assert stranger.post(address).status == stranger.post(f"{address}/answer", answer="yes").status == 404
    assert ben.get(f"{report}/ask").status == ben.post(f"{report}/ask", wanted=["time"]).status == 404
    shown = ada.get(addresses.meeting(people))
    assert "Amira Haddad asks about" in shown.text
    assert address not in shown.links()
    unopened = dev.post(f"{address}/answer", answer="yes")
    assert (unopened.url, SAID in unopened.text) == (address, False)
    assert "There is no answer yet" in amira.get(report).text


def test_words_are_there_again_after_the_page_had_closed(
    portal: Installation, people: World, clock: Clock, app: FastAPI
) -> None:
    report = report_of(portal, people)
    amira = Browser(app, people.amira)
    form = amira.get(f"{report}/ask")
    clock.move_to(NOW + timedelta(minutes=30))
    amira.press(form, f"{report}/ask", wanted=["time", "talk"], words=SAID)

    again = Browser(app, people.amira).get(f"{report}/ask")

    assert again.value_of("words") == SAID
    assert again.html.count(" checked") == 2
    assert "before the page was closed" in again.text


def test_once_the_meeting_has_begun_nothing_that_comes_too_late_is_offered(
    portal: Installation, people: World, clock: Clock, app: FastAPI
) -> None:
    report = report_of(portal, people)
    assert offered(Browser(app, people.amira), report) == ALL
    clock.move_to(MEETS_AT + timedelta(minutes=5))
    amira = Browser(app, people.amira)

    assert offered(amira, report) == ALL[2:]
    assert "before the meeting" not in amira.get(f"{report}/ask").text
    assert asked(amira, report, "read_to_me").status == 200


def offered(who: Browser, report: str) -> list[str]:
    return [str(one["value"]) for one in who.get(f"{report}/ask").soup.select('[name="wanted"]')]


def test_ben_who_is_asked_not_to_come_asks_too_and_nothing_tells_him_the_day(
    portal: Installation, people: World, *, clock: Clock, app: FastAPI
) -> None:
    let_council_say(portal, people, 24, Unit.HOURS, Strength.PROMISE)
    clock.move_to(MEETS_AT - timedelta(hours=9))
    report = report_of(portal, people, "ben")
    keep_out(portal, people, people.ben)
    ben = Browser(app, people.ben)
    assert offered(ben, report) == ALL[2:]
    sent = asked(ben, report, "talk", words="Can you ring me?")
    address = staffs(people, sent)
    chair = Browser(app, people.dev)
    opened(chair, address)
    answer = f"{address}/answer"

    for words in ("We talk before 3 December.", "Come to Town Hall."):
        refused = chair.submit(address, action=answer, answer="yes", words=words)
        assert refused.status == 422
        assert "This person is not shown when or where the meeting is." in refused.text
        assert refused.value_of("words") == words
    chair.submit(address, action=answer, answer="yes", words="I ring you.")

    for page in ("/m", "/m/reports", report, f"{report}/ask", sent.url):
        shown = ben.get(page)
        without_moments = re.sub(r"\w+ \d+ December 2026, \d\d:\d\d|\w+ \d+ Dec\w*", "", shown.text)
        assert not WHEN.search(without_moments), page
        assert "before." not in shown.text.replace("as before.", ""), page
        assert NEW_PLACE not in shown.text


def test_an_answer_names_the_hidden_day_of_no_other_meeting_either(
    portal: Installation, people: World, *, ben: Browser, dev: Browser
) -> None:
    sent = asked(ben, report_of(portal, people, "ben"), "talk")
    address = staffs(people, sent)
    opened(dev, address)
    with as_case_worker(portal, people.ada, people.family.id) as case:
        other = conferences.call(
            case, kind=ConferenceKind.REVIEW, meets_at=MOVED, place=NEW_PLACE, chair_id=people.dev.person_id
        )
    keep_out(portal, replace(people, meeting=other.id), people.ben, told=False)

    for words in ("We meet on 9 December.", f"Come to {NEW_PLACE}."):
        refused = dev.submit(address, action=f"{address}/answer", answer="yes", words=words)
        assert (refused.status, refused.value_of("words")) == (422, words)


def test_an_answer_sent_by_two_taps_writes_to_amira_once(
    portal: Installation, people: World, *, amira: Browser, dev: Browser, postbox: Postbox
) -> None:
    sent = asked(amira, report_of(portal, people))
    address = staffs(people, sent)
    opened(dev, address)
    postbox.deliver()

    for _ in range(2):
        dev.submit(address, action=f"{address}/answer", answer="no", words="We begin on time.")
    assert [one.to for one in postbox.deliver()] == [people.amira.contact]
    dev.submit(address, action=f"{address}/answer", answer="yes", words="We begin later.")
    assert [one.to for one in postbox.deliver()] == [people.amira.contact]


def test_an_answer_to_ben_does_not_hold_amiras_protected_address(
    portal: Installation, people: World, *, ben: Browser, dev: Browser
) -> None:
    sent = asked(ben, report_of(portal, people, "ben"), "talk")
    address = staffs(people, sent)
    opened(dev, address)

    refused = dev.submit(
        address, action=f"{address}/answer", answer="yes", words=f"Come to {AMIRAS_ADDRESS}."
    )

    assert refused.status == 422
    assert "protected detail" in refused.text


def test_the_desk_of_the_chair_says_that_something_waits_for_an_answer(
    portal: Installation, people: World, *, amira: Browser, dev: Browser
) -> None:
    sent = asked(amira, report_of(portal, people))
    address = staffs(people, sent)

    assert "Asked before the meeting, not answered" in dev.get("/staff").text
    opened(dev, address)
    dev.submit(address, action=f"{address}/answer", answer="yes")

    assert "Asked before the meeting, not answered" not in dev.get("/staff").text


def test_the_meetings_page_shows_the_chair_how_late_each_copy_came(
    portal: Installation, people: World, clock: Clock, app: FastAPI
) -> None:
    let_council_say(portal, people, 24, Unit.HOURS, Strength.AIM)
    clock.move_to(MEETS_AT - timedelta(hours=9))
    keep(portal, people, "amira", "ben")

    page = Browser(app, people.dev).get(addresses.meeting(people))

    assert page.text.count("Shared 9 hours before. We aim for 24 hours.") == 2
    assert "2 copies came late." in page.text


def test_the_last_answer_counts(portal: Installation, people: World, *, amira: Browser, dev: Browser) -> None:
    sent = asked(amira, report_of(portal, people))
    address = staffs(people, sent)
    opened(dev, address)
    for answer in ("talked", "yes"):
        dev.submit(address, action=f"{address}/answer", answer=answer)

    page = amira.get(sent.url)

    assert "Answer: Yes" in page.text
    assert "We talked" not in page.text


def test_nothing_is_kept_in_the_clear(portal: Installation, people: World, amira: Browser) -> None:
    asked(amira, report_of(portal, people))

    with transaction(portal, writes=False) as session:
        row = session.exec(select(Asking)).one()
        kept = row.own_sealed + row.professionals_sealed
    with as_case_worker(portal, people.dev, people.family.id) as scope:
        opened_words = scope.professionals.open(row.professionals_sealed, row.place("professionals_sealed"))

    assert SAID.encode() not in kept
    assert b"time" not in kept
    assert SAID in opened_words

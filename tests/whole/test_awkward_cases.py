"""What goes awry in families' lives: two parents, two strangers, moved meetings, phones, chairs, helpers."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI

from app.access.models import Permission
from app.access.scopes import Installation
from app.authorities.facts import Strength, Unit
from app.families.models import Role
from tests.conferences.test_exclusions import WORDS as CHAIRS_WORDS
from tests.conferences.test_exclusions import keep_out
from tests.reports.sharing import add, cases, keep, pdf
from tests.reports.test_reading import let_council_say
from tests.reports.test_replies import sent as reply
from tests.sign_in.test_pages import link_for
from tests.staff import addresses
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, MEETS_AT, World
from tests.written_views.test_pages import send

WHOLE = f"Noor is well. She sleeps at {AMIRAS_ADDRESS}."
WITHOUT = "Noor is well. She sleeps at the home of her mother."
# Every meeting of these tests is on one of two Thursdays in December.
ANY_DAY = re.compile(r"\b(3|10) dec|14[:.]30|2026-12-", re.IGNORECASE)


def test_a_report_with_amiras_address_goes_to_her_and_to_ben_as_two_files_that_share_nothing(
    portal: Installation, people: World, ada: Browser, amira: Browser, ben: Browser
) -> None:
    report = add(ada, people, pdf(WHOLE)).url
    refused = ada.post(f"{report}/share", members=[people.amira.membership_id, people.ben.membership_id])
    assert refused.status == 422
    assert "There are no reports for you yet." in ben.get("/m/reports").text
    kept = keep(portal, people, "amira", "ben", text=WITHOUT)

    downloads = []
    for browser, name in ((amira, "amira"), (ben, "ben")):
        address = f"/m/reports/{kept.editions[name]}"
        browser.submit(address)
        downloads.append(browser.press(browser.get(f"{address}/original"), f"{address}/original").response)
    calendars = [browser.client.get("/m/calendar").text for browser in (amira, ben)]

    names = {one.headers["content-disposition"] for one in downloads}
    assert len(names) == 2
    assert not any(word in name for name in names for word in ("Haddad", "Amira", "Ben", "Carver"))
    uids = {re.findall(r"UID:(\w+)", one)[0] for one in calendars}
    assert len(uids) == 2
    for path in (f"/m/reports/{kept.editions['amira']}", f"/m/reports/{kept.editions['amira']}/text"):
        assert ben.get(path).status == 404


def test_ben_reads_the_copy_without_her_address_and_falls_back_to_the_whole_one_never(
    portal: Installation, people: World, ada: Browser, ben: Browser
) -> None:
    keep(portal, people, "amira", text=WHOLE)
    redacted = keep(portal, people, "ben", text=WITHOUT)
    mine = f"/m/reports/{redacted.editions['ben']}"
    assert WITHOUT in ben.submit(mine).text

    taking_back = f"{cases(people)}/{redacted.id}/editions/{redacted.editions['ben']}"
    assert "Ben Carver opened it. Tuesday 24 November 2026, 10:00" in ada.get(taking_back).text

    record = ada.submit(taking_back, reason="A name was left in.")

    assert record.url.startswith("/staff/breaches/")
    for words in ("A name was left in.", "Ben Carver opened it.", "Friday 27 November 2026, 10:00"):
        assert words in record.text
    assert ben.get(record.url).status == 404
    assert ben.get(mine).status == 404
    listed = ben.get("/m/reports")
    assert "There are no reports for you yet." in listed.text
    assert "Larkspur" not in listed.html


def test_a_meeting_moved_at_short_notice_is_told_to_amira_and_her_helper_and_not_to_ben(
    portal: Installation,
    people: World,
    app: FastAPI,
    *,
    ada: Browser,
    ben: Browser,
    postbox: Postbox,
    clock: Clock,
) -> None:
    helper = families.add_helper(
        portal, people.amira, "Hana Quill", Role.SUPPORTER, Permission.HELP_SEE_MEETING
    )
    for who in (people.amira, people.ben):
        ada.press(
            ada.get(addresses.meeting(people)), addresses.meeting(people, f"/invitations/{who.membership_id}")
        )
    postbox.deliver()
    keep_out(portal, people, people.ben)
    before = ben.get("/m").text
    clock.move_to(MEETS_AT - timedelta(hours=20))
    let_council_say(portal, people, 24, Unit.HOURS, Strength.PROMISE)
    mover, change = Browser(app, people.ada), addresses.meeting(people, "/change")
    unexplained = mover.submit(change, day="10")
    assert (unexplained.status, unexplained.value_of("day")) == (422, "10")
    assert "nearer than the time your council gives for reports" in unexplained.text
    assert "Thursday 3 December 2026" in Browser(app, people.amira).get("/m").text

    clock.move(minutes=1)
    moved = mover.submit(change, day="10", reason="The chair is ill.")

    assert "Moved at short notice" in moved.text
    assert "Ada Wren wrote this on" in moved.text
    assert moved.text.count("Has not seen how it is now") == 1
    clock.move(minutes=10)

    told = postbox.deliver()
    assert [message.to for message in told] == [people.amira.contact, helper.contact]
    assert not any(ANY_DAY.search(message.subject + message.body) for message in told)
    amira = Browser(app, people.amira)
    page = amira.get("/m")
    assert "Thursday 10 December 2026" in page.text
    assert "It was Thursday 3 December" in page.text
    assert [one.get_text(" ", strip=True) for one in page.soup.select("del")] == [
        "Thursday 3 December, 14:30"
    ]
    assert "By Wednesday 9 December 2026, 14:30" in " ".join(page.text.replace(" ,", ",").split())
    assert "Has seen how it is now" in Browser(app, people.ada).get(addresses.meeting(people)).text
    assert "20261210T143000Z" in amira.client.get("/m/calendar").text
    assert "Thursday 10 December 2026" in Browser(app, helper).get("/m").text
    after = Browser(app, people.ben).get("/m").text
    assert after == before
    assert not ANY_DAY.search(after)


def test_amiras_new_number_is_nothing_before_staff_made_sure_and_the_old_one_hears_of_nothing(
    people: World, app: FastAPI, *, ada: Browser, amira: Browser, ben: Browser, postbox: Postbox
) -> None:
    amira.submit(
        "/m/details/wrong", action="/m/details/wrong", kind="contact", words="I have 07700 900555 now."
    )
    visitor = Browser(app)
    visitor.submit("/barnsley/en/sign-in", contact="07700 900555")
    assert postbox.deliver() == []
    old = link_for(visitor, postbox, people.amira)
    assert ben.get(addresses.member(people, people.amira, "/contact")).status == 404

    ada.submit(addresses.member(people, people.amira, "/contact"), checked="met", contact="07700 900555")

    assert postbox.deliver() == []
    visitor.get(old)
    assert visitor.submit("/s", pin=people.amira.pin).status == 422
    assert amira.get("/m", follow=False).status == 303
    ada.submit(addresses.member(people, people.amira, "/safe-contact"), wording="quiet", shared_phone="no")
    for contact, expected in ((people.amira.contact, 0), ("07700 900555", 1)):
        visitor.submit("/barnsley/en/sign-in", contact=contact)
        assert len(postbox.deliver()) == expected


def test_a_stranger_who_opened_amiras_link_says_so_and_a_record_with_its_clock_stands_for_staff(
    people: World,
    app: FastAPI,
    *,
    visitor: Browser,
    ada: Browser,
    amira: Browser,
    ben: Browser,
    postbox: Postbox,
    clock: Clock,
) -> None:
    his = ben.get("/m").text
    visitor.get(link_for(visitor, postbox, people.amira))
    visitor.submit("/s/not-me", action="/s/not-me", not_me="yes")

    assert amira.get("/m", follow=False).status == 303
    visitor.submit("/barnsley/en/sign-in", contact=people.amira.contact)
    told = {message.to for message in postbox.deliver()}
    assert people.ada.contact in told
    assert not {people.amira.contact, people.ben.contact} & told
    (record,) = [link for link in ada.get("/staff").links() if re.fullmatch(r"/staff/breaches/\w{26}", link)]
    page = ada.get(record)
    for words in ("Amira Haddad", people.amira.contact, "report it by Friday 27 November 2026, 10:00"):
        assert words in page.text
    assert ben.get("/m").text == his
    assert [browser.get(record).status for browser in (ben, visitor)] == [404, 200]
    assert visitor.page is not None
    assert "Amira" not in visitor.page.html
    clock.move_to(MEETS_AT)
    assert "Late" in Browser(app, people.sam).get(record).text


def test_amira_and_her_supporter_fall_out_and_whoever_had_a_report_is_known_to_staff(
    portal: Installation, people: World, app: FastAPI, *, amira: Browser, sam: Browser, postbox: Postbox
) -> None:
    edition = keep(portal, people, "amira").editions["amira"]
    hana = Browser(
        app,
        families.add_helper(
            portal, people.amira, "Hana Quill", Role.SUPPORTER, Permission.HELP_READ_REPORTS, reports=True
        ),
    )
    assert hana.get(f"/m/helped/reports/{edition}").status == 200
    postbox.deliver()
    own = next(link for link in amira.get("/m/helpers").links() if re.fullmatch(r"/m/helpers/\w{26}", link))
    assert "cannot be called back" in amira.get(own).text

    amira.submit(own, action=f"{own}/end")

    gone = hana.get(f"/m/helped/reports/{edition}")
    assert gone.status == 404
    assert "Amira" not in gone.html
    assert people.sam.contact in {message.to for message in postbox.deliver()}
    family = f"/staff/families/{people.family.id}/helpers"
    (shown,) = [link for link in sam.get(family).links() if re.fullmatch(rf"{family}/\w{{26}}", link)]
    assert "This person could read reports before it ended." in sam.get(shown).text


def test_ben_who_is_asked_not_to_come_signs_in_to_a_page_of_his_own_and_his_words_are_heard(
    portal: Installation, people: World, visitor: Browser, dev: Browser, postbox: Postbox
) -> None:
    keep_out(portal, people, people.ben)
    visitor.get(link_for(visitor, postbox, people.ben))

    page = visitor.submit("/s", pin=people.ben.pin)

    assert (page.status, page.url) == (200, "/m")
    assert CHAIRS_WORDS in page.text
    assert "An advocate speaks for you." in page.text
    assert not ANY_DAY.search(page.text)
    assert visitor.get("/m/unhappy").heading == "If you are unhappy"
    sent = send(visitor, "I want to say that I am sorry.")
    letter = f"/staff/families/{people.family.id}/views/{sent.url.rpartition('/')[2]}"
    assert "I am sorry" in dev.press(dev.get(letter), f"{letter}/open").text


def test_the_chair_changes_and_what_amira_wrote_goes_to_who_chairs_now(
    portal: Installation,
    people: World,
    app: FastAPI,
    *,
    ada: Browser,
    amira: Browser,
    dev: Browser,
    postbox: Postbox,
) -> None:
    una = families.add_staff(portal, people.dev.council, "Una Field", Role.CHAIR)
    first = send(amira, "I wrote this before the change.")
    postbox.deliver()

    ada.submit(addresses.meeting(people, "/change"), chair=una.person_id)

    assert "Una Field" in amira.get("/m").text
    assert "Dev Carter" not in amira.get("/m").text
    letters = f"/staff/families/{people.family.id}/views"
    assert dev.get(letters).status == 404
    chair = Browser(app, una)
    letter = f"{letters}/{first.url.rpartition('/')[2]}"
    assert "before the change" in chair.press(chair.get(letter), f"{letter}/open").text
    assert "Opened by the chair" in amira.get(first.url).text
    send(amira, "I wrote this after the change.")
    assert [message.to for message in postbox.deliver()] == [una.contact]


HEARD = "It may still have been read in the meeting."
RECORD = "It goes with the record of the meeting."


@pytest.mark.parametrize(
    ("after", "fate", "other"),
    [(timedelta(minutes=20), HEARD, RECORD), (timedelta(days=1), RECORD, HEARD)],
)
def test_what_amira_sends_after_the_meeting_began_is_taken_and_she_is_told_what_becomes_of_it(
    portal: Installation,
    people: World,
    app: FastAPI,
    *,
    clock: Clock,
    after: timedelta,
    fate: str,
    other: str,
) -> None:
    report = f"/m/reports/{keep(portal, people, 'amira').editions['amira']}"
    clock.move_to(MEETS_AT + after)
    amira = Browser(app, people.amira)
    amira.submit(report)
    amira.submit("/m/prepare/going_well", words="School goes well.", then="later")
    check = amira.get("/m/prepare/check")
    answers = amira.press(check, "/m/prepare/send")

    for sent in (answers, send(amira, "I am sorry."), reply(amira, report, "I was at work.")):
        assert sent.status == 200
        assert "It is marked as late." in sent.text, sent.url
        assert fate in sent.text, sent.url
        assert other not in sent.text, sent.url
    assert "You can still send this." in check.text
    chair, file = Browser(app, people.dev), f"/staff/families/{people.family.id}"
    for page in ("views", "preparations", "reports/replies"):
        assert "Late" in chair.get(f"{file}/{page}").text, page


def test_ben_who_must_not_know_the_day_is_not_told_that_he_is_late(
    portal: Installation, people: World, app: FastAPI, *, clock: Clock
) -> None:
    report = f"/m/reports/{keep(portal, people, 'ben').editions['ben']}"
    keep_out(portal, people, people.ben)
    clock.move_to(MEETS_AT + timedelta(days=1))
    ben = Browser(app, people.ben)
    ben.submit(report)

    for sent in (send(ben, "I am sorry."), reply(ben, report, "I was at work.")):
        assert sent.status == 200
        assert "late" not in sent.text.casefold().replace("later", "")


def test_a_report_that_came_late_gives_amira_time_and_one_that_is_missing_is_named(
    portal: Installation, people: World, app: FastAPI, *, clock: Clock
) -> None:
    let_council_say(portal, people, 24, Unit.HOURS, Strength.PROMISE)
    clock.move_to(MEETS_AT - timedelta(hours=9))
    expected = addresses.meeting(people, "/expected")
    sam, dev, amira = (Browser(app, who) for who in (people.sam, people.dev, people.amira))
    sam.press(sam.get(addresses.meeting(people)), expected, author="gp")
    report = f"/m/reports/{keep(portal, people, 'amira').editions['amira']}"
    listed = amira.get("/m/reports").text
    assert "Shared 9 hours before. We say 24 hours." in listed
    assert "Not here yet: the report of the doctor (GP). It should have been here by" in listed

    asked = amira.submit(f"{report}/ask", action=f"{report}/ask", wanted=["time"])

    meeting = dev.get(addresses.meeting(people))
    assert "Shared 9 hours before. We say 24 hours." in meeting.text
    (asking,) = [link for link in meeting.links() if "/askings/" in link]
    dev.press(dev.get(asking), asking)
    dev.submit(asking, action=f"{asking}/answer", answer="yes", words="We begin half an hour later.")
    assert "We begin half an hour later." in amira.get(asked.url).text

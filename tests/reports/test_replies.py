"""What a person says about a report reaches the people who work with them, once, and can be taken back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from fastapi import FastAPI
from sqlmodel import select

from app.access.scopes import Installation
from app.drafts import service as drafts
from app.reports import case_replies, replies
from app.reports.tables import Reply
from tests.reports.sharing import cases, keep
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.families import as_case_worker, as_member
from tests.support.installations import POSTGRESQL, chosen_database
from tests.support.mail import Postbox
from tests.support.world import World

SAID = "I was at work. My sister was there at 4."


def opened(portal: Installation, people: World, who: Browser, name: str = "ben") -> str:
    """Return the address of a report that this person has opened."""
    address = f"/m/reports/{keep(portal, people, name).editions[name]}"
    who.submit(address)
    return address


def sent(who: Browser, report: str, text: str = SAID, kind: str = "wrong") -> ShownPage:
    """Write, check and send a reply."""
    check = who.submit(f"{report}/reply", kind=kind, text=text)
    return who.press(check, f"{report}/reply/send")


def test_a_reply_is_written_checked_and_sent_with_a_receipt(
    portal: Installation, people: World, ben: Browser
) -> None:
    report = opened(portal, people, ben)

    check = ben.submit(f"{report}/reply", kind="wrong", text=SAID)
    page = ben.press(check, f"{report}/reply/send")

    assert check.heading == "Check your reply"
    assert SAID in check.text
    assert "Nobody else in your family can open it here." in check.text
    assert page.heading == "The reply you sent"
    assert "Your reply has been sent." in page.text
    assert "This is wrong" in page.text
    assert SAID in page.text
    assert "Nobody has opened it yet." in page.text
    assert len(page.soup.select_one("dl bdi").get_text()) == 11  # type: ignore[union-attr]
    assert ben.get(f"{report}/reply").value_of("text") == ""


def test_two_taps_make_one_reply(portal: Installation, people: World, ben: Browser, sam: Browser) -> None:
    report = opened(portal, people, ben)
    check = ben.submit(f"{report}/reply", kind="missing", text=SAID)

    first, second = (ben.press(check, f"{report}/reply/send") for _ in range(2))

    assert first.url == second.url
    assert sam.get(f"{cases(people)}/replies").text.count("From Ben Carver") == 1


def test_nothing_is_not_sent_but_agreement_needs_no_words(
    portal: Installation, people: World, ben: Browser
) -> None:
    report = opened(portal, people, ben)

    empty = ben.submit(f"{report}/reply", kind="wrong", text="  ")
    without_draft = ben.post(f"{report}/reply/send", submission_key="a" * 32)
    agreed = sent(ben, report, text="", kind="agree")

    assert "There is nothing to send yet." in empty.text
    assert without_draft.url == f"{report}/reply"
    assert "I agree" in agreed.text
    assert "No words" in agreed.text


def test_words_save_themselves_and_wait(
    portal: Installation, people: World, ben: Browser, amira: Browser
) -> None:
    report = opened(portal, people, ben)
    form = {"form_token": ben.token(), "text": SAID, "kind": "question", "seen_version": "0"}

    saved = ben.client.post(f"{report}/reply", data=form, headers={"x-autosave": "1"})
    page = ben.get(f"{report}/reply")

    assert saved.status_code == 204
    assert saved.headers["x-draft-version"] == "1"
    assert page.value_of("text") == SAID
    assert page.soup.select_one("input[value=question][checked]")
    assert SAID not in amira.get("/m/reports").html


def test_words_can_wait_without_being_checked_or_sent(
    portal: Installation, people: World, ben: Browser
) -> None:
    report = opened(portal, people, ben)

    page = ben.submit(f"{report}/reply", text=SAID, then="later")

    assert page.url == report
    assert "Your words are saved. Only you can see them." in page.text
    assert ben.get(f"{report}/reply").value_of("text") == SAID


def test_words_from_another_phone_are_shown_beside(portal: Installation, people: World, ben: Browser) -> None:
    report = opened(portal, people, ben)
    ben.post(f"{report}/reply", text="From my phone", seen_version="0")

    page = ben.post(f"{report}/reply", text="From my laptop", seen_version="0", follow=False)
    after = ben.press(page, f"{report}/reply")

    assert page.status == 409
    assert "From my phone" in page.text
    assert page.value_of("text") == "From my laptop"
    assert after.heading == "Check your reply"
    assert "From my laptop" in after.text


def test_words_posted_after_the_session_ended_come_back(
    portal: Installation, people: World, ben: Browser, clock: Clock
) -> None:
    report = opened(portal, people, ben)
    form = {"form_token": ben.token(), "text": SAID, "kind": "wrong", "seen_version": "0"}
    clock.move(hours=9)
    ben.client.post(f"{report}/reply", data=form)
    ben.sign_in(people.ben)

    page = ben.get(f"{report}/reply")
    ben.press(page, f"{report}/reply")

    assert "These are the words you wrote at 19:00, before the page was closed." in page.text
    assert page.value_of("text") == SAID
    assert "before the page was closed" not in ben.get(f"{report}/reply").text
    assert ben.get(f"{report}/reply").value_of("text") == SAID


def test_too_long_and_stale_pages_keep_the_words(portal: Installation, people: World, ben: Browser) -> None:
    report = opened(portal, people, ben)

    long = ben.post(f"{report}/reply", text="x" * 20_001, kind="wrong")
    stale = ben.post(f"{report}/reply", text=SAID, form_token="old")
    check = ben.submit(f"{report}/reply", text=SAID)
    late = ben.press(check, f"{report}/reply/send", form_token="old")

    assert (long.status, long.value_of("text")) == (422, "x" * 20_001)
    assert (stale.status, stale.value_of("text")) == (403, SAID)
    assert (late.status, late.heading) == (403, "Check your reply")


def test_staff_open_a_reply_and_its_writer_sees_by_which_role(
    portal: Installation, people: World, app: FastAPI, ben: Browser, postbox: Postbox
) -> None:
    postbox.deliver()
    dev, sam = Browser(app, people.dev), Browser(app, people.sam)
    reply = sent(ben, opened(portal, people, ben))
    received = f"{cases(people)}/replies"
    told = {message.to for message in postbox.deliver()}

    listed = dev.get(received)
    unopened = dev.get(f"{received}/{reply.url.rpartition('/')[2]}")
    read = dev.submit(received, action=f"{received}/{reply.url.rpartition('/')[2]}")

    assert {people.sam.contact, people.dev.contact} <= told
    assert SAID not in listed.html
    assert unopened.heading == "Replies to reports"
    assert SAID in read.text
    assert "Ben Carver" in read.text
    assert SAID not in sam.get(read.url).html
    assert SAID in sam.submit(received, action=read.url).text
    seen = ben.get(reply.url)
    assert "Opened on Tuesday 24 November 2026, 10:00. Role: Chair." in seen.text
    assert "Dev" not in seen.html


def test_a_reply_is_taken_back_until_somebody_opened_it(
    portal: Installation, people: World, ben: Browser, sam: Browser, clock: Clock
) -> None:
    report = opened(portal, people, ben)
    first = sent(ben, report)
    clock.move(minutes=1)
    second = sent(ben, report, text="Something else")
    received = f"{cases(people)}/replies"
    sam.post(f"{received}/{second.url.rpartition('/')[2]}")

    taken, too_late, again = ben.post(first.url), ben.post(second.url), ben.post(first.url)

    assert "You took your reply back. Nobody read it." in taken.text
    assert (too_late.status, again.status) == (409, 200)
    assert sam.get(received).text.count("From Ben Carver") == 1
    assert sam.get(f"{received}/{first.url.rpartition('/')[2]}").status == 404
    assert sam.post(f"{received}/{first.url.rpartition('/')[2]}").status == 404
    cover = ben.get(report)
    assert "and took it back" in cover.text
    assert second.url in cover.links()
    with as_case_worker(portal, people.ada, people.family.id) as scope:
        kept = {row.id: row.words_sealed for row in scope.session.exec(select(Reply))}
    assert kept[first.url.rpartition("/")[2]] == b""
    assert kept[second.url.rpartition("/")[2]]


def test_two_taps_at_once_make_one_reply(portal: Installation, people: World, ben: Browser) -> None:
    report = opened(portal, people, ben)
    ben.submit(f"{report}/reply", kind="missing", text=SAID)
    edition, key = report.rpartition("/")[2], drafts.new_submission_key()
    # SQLite lets one transaction write at a time: there the second tap begins when the first has ended.
    together = Barrier(2 if chosen_database() == POSTGRESQL else 1)

    def tap(_time: int) -> str:
        with as_member(portal, people.ben) as scope:
            assert drafts.receipt_for(scope, key) is None or together.parties == 1
            together.wait(20)
            receipt = replies.send(scope, edition, key)
            assert receipt
            return receipt.reference

    with ThreadPoolExecutor(2) as threads:
        assert len(set(threads.map(tap, range(2)))) == 1


def test_the_desk_counts_unread_replies(
    portal: Installation, people: World, ben: Browser, sam: Browser
) -> None:
    reply = sent(ben, opened(portal, people, ben))

    with as_case_worker(portal, people.ada, people.family.id) as scope:
        before = case_replies.count_unread(scope)
    sam.post(f"{cases(people)}/replies/{reply.url.rpartition('/')[2]}")
    with as_case_worker(portal, people.ada, people.family.id) as scope:
        after = case_replies.count_unread(scope)

    assert (before, after) == (1, 0)


def test_a_button_pressed_without_its_key_is_asked_for_again_with_one(
    portal: Installation, people: World, ben: Browser
) -> None:
    report = opened(portal, people, ben)
    ben.submit(f"{report}/reply", kind="wrong", text=SAID)

    page = ben.post(f"{report}/reply/send")

    assert page.status == 422
    assert SAID in page.text
    assert len(page.value_of("submission_key")) == 32

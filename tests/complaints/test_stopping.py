"""Amira does not want to go on: the complaint is kept, an officer decides, and she can take it up again."""

import re

import pytest
from fastapi import FastAPI
from sqlalchemy import update

from app.access.models import Permission
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.service import history
from app.families.models import Role
from app.families.tables import Person
from tests.access.test_beside import hand_over
from tests.complaints.acts import (
    STORY,
    ask_to_stop,
    complain,
    decide,
    hold,
    reply_to,
    stored,
    stored_stops,
    take_up,
)
from tests.staff.test_words import untranslated
from tests.support import families, readability
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.pseudo import pseudo_languages
from tests.support.world import World

WHY = "It is too much. I am so tired."
ON = "You asked us to stop on Tuesday 24 November 2026, 10:00"
HELPS = (Permission.HELP_SEE_MEETING, Permission.HELP_READ_PREPARATION, Permission.HELP_READ_VIEWS)
CHANGING = re.compile(r'name="(form_token|submission_key)" value="[^"]*"')


@pytest.fixture
def held(amira: Browser, olive: Browser) -> str:
    """A complaint of Amira's that Olive has opened."""
    complaint = complain(amira)
    hold(olive, complaint)
    return complaint


def actions(portal: Installation, complaint: str) -> list[str]:
    with transaction(portal, writes=False) as session:
        return [entry.action for entry in history(session, "complaints", complaint)]


def test_before_the_press_the_page_says_what_happens(amira: Browser, held: str) -> None:
    assert f"/m/unhappy/{held}/stop" in amira.get(f"/m/unhappy/{held}").links()

    page = amira.get(f"/m/unhappy/{held}/stop")

    for told in (
        "What you sent is kept.",
        "The complaints officer reads your reason, if you give one.",
        "They think about whether somebody puts you under pressure.",
        "They may go on all the same.",
        "Nobody else in your family is told.",
        "You can take it up again, as long as we have not answered it.",
        "Did anyone help you write this, or was anyone with you?",
    ):
        assert told in page.text
    assert "complain" not in page.title.lower()
    assert "complain" not in page.url


def test_her_page_says_when_she_asked_and_why(amira: Browser, held: str, portal: Installation) -> None:
    page = ask_to_stop(amira, held, words=WHY)

    assert page.url == f"/m/unhappy/{held}"
    assert "We have it. You can see on this page what happens." in page.text
    assert ON in page.text
    assert WHY in [one.get_text() for one in page.soup.select(".own-words")]
    assert "A complaints officer has to decide about this." in page.text
    assert "You asked us to stop" in amira.get("/m/unhappy").text
    assert stored(portal)[0].state == "held"
    assert actions(portal, held)[-1] == Action.COMPLAINT_STOP_ASKED


def test_no_reason_is_needed(amira: Browser, olive: Browser, held: str) -> None:
    assert "You gave no reason." in ask_to_stop(amira, held).text
    assert "They gave no reason." in olive.get(f"/staff/complaints/{held}").text


def test_it_can_be_stopped_while_it_waits_for_another_officer(
    amira: Browser, olive: Browser, pat: Browser, held: str
) -> None:
    olive.get("/staff/complaints")
    olive.post(f"/staff/complaints/{held}/put-back")

    asked = ask_to_stop(amira, held, words=WHY)

    assert "thinks about" not in asked.text
    assert "A complaints officer decides about it" in asked.text
    assert "Asks to stop" in pat.get("/staff/complaints").text
    assert WHY in hold(pat, held).text


def test_what_nobody_opened_is_taken_back_instead(amira: Browser, portal: Installation) -> None:
    complaint = complain(amira)

    page = amira.get(f"/m/unhappy/{complaint}/stop")
    assert "Nobody has opened it yet. You can take it back." in page.text
    refused = amira.post(f"/m/unhappy/{complaint}/stop", words=WHY)

    assert refused.status == 409
    assert WHY in refused.text
    assert stored_stops(portal) == []


def test_whoever_comes_too_late_to_take_it_back_is_shown_the_way(amira: Browser, held: str) -> None:
    page = amira.get(f"/m/unhappy/{held}/take-back")

    assert "You can still ask us to stop." in page.text
    assert f"/m/unhappy/{held}/stop" in page.links()


def test_two_taps_ask_once(amira: Browser, held: str, portal: Installation) -> None:
    page = amira.get(f"/m/unhappy/{held}/stop")

    first = amira.press(page, f"/m/unhappy/{held}/stop", words=WHY)
    second = amira.press(page, f"/m/unhappy/{held}/stop", words=WHY)

    assert first.url == second.url
    assert len(stored_stops(portal)) == 1
    assert actions(portal, held).count(Action.COMPLAINT_STOP_ASKED) == 1


def test_a_page_sent_again_after_she_took_it_up_stops_nothing(
    amira: Browser, held: str, portal: Installation
) -> None:
    page = amira.get(f"/m/unhappy/{held}/stop")
    amira.press(page, f"/m/unhappy/{held}/stop", words=WHY)
    take_up(amira, held)

    late = amira.press(page, f"/m/unhappy/{held}/stop", words=WHY)

    assert late.status == 409
    assert "This was not sent: what you see here has changed." in late.text
    assert late.value_of("words") == WHY
    assert "A complaints officer has opened it." in amira.get(f"/m/unhappy/{held}").text
    assert stored(portal)[0].stop_asked_at is None
    again = amira.press(late, f"/m/unhappy/{held}/stop")
    assert "We have it." in again.text
    assert [bool(one.taken_up_at) for one in stored_stops(portal)] == [True, False]


def test_other_words_on_a_page_from_the_browsers_memory_are_not_called_sent(
    amira: Browser, held: str, portal: Installation
) -> None:
    page = amira.get(f"/m/unhappy/{held}/stop")
    amira.press(page, f"/m/unhappy/{held}/stop", words=WHY)

    late = amira.press(page, f"/m/unhappy/{held}/stop", words="He stands beside me.")

    assert late.status == 409
    assert ON in late.text
    assert "This is what you wrote here. It was not sent: He stands beside me." in late.text
    assert len(stored_stops(portal)) == 1


def test_a_second_phone_loses_no_word(amira: Browser, app: FastAPI, people: World, held: str) -> None:
    phone = amira.get(f"/m/unhappy/{held}/stop")
    ask_to_stop(Browser(app, people.amira), held, words="From the tablet.")

    late = amira.press(phone, f"/m/unhappy/{held}/stop", words="From the phone.")

    assert late.status == 409
    assert "This was not sent: what you see here has changed." in late.text
    assert ON in late.text
    assert "From the phone." in late.text


def test_a_page_from_before_the_answer_says_that_it_has_ended(
    amira: Browser, olive: Browser, held: str
) -> None:
    page = amira.get(f"/m/unhappy/{held}/stop")
    reply_to(olive, held, "You were right.")

    late = amira.press(page, f"/m/unhappy/{held}/stop", words=WHY)

    assert late.status == 409
    assert "It has ended. There is nothing to stop any more." in late.text
    assert WHY in late.text
    assert "/stop" not in amira.get(f"/m/unhappy/{held}").html


@pytest.mark.parametrize("words", ["x" * 20_001, "kept\x00"])
def test_a_spoiled_reason_keeps_the_words(
    amira: Browser, held: str, words: str, portal: Installation
) -> None:
    page = ask_to_stop(amira, held, words=words)

    assert page.status == 422
    assert page.value_of("words") == words.replace("\x00", "")
    assert stored_stops(portal) == []


@pytest.mark.parametrize("part", ["stop", "take-up"])
def test_a_stale_token_changes_nothing(amira: Browser, held: str, portal: Installation, part: str) -> None:
    ask_to_stop(amira, held)
    before = stored(portal), stored_stops(portal)

    page = amira.post(f"/m/unhappy/{held}/{part}", form_token="stale")

    assert page.status == 403
    assert (stored(portal), stored_stops(portal)) == before


def test_words_of_an_ended_session_come_back(amira: Browser, clock: Clock, people: World, held: str) -> None:
    address = f"/m/unhappy/{held}/stop"
    page = amira.get(address)
    clock.move(minutes=30)
    amira.press(page, address, follow=False, words=WHY, company="with")
    amira.sign_in(people.amira)

    again = amira.get(address)
    assert "These are the words you wrote at 10:30" in again.text
    assert again.value_of("words") == WHY
    assert [str(one["value"]) for one in again.soup.select("input[checked]")] == ["with"]
    amira.press(again, address)

    assert "It is too much." not in amira.get("/m/kept").text
    assert WHY in amira.get(f"/m/unhappy/{held}").text


def test_who_was_there_is_told_to_the_officer_alone_and_never_shown_again(
    amira: Browser, olive: Browser, sam: Browser, held: str, people: World
) -> None:
    before = CHANGING.sub("", sam.get(f"/staff/families/{people.family.id}/company").html)

    page = ask_to_stop(amira, held, words=WHY, company="with")

    read = olive.get(f"/staff/complaints/{held}")
    assert "Was anyone there when they asked to stop?" in read.text
    assert "Someone was with them." in read.text
    assert "Speak to them alone" in read.text
    assert "with them" not in page.text
    assert CHANGING.sub("", sam.get(f"/staff/families/{people.family.id}/company").html) == before


def test_a_worker_beside_her_is_told_to_the_officer(
    sam: Browser, olive: Browser, people: World, held: str
) -> None:
    hand_over(sam, people.amira)

    page = ask_to_stop(sam, held, words=WHY)

    assert "You wrote this with a worker beside you." in page.text
    assert "on the device of the worker" in olive.get(f"/staff/complaints/{held}").text


def test_she_takes_it_up_again_before_anybody_decided(
    amira: Browser, olive: Browser, held: str, portal: Installation
) -> None:
    ask_to_stop(amira, held, words=WHY)

    page = take_up(amira, held)

    assert "It goes on. You can follow it on this page." in page.text
    assert "You took it up again on Tuesday 24 November 2026, 10:00" in page.text
    assert ON in page.text
    assert "Write the answer" in olive.get(f"/staff/complaints/{held}").text
    assert stored(portal)[0].stop_asked_at is None
    assert actions(portal, held).count(Action.COMPLAINT_TAKEN_UP) == 1


def test_she_takes_it_up_again_long_after_it_was_stopped(
    amira: Browser, app: FastAPI, people: World, *, olive: Browser, held: str, clock: Clock
) -> None:
    ask_to_stop(amira, held, words=WHY)
    decide(olive, held, "stopped")
    clock.move(days=400)

    page = take_up(Browser(app, people.amira), held)

    assert "A complaints officer has opened it." in page.text
    officer = Browser(app, people.olive)
    assert "Waiting for an answer" in officer.get("/staff/complaints").text
    assert "The person took it up again on" in officer.get(f"/staff/complaints/{held}").text
    reply_to(officer, held, "You were right.")
    assert "You were right." in Browser(app, people.amira).get(f"/m/unhappy/{held}").text


def test_two_taps_take_it_up_once(amira: Browser, held: str, portal: Installation) -> None:
    ask_to_stop(amira, held)
    page = amira.get(f"/m/unhappy/{held}")

    again = [amira.press(page, f"/m/unhappy/{held}/take-up") for _ in range(2)]

    assert all("It goes on." in one.text for one in again)
    assert actions(portal, held).count(Action.COMPLAINT_TAKEN_UP) == 1


def test_what_was_answered_is_not_taken_up_again(
    amira: Browser, olive: Browser, held: str, portal: Installation
) -> None:
    ask_to_stop(amira, held)
    page = amira.get(f"/m/unhappy/{held}")
    decide(olive, held, "goes_on", "We have to look into it.")
    reply_to(olive, held, "You were right.")

    late = amira.press(page, f"/m/unhappy/{held}/take-up")

    assert "You can read the answer on this page." in late.text
    assert stored(portal)[0].state == "answered"
    assert Action.COMPLAINT_TAKEN_UP not in actions(portal, held)


def test_she_can_ask_again_after_the_officer_went_on(
    amira: Browser, olive: Browser, held: str, portal: Installation
) -> None:
    ask_to_stop(amira, held, words=WHY)
    decide(olive, held, "goes_on", "We have to look into it.")

    page = ask_to_stop(amira, held, words="I said stop.")

    for words in (WHY, "We have to look into it.", "I said stop."):
        assert words in [one.get_text() for one in page.soup.select(".own-words")]
    assert len(stored_stops(portal)) == 2


def test_her_copy_to_print_holds_her_reason(amira: Browser, held: str) -> None:
    ask_to_stop(amira, held, words=WHY)

    copy = amira.get("/m/sent/copy")

    assert WHY in copy.text
    assert ON in copy.text


def test_nobody_else_can_ask_in_her_name(
    app: FastAPI, people: World, portal: Installation, *, ben: Browser, sam: Browser, held: str
) -> None:
    joan = families.add_helper(portal, people.amira, "Joan Pike", Role.ADVOCATE, *HELPS)
    before = stored(portal)
    for somebody in (ben, sam, Browser(app, joan)):
        assert somebody.get(f"/m/unhappy/{held}/stop").status == 404
        assert somebody.post(f"/m/unhappy/{held}/stop", words="Stop.").status == 404
        assert somebody.post(f"/m/unhappy/{held}/take-up").status == 404

    assert stored(portal) == before
    assert stored_stops(portal) == []


def test_the_other_parent_and_the_workers_cannot_infer_it(
    amira: Browser, ben: Browser, sam: Browser, *, olive: Browser, held: str, people: World
) -> None:
    family = f"/staff/families/{people.family.id}"
    walked = [(ben, one) for one in ("/m", "/m/unhappy", "/m/sent")]
    walked += [(sam, one) for one in ("/staff", family, f"{family}/company")]
    before = [CHANGING.sub("", browser.get(address).html) for browser, address in walked]

    ask_to_stop(amira, held, words=WHY, company="with")
    decide(olive, held, "stopped", "We stop.")
    take_up(amira, held)

    assert [CHANGING.sub("", browser.get(address).html) for browser, address in walked] == before


def test_no_message_goes_to_anybody_when_she_asks(amira: Browser, held: str, postbox: Postbox) -> None:
    postbox.deliver()

    ask_to_stop(amira, held, words=WHY)
    take_up(amira, held)

    assert postbox.deliver() == []


def every_page(amira: Browser, olive: Browser, held: str) -> list[ShownPage]:
    """Return every page on the way from asking to stop until it goes on again, in the order of the way."""
    weigh = f"/staff/complaints/{held}/stop"
    pages = [amira.get(f"/m/unhappy/{held}/stop"), olive.get(weigh)]
    pages += [ask_to_stop(amira, held, words="...", company="with"), amira.get(f"/m/unhappy/{held}/stop")]
    pages += [olive.get(f"/staff/complaints/{held}"), olive.get(weigh), decide(olive, held, "goes_on")]
    pages += [decide(olive, held, "goes_on", "..."), amira.get(f"/m/unhappy/{held}")]
    pages += [ask_to_stop(amira, held), olive.get("/staff/complaints"), decide(olive, held, "stopped", "...")]
    pages += [olive.get("/staff/complaints"), amira.get(f"/m/unhappy/{held}"), take_up(amira, held)]
    return [*pages, olive.get(f"/staff/complaints/{held}")]


def test_every_page_of_stopping_is_plain(amira: Browser, olive: Browser, held: str) -> None:
    for page in every_page(amira, olive, held):
        lengths = [len(readability.words(one)) for one in readability.sentences(page.html)]
        assert max(lengths) <= 20, page.url
        assert readability.banned(page.html) == [], page.url
        assert page.url.startswith("/staff") or readability.grade(page.html) <= 5, page.url


def test_every_word_of_stopping_is_offered_for_translation(
    amira: Browser, olive: Browser, held: str, *, portal: Installation
) -> None:
    tag = pseudo_languages()[1].tag
    with transaction(portal, writes=True) as session:
        session.execute(update(Person).values(language=tag))

    for page in every_page(amira, olive, held):
        assert page.soup.select_one("html[dir=rtl]"), page.url
        assert "".join(untranslated(page)) == "", page.url


def test_her_story_is_kept_whole_when_it_is_stopped(amira: Browser, olive: Browser, held: str) -> None:
    ask_to_stop(amira, held)
    decide(olive, held, "stopped")

    assert STORY.splitlines()[0] in amira.get(f"/m/unhappy/{held}").text
    assert STORY.splitlines()[0] in olive.get(f"/staff/complaints/{held}").text

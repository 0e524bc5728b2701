"""Olive decides about a complaint that its writer wants to stop: she thinks first, and acts once."""

from datetime import timedelta
from itertools import count

import pytest

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.service import history
from app.kit import clock as portal_clock
from app.kit.encryption import SealBroken
from tests.complaints.acts import (
    ask_to_stop,
    complain,
    decide,
    hold,
    reply_to,
    stored,
    stored_stops,
    take_up,
)
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World

WHY = "He says I have to."
BECAUSE = "A child may not be safe. So we look into it."


@pytest.fixture
def waiting(amira: Browser, olive: Browser, postbox: Postbox) -> str:
    """A complaint of Amira's that Olive has and that Amira wants to stop."""
    complaint = complain(amira)
    hold(olive, complaint)
    ask_to_stop(amira, complaint, words=WHY)
    postbox.deliver()
    return complaint


def actions(portal: Installation, complaint: str) -> list[str]:
    with transaction(portal, writes=False) as session:
        return [entry.action for entry in history(session, "complaints", complaint)]


def test_the_officer_reads_the_reason_and_what_to_think_about(
    olive: Browser, waiting: str, portal: Installation
) -> None:
    read = olive.get(f"/staff/complaints/{waiting}")
    assert "This person asked you to stop on Tuesday 24 November 2026, 10:00" in read.text
    assert WHY in read.text
    assert "Write the answer" not in read.text

    page = olive.get(f"/staff/complaints/{waiting}/stop")

    assert WHY in page.text
    assert "Is somebody putting this person under pressure to stop?" in page.text
    assert "Would a child or this person be at risk if you stop?" in page.text
    assert "Tell nobody else in the family." in page.text
    assert actions(portal, waiting)[-1] == Action.COMPLAINT_READ


def test_the_list_says_it_to_whoever_has_it_and_to_no_colleague(
    olive: Browser, pat: Browser, waiting: str
) -> None:
    assert "Asks to stop" in olive.get("/staff/complaints").text
    assert "Asks to stop" not in pat.get("/staff/complaints").text
    assert pat.get(f"/staff/complaints/{waiting}/stop").status == 404
    assert pat.post(f"/staff/complaints/{waiting}/stop", outcome="stopped").status == 404


def test_it_is_stopped_and_the_record_is_kept(
    amira: Browser, olive: Browser, waiting: str, *, portal: Installation, postbox: Postbox
) -> None:
    page = decide(olive, waiting, "stopped")

    assert "Saved. A message tells the person that there is something new." in page.text
    assert "Stopped on Tuesday 24 November 2026, 10:00" in page.text
    assert "Decide whether to stop" not in page.text
    assert "Put it back for others" not in page.text
    listed = olive.get("/staff/complaints")
    assert "No complaint waits for an answer." in listed.text
    assert "Stopped, as the person asked" in listed.text
    hers = amira.get(f"/m/unhappy/{waiting}")
    assert "You asked us to stop, and we did. What you wrote is kept." in hers.text
    assert "stays in place until you are told that it has changed" in hers.text
    assert [message.to for message in postbox.deliver()] == ["amira@barnsley.example.org"]
    row = stored(portal)[0]
    assert row.state == "stopped"
    assert row.officer_sealed
    assert actions(portal, waiting)[-3:-1] == [Action.COMPLAINT_READ, Action.COMPLAINT_STOPPED]


def test_it_goes_on_and_she_reads_why(
    amira: Browser, olive: Browser, waiting: str, portal: Installation
) -> None:
    page = decide(olive, waiting, "goes_on", BECAUSE)

    assert "Gone on with all the same on Tuesday 24 November 2026, 10:00" in page.text
    assert "Write the answer" in page.text
    hers = amira.get(f"/m/unhappy/{waiting}")
    assert "the complaints officer decided to go on all the same." in hers.text
    assert BECAUSE in [one.get_text() for one in hers.soup.select(".own-words")]
    assert "A complaints officer has opened it." in hers.text
    assert Action.COMPLAINT_GONE_ON in actions(portal, waiting)
    assert actions(portal, waiting)[-1] == Action.ANSWER_READ


@pytest.mark.parametrize("outcome", ["stopped", "goes_on"])
def test_a_clock_that_never_stands_still_does_not_part_a_wish_from_its_complaint(
    amira: Browser, olive: Browser, *, clock: Clock, monkeypatch: pytest.MonkeyPatch, outcome: str
) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    ticks = count(1)
    monkeypatch.setattr(
        portal_clock, "now", lambda: clock.moment + timedelta(microseconds=1_001 * next(ticks))
    )

    ask_to_stop(amira, complaint, words=WHY)
    page = decide(olive, complaint, outcome, BECAUSE)

    assert "Saved." in page.text
    assert BECAUSE in amira.get(f"/m/unhappy/{complaint}").text


def test_words_may_go_with_a_stop_too(amira: Browser, olive: Browser, waiting: str) -> None:
    decide(olive, waiting, "stopped", "You can come back at any time.")

    assert "You can come back at any time." in amira.get(f"/m/unhappy/{waiting}").text


@pytest.mark.parametrize("words", ["", "  \n"])
def test_nobody_goes_on_without_saying_why(
    olive: Browser, waiting: str, words: str, portal: Installation
) -> None:
    page = decide(olive, waiting, "goes_on", words)

    assert page.status == 422
    assert "Write to this person why you go on." in page.text
    assert stored_stops(portal)[0].outcome is None


@pytest.mark.parametrize("outcome", ["", "maybe"])
def test_one_of_the_two_has_to_be_chosen(
    olive: Browser, waiting: str, outcome: str, portal: Installation
) -> None:
    page = decide(olive, waiting, outcome, BECAUSE)

    assert page.status == 422
    assert "Choose: stop it, or go on all the same." in page.text
    assert page.value_of("words") == BECAUSE
    assert stored_stops(portal)[0].outcome is None


@pytest.mark.parametrize("words", ["x" * 20_001, "kept\x00"])
def test_spoiled_words_come_back(olive: Browser, waiting: str, words: str) -> None:
    page = decide(olive, waiting, "goes_on", words)

    assert page.status == 422
    assert page.value_of("words") == words.replace("\x00", "")


@pytest.mark.parametrize("outcome", ["stopped", "goes_on"])
def test_two_taps_decide_once(
    olive: Browser, waiting: str, outcome: str, *, portal: Installation, postbox: Postbox
) -> None:
    address = f"/staff/complaints/{waiting}/stop"
    page = olive.get(address)

    olive.press(page, address, outcome=outcome, words=BECAUSE)
    again = olive.press(page, address, outcome=outcome, words=BECAUSE)

    assert "This was saved before." in again.text
    decided = {Action.COMPLAINT_STOPPED.value, Action.COMPLAINT_GONE_ON.value}
    assert len([one for one in actions(portal, waiting) if one in decided]) == 1
    assert len(postbox.deliver()) == 1


def test_other_words_on_a_second_page_are_not_called_saved(
    amira: Browser, olive: Browser, waiting: str
) -> None:
    address = f"/staff/complaints/{waiting}/stop"
    page = olive.get(address)
    olive.press(page, address, outcome="stopped", words="")

    late = olive.press(page, address, outcome="stopped", words=BECAUSE)

    assert late.status == 422
    assert "Nothing was saved." in late.text
    assert "There is nothing to decide now." in late.text
    assert BECAUSE in late.text
    assert BECAUSE not in amira.get(f"/m/unhappy/{waiting}").text


def test_a_page_from_before_she_took_it_up_decides_nothing(
    amira: Browser, olive: Browser, waiting: str, portal: Installation
) -> None:
    address = f"/staff/complaints/{waiting}/stop"
    page = olive.get(address)
    take_up(amira, waiting)

    late = olive.press(page, address, outcome="stopped", words=BECAUSE)

    assert late.status == 422
    assert "Something has changed here: read the complaint again." in late.text
    assert "There is nothing to decide now." in late.text
    assert BECAUSE in late.text
    assert stored(portal)[0].state == "held"


def test_a_page_about_her_first_reason_does_not_decide_about_her_second(
    amira: Browser, olive: Browser, waiting: str, portal: Installation
) -> None:
    address = f"/staff/complaints/{waiting}/stop"
    page = olive.get(address)
    take_up(amira, waiting)
    ask_to_stop(amira, waiting, words="Now I mean it.")

    late = olive.press(page, address, outcome="goes_on", words=BECAUSE)

    assert late.status == 422
    assert "Now I mean it." in late.text
    assert late.value_of("words") == BECAUSE
    assert [one.outcome for one in stored_stops(portal)] == [None, None]


def test_no_answer_is_sent_before_that_is_decided(
    amira: Browser, olive: Browser, waiting: str, portal: Installation
) -> None:
    page = reply_to(olive, waiting, "You were right.")

    assert page.status == 422
    assert "This person asked you to stop. Decide about that first." in page.text
    assert stored(portal)[0].state == "held"
    decide(olive, waiting, "goes_on", BECAUSE)
    olive.submit(f"/staff/complaints/{waiting}/check")
    assert "You were right." in amira.get(f"/m/unhappy/{waiting}").text


def test_an_officer_whom_the_reason_names_reads_and_decides_nothing(
    amira: Browser, olive: Browser, pat: Browser, portal: Installation
) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    before = olive.get(f"/staff/complaints/{complaint}/stop")
    ask_to_stop(amira, complaint, words="Mrs Stone rang and told me to stop.")
    (stop,) = stored_stops(portal)

    for address in (f"/staff/complaints/{complaint}", f"/staff/complaints/{complaint}/stop"):
        page = olive.get(address)
        assert "Your name stands in the reason" in page.text
        assert "rang and told" not in page.html
    assert before.status == 200
    refused = olive.post(f"/staff/complaints/{complaint}/stop", outcome="stopped", shown=stop.id)
    assert refused.status == 422
    assert "Somebody else has to decide: put it back." in refused.text
    assert stored(portal)[0].state == "held"
    olive.submit(f"/staff/complaints/{complaint}", action=f"/staff/complaints/{complaint}/put-back")
    assert "Your name stands in this complaint." in hold(olive, complaint).text
    assert "rang and told" in hold(pat, complaint).text
    decide(pat, complaint, "goes_on", BECAUSE)


def test_an_officer_whom_a_reason_named_sends_no_answer_after_she_went_on(
    amira: Browser, olive: Browser, pat: Browser, portal: Installation
) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    olive.submit(f"/staff/complaints/{complaint}/answer", text="You were wrong.")
    check = olive.get(f"/staff/complaints/{complaint}/check")
    ask_to_stop(amira, complaint, words="Mrs Stone rang and told me to stop.")
    take_up(amira, complaint)

    page = olive.get(f"/staff/complaints/{complaint}")
    assert "Somebody else has to go on with this: put it back." in page.text
    assert not [link for link in page.links() if link.endswith(("/answer", "/stop"))]
    late = olive.press(check, f"/staff/complaints/{complaint}/check")
    assert late.status == 422
    assert "Your name stands in a reason to stop." in late.text
    assert stored(portal)[0].state == "held"
    olive.submit(f"/staff/complaints/{complaint}", action=f"/staff/complaints/{complaint}/put-back")
    hold(pat, complaint)
    reply_to(pat, complaint, "You were right.")
    assert "You were right." in amira.get(f"/m/unhappy/{complaint}").text


def test_a_wish_goes_with_the_complaint_to_the_next_officer(
    olive: Browser, pat: Browser, waiting: str
) -> None:
    olive.submit(f"/staff/complaints/{waiting}", action=f"/staff/complaints/{waiting}/put-back")
    hold(pat, waiting)

    assert WHY in pat.get(f"/staff/complaints/{waiting}/stop").text
    assert olive.get(f"/staff/complaints/{waiting}/stop").status == 404


@pytest.mark.parametrize("way", ["letter", "phone"])
def test_who_asked_for_another_way_gets_no_message(
    amira: Browser, olive: Browser, postbox: Postbox, way: str
) -> None:
    complaint = complain(amira, way=way)
    hold(olive, complaint)
    ask_to_stop(amira, complaint)
    postbox.deliver()

    page = decide(olive, complaint, "stopped")

    assert "Now tell them in the way that this person asked for." in page.text
    assert postbox.deliver() == []


def test_without_a_wish_there_is_nothing_to_decide(
    amira: Browser, olive: Browser, portal: Installation
) -> None:
    complaint = complain(amira)
    hold(olive, complaint)

    page = olive.get(f"/staff/complaints/{complaint}/stop")
    olive.post(f"/staff/complaints/{complaint}/stop", outcome="stopped", shown="a" * 26)

    assert "There is nothing to decide now." in page.text
    assert stored(portal)[0].state == "held"


def test_a_wish_about_another_complaint_stops_nothing(
    amira: Browser, ben: Browser, olive: Browser, portal: Installation, waiting: str
) -> None:
    his = complain(ben)
    hold(olive, his)
    assert waiting
    (stop,) = stored_stops(portal)
    olive.get(f"/staff/complaints/{his}/stop")

    page = olive.post(f"/staff/complaints/{his}/stop", outcome="stopped", shown=stop.id)

    assert page.status == 422
    assert {row.state for row in stored(portal)} == {"held"}
    assert "You asked us to stop" in amira.get("/m/unhappy").text


def test_a_stale_token_decides_nothing(olive: Browser, waiting: str, portal: Installation) -> None:
    before = stored(portal), stored_stops(portal)

    page = olive.post(f"/staff/complaints/{waiting}/stop", form_token="stale", outcome="stopped")

    assert page.status == 403
    assert (stored(portal), stored_stops(portal)) == before


def test_what_is_stopped_waits_no_more_on_the_desk(olive: Browser, waiting: str) -> None:
    decide(olive, waiting, "stopped")

    assert "No complaint waits for an answer." in olive.get("/staff/complaints").text


def test_each_copy_of_the_reason_and_of_the_words_opens_only_for_whom_it_is_meant(
    olive: Browser, waiting: str, portal: Installation, people: World
) -> None:
    decide(olive, waiting, "goes_on", BECAUSE)
    (stop,) = stored_stops(portal)

    with families.as_member(portal, people.amira) as hers:
        assert hers.own.open(stop.own_sealed, stop.place("own_sealed")) == WHY
        assert stop.answer_own_sealed
        assert hers.own.open(stop.answer_own_sealed, stop.place("answer_own_sealed")) == BECAUSE
        with pytest.raises(SealBroken):
            hers.own.open(stop.officer_sealed, stop.place("officer_sealed"))
    with families.as_member(portal, people.ben) as his, pytest.raises(SealBroken):
        his.own.open(stop.own_sealed, stop.place("own_sealed"))
    with families.as_case_worker(portal, people.sam, people.family.id) as case, pytest.raises(SealBroken):
        case.professionals.open(stop.officer_sealed, stop.place("officer_sealed"))

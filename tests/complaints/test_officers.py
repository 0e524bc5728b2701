"""Complaints officers: who takes a complaint, who may not, and how it is answered once."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.service import history
from app.families.models import Role
from tests.complaints.acts import STORY, complain, hold, reply_to, stored
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import OTHER_COUNCIL, World

ANSWER = "You were right.\nThe chair says sorry."


def _actions(portal: Installation, complaint: str) -> list[str]:
    with transaction(portal, writes=False) as session:
        return [entry.action for entry in history(session, "complaints", complaint)]


def _order(page: str, *parts: str) -> bool:
    places = [page.index(part) for part in parts]
    return places == sorted(places)


def test_the_list_says_who_has_what_and_nothing_of_what_it_says(
    amira: Browser, ben: Browser, olive: Browser, pat: Browser, people: World
) -> None:
    complain(amira)
    hold(pat, complain(ben, "Nobody rang me."))

    page = olive.get("/staff/complaints")

    assert people.family.reference in page.text
    assert "Tuesday 24 November 2026, 10:00" in page.text
    assert "Nobody has it" in page.text
    assert "Pat Okoro" in page.text
    for secret in ("spoke over", "Nobody rang", "Amira", "Haddad", "Ben", "Carver"):
        assert secret not in page.html


def test_the_one_that_waits_longest_stands_first(
    amira: Browser, ben: Browser, olive: Browser, clock: Clock
) -> None:
    complain(amira)
    clock.move(minutes=7)
    complain(ben)

    assert _order(olive.get("/staff/complaints").text, "10:00", "10:07")


def test_an_empty_list_says_so(olive: Browser) -> None:
    assert "No complaint waits for an answer." in olive.get("/staff/complaints").text


def test_the_officer_who_holds_it_reads_it_and_that_is_on_record(
    amira: Browser, olive: Browser, portal: Installation
) -> None:
    complaint = complain(amira, way="letter")

    page = hold(olive, complaint)

    assert "You have this complaint now." in page.text
    assert "Amira Haddad" in page.text
    assert "Parent" in page.text
    assert "By letter" in page.text
    assert STORY.splitlines()[0] in page.text
    assert _actions(portal, complaint) == [
        Action.COMPLAINT_MADE,
        Action.COMPLAINT_HELD,
        Action.COMPLAINT_READ,
    ]


def test_an_officer_who_does_not_hold_it_cannot_read_it(amira: Browser, olive: Browser, pat: Browser) -> None:
    complaint = complain(amira)
    address = f"/staff/complaints/{complaint}"
    assert olive.get(address).status == 404
    hold(pat, complaint)

    for part in ("", "/answer", "/check"):
        assert olive.get(address + part).status == 404
    olive.get("/staff/complaints")
    assert olive.post(address + "/answer", text="Mine.", seen_version="0").status == 404
    assert olive.post(address + "/check", seen_version="0").status == 404
    assert olive.post(address + "/named").status == 404
    assert "Somebody else was first." in hold(olive, complaint).text


def test_taking_it_twice_takes_it_once(amira: Browser, olive: Browser, portal: Installation) -> None:
    complaint = complain(amira)

    hold(olive, complaint)
    again = hold(olive, complaint)

    assert again.url == f"/staff/complaints/{complaint}"
    assert _actions(portal, complaint).count(Action.COMPLAINT_HELD) == 1


def test_a_named_officer_cannot_hold_it(
    amira: Browser, olive: Browser, pat: Browser, portal: Installation
) -> None:
    complaint = complain(amira, "Mrs STONE never rang me back.")

    refused = hold(olive, complaint)

    assert refused.url == "/staff/complaints"
    assert "Your name stands in this complaint." in refused.text
    assert "You are named in it." in refused.text
    assert "never rang" not in refused.html
    assert stored(portal)[0].state == "received"
    assert _actions(portal, complaint)[-1] == Action.COMPLAINT_HOLD_REFUSED
    assert "Nobody has opened it yet." in amira.get(f"/m/unhappy/{complaint}").text
    assert hold(olive, complaint).url == "/staff/complaints"
    assert hold(pat, complaint).status == 200
    assert olive.post(f"/staff/complaints/{complaint}/put-back").status == 404


def test_an_officer_says_that_it_is_about_them_and_never_gets_it_again(
    amira: Browser, olive: Browser, pat: Browser
) -> None:
    complaint = complain(amira, "The woman in your team with the red scarf laughed.")
    page = hold(olive, complaint)

    listed = olive.press(page, f"/staff/complaints/{complaint}/named")

    assert "You are named in it." in listed.text
    assert olive.get(f"/staff/complaints/{complaint}").status == 404
    assert "Your name stands in this complaint." in hold(olive, complaint).text
    assert "red scarf" in hold(pat, complaint).text


def test_it_can_be_given_back_with_what_was_written(amira: Browser, olive: Browser, pat: Browser) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    olive.submit(f"/staff/complaints/{complaint}/answer", text="Half an answer", then="later")
    page = olive.get(f"/staff/complaints/{complaint}")

    listed = olive.press(page, f"/staff/complaints/{complaint}/put-back")

    assert "Somebody else can take it." in listed.text
    assert "Nobody has this complaint any more." in olive.post(f"/staff/complaints/{complaint}/put-back").text
    hold(pat, complaint)
    assert pat.get(f"/staff/complaints/{complaint}/answer").value_of("text") == "Half an answer"


def test_a_colleague_can_free_a_complaint_of_somebody_who_is_away(
    amira: Browser, olive: Browser, pat: Browser, portal: Installation
) -> None:
    complaint = complain(amira)
    hold(pat, complaint)
    page = olive.get("/staff/complaints")

    olive.press(page, f"/staff/complaints/{complaint}/put-back")

    assert pat.get(f"/staff/complaints/{complaint}").status == 404
    assert STORY.splitlines()[0] in hold(olive, complaint).text
    assert Action.COMPLAINT_RELEASED in _actions(portal, complaint)


def test_an_answer_is_written_looked_at_and_sent(
    amira: Browser, olive: Browser, portal: Installation, postbox: Postbox
) -> None:
    complaint = complain(amira)
    postbox.deliver()
    hold(olive, complaint)

    check = olive.submit(f"/staff/complaints/{complaint}/answer", text=ANSWER)
    assert check.soup.select_one(".own-words").get_text() == ANSWER  # type: ignore[union-attr]
    sent = olive.press(check, f"/staff/complaints/{complaint}/check")

    assert "The answer is sent. A message tells the person that there is something new." in sent.text
    assert "Answered on Tuesday 24 November 2026, 10:00" in sent.text
    assert [message.to for message in postbox.deliver()] == ["amira@barnsley.example.org"]
    assert ANSWER.splitlines()[0] in amira.get(f"/m/unhappy/{complaint}").text
    assert "Ended, the newest first" in olive.get("/staff/complaints").text
    row = stored(portal)[0]
    assert row.state == "answered"
    assert ANSWER.encode() not in (row.answer_sealed or b"") + (row.answer_own_sealed or b"")


def test_the_message_says_nothing_of_it(amira: Browser, olive: Browser, postbox: Postbox) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    reply_to(olive, complaint, ANSWER)

    message = postbox.deliver()[-1]

    for word in ("complain", "unhappy", "answer", "Amira", complaint):
        assert word not in message.subject + message.body


@pytest.mark.parametrize("way", ["letter", "phone"])
def test_who_asked_for_another_way_gets_no_message(
    amira: Browser, olive: Browser, postbox: Postbox, way: str
) -> None:
    complaint = complain(amira, way=way)
    hold(olive, complaint)
    postbox.deliver()

    sent = reply_to(olive, complaint, ANSWER)

    assert "Now give it in the way that this person asked for." in sent.text
    assert postbox.deliver() == []
    assert "You were right." in amira.get(f"/m/unhappy/{complaint}").text


def test_the_check_says_how_the_person_asked_to_be_answered(amira: Browser, olive: Browser) -> None:
    for way, words in (("letter", "asked for a letter"), ("phone", "asked for a phone call")):
        complaint = complain(amira, way=way)
        hold(olive, complaint)

        assert words in olive.submit(f"/staff/complaints/{complaint}/answer", text=ANSWER).text


def test_nobody_is_written_to_before_it_is_known_to_be_safe(
    app: FastAPI, portal: Installation, people: World, olive: Browser, postbox: Postbox
) -> None:
    grace = families.add_member(portal, people.ada, people.family, "Grace Lund", safe_contact=None)
    complaint = complain(Browser(app, grace))
    hold(olive, complaint)

    sent = reply_to(olive, complaint, ANSWER)

    assert "No message goes out to this person" in sent.text
    assert grace.contact not in [message.to for message in postbox.deliver()]


def test_two_taps_send_one_answer(
    amira: Browser, olive: Browser, portal: Installation, postbox: Postbox
) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    check = olive.submit(f"/staff/complaints/{complaint}/answer", text=ANSWER)
    postbox.deliver()

    olive.press(check, f"/staff/complaints/{complaint}/check")
    again = olive.press(check, f"/staff/complaints/{complaint}/check")

    assert "The answer was sent before." in again.text
    assert _actions(portal, complaint).count(Action.COMPLAINT_ANSWERED) == 1
    assert len(postbox.deliver()) == 1


def test_an_answer_that_was_sent_cannot_be_changed(amira: Browser, olive: Browser) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    reply_to(olive, complaint, ANSWER)

    olive.get("/staff/complaints")
    assert olive.post(f"/staff/complaints/{complaint}/answer", text="No.", seen_version="1").status == 404
    assert "Nobody has this complaint any more." in olive.post(f"/staff/complaints/{complaint}/put-back").text
    assert "You were right." in amira.get(f"/m/unhappy/{complaint}").text


def test_an_empty_answer_is_not_sent(amira: Browser, olive: Browser) -> None:
    complaint = complain(amira)
    hold(olive, complaint)

    page = reply_to(olive, complaint, "  ")

    assert page.status == 422
    assert "Write the answer first, then send it." in page.text


def test_only_the_answer_that_was_looked_at_is_sent(amira: Browser, olive: Browser) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    check = olive.submit(f"/staff/complaints/{complaint}/answer", text=ANSWER)
    olive.submit(f"/staff/complaints/{complaint}/answer", text="Another answer.", then="later")

    changed = olive.press(check, f"/staff/complaints/{complaint}/check")

    assert changed.status == 422
    assert "The answer was changed on another page." in changed.text
    assert "Another answer." in changed.text
    assert "Answered" not in olive.press(changed, f"/staff/complaints/{complaint}/check").heading
    assert "Another answer." in amira.get(f"/m/unhappy/{complaint}").text


def test_an_answer_saves_itself(amira: Browser, olive: Browser) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    address = f"/staff/complaints/{complaint}/answer"
    fields = {"form_token": olive.get(address).value_of("form_token"), "seen_version": "0", "text": ANSWER}

    saved = [olive.client.post(address, data=fields, headers={"x-autosave": "1"}) for _ in range(2)]

    assert [answer.status_code for answer in saved] == [204, 204]
    assert saved[1].headers["x-draft-version"] == "1"
    assert olive.get(address).value_of("text") == ANSWER
    assert "Go on with the answer" in olive.get(f"/staff/complaints/{complaint}").text


def test_two_pages_of_one_officer_cost_no_word(amira: Browser, olive: Browser) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    address = f"/staff/complaints/{complaint}/answer"
    first = olive.get(address)
    olive.submit(address, text="From the second page.", then="later")

    both = olive.press(first, address, text="From the first page.")

    assert both.status == 409
    assert "From the second page." in both.text
    assert both.value_of("text") == "From the first page."
    assert olive.press(both, address, text="Both.").url.endswith("/check")


@pytest.mark.parametrize("text", ["x" * 20_001, "kept\x00"])
def test_a_spoiled_answer_keeps_the_words(amira: Browser, olive: Browser, text: str) -> None:
    complaint = complain(amira)
    hold(olive, complaint)

    page = olive.submit(f"/staff/complaints/{complaint}/answer", text=text)

    assert page.status == 422
    assert page.value_of("text") == text.replace("\x00", "")


@pytest.mark.parametrize("part", ["/hold", "/put-back", "/named", "/answer", "/check"])
def test_a_stale_token_changes_nothing(
    amira: Browser, olive: Browser, portal: Installation, part: str
) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    before = stored(portal)

    page = olive.post(f"/staff/complaints/{complaint}{part}", form_token="stale")

    assert page.status == 403
    assert stored(portal) == before


def test_an_invented_version_is_refused(amira: Browser, olive: Browser) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    address = f"/staff/complaints/{complaint}/check"
    olive.get("/staff/complaints")

    assert olive.post(address, seen_version="x").status == 422


def test_another_councils_officer_finds_nothing(
    amira: Browser, app: FastAPI, portal: Installation, olive: Browser
) -> None:
    complaint = complain(amira)
    stranger: Someone = families.add_staff(portal, OTHER_COUNCIL, "Kit Lane", Role.COMPLAINTS_OFFICER)
    kit = Browser(app, stranger)

    assert "No complaint waits for an answer." in kit.get("/staff/complaints").text
    assert hold(kit, complaint).status == 404
    hold(olive, complaint)
    for part in ("", "/answer", "/check"):
        assert kit.get(f"/staff/complaints/{complaint}{part}").status == 404
    assert kit.post(f"/staff/complaints/{complaint}/put-back").status == 404

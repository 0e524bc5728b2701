"""Following a complaint: where it is, in words; taking it back; the answer, for its sender alone."""

import pytest

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.audit.models import Action
from app.audit.service import history
from app.complaints import service
from tests.complaints.acts import CHECK, STORY, WRITE, complain, hold, reply_to, stored, write
from tests.support import families
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.world import World

ANSWER = "You were right.\nThe chair says sorry."


def _actions(portal: Installation, complaint: str) -> list[str]:
    with transaction(portal, writes=False) as session:
        return [entry.action for entry in history(session, "complaints", complaint)]


def test_each_state_is_said_in_words(amira: Browser, olive: Browser, clock: Clock) -> None:
    complaint = complain(amira)
    address = f"/m/unhappy/{complaint}"
    assert "Nobody has opened it yet." in amira.get(address).text

    clock.move(minutes=5)
    hold(olive, complaint)
    held = amira.get(address)
    assert "A complaints officer has opened it." in held.text
    assert "Tuesday 24 November 2026, 10:05" in held.text
    assert "Olive" not in held.text

    olive.post(f"/staff/complaints/{complaint}/put-back")
    assert "Another one has to take it." in amira.get(address).text

    hold(olive, complaint)
    reply_to(olive, complaint, ANSWER)
    answered = amira.get(address)
    assert "We have answered you" in answered.text
    assert answered.soup.select_one(".own-words").get_text() == ANSWER  # type: ignore[union-attr]
    assert "If you do not agree with the answer" in answered.text
    assert "customerresolutionteam@barnsley.gov.uk" in answered.text
    assert "stays in place until you are told that it has changed" in answered.text


def test_no_day_is_promised_that_the_council_did_not_state(amira: Browser) -> None:
    page = amira.get(f"/m/unhappy/{complain(amira)}")

    assert "The council does not say here how long an answer takes." in page.text
    assert "working day" not in page.text


def test_a_complaint_can_be_taken_back_until_somebody_opened_it(
    amira: Browser, olive: Browser, portal: Installation
) -> None:
    complaint = complain(amira)
    confirm = amira.get(f"/m/unhappy/{complaint}/take-back")
    assert confirm.heading == "Take it back?"

    page = amira.press(confirm, f"/m/unhappy/{complaint}/take-back")

    assert "You took it back." in page.text
    assert "Nobody can read it now." in page.text
    assert STORY.splitlines()[0] in page.text
    assert complaint not in olive.get("/staff/complaints").html
    assert hold(olive, complaint).status == 404
    row = stored(portal)[0]
    assert (row.state, row.officer_sealed) == ("taken_back", None)
    assert _actions(portal, complaint) == [Action.COMPLAINT_MADE, Action.TAKEN_BACK]


def test_words_that_were_taken_back_can_be_changed_and_sent_again(
    amira: Browser, portal: Installation
) -> None:
    complaint = complain(amira)
    amira.submit(f"/m/unhappy/{complaint}/take-back")

    assert amira.get(WRITE + "what-happened").value_of("words") == STORY
    amira.submit(CHECK)
    assert [row.state for row in stored(portal)] == ["taken_back", "received"]


def test_taking_back_touches_no_other_words(amira: Browser) -> None:
    complaint = complain(amira)
    amira.submit(WRITE + "what-happened", words="A second one.", then="later")

    amira.submit(f"/m/unhappy/{complaint}/take-back")

    assert amira.get(WRITE + "what-happened").value_of("words") == "A second one."


def test_an_opened_complaint_cannot_be_taken_back(amira: Browser, olive: Browser) -> None:
    complaint = complain(amira)
    confirm = amira.get(f"/m/unhappy/{complaint}/take-back")
    hold(olive, complaint)

    late = amira.press(confirm, f"/m/unhappy/{complaint}/take-back")

    assert "It cannot be taken back any more." in late.text
    assert "A complaints officer has opened it." in late.text
    assert "It cannot be taken back any more." in amira.get(f"/m/unhappy/{complaint}/take-back").text
    olive.post(f"/staff/complaints/{complaint}/put-back")
    assert "cannot be taken back" in amira.press(confirm, f"/m/unhappy/{complaint}/take-back").text


def test_taking_back_twice_takes_back_once(amira: Browser, portal: Installation) -> None:
    complaint = complain(amira)
    confirm = amira.get(f"/m/unhappy/{complaint}/take-back")

    amira.press(confirm, f"/m/unhappy/{complaint}/take-back")
    amira.press(confirm, f"/m/unhappy/{complaint}/take-back")

    assert _actions(portal, complaint).count(Action.TAKEN_BACK) == 1


def test_a_stale_token_takes_nothing_back(amira: Browser, portal: Installation) -> None:
    complaint = complain(amira)

    page = amira.post(f"/m/unhappy/{complaint}/take-back", form_token="stale")

    assert page.status == 403
    assert page.heading == "Take it back?"
    assert stored(portal)[0].state == "received"


def test_reading_the_answer_is_on_record_and_changes_nothing(
    amira: Browser, olive: Browser, portal: Installation
) -> None:
    complaint = complain(amira)
    hold(olive, complaint)
    reply_to(olive, complaint, ANSWER)
    before = stored(portal)[0]

    amira.get(f"/m/unhappy/{complaint}")

    assert stored(portal)[0] == before
    assert _actions(portal, complaint)[-1] == Action.ANSWER_READ


def test_the_first_page_is_told_of_ones_own_complaints_only(
    amira: Browser, ben: Browser, portal: Installation, people: World
) -> None:
    complaint = complain(amira)
    write(ben)

    with families.as_member(portal, people.amira) as scope:
        hers = service.overview(scope)
    with families.as_member(portal, people.ben) as scope:
        his = service.overview(scope)

    assert ([one.id for one in hers.complaints], hers.is_begun) == ([complaint], False)
    assert (his.complaints, his.is_begun) == ([], True)


@pytest.mark.parametrize("address", ["", "/take-back"])
def test_an_invented_complaint_is_not_found(amira: Browser, address: str) -> None:
    assert amira.get(f"/m/unhappy/{'a' * 26}{address}").status == 404
    assert amira.get(f"/m/unhappy/nothing{address}").status == 404

"""Getting ready to speak, on pages, without any script."""

from fastapi import FastAPI

from app.access.scopes import Installation
from app.kit.forms import LONG_TEXT
from tests.preparation.conftest import MakePair
from tests.support import families, world
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.world import World

KENSINGTON = [
    ("why_worried", "Why are people worried about your children?"),
    ("people_need_to_know", "What do people need to know more about?"),
    ("works_well", "What works well in your family?"),
    ("are_children_safe", "Are your children safe?"),
    ("you_need_to_know", "What do you need to know more about?"),
    ("needs_to_change", "What needs to change, and who can help you to make those changes?"),
]


def states(page: ShownPage) -> list[str]:
    """Return the state of each question on the list."""
    return [" ".join(one.get_text().split()) for one in page.soup.select(".tasks li p")]


def answer(browser: Browser, question: str, *, follow: bool = True, **fields: str) -> ShownPage:
    """Open a question, write and press a button."""
    return browser.submit(f"/m/prepare/{question}", follow=follow, **({"then": "continue"} | fields))


def send(browser: Browser) -> ShownPage:
    """Open the check page and press Send."""
    return browser.submit("/m/prepare/check", action="/m/prepare/send")


def test_the_six_questions_of_kensington_from_first_word_to_receipt(pair_in: MakePair) -> None:
    pair = pair_in("kensington-and-chelsea")
    phone = pair.phone()
    page = phone.get("/m/prepare")
    assert states(page) == ["Not started"] * 6
    assert "from Heard" not in page.text

    for number, (question, text) in enumerate(KENSINGTON, start=1):
        page = phone.get(f"/m/prepare/{question}")
        assert page.heading == text
        assert page.title.startswith(f"Question {number} of 6")
        page = phone.press(page, f"/m/prepare/{question}", words=f"Answer {number}", then="continue")
        if question == "are_children_safe":
            assert page.heading == "If a child is not safe"
            assert page.text.index("999") < page.text.index("Your answer is saved")
            page = phone.get("/m/prepare/you_need_to_know")
    assert page.heading == "Check your answers"
    for number in range(1, 7):
        assert f"Answer {number}" in page.text
    assert "the other parent perhaps too" in page.text

    receipt = phone.press(page, "/m/prepare/send")

    assert receipt.heading == "Your answers are sent"
    assert "Tuesday 24 November 2026, 10:00" in receipt.text
    assert "Answer 6" in receipt.text
    assert states(phone.get("/m/prepare")) == ["Sent on Tuesday 24 November 2026, 10:00"] * 6


def test_the_three_columns_and_the_scale_of_northamptonshire(pair_in: MakePair) -> None:
    pair = pair_in("northamptonshire")
    phone = pair.phone()
    page = phone.get("/m/prepare/worried")
    assert "Show me some ideas" in page.text
    assert "Harm: what has happened that worries you?" in page.text
    assert "straight away" in page.text
    answer(phone, "worried", words="The stairs")
    answer(phone, "working_well", words="Bedtime")

    page = answer(phone, "needs_to_happen", words="A gate")

    assert page.url == "/m/prepare/scale"
    assert page.heading == "Think of a scale from 0 to 10. Where would you put things today?"
    legend = page.soup.select_one("legend")
    assert legend is not None
    assert "someone must act now" in legend.get_text()
    assert "no real worries" in legend.get_text()
    assert not page.soup.select("input[checked]")
    assert len(page.soup.select("input[type=radio]")) == 13

    page = phone.press(page, "/m/prepare/scale", score="7", words="It got better", then="continue")
    assert page.heading == "Check your answers"
    assert "7" in page.text
    send(phone)

    desk = pair.desk()
    page = desk.get(f"/staff/families/{pair.family_id}/preparations")
    page = desk.get(page.soup.select_one("tbody a")["href"])  # type: ignore[index,arg-type]
    page = desk.press(page, f"{page.url}/open")
    assert "It got better" in page.text
    assert "10 means: There are no real worries" in page.text


def test_a_low_number_brings_help_first_and_is_saved(pair_in: MakePair) -> None:
    phone = pair_in("northamptonshire").phone()

    page = answer(phone, "scale", score="2")

    assert page.heading == "If a child is not safe"
    assert "Your answer is saved" in page.text
    assert "National Domestic Abuse Helpline" in page.text
    assert "straight away" in page.text
    assert "Ask your social worker which number to call" in page.text
    again = phone.get("/m/prepare/scale")
    assert again.text.startswith("Is someone in danger now?")
    assert again.soup.select_one("input[checked]")["value"] == "2"  # type: ignore[index]
    assert phone.get("/m/prepare/check").text.startswith("Is someone in danger now?")


def test_a_number_can_be_cleared_and_its_reasons_stay(pair_in: MakePair) -> None:
    phone = pair_in("northamptonshire").phone()
    answer(phone, "scale", score="not_sure", words="Hard to say")

    page = answer(phone, "scale", score="not_sure", words="Hard to say", then="clear")

    assert page.url == "/m/prepare/scale"
    assert not page.soup.select("input[checked]")
    assert page.value_of("words") == "Hard to say"


def test_a_council_without_a_form_gets_the_general_one_and_says_so(amira: Browser) -> None:
    page = amira.get("/m/prepare")

    assert "These questions come from this site, not from your council." in page.text
    assert len(states(page)) == 6
    assert page.soup.select(".tasks li")[-1].get_text().strip().startswith("On a scale from 0 to 10")


def test_come_back_later_saves_and_returns_to_the_list(amira: Browser) -> None:
    page = answer(amira, "going_well", words="School", then="later")

    assert page.url == "/m/prepare"
    assert "Your words are saved." in page.text
    assert "Started. Saved on Tuesday 24 November 2026, 10:00" in states(page)
    assert amira.get("/m/prepare/going_well").value_of("words") == "School"


def test_help_comes_before_the_list_too(amira: Browser) -> None:
    page = answer(amira, "worries", words="He came to the door", then="later")

    assert page.heading == "If a child is not safe"


def test_nothing_answered_is_nothing_to_send(amira: Browser) -> None:
    page = amira.get("/m/prepare/check")
    assert "There is nothing to send" in page.text

    page = amira.post("/m/prepare/send", submission_key="0" * 32)

    assert page.status == 422
    assert "Write an answer first" in page.text


def test_a_second_tap_back_and_a_retry_give_the_same_receipt(amira: Browser) -> None:
    answer(amira, "going_well", words="School")
    check = amira.get("/m/prepare/check")
    first = amira.press(check, "/m/prepare/send", follow=False)

    second = amira.press(check, "/m/prepare/send", follow=False)
    after_back = amira.submit("/m/prepare/check", action="/m/prepare/send", follow=False)

    assert first.status == 303
    assert first.location == second.location == after_back.location
    assert len(amira.get("/m/prepare").soup.select(".lines a[href^='/m/prepare/sent/']")) == 1


def test_what_changed_elsewhere_is_shown_before_it_is_sent(amira: Browser) -> None:
    answer(amira, "going_well", words="School")
    check = amira.get("/m/prepare/check")
    answer(amira, "going_well", words="School and football")

    page = amira.press(check, "/m/prepare/send")

    assert page.status == 422
    assert "changed on another phone" in page.text
    assert "School and football" in page.text
    assert amira.press(page, "/m/prepare/send").heading == "Your answers are sent"


def test_changed_answers_can_be_sent_again(amira: Browser, clock: Clock) -> None:
    answer(amira, "going_well", words="School")
    first = send(amira)
    clock.move(minutes=5)
    answer(amira, "going_well", words="School and football")

    second = send(amira)

    assert second.heading == "Your answers are sent"
    assert second.url != first.url
    assert len(amira.get("/m/prepare").soup.select(".lines a[href^='/m/prepare/sent/']")) == 2


def test_after_the_meeting_began_answers_are_taken_and_stamped_late(amira: Browser, clock: Clock) -> None:
    answer(amira, "going_well", words="School")
    clock.move_to(world.MEETS_AT)
    again = Browser(amira.app, amira.who)
    assert "The meeting has begun." in again.get("/m/prepare/check").text

    page = send(again)

    assert page.heading == "Your answers are sent"
    assert "It is marked as late." in page.text


def test_the_printed_sheet_has_answers_and_room_to_write(amira: Browser) -> None:
    answer(amira, "going_well", words="School")

    page = amira.get("/m/prepare/print")

    assert "School" in page.text
    assert len(page.soup.select("main hr")) == 5 * 4
    assert not page.soup.select(".doors")


def test_words_longer_than_can_be_sent_are_kept_and_said_so(amira: Browser) -> None:
    long = "ب" * (LONG_TEXT + 1)

    page = answer(amira, "going_well", words=long)

    assert page.status == 422
    assert "too long to send" in page.text
    assert page.title.startswith("Error:")
    assert page.value_of("words") == long
    assert amira.get("/m/prepare/going_well").value_of("words") == long
    assert amira.submit("/m/prepare/check", action="/m/prepare/send").status == 422
    fixed = answer(amira, "going_well", words=long[1:])
    assert fixed.url == "/m/prepare/should_know"
    assert send(amira).heading == "Your answers are sent"


def test_what_cannot_be_shown_is_taken_out_and_the_rest_stays(amira: Browser) -> None:
    page = amira.post("/m/prepare/going_well", words="be\x00fore", then="continue", seen_version="0")

    assert page.status == 422
    assert page.value_of("words") == "before"
    response = amira.client.post(
        "/m/prepare/going_well",
        content=f"form_token={amira.token()}&words=caf%E9+creme".encode(),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert response.status_code == 422
    assert ShownPage(response).value_of("words") == "caf creme"


def test_a_field_sent_twice_is_not_guessed_at(amira: Browser) -> None:
    page = amira.post("/m/prepare/going_well", words=["one", "two"])

    assert page.status == 422
    assert page.value_of("words") == "two"
    assert amira.get("/m/prepare/going_well").value_of("words") == ""


def test_a_number_that_is_no_answer_is_refused_in_words(amira: Browser) -> None:
    page = amira.post("/m/prepare/scale", score="11", words="kept")

    assert page.status == 422
    assert page.value_of("words") == "kept"


def test_an_old_page_keeps_its_words(amira: Browser) -> None:
    page = amira.post("/m/prepare/going_well", words="My words", form_token="old")

    assert page.status == 403
    assert page.value_of("words") == "My words"
    saved = amira.press(page, "/m/prepare/going_well", words="My words", then="later")
    assert saved.status == 200
    assert amira.get("/m/prepare/going_well").value_of("words") == "My words"


def test_an_old_page_sends_and_takes_back_nothing(amira: Browser) -> None:
    answer(amira, "going_well", words="School")
    page = amira.post("/m/prepare/send", submission_key="0" * 32, form_token="old")
    assert page.status == 403
    assert "School" in page.text
    sent = send(amira)

    page = amira.post(f"{sent.url}/take-back", form_token="old")

    assert page.status == 403
    assert page.heading == "Your answers are sent"


def test_there_are_no_other_questions(amira: Browser) -> None:
    assert amira.get("/m/prepare/no_such_question").status == 404
    assert amira.post("/m/prepare/no_such_question", words="x").status == 404
    assert amira.get("/m/prepare/Going").status == 404


def test_without_a_meeting_there_is_nothing_to_get_ready_for(
    app: FastAPI, portal: Installation, people: World
) -> None:
    newcomer = families.add_member(portal, people.ada, people.family, "Nadia Brook")
    phone = Browser(app, newcomer)

    page = phone.get("/m/prepare")

    assert page.status == 404
    assert "There is no meeting to get ready for yet." in page.text

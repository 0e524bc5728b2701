"""Writing a complaint without JavaScript, on two phones, with a bad signal, and twice: no word is lost."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from app.access.scopes import Installation
from app.drafts import service as drafts
from tests.complaints.acts import CHECK, STORY, WRITE, answer, complain, stored, write
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.world import World

FORM = "application/x-www-form-urlencoded"


def _send_raw(browser: Browser, path: str, body: bytes, **headers: str) -> ShownPage:
    response = browser.client.post(path, content=body, headers={"content-type": FORM, **headers})
    page = ShownPage(response)
    if page.html:
        browser.on_page(page)
    return page


def test_a_parent_writes_sends_and_follows_a_complaint(amira: Browser) -> None:
    assert amira.get("/m/unhappy").heading == "If you are unhappy"
    first = amira.get(WRITE + "what-happened")
    assert first.heading == "What happened?"
    assert "Question 1 of 5" in first.text

    pages = [
        answer(amira, "what-happened", words=STORY),
        answer(amira, "about", chosen=["plan", "other"]),
        answer(amira, "who", words="The chair"),
        answer(amira, "help", words="Hold it again."),
        answer(amira, "reply", way="phone", words="After six, please."),
    ]
    assert [page.heading for page in pages] == [
        "What is it about?",
        "Is it about somebody?",
        "What would put it right?",
        "How do you want your answer?",
        "Check what you wrote",
    ]
    for words in ("The chair spoke over me.", "The plan", "Something else", "By phone", "After six, please."):
        assert words in pages[-1].text
    receipt = amira.submit(CHECK)

    assert receipt.heading == "What you told us"
    assert "We have it. You can follow it on this page." in receipt.text
    assert "Reference" in receipt.text
    assert "Nobody has opened it yet." in receipt.text
    assert "Tuesday 24 November 2026, 10:00" in receipt.text
    assert STORY in receipt.soup.select_one(".own-words").get_text()  # type: ignore[union-attr]
    assert "We have it" in amira.get("/m/unhappy").text


def test_the_receipt_is_the_one_of_all_that_was_sent(
    amira: Browser, portal: Installation, people: World
) -> None:
    complaint = complain(amira)

    with families.as_member(portal, people.amira) as scope:
        receipt = drafts.receipt(scope, complaint)
    assert receipt
    assert receipt.kind == "complaint"
    assert receipt.reference in amira.get(f"/m/unhappy/{complaint}").text


def test_only_two_questions_need_an_answer(amira: Browser) -> None:
    empty = answer(amira, "what-happened", words="  ")
    assert empty.status == 422
    assert empty.title.startswith("Error: What happened")
    assert "Tell us what happened, then go on." in empty.text

    answer(amira, "what-happened", words=STORY)
    assert answer(amira, "about").heading == "Is it about somebody?"
    assert answer(amira, "who", words="").heading == "What would put it right?"
    assert answer(amira, "help", words="").heading == "How do you want your answer?"
    no_way = answer(amira, "reply", words="Not on Mondays.")
    assert no_way.status == 422
    assert "Tell us how to answer you, then go on." in no_way.text
    assert no_way.value_of("words") == "Not on Mondays."


def test_nothing_is_sent_without_what_is_needed(amira: Browser, portal: Installation) -> None:
    answer(amira, "who", words="The chair")

    page = amira.submit(CHECK)

    assert page.status == 422
    assert "Tell us what happened, then go on." in page.text
    assert "Tell us how to answer you, then go on." in page.text
    assert stored(portal) == []


def test_coming_back_later_keeps_every_word_and_sends_nothing(amira: Browser, portal: Installation) -> None:
    page = amira.submit(WRITE + "what-happened", words=STORY, then="later")

    assert "We kept your words. Nothing is sent yet." in page.text
    assert amira.get(WRITE + "what-happened").value_of("words") == STORY
    assert stored(portal) == []


def test_an_empty_page_can_be_left_for_later(amira: Browser) -> None:
    assert amira.submit(WRITE + "what-happened", words="", then="later").url == "/m/unhappy"


def test_a_change_leads_back_to_the_check(amira: Browser) -> None:
    write(amira)

    page = answer(amira, "who", words="The chair")

    assert page.url == CHECK
    assert "The chair" in page.text


def test_a_double_tap_sends_it_once(amira: Browser, portal: Installation) -> None:
    write(amira)
    check = amira.get(CHECK)

    first = amira.press(check, CHECK)
    second = amira.press(check, CHECK)

    assert first.url == second.url
    assert len(stored(portal)) == 1


def test_a_key_of_somebody_else_sends_nothing(amira: Browser, ben: Browser, portal: Installation) -> None:
    write(amira)
    check = amira.get(CHECK)
    amira.press(check, CHECK)
    write(ben)

    refused = ben.submit(CHECK, submission_key=check.value_of("submission_key"))

    assert refused.status == 409
    assert len(stored(portal)) == 1
    assert STORY in ben.get(WRITE + "what-happened").value_of("words")


def test_only_what_was_looked_at_is_sent(amira: Browser, portal: Installation) -> None:
    write(amira)
    check = amira.get(CHECK)
    amira.submit(WRITE + "what-happened", words="It was the other way round.")

    changed = amira.press(check, CHECK)

    assert changed.status == 422
    assert "Your words were changed on another page or phone." in changed.text
    assert "It was the other way round." in changed.text
    assert stored(portal) == []
    assert amira.press(changed, CHECK).heading == "What you told us"


def test_another_complaint_begins_afresh(amira: Browser, portal: Installation) -> None:
    complain(amira)

    assert amira.get(WRITE + "what-happened").value_of("words") == ""
    complain(amira, "Something else happened.")
    assert len(stored(portal)) == 2


Spoil = Callable[[str], bytes]
SPOILED: dict[str, tuple[Spoil, str]] = {
    "too long": (lambda token: _body(token, words="ж" * 20_001), "ж" * 20_001),
    "NUL": (lambda token: _body(token, words="Be\x00fore"), "Before"),
    "broken UTF-8": (lambda token: _body(token) + b"&words=caf%E9%20and%20more", "caf and more"),
    "doubled": (lambda token: _body(token, words=STORY) + b"&words=" + STORY.encode(), STORY),
    "unknown field": (lambda token: _body(token, words=STORY, role="administrator"), STORY),
    "not a version": (
        lambda token: urlencode({"form_token": token, "words": STORY, "seen_version": "x"}).encode(),
        STORY,
    ),
    "not a way on": (lambda token: _body(token, words=STORY, then="elsewhere"), STORY),
    "a choice of another page": (lambda token: _body(token, words=STORY, chosen="plan"), STORY),
}


def _body(token: str, **fields: str) -> bytes:
    return urlencode({"form_token": token, "seen_version": "0", **fields}).encode()


@pytest.mark.parametrize(("spoil", "words"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_form_keeps_the_words(amira: Browser, spoil: Spoil, words: str) -> None:
    token = amira.get(WRITE + "what-happened").value_of("form_token")

    page = _send_raw(amira, WRITE + "what-happened", spoil(token))

    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.value_of("words").replace("\r\n", "\n") == words
    assert page.value_of("seen_version") == "0"


def test_a_stale_token_keeps_the_words(amira: Browser) -> None:
    page = _send_raw(amira, WRITE + "what-happened", _body("stale", words=STORY))

    assert page.status == 403
    assert "Your words are still here." in page.text
    assert page.value_of("words") == STORY


def test_another_site_gets_nothing_back(amira: Browser) -> None:
    headers = {"sec-fetch-site": "cross-site"}

    page = _send_raw(amira, WRITE + "what-happened", _body("stale", words=STORY), **headers)

    assert page.status == 403
    assert "The chair spoke" not in page.html


def test_a_stale_check_page_sends_nothing_and_can_be_sent_again(amira: Browser, portal: Installation) -> None:
    write(amira)

    page = _send_raw(amira, CHECK, urlencode({"form_token": "stale"}).encode())

    assert page.status == 403
    assert stored(portal) == []
    assert amira.press(page, CHECK).heading == "What you told us"


def test_words_in_any_script_and_with_markup_are_shown_as_they_are(amira: Browser) -> None:
    story = "<script>alert(1)</script> قالت لي\n{{ 7*7 }} &amp; 😀"

    complaint = complain(amira, story)

    page = amira.get(f"/m/unhappy/{complaint}")
    assert page.soup.select_one(".own-words").get_text() == story  # type: ignore[union-attr]
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("step", ["nothing", "What-happened", "..%2Fcheck"])
def test_there_are_no_other_questions(amira: Browser, step: str) -> None:
    assert amira.get(WRITE + step).status == 404


def test_a_question_that_the_council_leaves_out_is_not_there(
    amira: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.complaints.rules.question", lambda *_: None)

    assert amira.get(WRITE + "about").status == 404

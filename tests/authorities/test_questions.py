"""Which questions families see, council by council."""

import pytest
from pydantic import ValidationError

from app import main
from app.authorities.facts import Text
from app.authorities.models import Authority
from app.authorities.question_sets import TAKEN, Question
from tests.authorities.councils import KEYS, council


def test_six_questions_in_the_order_of_the_printed_form() -> None:
    questions = council("kensington-and-chelsea").questions

    assert not questions.is_general
    assert [question.id for question in questions.questions] == [
        "why_worried",
        "people_need_to_know",
        "works_well",
        "are_children_safe",
        "you_need_to_know",
        "needs_to_change",
    ]
    assert [question.id for question in questions.questions if question.urgent_help] == ["are_children_safe"]


def test_three_columns_with_prompts_and_a_scale_with_words_at_both_ends() -> None:
    *columns, scale = council("northamptonshire").questions.questions

    assert [(column.text.en, len(column.prompts)) for column in columns] == [
        ("What are you worried about?", 2),
        ("What is working well?", 2),
        ("What needs to happen?", 2),
    ]
    assert scale.is_scale
    assert scale.low_end is not None
    assert scale.low_end.en.startswith("Things are so unsafe")
    assert scale.high_end is not None
    assert scale.high_end.en.startswith("There are no real worries")


def test_the_scale_of_a_form_says_the_same_as_the_facts_about_the_scale() -> None:
    authority = council("northamptonshire")
    scale = authority.questions.question("scale")

    assert scale is not None
    assert scale.text == authority.scale.asks.value
    assert scale.low_end == authority.scale.low_end.value
    assert scale.high_end == authority.scale.high_end.value


@pytest.mark.parametrize("key", ["mid-and-west-wales", "sample-english-council"])
def test_a_council_without_a_form_gets_the_general_questions(key: str) -> None:
    questions = council(key).questions

    assert questions.is_general
    assert questions.intro is not None
    assert "not from your council" in questions.intro.en
    assert not any(question.is_scale for question in questions.questions)


def test_a_council_with_a_scale_and_no_form_gets_the_scale_with_its_own_question() -> None:
    questions = council("barnsley").questions

    assert questions.is_general
    scale = questions.questions[-1]
    assert scale.text.en == "On a scale from 0 to 10, how safe do you think your child is?"
    assert scale.low_end is not None
    assert scale.low_end.en == "the lowest"
    assert questions.id != council("mid-and-west-wales").questions.id


@pytest.mark.parametrize("key", KEYS)
def test_nobody_is_asked_more_than_six_questions(key: str) -> None:
    assert 1 <= len(council(key).questions.questions) <= 6


@pytest.mark.parametrize("key", KEYS)
def test_something_in_every_form_leads_to_urgent_help(key: str) -> None:
    assert any(question.urgent_help for question in council(key).questions.questions)


@pytest.mark.parametrize(("score", "urgent"), [(0, True), (2, True), (3, False), (10, False)])
def test_a_low_number_is_urgent(score: int, *, urgent: bool) -> None:
    for key in ("northamptonshire", "barnsley"):
        scale = council(key).questions.question("scale")
        assert scale is not None
        assert scale.is_urgent(score) is urgent


def test_an_answer_in_words_has_no_number_that_is_urgent() -> None:
    question = council("kensington-and-chelsea").questions.question("why_worried")

    assert question is not None
    assert not question.is_urgent(0)
    assert council("barnsley").questions.question("no_such_question") is None


@pytest.mark.parametrize("key", KEYS)
def test_a_conference_keeps_the_profile_under_which_it_was_called(key: str) -> None:
    authority = council(key)

    kept = Authority.from_snapshot(authority.snapshot())

    assert kept == authority
    assert kept.content_hash == authority.content_hash
    assert kept.questions == authority.questions


def test_no_question_takes_the_name_of_a_page_of_the_portal() -> None:
    pages = {path.split("/")[3] for _, path, _ in main.list_routes() if path.startswith("/m/prepare/")}
    assert {name for name in pages if not name.startswith("{")} == TAKEN

    for name in TAKEN:
        with pytest.raises(ValidationError, match="has this name already"):
            Question(id=name, text=Text({"en": "What helps?"}))

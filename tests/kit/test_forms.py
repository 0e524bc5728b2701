"""A form's fields become values or problems, and what was typed is there either way."""

from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import Field

from app.kit.form_body import Sent, UploadedFile
from app.kit.forms import (
    LONG_TEXT,
    OTHER,
    SHORT_TEXT,
    STALE_STATUS,
    WORDS,
    Form,
    FormOf,
    LongText,
    NothingTyped,
    ShortText,
    Submitted,
    Words,
    blank,
)


class Kind(StrEnum):
    """A choice."""

    ONE = "one"
    TWO = "two"


class Letter(Form):
    """A form with every kind of field."""

    subject: Annotated[ShortText, Words(missing="Give it a name.", too_long="Shorten the name.")]
    body: LongText = ""
    kind: Annotated[Kind, Words(missing="Choose one.", wrong="Choose one of these.")]
    many: list[str] = Field(default_factory=list)
    count: int = 0


def check(*, files: tuple[str, ...] = (), sent: Sent | None = None, **fields: list[str]) -> Submitted[Letter]:
    return FormOf(Letter, files=files).check(sent or Sent(fields=fields))


def problems(submitted: Submitted[Letter]) -> dict[str | None, str]:
    return {problem.field: problem.text for problem in submitted.problems}


def test_a_good_form_has_values() -> None:
    submitted = check(subject=["  Hello "], body=["line\n two "], kind=["one"], many=["a", "b"], count=["3"])

    assert submitted.status == 200
    assert submitted.values == Letter(
        subject="Hello", body="line\n two ", kind=Kind.ONE, many=["a", "b"], count=3
    )


def test_what_is_missing_is_asked_for_in_the_fields_own_words() -> None:
    submitted = check(body=["kept"])

    assert problems(submitted) == {"subject": "Give it a name.", "kind": "Choose one."}
    assert submitted.status == 422
    assert submitted.typed == {"body": "kept"}
    with pytest.raises(ValueError, match="no values"):
        submitted.values  # noqa: B018 - reading it is what is tried


def test_what_is_wrong_is_said_in_words_and_kept() -> None:
    submitted = check(
        subject=["x" * (SHORT_TEXT + 1)], body=["y" * (LONG_TEXT + 1)], kind=["three"], count=["many"]
    )

    assert problems(submitted) == {
        "subject": "Shorten the name.",
        "body": WORDS["string_too_long"],
        "kind": "Choose one of these.",
        "count": OTHER,
    }
    assert submitted.problem_for("body") is not None
    assert dict(submitted.problem_for("body").values)["max_length"] == LONG_TEXT  # type: ignore[union-attr]
    assert len(submitted.typed["body"]) == LONG_TEXT + 1


@pytest.mark.parametrize("length", [LONG_TEXT, LONG_TEXT - 1])
def test_twenty_thousand_characters_fit_in_any_script(length: int) -> None:
    assert check(subject=["Hi"], kind=["one"], body=["ش" * length]).problems == []


def test_a_field_we_did_not_ask_for_is_refused_and_not_shown_again() -> None:
    submitted = check(subject=["Hi"], kind=["one"], is_admin=["yes"])

    assert problems(submitted) == {None: WORDS["extra_forbidden"]}
    assert "is_admin" not in submitted.typed


def test_a_doubled_field_is_a_problem_unless_it_is_a_list() -> None:
    submitted = check(subject=["a", "b"], kind=["one"], many=["a", "b"])

    assert problems(submitted) == {"subject": WORDS["doubled"]}
    assert submitted.typed["subject"] == "b"


def test_broken_signs_are_told_and_the_rest_is_kept() -> None:
    submitted = check(sent=Sent(fields={"subject": ["Hi"], "kind": ["one"]}, broken={"subject"}))

    assert problems(submitted) == {"subject": WORDS["broken_text"]}
    assert submitted.typed["subject"] == "Hi"


def test_a_file_is_taken_only_where_one_is_asked_for() -> None:
    file = UploadedFile("a.pdf", b"%PDF")
    sent = Sent(fields={"subject": ["Hi"], "kind": ["one"]}, files={"file": file})

    assert check(sent=sent, files=("file",)).files == {"file": file}
    refused = check(sent=sent)
    assert refused.files == {}
    assert problems(refused) == {None: WORDS["extra_forbidden"]}


def test_a_rule_adds_a_problem_and_a_stale_form_stays_stale() -> None:
    submitted = check(subject=["Hi"], kind=["one"])
    submitted.refuse("subject", "This name is taken by %(owner)s.", owner="us")
    assert submitted.status == 422

    submitted.status = STALE_STATUS
    submitted.refuse(None, "Another.")
    assert submitted.status == STALE_STATUS
    assert [problem.field for problem in submitted.problems] == ["subject", None]


def test_a_blank_form_is_filled_with_what_is_known() -> None:
    form = blank(Letter, subject="Hi", body=None)

    assert form.typed == {"subject": "Hi"}
    assert form.problems == []
    with pytest.raises(ValueError, match="no fields"):
        blank(Letter, another="field")


def test_a_button_is_a_form_too() -> None:
    assert FormOf(NothingTyped).check(Sent()).problems == []
    assert FormOf(NothingTyped).check(Sent(fields={"x": ["1"]})).status == 422

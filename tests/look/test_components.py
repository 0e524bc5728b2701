"""Every component is valid HTML in which each control has a name and each reference lands."""

import pytest

from app.kit.forms import Problem
from tests.look.conftest import Render
from tests.look.pages import ROOT, Rendered, Typed
from tests.look.samples import SAMPLES, page_with

CONTROLS = ("input", "textarea", "select")
EVERY_FIELD = ("name", "kind", "needs", "agree", "day", "photo", "words", "safe", "tongue")


def names_of_controls(page: Rendered) -> set[str]:
    """Return the ids of the controls that a label names."""
    return {label.get("for", "") for label in page.all("label")}


def shown(page: Rendered) -> None:
    """Check what holds for any page: labels, ids, references, groups."""
    ids = [element.get("id") for element in page.root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for control in page.all(*CONTROLS):
        if control.get("type") != "hidden":
            assert control.get("id") in names_of_controls(page)
    for element in page.root.iter():
        for reference in ("aria-describedby", "aria-labelledby"):
            assert set((element.get(reference) or "").split()) <= set(ids)
    for fieldset in page.all("fieldset"):
        assert next(iter(fieldset)).tag == "legend"


def test_every_component_has_a_sample() -> None:
    files = {path.stem for path in (ROOT / "templates" / "components").glob("*.html")}

    assert files == set(SAMPLES)


@pytest.mark.parametrize("component", SAMPLES)
def test_a_component_is_valid_when_nothing_was_typed(render: Render, component: str) -> None:
    shown(render(page_with(component), form=Typed()))


@pytest.mark.parametrize("component", SAMPLES)
def test_a_component_is_valid_when_something_is_wrong(render: Render, component: str) -> None:
    problems = [Problem(name, "Write at most %(most)s words.", {"most": 3}) for name in EVERY_FIELD]

    shown(render(page_with(component), form=Typed(problems=problems, saved_at="10:42")))


@pytest.mark.parametrize(
    "component", ["input", "textarea", "file_upload", "select", "checkbox", "date_input"]
)
def test_a_problem_is_tied_to_its_field(render: Render, component: str) -> None:
    name = {
        "textarea": "words",
        "file_upload": "photo",
        "select": "tongue",
        "checkbox": "agree",
        "date_input": "day",
    }
    field = name.get(component, "name")

    page = render(page_with(component), form=Typed(problems=[Problem(field, "Say more.")]))

    control = page.by_id(f"field-{field}")
    assert control is not None
    assert control.get("aria-invalid") == "true"
    assert f"field-{field}-problem" in (control.get("aria-describedby") or "")
    links = [link.get("href") for link in page.all("a")]
    assert f"#field-{field}" in links


def test_what_was_typed_comes_back_and_is_never_markup(render: Render) -> None:
    typed = "<script>alert(1)</script>\n & 100%"

    area = render(page_with("textarea"), form=Typed({"words": typed})).by_id("field-words")
    line = render(page_with("input"), form=Typed({"name": typed})).by_id("field-name")

    assert area is not None
    assert line is not None
    assert area.text == typed
    assert line.get("value") == typed


def test_a_first_line_break_is_not_lost(render: Render) -> None:
    area = render(page_with("textarea"), form=Typed({"words": "\nsecond line"})).by_id("field-words")

    assert area is not None
    assert area.text == "\nsecond line"


def test_words_take_their_own_direction(render: Render) -> None:
    for component, name in (("textarea", "words"), ("input", "name")):
        control = render(page_with(component), form=Typed()).by_id(f"field-{name}")
        assert control is not None
        assert control.get("dir") == "auto"


def test_what_was_chosen_stays_chosen(render: Render) -> None:
    form = Typed({"kind": "b", "needs": ["a", "b"], "safe": "0", "tongue": "pl", "agree": "yes"})

    def chosen(component: str) -> list[str | None]:
        marks = render(page_with(component), form=form).all("input", "option")
        return [mark.get("value") for mark in marks if "checked" in mark.attrib or "selected" in mark.attrib]

    assert chosen("radios") == ["b"]
    assert chosen("checkboxes") == ["a", "b"]
    assert chosen("scale") == ["0"]
    assert chosen("select") == ["pl"]
    assert chosen("checkbox") == ["yes"]


def test_one_ticked_answer_is_not_read_as_its_letters(render: Render) -> None:
    page = render(page_with("checkboxes"), form=Typed({"needs": "ab"}))

    assert not [box for box in page.all("input") if "checked" in box.attrib]


def test_the_scale_says_what_its_ends_mean_and_chooses_nothing(render: Render) -> None:
    page = render(page_with("scale"), form=Typed())

    legend = "".join(page.all("legend")[0].itertext())
    assert "0 means: not safe." in legend
    assert "10 means: no worries." in legend
    radios = page.all("input")
    assert [radio.get("value") for radio in radios] == [*map(str, range(11)), "not_said", "not_sure"]
    assert not [radio for radio in radios if "checked" in radio.attrib]


def test_a_form_carries_its_token_and_leaves_checking_to_the_server(render: Render) -> None:
    page = render(page_with("form_to"), form=Typed())

    form = next(found for found in page.all("form") if found.get("action") == "/send")
    assert form.get("method") == "post"
    assert "novalidate" in form.attrib
    assert form.get("enctype") == "multipart/form-data"
    hidden = {field.get("name"): field.get("value") for field in page.all("input")}
    assert hidden == {"form_token": "token", "seen_version": "3"}


def test_the_saved_line_says_when_and_is_read_out_by_itself(render: Render) -> None:
    page = render(page_with("saved_line"), form=Typed(saved_at="10:42"))

    assert "Saved at 10:42" in page.words
    line = next(part for part in page.all("div") if "data-saved-line" in part.attrib)
    assert line.get("data-saved") == "Saved at {time}"
    assert [part for part in line.iter() if part.get("role") == "status"]


def test_a_phone_number_reads_in_its_own_direction(render: Render) -> None:
    page = render(page_with("phone"))

    link = next(link for link in page.all("a") if (link.get("href") or "").startswith("tel:"))
    assert link.get("href") == "tel:01632960123"
    assert "".join(link.itertext()) == "Call 01632 960 123"
    assert next(iter(link)).get("dir") == "ltr"


def test_a_step_says_in_words_where_one_is(render: Render) -> None:
    page = render(page_with("timeline"))

    assert "Done: Sent" in page.words
    assert "Now: Read" in page.words
    assert [step.get("aria-current") for step in page.all("li")[:3]] == [None, "step", None]

"""A report reads on a phone as headings and whole paragraphs, without what every page repeats."""

from app.files import worker
from app.files.compose import compose_report, wrap
from app.files.layout import Line, Shape, blocks
from app.files.models import Block, BlockKind
from tests.files import pdfs

LONG = (
    "The family said that they would like to come to the meeting, and that a friend will come with them to "
    "help them say what they think. Nobody has yet told them who else will be in the room on that day."
)


def _shape(row: int, *, size: float = 11, bold: bool = False, right: float = 0.88) -> Shape:
    base = row * 15 / 842
    return Shape(size=size, bold=bold, left=0.12, right=right, first_base=base, last_base=base, points=842)


def _page(*texts: str, right: float = 0.88) -> list[Line]:
    return [Line(text, _shape(10 + row, right=right)) for row, text in enumerate(texts)]


def _texts(found: list[Block]) -> list[str]:
    return [block.text for block in found]


def test_a_composed_report_comes_back_as_it_was_written() -> None:
    sections = [
        (f"{number}. What happened in week {number}", [LONG, "A short one."]) for number in range(1, 12)
    ]
    written = [("heading", "Report for the meeting")]
    for heading, paragraphs in sections:
        written += [("heading", heading), *(("paragraph", paragraph) for paragraph in paragraphs)]

    checked = worker.check(compose_report("Report for the meeting", sections))

    assert [(block.kind.value, block.text) for block in checked.blocks] == written
    assert checked.pages > 1
    assert max(block.page for block in checked.blocks) == checked.pages


def test_a_word_cut_at_a_line_end_is_mended() -> None:
    found = blocks([_page("They came to the meet-", "ing with a friend.")])

    assert _texts(found) == ["They came to the meeting with a friend."]


def test_a_word_that_is_written_with_a_hyphen_keeps_it() -> None:
    found = blocks([_page("The step-father came. The step-", "father stayed.")])

    assert _texts(found) == ["The step-father came. The step-father stayed."]


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    def page(number: int) -> list[Line]:
        head = Line("Confidential report", _shape(2))
        foot = Line(f"Printed sheet {number} for the chair", _shape(53))
        return [head, *_page(f"Words of page {'abc'[number]}."), foot, Line(f"- {number} -", _shape(54))]

    found = blocks([page(number) for number in range(3)])

    assert _texts(found) == ["Words of page a.", "Words of page b.", "Words of page c."]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    found = blocks([_page("It was a long day for"), _page("everyone who was there.")])

    assert found == [Block(BlockKind.PARAGRAPH, "It was a long day for everyone who was there.", 1)]


def test_points_of_a_list_stay_apart() -> None:
    found = blocks([_page("We ask for three things:", "• a time", "• a place", "3. a friend")])

    assert _texts(found) == ["We ask for three things:", "• a time", "• a place", "3. a friend"]


def test_headings_are_known_by_their_shape_where_the_size_is_the_same() -> None:
    lines = [
        Line("WHAT WE KNOW", _shape(10, right=0.3)),
        Line("The school is worried about the mornings.", _shape(12)),
        Line("2. What we ask", _shape(14, right=0.3)),
        Line("Help with the mornings.", _shape(16)),
        Line("Next steps", _shape(18, bold=True, right=0.3)),
        Line("Somebody will ring.", _shape(20)),
    ]

    kinds = [block.kind.value for block in blocks([lines])]

    assert kinds == ["heading", "paragraph"] * 3


def test_a_bold_line_that_goes_on_in_small_letters_is_no_heading() -> None:
    lines = [Line("The mother said", _shape(10, bold=True)), Line("that she was glad.", _shape(11))]

    assert _texts(blocks([lines])) == ["The mother said that she was glad."]


def test_a_heading_of_two_lines_is_one_heading() -> None:
    lines = [Line("What the family", _shape(10, size=16)), Line("told us", _shape(11, size=16)), *_page(LONG)]

    assert _texts(blocks([lines]))[0] == "What the family told us"


def test_a_report_without_lines_has_no_blocks() -> None:
    assert blocks([[], []]) == []


def test_lines_are_no_wider_than_the_page() -> None:
    assert len(wrap(LONG, 11)) > 1
    assert " ".join(wrap(LONG, 11)) == LONG


def test_signs_outside_the_font_lose_their_accent_only() -> None:
    checked = worker.check(compose_report("Tŷ", [("Dŵr", ["Dash — “quotes” (brackets) back\\slash é"])]))

    assert _texts(list(checked.blocks)) == ["Ty", "Dwr", "Dash — “quotes” (brackets) back\\slash é"]


def test_the_builder_makes_real_headings() -> None:
    checked = worker.check(pdfs.make_pdf([["# First", LONG], ["# Second", "More."]], title="A title"))

    assert _texts(list(checked.blocks)) == ["First", LONG, "Second", "More."]
    assert "A title" in checked.search_text

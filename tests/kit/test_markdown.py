"""Long texts are read and rendered safely, and what is wrong is said with its file and line."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.kit.markdown import Condition, MarkdownPage, MarkdownProblem, parse_page, read_page
from app.kit.markdown_html import Phrase, Piece, SafeHtml, Terms, render

TOP = '+++\ntitle = "A page"\norder = 1\nchecked = 2026-11-24\n+++\n'


class TwoFacts:
    """A place with one known fact, one unknown fact and a list."""

    known: Mapping[str, Sequence[Phrase]] = {
        "notes.days": [[Piece("20 <b>working</b> *days*")]],
        "people.who": [[Piece("a chair")], [Piece("tî", language="cy"), Piece(" and more")]],
        "office.mail": [[Piece("us: "), Piece("us@example.org", href="mailto:us@example.org")]],
    }

    def holds(self, condition: Condition) -> bool:
        """Know what is in the table."""
        if condition.fact == "no.such":
            raise KeyError(condition.fact)
        is_known = condition.fact in self.known
        return not is_known if condition.verb == "not known" else is_known

    def phrases(self, fact: str) -> Sequence[Phrase]:
        """Give what is in the table."""
        return self.known[fact]


def page(body: str) -> MarkdownPage:
    return parse_page(TOP + body, name="page", shown_as="guide/en/page.md")


def shown(body: str, terms: Terms | None = None, deeper: int = 0) -> str:
    return render(page(body), facts=TwoFacts(), terms=terms, deeper=deeper).text


def test_the_lines_at_the_top_are_read() -> None:
    front = page("Words.").front

    assert (front.title, front.order, str(front.checked), front.hidden) == ("A page", 1, "2026-11-24", False)


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "before.md").write_text(TOP + "Words.")

    assert read_page(tmp_path / "before.md", "en/before.md").name == "before"


def test_paragraphs_lists_headings_and_links_are_rendered() -> None:
    html = shown("## Why?\n\nIt is **so**.\n\n- one\n- [two](../help)\n\n1. first")

    assert "<h2>Why?</h2>" in html
    assert "<strong>so</strong>" in html
    assert '<li><a href="../help">two</a></li>' in html
    assert "<ol>\n<li>first</li>\n</ol>" in html


def test_headings_can_stand_deeper() -> None:
    assert "<h3>Why?</h3>" in shown("## Why?", deeper=1)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a", "tel:999", "mailto:a@example.org", "before", "../words#chair", "/help", "#top"],
)
def test_a_safe_link_is_kept(address: str) -> None:
    assert f'href="{address}"' in shown(f"[a]({address})")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,hello",
        "http://example.org",
        "//example.org",
        "/\\example.org",
        "vbscript:x",
        "file:///etc/passwd",
        "&#106;avascript:alert(1)",
    ],
)
def test_an_unsafe_link_is_refused_aloud(address: str) -> None:
    with pytest.raises(MarkdownProblem, match=r"guide/en/page.md, line 8: The link .* is not safe"):
        shown(f"Words.\n\n[a]({address})")


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "Hello <b>you</b>",
        "a <!-- hidden --> b",
        "<iframe src=x>",
        "- <img src=x onerror=alert(1)>",
    ],
)
def test_html_is_refused(body: str) -> None:
    with pytest.raises(MarkdownProblem, match=r"page.md, line 6: HTML is not used here"):
        shown(body)


@pytest.mark.parametrize("body", ["![a](b.png)", "`code`", "    code", "```\ncode\n```", "> said", "---"])
def test_anything_but_plain_text_is_refused(body: str) -> None:
    with pytest.raises(MarkdownProblem, match="Use only paragraphs"):
        shown(body)


def test_the_title_is_not_written_twice() -> None:
    with pytest.raises(MarkdownProblem, match="Use ## or ###"):
        shown("# Title")


def test_a_less_than_sign_between_numbers_is_only_a_sign() -> None:
    assert "3 &lt; 5" in shown("3 < 5")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "first line must be"),
        ("title = 1", "first line must be"),
        ("+++\ntitle = 'A'\norder = 1", "no closing"),
        ("+++\ntitle = A\n+++", "cannot be read"),
        ("+++\ntitle = 'A'\n+++", '"order" at the top'),
        ("+++\ntitle = 'A'\norder = 1\ncolour = 'red'\n+++", '"colour" at the top'),
        ("+++\ntitle = 'A'\norder = 'one'\n+++", '"order" at the top'),
    ],
)
def test_broken_lines_at_the_top_are_named(written: str, words: str) -> None:
    with pytest.raises(MarkdownProblem, match=words) as found:
        parse_page(written, name="page", shown_as="guide/en/page.md")

    assert found.value.file == "guide/en/page.md"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"+++\n\xff\xfe")

    with pytest.raises(MarkdownProblem, match="not UTF-8"):
        read_page(tmp_path / "page.md", "page.md")


def test_a_block_is_shown_only_where_its_fact_holds() -> None:
    html = shown(
        "Always.\n::: when notes.days known\nYes.\n:::\n"
        "::: when letter.days known\nNo.\n:::\n::: when letter.days not known\nAsk.\n:::"
    )

    assert html == "<p>Always.\nYes.\nAsk.</p>\n"


def test_blocks_stand_inside_blocks_and_join_conditions() -> None:
    html = shown(
        "::: when notes.days known and people.who known\nOne.\n"
        "::: when letter.days known\nTwo.\n:::\nThree.\n:::"
    )

    assert html == "<p>One.\nThree.</p>\n"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (":::", "line 6: This ::: closes nothing"),
        ("::: when notes.days known\nA.", "line 6: This block has no closing"),
        ("::: if notes.days known\nA.\n:::", "is not known"),
        ("::: when notes.days\nA.\n:::", "is not known"),
        ("::: when NOTES known\nA.\n:::", "is not known"),
        ("{notes.days} days", "stands outside a block"),
        ("::: when notes.days not known\n{notes.days}\n:::", "stands outside a block"),
    ],
)
def test_a_broken_block_is_named(body: str, words: str) -> None:
    with pytest.raises(MarkdownProblem, match=words):
        page(body)


@pytest.mark.parametrize(
    "body",
    [
        "::: when no.such known\nA.\n:::",
        "::: when letter.days known\nA.\n::: when no.such known\nB.\n:::\n:::",
    ],
)
def test_a_fact_that_does_not_exist_is_found_everywhere(body: str) -> None:
    with pytest.raises(MarkdownProblem, match=r"no\.such is not a fact"):
        shown(body)


@pytest.mark.parametrize("body", ["- {none.here}", "It is {none.here}."])
def test_a_fact_that_cannot_be_quoted_is_named(body: str) -> None:
    class Testable(TwoFacts):
        def holds(self, condition: Condition) -> bool:
            return bool(condition.fact)

    wrapped = f"::: when none.here known\n{body}\n:::"

    with pytest.raises(MarkdownProblem, match=r"none\.here"):
        render(page(wrapped), facts=Testable())


def test_a_fact_is_put_in_as_text_and_never_as_markup() -> None:
    html = shown("::: when notes.days known\nWithin {notes.days}.\n:::")

    assert html == "<p>Within 20 &lt;b&gt;working&lt;/b&gt; *days*.</p>\n"


def test_a_list_entry_is_repeated_for_each_part_of_a_fact() -> None:
    html = shown("::: when people.who known\n- {people.who}\n:::")

    assert html == '<ul>\n<li>a chair</li>\n<li><span lang="cy" dir="auto">tî</span> and more</li>\n</ul>\n'


def test_in_a_sentence_the_parts_of_a_fact_follow_each_other() -> None:
    assert "a chair <span" in shown("::: when people.who known\n{people.who}\n:::")


def test_a_contact_is_a_link() -> None:
    html = shown("::: when office.mail known\n- {office.mail}\n:::")

    assert '<li>us: <a href="mailto:us@example.org">us@example.org</a></li>' in html


def test_a_paragraph_after_a_list_is_not_taken_into_it() -> None:
    assert shown("- one\n::: when notes.days known\nTwo.\n:::").endswith("</ul>\n<p>Two.</p>\n")


def test_a_card_is_set_apart() -> None:
    html = shown("Before.\n\n::: card\n### Hello\n\nInside.\n:::\n\nAfter.")

    assert '<div class="card">\n<h3>Hello</h3>\n<p>Inside.</p>\n</div>' in html
    assert html.endswith("<p>After.</p>\n")


def test_an_empty_card_leaves_nothing() -> None:
    assert shown("::: card\n::: when letter.days known\nA.\n:::\n:::") == ""


def test_a_hard_word_is_linked_at_its_first_place_only() -> None:
    terms = Terms(
        {"chair": "../words#chair", "chairperson": "../words#chair", "chair person": "../words#other"}
    )

    html = shown(
        "## The chair\n\n[the chair](a) The Chairperson and the chair.\n\nA chair person. Armchair.", terms
    )

    assert html.count('class="term"') == 2
    assert '<a href="../words#chair" class="term">Chairperson</a> and the chair.' in html
    assert '<a href="../words#other" class="term">chair person</a>' in html
    assert "<h2>The chair</h2>" in html
    assert '<a href="a">the chair</a>' in html


def test_safe_html_tells_templates_that_it_is_safe() -> None:
    assert SafeHtml("<p>a</p>").__html__() == "<p>a</p>"

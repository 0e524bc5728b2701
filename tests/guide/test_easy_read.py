"""The Easy Read edition: page for page with the guide, a picture and a short sentence for each thought."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from app.access.scopes import Installation
from app.authorities.models import Authority
from app.guide.easy_read import EasyReadWriter, read_pictures
from app.guide.facts import CouncilFacts
from app.guide.phrases import read_phrases
from app.guide.service import Guide, load_guide
from app.kit.errors import NotFound
from app.kit.markdown import MarkdownProblem, parse_page
from app.kit.settings import ROOT
from tests.authorities.test_words import TERMS
from tests.public.site import UNWRITTEN
from tests.support import readability

BASE = ROOT / "authorities/_base"
PAGES = [path.stem for path in sorted((BASE / "guide/en").glob("*.md"))]
LONGEST = 12
HIGHEST_GRADE = 3.5
LARGEST = 20_000


@pytest.fixture
def guide() -> Guide:
    return load_guide(ROOT / "authorities", [])


def rows_of(guide: Guide, council: Authority) -> Iterator[tuple[str, str, str]]:
    """Give each row of each page of a council: the page, the picture and the words."""
    for entry in guide.easy_contents(council, "en"):
        for part in guide.easy_page(council, "en", entry.name).parts:
            for row in part.rows:
                yield entry.name, row.picture, "".join(piece.text for piece in row.pieces)


def counted(words: str) -> int:
    """Count the words of a row; the name of a plan or a person's work counts as one."""
    for term in TERMS:
        words = words.replace(term, "word")
    return len(readability.words(words))


def test_each_page_of_the_guide_has_its_easy_page_in_the_same_order(site: TestClient) -> None:
    full = BeautifulSoup(site.get("/barnsley/en/guide").text, "html.parser")
    easy = BeautifulSoup(site.get("/barnsley/en/easy-read").text, "html.parser")

    titles = [link.get_text() for link in full.select(".tasks a")]

    assert [link.get_text() for link in easy.select(".tasks a")] == titles
    assert len(titles) == len(PAGES) == 9


@pytest.mark.parametrize("name", PAGES)
def test_the_way_to_the_other_edition_keeps_the_place(site: TestClient, name: str) -> None:
    full = BeautifulSoup(site.get(f"/barnsley/en/guide/{name}").text, "html.parser")
    easy = BeautifulSoup(site.get(f"/barnsley/en/easy-read/{name}").text, "html.parser")

    assert full.find("a", href=f"/barnsley/en/easy-read/{name}")
    assert easy.find("a", href=f"/barnsley/en/guide/{name}")


@pytest.mark.parametrize("place", ["easy-read", *(f"easy-read/{name}" for name in PAGES)])
def test_every_page_opens_for_every_council_and_is_light(
    site: TestClient, installation: Installation, place: str
) -> None:
    for council in installation.catalogue.all():
        for language in council.languages:
            answer = site.get(f"/{council.key}/{language}/{place}")
            page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)

            assert answer.status_code == 200
            assert len(page.findall(".//h1")) == 1
            assert page.findtext("head/title").startswith(page.findtext(".//h1"))
            assert "set-cookie" not in answer.headers
            assert answer.headers["etag"]
            assert int(answer.headers["content-length"]) < LARGEST


def test_titles_differ_from_those_of_the_full_pages(site: TestClient) -> None:
    titles = []
    for edition in ("guide", "easy-read"):
        for name in PAGES:
            title = BeautifulSoup(site.get(f"/barnsley/en/{edition}/{name}").text, "html.parser").title
            assert title
            titles.append(title.get_text())

    assert len(set(titles)) == len(titles)


def test_every_row_is_one_short_plain_sentence(guide: Guide, installation: Installation) -> None:
    for council in installation.catalogue.all():
        rows = list(rows_of(guide, council))
        long = [row for row in rows if counted(row[2]) > LONGEST]
        html = "".join(f"<p>{words}</p>" for _, _, words in rows)

        assert long == [], council.key
        assert readability.grade(html) <= HIGHEST_GRADE, council.key
        assert readability.banned(html) == [], council.key


def test_every_row_has_a_picture_that_the_reader_need_not_see(site: TestClient) -> None:
    soup = BeautifulSoup(site.get("/barnsley/en/easy-read/who-comes").text, "html.parser")

    for row in soup.select(".rows li"):
        pictures = row.select("svg")
        assert len(pictures) == 1
        assert pictures[0]["aria-hidden"] == "true"
        assert row.get_text(strip=True)


def test_people_and_steps_have_their_own_pictures(guide: Guide, installation: Installation) -> None:
    council = installation.catalogue.get("barnsley")
    assert council is not None
    pictures = {words: picture for _, picture, words in rows_of(guide, council)}

    assert pictures["A doctor for children: may come"] == "doctor"
    assert pictures["The police: may come"] == "police"
    assert pictures["The police may share some things in private."] == "closed-part"
    assert pictures["Everyone says who they are."] == "meeting"


def test_where_a_council_is_silent_the_reader_is_told_whom_to_ask(
    guide: Guide, installation: Installation
) -> None:
    council = installation.catalogue.get("kensington-and-chelsea")
    assert council is not None
    words = [row[2] for row in rows_of(guide, council)]

    assert "Ask your social worker who can come with you." in words
    assert not [row for row in words if "0 to 10" in row]


def test_the_full_pages_alone_send_no_pictures(site: TestClient) -> None:
    for name in PAGES:
        assert "<svg" not in site.get(f"/barnsley/en/guide/{name}").text


def test_danger_is_on_every_page(site: TestClient) -> None:
    for name in PAGES:
        assert 'href="tel:999"' in site.get(f"/barnsley/en/easy-read/{name}").text


def test_what_is_not_translated_is_shown_in_english_and_says_so(site: TestClient) -> None:
    soup = BeautifulSoup(site.get(f"/barnsley/{UNWRITTEN.tag}/easy-read/before").text, "html.parser")

    assert "only in English for now" in soup.get_text()
    row = soup.select_one(".rows")
    assert row is not None
    marked = row.find_parent(lang="en")
    assert marked is not None
    assert marked["dir"] == "ltr"


@pytest.mark.parametrize("place", ["easy-read/none", "easy-read/all"])
def test_what_does_not_exist_is_not_found(site: TestClient, place: str) -> None:
    assert site.get(f"/barnsley/en/{place}").status_code == 404


@pytest.fixture
def council(installation: Installation) -> Authority:
    found = installation.catalogue.get("barnsley")
    assert found is not None
    return found


def written(council: Authority, body: str) -> list[str]:
    page = parse_page(f'+++\ntitle = "A"\norder = 1\n+++\n{body}\n', name="a", shown_as="a.md")
    facts = CouncilFacts(council, read_phrases(BASE / "guide/en/phrases.toml"))
    parts = EasyReadWriter(page, facts, read_pictures(BASE)).parts()
    return [
        f"{part.heading}|{row.picture}|{''.join(piece.text for piece in row.pieces)}"
        for part in parts
        for row in part.rows
    ]


def test_a_fact_is_cut_into_its_sentences_and_a_heading_needs_a_row(council: Authority) -> None:
    assert written(council, "::: when visits.in_words known\n## Visits\nsafe: {visits.in_words}\n:::") == [
        "Visits|safe|A social worker visits your child at home.",
        "Visits|safe|They meet you and your family too.",
        "Visits|safe|This is at least once every two weeks.",
    ]
    assert written(council, "## Nothing\n\n::: when letter.sent known\nletter: {letter.sent}\n:::") == []


def test_a_fact_inside_a_sentence_stays_there(council: Authority) -> None:
    body = "::: when names.plan known\nplan: It is called a {names.plan}.\n:::"

    assert written(council, body) == ["|plan|It is called a Child Protection Plan."]


def test_an_address_is_one_row_and_a_link(council: Authority) -> None:
    body = "::: when complaint.contacts known\nphone: {complaint.contacts}\n:::"

    assert written(council, body) == [
        "|phone|Feedback and improvement team: customerresolutionteam@barnsley.gov.uk"
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("no picture here", "Write the name of a picture"),
        ("dragon: A picture that nobody drew.", "Write the name of a picture"),
        ("::: when visits.evry known\nplan: No such fact.\n:::", "visits.evry is not a fact"),
        (
            "::: when supporter.may_speak known\nsay: {supporter.may_speak}\n:::",
            "not a fact that can be quoted",
        ),
        ("::: when supporter.may_speak known\nsay: So {supporter.may_speak}\n:::", "can be quoted"),
    ],
)
def test_a_mistake_is_named_with_its_line(council: Authority, body: str, words: str) -> None:
    with pytest.raises(MarkdownProblem, match=words):
        written(council, body)


def test_a_page_that_a_council_hides_is_hidden_in_both_editions(guide: Guide, council: Authority) -> None:
    hidden = parse_page('+++\ntitle = ""\norder = 1\nhidden = true\n+++\n', name="before", shown_as="x")
    shelves = {**guide.texts.shelves, "barnsley": {"en": {"before": hidden}}}
    texts = replace(guide.texts, shelves=shelves, chains={"barnsley": ("barnsley", "_base")})
    changed = replace(guide, texts=texts)

    assert "before" not in [entry.name for entry in changed.easy_contents(council, "en")]
    with pytest.raises(NotFound):
        changed.easy_page(council, "en", "before")


def test_a_folder_without_easy_read_has_no_way_to_it(tmp_path: Path, council: Authority) -> None:
    (tmp_path / "_base/guide/en").mkdir(parents=True)
    (tmp_path / "_base/words").mkdir()
    (tmp_path / "barnsley").mkdir()
    (tmp_path / "barnsley/profile.toml").write_text("")
    for name in ("guide/en/phrases.toml", "words/en.toml"):
        (tmp_path / "_base" / name).write_text((BASE / name).read_text())
    (tmp_path / "_base/guide/en/one.md").write_text('+++\ntitle = "One"\norder = 1\n+++\nText.\n')

    guide = load_guide(tmp_path, [council])

    assert guide.easy_contents(council, "en") == []
    assert not guide.page(council, "en", "one").has_easy_read

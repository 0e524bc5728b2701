"""Every page of the guide opens, for every council, in every language it offers."""

from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from app.access.scopes import Installation
from app.kit.settings import ROOT
from tests.public.site import UNWRITTEN

PAGES = [path.stem for path in sorted((ROOT / "authorities/_base/guide/en").glob("*.md"))]
LARGE = ["guide/all?size=large", *(f"guide/{name}?size=large" for name in PAGES)]
PLACES = ["guide", "guide/all", "words", "children", "easy-read", *(f"guide/{name}" for name in PAGES)]
LARGEST = 20_000


def test_the_guide_has_nine_pages_in_order(site: TestClient) -> None:
    soup = BeautifulSoup(site.get("/barnsley/en/guide").text, "html.parser")

    assert [str(link["href"]).rpartition("/")[2] for link in soup.select(".tasks a")] == [
        "what-is-it",
        "who-comes",
        "bringing-someone",
        "if-you-cannot-come",
        "before",
        "on-the-day",
        "what-can-be-decided",
        "afterwards",
        "if-you-disagree",
    ]


@pytest.mark.parametrize("place", [*PLACES, *LARGE])
def test_every_page_opens_for_every_council(site: TestClient, installation: Installation, place: str) -> None:
    for council in installation.catalogue.all():
        for language in council.languages:
            answer = site.get(f"/{council.key}/{language}/{place}")
            page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)

            assert answer.status_code == 200
            assert len(page.findall(".//h1")) == 1
            assert page.get("lang") == language
            assert council.name in page.findtext("head/title")
            assert "set-cookie" not in answer.headers
            assert answer.headers["etag"].startswith('"')
            assert int(answer.headers["content-length"]) < LARGEST


def test_titles_are_unique_and_are_the_pages_headings(site: TestClient) -> None:
    titles = []
    for place in PLACES:
        soup = BeautifulSoup(site.get(f"/barnsley/en/{place}").text, "html.parser")
        assert soup.title
        assert soup.h1
        assert soup.title.get_text().startswith(soup.h1.get_text())
        titles.append(soup.title.get_text())

    assert len(set(titles)) == len(PLACES)


def test_the_full_name_of_the_meeting_is_said_once_on_a_page(site: TestClient) -> None:
    for name in PAGES:
        text = BeautifulSoup(site.get(f"/barnsley/en/guide/{name}").text, "html.parser").get_text()
        text = text.replace("Child Protection Conference Chair", "the chair's title")

        assert text.lower().count("child protection conference") == 1, name


def test_a_hard_word_leads_to_its_meaning_at_its_first_place_only(site: TestClient) -> None:
    page = BeautifulSoup(site.get("/barnsley/en/guide/bringing-someone").text, "html.parser")
    meanings = BeautifulSoup(site.get("/barnsley/en/words").text, "html.parser")

    links = [link["href"] for link in page.select("a.term")]

    assert "../words#solicitor" in links
    assert len(links) == len(set(links))
    for link in links:
        assert meanings.find(id=str(link).partition("#")[2])


def test_every_link_of_the_guide_leads_somewhere(site: TestClient) -> None:
    for name in PAGES:
        address = f"https://testserver/barnsley/en/guide/{name}"
        soup = BeautifulSoup(site.get(address).text, "html.parser")
        for link in soup.select(".guide a[href]:not([href^='tel:'], [href^='mailto:'])"):
            joined = site.get(address).url.join(str(link["href"]))
            assert site.get(joined).status_code == 200, link


def test_there_are_at_least_thirty_words(site: TestClient) -> None:
    assert site.get("/barnsley/en/words").text.count("<dt>") >= 30


def test_all_on_one_page_keeps_its_headings_in_order(site: TestClient) -> None:
    soup = BeautifulSoup(site.get("/barnsley/en/guide/all").text, "html.parser")

    assert len(soup.select("section > h2")) == len(PAGES)
    assert soup.find("h3", string="Who decides?")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_printed_in_large_letters(site: TestClient, name: str) -> None:
    address = f"/barnsley/en/guide/{name}"
    usual = BeautifulSoup(site.get(address).text, "html.parser")
    large = BeautifulSoup(site.get(f"{address}?size=large").text, "html.parser")

    link = usual.find("a", string="Print this page in large letters")
    assert link is not None
    assert link["href"] == f"{address}?size=large"
    assert large.body is not None
    assert large.body["class"] == ["large"]
    assert large.find("a", string="Show it in the usual size", href=address)
    assert site.get(f"{address}?size=huge").status_code == 404


def test_the_stylesheet_prints_large_letters_at_18_points() -> None:
    printed = (ROOT / "static/portal.css").read_text().partition("@media print")[2]

    assert ".large main { font-size: 18pt; }" in printed


def test_large_print_is_a_view_of_its_own(site: TestClient) -> None:
    body = BeautifulSoup(site.get("/barnsley/en/guide/all?size=large").text, "html.parser").body

    assert body is not None
    assert body["class"] == ["sheet", "large"]
    assert site.get("/barnsley/en/guide/all?size=huge").status_code == 404


def test_what_is_not_translated_is_shown_in_english_and_says_so(site: TestClient) -> None:
    soup = BeautifulSoup(site.get(f"/barnsley/{UNWRITTEN.tag}/guide/before").text, "html.parser")
    guide = soup.find(class_="guide")

    assert guide is not None
    assert soup.html is not None
    assert (soup.html["lang"], soup.html["dir"]) == (UNWRITTEN.tag, "rtl")
    assert (guide["lang"], guide["dir"]) == ("en", "ltr")
    assert "only in English for now" in soup.get_text()


@pytest.mark.parametrize(
    "place", ["/nowhere/en/guide", "/barnsley/xx/guide", "/barnsley/en/guide/none", "/_base/en/words"]
)
def test_what_does_not_exist_is_not_found(site: TestClient, place: str) -> None:
    assert site.get(place).status_code == 404


def test_no_council_is_named_in_code_or_templates() -> None:
    names = [path.parent.name for path in ROOT.glob("authorities/[a-z]*/profile.toml")]
    files: list[Path] = []
    for folder in ("app/guide", "app/public", "templates/guide", "templates/public", "authorities/_base"):
        files += [
            path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".html", ".md", ".toml"}
        ]

    for file in files:
        text = file.read_text().lower()
        assert not [name for name in names if name in text or name.replace("-", " ") in text], file

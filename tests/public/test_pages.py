"""Anybody can choose a council, find help, and read how to stay safe."""

import html5lib
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from app.access.scopes import Installation

PLACES = ["", "help", "safe", "accessibility", "privacy"]


def text_of(site: TestClient, address: str) -> str:
    main = BeautifulSoup(site.get(address).text, "html.parser").main
    assert main is not None
    return " ".join(main.get_text().split())


@pytest.mark.parametrize("place", PLACES)
def test_every_page_opens_for_every_council(site: TestClient, installation: Installation, place: str) -> None:
    for council in installation.catalogue.all():
        for language in council.languages:
            answer = site.get(f"/{council.key}/{language}/{place}")
            page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)

            assert answer.status_code == 200
            assert len(page.findall(".//h1")) == 1
            assert page.findtext("head/title").startswith(page.findtext(".//h1"))
            assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("place", PLACES)
def test_an_unknown_council_or_language_is_not_found(site: TestClient, place: str) -> None:
    assert site.get(f"/nowhere/en/{place}").status_code == 404
    assert site.get(f"/barnsley/xx/{place}").status_code == 404
    assert site.get(f"/_england/en/{place}").status_code == 404


def test_every_council_can_be_chosen(site: TestClient, installation: Installation) -> None:
    soup = BeautifulSoup(site.get("/").text, "html.parser")

    assert [link.get_text() for link in soup.select(".tasks a")] == [
        council.name for council in installation.catalogue.all()
    ]


@pytest.mark.parametrize(
    ("accepted", "language"), [("dv,en;q=0.5", "dv"), ("en-GB", "en"), ("fr", "en"), ("", "en")]
)
def test_a_council_opens_in_the_readers_best_language(site: TestClient, accepted: str, language: str) -> None:
    answer = site.get("/barnsley/", headers={"accept-language": accepted})

    assert (answer.status_code, answer.headers["location"]) == (303, f"/barnsley/{language}/")


def test_an_unknown_council_does_not_open(site: TestClient) -> None:
    assert site.get("/nowhere/").status_code == 404
    assert site.get("/nowhere").status_code == 404
    assert site.get("/barnsley").status_code == 303


def test_the_councils_first_page_has_four_ways_on(site: TestClient) -> None:
    soup = BeautifulSoup(site.get("/barnsley/en/").text, "html.parser")

    assert [link["href"] for link in soup.select(".tasks a")] == [
        "/barnsley/en/sign-in",
        "/barnsley/en/guide",
        "/barnsley/en/help",
        "/barnsley/en/safe",
    ]
    assert [link["href"] for link in soup.select(".lines a")] == [
        "/barnsley/en/easy-read",
        "/barnsley/en/children",
    ]


def test_help_begins_with_danger_and_has_the_nations_helplines(site: TestClient) -> None:
    english, welsh = text_of(site, "/barnsley/en/help"), text_of(site, "/mid-and-west-wales/en/help")

    assert english.index("999") < english.index("0800 1111")
    assert "0808 2000 247" in english
    assert "0808 2000 247" not in welsh
    assert "0808 80 10 800" in welsh


def test_a_number_in_doubt_is_shown_with_its_doubt_and_is_no_link(site: TestClient) -> None:
    soup = BeautifulSoup(site.get("/northamptonshire/en/help").text, "html.parser")

    assert "01623 494320" in soup.get_text()
    assert "We are not sure that it still works" in soup.get_text()
    assert not soup.select("a[href*='01623']")
    assert soup.select_one("a[href='tel:08088010366']")


def test_a_council_without_contacts_sends_to_the_social_worker(site: TestClient) -> None:
    assert "Ask your social worker." in text_of(site, "/mid-and-west-wales/en/help")


def test_the_safety_page_says_that_history_stays(site: TestClient) -> None:
    text = text_of(site, "/barnsley/en/safe")

    assert "does not clear your history" in text
    assert "private window" in text
    assert "libraries" in text


def test_the_accessibility_page_says_what_was_not_tested(site: TestClient) -> None:
    assert "have not tested this site yet" in text_of(site, "/barnsley/en/accessibility")


def test_only_stated_formats_are_offered(site: TestClient) -> None:
    assert "Braille" in text_of(site, "/northamptonshire/en/accessibility")
    assert "Braille" not in text_of(site, "/barnsley/en/accessibility")

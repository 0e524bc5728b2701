"""The page for the child: what the council says about it, and no more."""

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from app.access.scopes import Installation

COUNCILS = (
    "northamptonshire",
    "mid-and-west-wales",
    "sample-english-council",
    "barnsley",
    "kensington-and-chelsea",
)
SAID = [
    ("aged 12 or over", {"northamptonshire"}),
    ("aged 7 or over", {"kensington-and-chelsea"}),
    ("It depends on your child's age, understanding and views.", {"barnsley"}),
    ("Your child may take part in only some of the meeting.", {"barnsley"}),
    ("My Conference Pack - teenagers", {"sample-english-council"}),
    ("These papers are not on this site.", {"sample-english-council"}),
    ("Your child's advocate is asked to come too.", {"kensington-and-chelsea"}),
    ("Ask your social worker if your child can come.", {"mid-and-west-wales"}),
    ("Talk about this with your social worker before the meeting.", {"northamptonshire"}),
]


def main_of(site: TestClient, council: str) -> BeautifulSoup:
    return BeautifulSoup(site.get(f"/{council}/en/children").text, "html.parser")


@pytest.mark.parametrize(("words", "councils"), SAID)
def test_each_council_says_what_its_leaflet_says(site: TestClient, words: str, councils: set[str]) -> None:
    assert {one for one in COUNCILS if words in main_of(site, one).get_text()} == councils


def test_papers_that_are_not_here_are_not_linked(site: TestClient) -> None:
    links = main_of(site, "sample-english-council").select("main a[href]")

    assert not [link for link in links if "Pack" in link.get_text()]
    for link in links:
        address = str(link["href"])
        assert address.startswith("tel:") or site.get(address).status_code == 200


def test_it_opens_for_every_council_in_every_language(site: TestClient, installation: Installation) -> None:
    for council in installation.catalogue.all():
        for language in council.languages:
            answer = site.get(f"/{council.key}/{language}/children")

            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers

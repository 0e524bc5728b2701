"""Staff see what the portal says about their council, where it comes from, and what is still open."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.authorities.check import facts
from app.families.models import Role
from app.guide.council_facts import council_facts
from app.guide.fact_names import CHOICES, GROUPS, NAMES
from app.guide.facts import CouncilFacts
from app.guide.phrases import read_phrases
from app.kit.settings import ROOT
from tests.authorities.councils import KEYS, council
from tests.support import families
from tests.support.browser import Browser

FOLDER = ROOT / "authorities"
ENGLISH = read_phrases(FOLDER / "_base/guide/en/phrases.toml")
ADDRESS = "/staff/council"


@pytest.fixture
def nina(app: FastAPI, portal: Installation) -> Browser:
    """A chair of the trust whose leaflet prints a number that is in doubt."""
    return Browser(app, families.add_staff(portal, "northamptonshire", "Nina Hart", Role.CHAIR))


def test_every_fact_has_a_name_a_source_and_the_day_of_its_check(ada: Browser) -> None:
    page = ada.get(ADDRESS)

    assert page.heading == "What we say about our council"
    assert len(page.soup.select("dl.summary dt")) == len(NAMES)
    assert "A social worker visits your child at home." in page.text
    assert "Leaflet, 'What kind of decisions are made?'" in page.text
    assert "Checked on Saturday 21 November 2026." in page.text
    assert "every 4 weeks" in page.text
    assert "This is a promise." in page.text
    assert "The people who work with the family are asked" in page.text


def test_what_is_not_stated_says_what_families_read_and_why(ada: Browser) -> None:
    page = ada.get(ADDRESS)

    assert "Families read nothing about it, or: Ask your social worker." in page.text
    assert "The leaflet says 'older children'. It gives no age." in page.text


def test_what_stands_in_the_way_of_going_live_is_named_for_this_council_alone(
    ada: Browser, nina: Browser
) -> None:
    barnsley, trust = ada.get(ADDRESS), nina.get(ADDRESS)

    assert "The national helplines have to be confirmed by the council." in barnsley.text
    assert "barnsley/profile.toml" in barnsley.text
    assert "northamptonshire/profile.toml" not in barnsley.text
    assert "This contact may be wrong, so families cannot tap it." in trust.text
    assert "Family Lives, 01623 494320: This looks like an old local number." in trust.text
    assert not trust.soup.select("main a[href*='01623']")
    assert "northamptonshire/profile.toml" in trust.text


def test_the_guide_can_be_seen_as_families_see_it_in_every_language(
    ada: Browser, portal: Installation
) -> None:
    links = ada.get(ADDRESS).links()

    for tag in portal.languages:
        assert f"/barnsley/{tag}/guide" in links
        assert f"/barnsley/{tag}/easy-read" in links


def test_it_is_for_staff_alone(amira: Browser, visitor: Browser) -> None:
    assert amira.get(ADDRESS).status == 404
    assert visitor.get(ADDRESS, follow=False).status != 200


def test_every_kind_of_staff_may_see_it(sam: Browser, dev: Browser, olive: Browser) -> None:
    for somebody in (sam, dev, olive):
        assert somebody.get(ADDRESS).status == 200


def test_every_fact_and_every_choice_has_words() -> None:
    known = {".".join(path) for path, _ in facts(council("barnsley"))}
    kinds = {type(choice) for choice in CHOICES}

    assert set(NAMES) == known
    assert {path.partition(".")[0] if "." in path else "" for path in known} == set(GROUPS)
    assert set(CHOICES) == {choice for kind in kinds for choice in kind}


@pytest.mark.parametrize("key", KEYS)
def test_a_stated_fact_always_shows_its_value(key: str) -> None:
    for group in council_facts(CouncilFacts(council(key), ENGLISH)):
        for fact in group.facts:
            assert fact.is_known == bool(fact.quoted or fact.choices), fact.key
            assert fact.is_known == bool(fact.source and fact.checked), fact.key


def test_the_questions_of_a_councils_own_form_are_shown() -> None:
    groups = council_facts(CouncilFacts(council("kensington-and-chelsea"), ENGLISH))
    form = next(fact for group in groups for fact in group.facts if fact.key == "question_set")

    assert len(form.quoted) == 6

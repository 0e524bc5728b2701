"""No page of a council says what that council did not say."""

import re

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from app.access.scopes import Installation
from app.kit.settings import ROOT

NAMES = sorted(path.stem for path in (ROOT / "authorities/_base/guide/en").glob("*.md"))
COUNCILS = (
    "northamptonshire",
    "mid-and-west-wales",
    "sample-english-council",
    "barnsley",
    "kensington-and-chelsea",
)

# What is said, as a pattern, and the only councils whose leaflets say it.
CLAIMS = {
    r"cannot take your child away": {"barnsley"},
    r"only a court can decide that, or the police in an emergency": {"barnsley"},
    r"always comes to the first meeting": {"northamptonshire"},
    r"ask for a break at any time": {"sample-english-council"},
    r"you do not have to speak": {"sample-english-council"},
    r"24 hours": {"mid-and-west-wales"},
    r"\b5 working days": {"mid-and-west-wales"},
    r"20 working days": {"mid-and-west-wales", "kensington-and-chelsea"},
    r"10 working days": {"sample-english-council"},
    r"every month": {"mid-and-west-wales", "sample-english-council"},
    r"every 4 weeks": {"barnsley"},
    r"every two weeks|every 2 weeks": {"barnsley"},
    r"3 months|three months": {"barnsley", "sample-english-council"},
    r"6 months|six months": {"barnsley"},
    r"12 or over": {"northamptonshire"},
    r"\b7 or over|aged 7": {"kensington-and-chelsea"},
    r"family tree": {"kensington-and-chelsea"},
    r"social media": {"mid-and-west-wales"},
    r"does not change your legal rights": {"northamptonshire"},
    r"will read out your letter": {"northamptonshire"},
    r"appeal": {"northamptonshire"},
    r"0 to 10": {"northamptonshire", "barnsley"},
    r"my conference pack": {"sample-english-council"},
    r"you can bring one person": {"northamptonshire"},
    r"will not be asked what they think": {"barnsley"},
    r"care and support protection plan": {"mid-and-west-wales"},
    r"large print": {"northamptonshire"},
    r"legal advice": {"sample-english-council"},
    r"020 7361 3000": {"kensington-and-chelsea"},
    r"customerresolutionteam": {"barnsley"},
}
NUMBER = re.compile(r"\d+|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b", re.IGNORECASE)
SAID_TO_EVERYONE = {"999"}


@pytest.fixture
def words(site: TestClient) -> dict[str, str]:
    """Give what each council's guide says, all of it, as one text without its address lines."""
    return {council: "\n".join(_text(site, council, name) for name in NAMES) for council in COUNCILS}


def _text(site: TestClient, council: str, name: str) -> str:
    guide = BeautifulSoup(site.get(f"/{council}/en/guide/{name}").text, "html.parser").find(class_="guide")
    assert guide is not None
    return " ".join(guide.get_text().lower().split())


def test_each_claim_stands_only_where_its_council_made_it(words: dict[str, str]) -> None:
    for claim, made_by in CLAIMS.items():
        said_by = {council for council, text in words.items() if re.search(claim, text)}

        assert said_by == made_by, claim


def test_each_number_stands_in_its_councils_profile(
    words: dict[str, str], installation: Installation
) -> None:
    for council, text in words.items():
        authority = installation.catalogue.get(council)
        assert authority is not None
        own = authority.model_dump_json(exclude={"general_questions", "helplines", "brand", "content_hash"})
        stated = {number.lower() for number in NUMBER.findall(re.sub(r"\d{4}-\d\d-\d\d", "", own))}

        assert set(NUMBER.findall(text)) <= stated | SAID_TO_EVERYONE, council


def test_where_a_council_is_silent_a_family_is_told_whom_to_ask(words: dict[str, str]) -> None:
    assert "ask your social worker who can come with you" in words["kensington-and-chelsea"]
    assert "ask your social worker when you will get the notes" in words["northamptonshire"]
    assert "ask your social worker if your child can come" in words["mid-and-west-wales"]
    assert "ask your social worker when the review will be" in words["mid-and-west-wales"]
    assert "ask the chair or your social worker before the meeting" in words["sample-english-council"]


def test_an_aim_is_not_made_a_promise(words: dict[str, str]) -> None:
    assert "we aim to send them within 20 working days" in words["mid-and-west-wales"]
    assert "you get them within 20 working days" in words["kensington-and-chelsea"]


def test_closed_parts_are_explained_before_the_steps(words: dict[str, str]) -> None:
    text = words["barnsley"]

    assert text.index("you are not in the room for this part") < text.index("what happens, step by step?")
    assert "police work that is still going on" in text

"""What a family reads before the first word: true to each council, plain, and in the right order."""

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.families.models import Role
from tests.complaints.acts import CHECK, STORY, WRITE, complain, write
from tests.support import families, readability
from tests.support.browser import Browser, ShownPage
from tests.support.world import World

STANDS = "What the meeting decided stays in place while we look into it."
ASK = "Ask your social worker."
FACTS = {
    "northamptonshire": (
        [
            "You can complain about how the meeting was run.",
            "You can appeal against what the meeting decided.",
            "The chair or your social worker will tell you how to do this.",
            "Ask your social worker or the chair of the meeting.",
            "Ask your social worker where to write or who to call.",
        ],
        ["How the meeting was run", "What the meeting decided", "Something else"],
    ),
    "mid-and-west-wales": (
        ["You have the right to complain if you are unhappy with the process.", ASK],
        ["How things were done", "Something else"],
    ),
    "sample-english-council": (
        [
            "You can complain if you do not agree with a decision.",
            "You can also complain about something that happened in the meeting.",
            "Talk to your social worker, their manager or the chair.",
            "Or make a formal complaint in writing, through the complaints procedure.",
            "Ask your social worker where to write or who to call.",
        ],
        ["What the meeting decided", "How the meeting was run", "Something else"],
    ),
    "barnsley": (
        [
            "Tell us if you feel that we got something wrong.",
            "Tell us too if you are unhappy with the plan for your child.",
            "Talk with your social worker or the chair of the meeting.",
            "customerresolutionteam@barnsley.gov.uk",
        ],
        ["How the meeting was run", "The plan", "Something else"],
    ),
    "kensington-and-chelsea": (
        [
            "You can complain if you do not agree whether your child has a plan, or about the type of worry.",
            "You can also complain about how the meeting was held.",
            "020 7361 3000",
        ],
        [
            "What the meeting decided",
            "The type of worry that was named",
            "How the meeting was run",
            "Something else",
        ],
    ),
}


@pytest.fixture
def parent_in(app: FastAPI, portal: Installation, request: pytest.FixtureRequest) -> Browser:
    """A parent of a family of one council."""
    council = str(request.param)
    administrator = families.add_staff(portal, council, "Wyn Price", Role.ADMINISTRATOR)
    family = families.open_family(portal, administrator)
    return Browser(app, families.add_member(portal, administrator, family, "Nia Bevan"))


def _choices(page: ShownPage) -> list[str]:
    return [label.get_text(strip=True) for label in page.soup.select(".option label")]


@pytest.mark.parametrize(
    ("parent_in", "facts", "choices"),
    [(council, *told) for council, told in FACTS.items()],
    indirect=["parent_in"],
    ids=list(FACTS),
)
def test_each_council_is_quoted_before_the_first_word(
    parent_in: Browser, facts: list[str], choices: list[str]
) -> None:
    page = parent_in.get("/m/unhappy")

    before_start = page.text.partition("Nothing is sent until you press Send.")[0]
    assert all(fact in before_start for fact in [*facts, STANDS])
    assert not page.soup.select("main textarea, main input:not([type=hidden])")
    assert _choices(parent_in.get(WRITE + "about")) == choices


@pytest.mark.parametrize("parent_in", list(FACTS), indirect=True)
def test_every_page_is_plain(parent_in: Browser) -> None:
    pages = [parent_in.get("/m/unhappy")]
    complaint = complain(parent_in)
    steps = ["what-happened", "about", "who", "help", "reply"]
    pages += [parent_in.get(WRITE + step) for step in steps]
    pages += [
        parent_in.get(address)
        for address in (CHECK, f"/m/unhappy/{complaint}", f"/m/unhappy/{complaint}/take-back", "/m/unhappy")
    ]

    for page in pages:
        lengths = [len(readability.words(one)) for one in readability.sentences(page.html)]
        assert readability.grade(page.html) <= 5, page.url
        assert max(lengths) <= 20, page.url
        assert readability.banned(page.html) == [], page.url


def test_no_fact_of_another_council_is_shown(amira: Browser) -> None:
    page = amira.get("/m/unhappy")

    assert "appeal" not in page.text
    assert "020 7361 3000" not in page.text
    assert "working days" not in page.text


def test_the_reader_is_told_who_reads_it_before_writing(amira: Browser) -> None:
    page = amira.get("/m/unhappy")

    seen = "Only you and the complaints officers of Barnsley Metropolitan Borough Council can read it here."
    assert seen in page.text
    assert "Your social worker and the chair cannot." in page.text
    assert "no other parent can" in page.text
    assert page.text.index("Only you") < page.text.index("Nothing is sent until")


def test_the_address_and_the_titles_say_nothing(amira: Browser) -> None:
    pages = [amira.get("/m/unhappy"), write(amira), amira.submit(CHECK), amira.get("/m/unhappy")]

    for page in pages:
        assert "complain" not in page.url
        assert "complain" not in page.title.lower()


def test_somebody_who_has_begun_goes_on_and_sees_no_other_start(amira: Browser) -> None:
    amira.submit(WRITE + "what-happened", words=STORY, then="later")

    page = amira.get("/m/unhappy")

    assert "Go on with what you wrote" in page.text
    assert CHECK in page.links()


def test_only_members_may_come_here(visitor: Browser, carol: Browser, people: World) -> None:
    assert people.carol.membership_id
    assert visitor.get("/m/unhappy", follow=False).status == 303
    assert carol.get("/m/unhappy").status == 404
    assert carol.get(WRITE + "what-happened").status == 404

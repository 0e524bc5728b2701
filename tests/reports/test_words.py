"""The family's pages about reports can be read by somebody tired and afraid."""

from app.access.scopes import Installation
from tests.reports.sharing import keep
from tests.reports.test_replies import sent
from tests.support import readability
from tests.support.browser import Browser
from tests.support.world import World

HIGHEST_GRADE = 5.0
LONGEST_SENTENCE = 20


def check(html: str, where: str) -> None:
    """Check the words of one page."""
    lengths = [len(readability.words(one)) for one in readability.sentences(html)]
    assert readability.grade(html) <= HIGHEST_GRADE, where
    assert max(lengths) <= LONGEST_SENTENCE, where
    assert readability.banned(html) == [], where


def test_every_page_of_the_family_is_plain(portal: Installation, people: World, ben: Browser) -> None:
    kept, scan = keep(portal, people, "ben"), keep(portal, people, "ben", has_text=False)
    report, picture = (f"/m/reports/{one.editions['ben']}" for one in (kept, scan))

    check(ben.get("/m/reports").html, "list")
    check(ben.get(report).html, "cover")
    check(ben.submit(report).html, "text")
    check(ben.submit(picture).html, "scan")
    check(ben.get(f"{report}/original").html, "original")
    check(ben.get(f"{report}/reply").html, "reply")
    check(ben.submit(f"{report}/reply", text="No").html, "check")
    check(sent(ben, report, text="No").html, "sent")
    check(ben.get(report).html, "cover again")

"""What somebody does who complains, and what an officer does who answers."""

from typing import Any

from sqlmodel import col, select

from app.access.scopes import Installation
from app.access.transactions import transaction
from app.complaints.tables import Complaint, ComplaintStop
from tests.support.browser import Browser, ShownPage

STORY = "The chair spoke over me.\nI could not say what Noor told me."
WRITE = "/m/unhappy/write/"
CHECK = "/m/unhappy/check"


def answer(browser: Browser, step: str, **fields: Any) -> ShownPage:
    """Open one question, answer it and go on."""
    return browser.submit(WRITE + step, **fields)


def write(browser: Browser, story: str = STORY, *, way: str = "site", who: str = "") -> ShownPage:
    """Answer the questions that need an answer, and one more if there is something to say."""
    answer(browser, "what-happened", words=story)
    if who:
        answer(browser, "who", words=who)
    return answer(browser, "reply", way=way, words="")


def complain(browser: Browser, story: str = STORY, *, way: str = "site", who: str = "") -> str:
    """Write a complaint, send it, and return its identifier."""
    write(browser, story, way=way, who=who)
    return browser.submit(CHECK).url.rpartition("/")[2]


def hold(officer: Browser, complaint: str, *, follow: bool = True) -> ShownPage:
    """Take a complaint from the list."""
    officer.get("/staff/complaints")
    return officer.post(f"/staff/complaints/{complaint}/hold", follow=follow)


def reply_to(officer: Browser, complaint: str, text: str) -> ShownPage:
    """Write an answer to a complaint that the officer holds, look at it, and send it."""
    officer.submit(f"/staff/complaints/{complaint}/answer", text=text)
    return officer.submit(f"/staff/complaints/{complaint}/check")


def stored(installation: Installation) -> list[Complaint]:
    """Return every complaint in the database."""
    with transaction(installation, writes=False) as session:
        return list(session.execute(select(Complaint).order_by(col(Complaint.created_at))).scalars())


def ask_to_stop(browser: Browser, complaint: str, **fields: Any) -> ShownPage:
    """Ask to stop a complaint that somebody opened."""
    return browser.submit(f"/m/unhappy/{complaint}/stop", **fields)


def take_up(browser: Browser, complaint: str) -> ShownPage:
    """Go on with a complaint after all."""
    return browser.submit(f"/m/unhappy/{complaint}", action=f"/m/unhappy/{complaint}/take-up")


def decide(officer: Browser, complaint: str, outcome: str, words: str = "") -> ShownPage:
    """Stop a complaint whose writer asked for it, or go on and say why."""
    return officer.submit(f"/staff/complaints/{complaint}/stop", outcome=outcome, words=words)


def stored_stops(installation: Installation) -> list[ComplaintStop]:
    """Return every wish to stop in the database."""
    with transaction(installation, writes=False) as session:
        return list(session.execute(select(ComplaintStop).order_by(col(ComplaintStop.created_at))).scalars())

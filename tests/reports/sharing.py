"""Builders: reports as staff add, share and confirm them, through the portal's own pages."""

from dataclasses import dataclass
from typing import Any

from app.access.scopes import Installation
from app.files.compose import compose_report
from app.files.models import Block, BlockKind, Checked
from app.reports import adding, case_reports, releasing
from app.reports.forms import AddReport
from app.reports.models import Author, Title
from tests.support.browser import Browser, ShownPage
from tests.support.families import as_case_worker
from tests.support.world import World

WORDS = "Both children are at school each day and are up to date with the nurse."


def pdf(text: str = WORDS) -> bytes:
    """Return a report of a title, a heading and a paragraph."""
    return compose_report("Report", [("What is going well", [text])])


def add(staff: Browser, people: World, content: bytes | None = None, **fields: Any) -> ShownPage:
    """Add a report through the page for it."""
    typed: dict[str, Any] = {"author": "school", "title": "report", "meeting": people.meeting} | fields
    file = ("my report about Haddad.pdf", pdf() if content is None else content, "application/pdf")
    return staff.post(f"{cases(people)}/new", files={"file": file}, **typed)


def cases(people: World) -> str:
    """Return the address of the reports of Amira's and Ben's family."""
    return f"/staff/families/{people.family.id}/reports"


@dataclass
class Kept:
    """A report that staff added without the way through the page, and its editions by first name."""

    id: str
    editions: dict[str, str]


def keep(
    portal: Installation,
    people: World,
    *readers: str,
    text: str = WORDS,
    author: Author = Author.SCHOOL,
    content: bytes = b"%PDF-1.7 cleaned",
    has_text: bool = True,
) -> Kept:
    """Keep a report and release it to these people, as Ada does when everything is in order."""
    blocks = (Block(BlockKind.HEADING, "What is going well", 1), Block(BlockKind.PARAGRAPH, text, 1))
    checked = Checked(content, 1, blocks if has_text else (), text, ())
    with as_case_worker(portal, people.ada, people.family.id) as scope:
        form = AddReport(author=author, title=Title.REPORT, meeting=people.meeting, author_name="Jo Park")
        report_id = adding.keep(scope, form, checked)
        wanted = {people.person(name).membership_id: name for name in readers}
        chosen = [one for one in case_reports.one(scope, report_id).readers if one.membership_id in wanted]
        releasing.release(scope, case_reports.row_of(scope, report_id), chosen)
        found = case_reports.one(scope, report_id)
        editions = {
            wanted[one.membership_id]: one.edition.id for one in found.readers if one.edition is not None
        }
    return Kept(report_id, editions)

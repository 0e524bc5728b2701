"""Add made-up reports to a family's file and share them; a second member of staff agrees where one must."""

from collections.abc import Mapping
from typing import TypeVar

from app.demonstration import cast, deeds
from app.demonstration.acting import Acting
from app.demonstration.models import Household, Part
from app.demonstration.papers import Paper, Text
from app.demonstration.settling import SettledFamily, Staff
from app.files.models import Checked
from app.kit.forms import Form, Submitted
from app.kit.i18n import ENGLISH
from app.reports import adding, case_reports, sharing
from app.reports.forms import AddReport, Decision, ShareReport
from app.reports.models import Author, Title

SHARED = {
    Household.SEPARATED: (Text.SOCIAL_WORK, Text.SCHOOL),
    Household.TODAY: (Text.BEFORE_TODAY,),
    Household.PAST: (Text.REVIEW,),
}
Filled = TypeVar("Filled", bound=Form)


def papers_of(household: Household, index: int, parts: list[Part]) -> list[Paper]:
    """Return the reports that a household gets."""
    children = cast.children_of(household, index, parts)
    return [Paper(text, children) for text in SHARED.get(household, ())]


def share_reports(
    acting: Acting,
    staff: Staff,
    family: SettledFamily,
    papers: Mapping[Paper, Checked],
    *,
    teacher: str,
) -> None:
    """Add each report and share it with every member of the family, each as their own edition."""
    case = acting.as_case_worker(staff.social_worker, family.id)
    members = [member.membership_id or "" for member in family.members.values()]
    for paper, checked in papers.items():
        is_school = paper.text is Text.SCHOOL
        about = AddReport(
            author=Author.SCHOOL if is_school else Author.SOCIAL_WORKER,
            author_name=teacher if is_school else staff.social_worker_name,
            title=Title.LETTER if is_school else Title.REPORT,
            meeting=family.conference_id,
            language=ENGLISH,
        )
        report_id = adding.keep(case, about, checked)
        form = _sent(ShareReport(members=members))
        deeds.require(sharing.share(case, case_reports.one(case, report_id), form))
        _confirm(acting, staff, family, report_id)


def _confirm(acting: Acting, staff: Staff, family: SettledFamily, report_id: str) -> None:
    second = acting.as_case_worker(staff.second_administrator, family.id)
    report = case_reports.one(second, report_id)
    for reader in report.readers:
        if reader.is_waiting and reader.request:
            deeds.require(sharing.confirm(second, report, reader.request.id, _sent(Decision())))


def _sent(form: Filled) -> Submitted[Filled]:
    return Submitted(typed={}, problems=[], _values=form)

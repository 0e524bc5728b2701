"""A report as staff look into it before it goes out: its text as one person will see it, and its file."""

from app.access.scopes import CaseScope
from app.audit.models import Action
from app.files import service as files
from app.files.models import Block
from app.kit.errors import NotFound
from app.reports import case_reports
from app.reports.staff_models import CaseReport, Reader

PREVIEW, ORIGINAL = "preview", "original"


def preview(
    scope: CaseScope, report_id: str, membership_id: str
) -> tuple[CaseReport, Reader, tuple[Block, ...]]:
    """Return a report, a person, and the text just as that person will see it. Raises NotFound."""
    report = case_reports.one(scope, report_id)
    reader = next((one for one in report.readers if one.membership_id == membership_id), None)
    if reader is None:
        raise NotFound
    blocks = case_reports.blocks_of(scope, case_reports.row_of(scope, report_id))
    scope.record(Action.REPORT_READ, "reports", report_id, reason=PREVIEW)
    return report, reader, blocks


def original(scope: CaseScope, report_id: str) -> bytes:
    """Return a report's file. Raises NotFound, FileDamaged."""
    row = case_reports.row_of(scope, report_id)
    content = files.read(scope.session, scope.installation.storage, scope.professionals, row.file_id)
    scope.record(Action.REPORT_READ, "reports", report_id, reason=ORIGINAL)
    return content

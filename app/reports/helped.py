"""Reports as a helper reads them: the editions of whom they help, never a copy, each reading recorded."""

from collections.abc import Sequence

from sqlalchemy import Row
from sqlmodel import col

from app.access import helped as helping
from app.access.models import HelpedWith, Permission
from app.access.scopes import HelperScope
from app.audit.models import Action
from app.kit.encryption import Cipher
from app.kit.errors import NotFound
from app.reports import reading, texts
from app.reports.models import ReadReport, SharedReport
from app.reports.tables import Edition, Report


def every(scope: HelperScope) -> list[SharedReport]:
    """Return the reports of whom they help that this helper may read, newest first. Raises NotFound."""
    cipher = _cipher(scope)
    return [reading.opened(cipher, edition, report) for edition, report in _rows(scope)]


def read(scope: HelperScope, edition_id: str) -> ReadReport:
    """Return a report's text, recorded before anything of it is shown; its own reader has not opened it.

    Raises NotFound, and FileDamaged when it is not what was given to its own reader.
    """
    cipher = _cipher(scope)
    found = [row for row in _rows(scope) if row[0].id == edition_id]
    if not found:
        raise NotFound
    edition, report = found[0]
    reading.require_whole(scope.session, edition)
    scope.record(Action.REPORT_READ, "report_editions", edition.id)
    helping.note(scope, Action.HELP_READ, HelpedWith.REPORTS)
    blocks = texts.read(cipher.open(edition.blocks_sealed, edition.place("blocks_sealed")))
    return ReadReport(reading.opened(cipher, edition, report), blocks)


def _cipher(scope: HelperScope) -> Cipher:
    if scope.helped is None:
        raise NotFound
    return scope.helped


def _rows(scope: HelperScope) -> Sequence[Row[Edition, Report]]:
    wanted = reading.editions_of(scope.helped_membership_id, scope.family_id)
    rows = scope.session.execute(wanted.order_by(col(Edition.shared_at).desc(), col(Edition.id))).all()
    return [row for row in rows if scope.may(Permission.HELP_READ_REPORTS, row[0].id)]

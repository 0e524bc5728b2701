"""Take in a report: its file is checked and cleaned before the database is asked for anything."""

from threading import BoundedSemaphore
from typing import Any

from app.access import staff_accounts
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.conferences import service as conferences
from app.conferences.models import Stage
from app.files import service as files
from app.files.models import Checked, FileRefused
from app.kit.errors import NotFound, PortalError
from app.kit.form_body import UploadedFile
from app.kit.forms import Submitted
from app.kit.i18n import ENGLISH, N_
from app.reports import rules, texts
from app.reports.forms import AddReport
from app.reports.models import Author, Title
from app.reports.tables import Report

CHECKS_AT_ONCE = 2
# A check may take a minute and much memory; the pages of families must stay quick meanwhile.
_room_for_checks = BoundedSemaphore(CHECKS_AT_ONCE)


class CheckersBusy(PortalError):
    """As many files are being checked as may be at once."""

    status = 503
    title = N_("We are busy with other files")
    words = N_("Other files are being checked right now. Wait a minute. Then choose the file again.")


def take(scope: CaseScope, submitted: Submitted[AddReport]) -> str | None:
    """Check what was sent and keep it; return the report's identifier, or None with the problems named.

    Raises NotFound for a meeting of another family.
    """
    file = submitted.files.get("file")
    if file is None:
        submitted.refuse("file", N_("Choose the file."))
    if submitted.typed.get("language", ENGLISH) not in scope.installation.languages:
        submitted.refuse("language", N_("Choose the language that the report is written in."))
    if submitted.problems or file is None:
        return None
    try:
        checked = _check(scope, file)
    except (FileRefused, CheckersBusy) as problem:
        submitted.refuse("file", problem.words)
        submitted.status = problem.status
        return None
    return keep(scope, submitted.values, checked)


def _check(scope: CaseScope, file: UploadedFile) -> Checked:
    # The guard has read who asks. Its transaction ends here, so that no lock is held while a file is checked.
    scope.session.rollback()
    if not _room_for_checks.acquire(blocking=False):
        raise CheckersBusy
    try:
        return files.check_report(file.content, file.name, scope.installation.settings)
    finally:
        _room_for_checks.release()


def keep(scope: CaseScope, form: AddReport, checked: Checked) -> str:
    """Keep a checked report sealed for the professionals, and return its identifier. Raises NotFound."""
    # While the file was checked, the right to this family may have ended.
    if not staff_accounts.is_allocated(scope.session, scope.person_id, scope.authority.key, scope.family_id):
        raise NotFound
    meeting = conferences.get_for_staff(scope, form.meeting)
    sealer, storage = scope.professionals, scope.installation.storage
    file = files.keep(scope.session, storage, sealer, authority=scope.authority.key, content=checked.cleaned)
    row = Report(
        family_id=scope.family_id,
        conference_id=meeting.id,
        added_by_id=scope.person_id,
        author=form.author.value,
        author_name_sealed=b"",
        title=form.title.value,
        language=form.language,
        pages=checked.pages,
        minutes=rules.minutes_to_read(checked.blocks),
        has_text=checked.has_text,
        covered_pages=_listed(checked.covered_pages),
        picture_pages=_listed(rules.picture_pages(checked.pages, checked.blocks)),
        file_id=file.id,
        blocks_sealed=b"",
        search_text_sealed=b"",
    )
    row.author_name_sealed = sealer.seal(form.author_name, row.place("author_name_sealed"))
    row.blocks_sealed = sealer.seal(texts.write(checked.blocks), row.place("blocks_sealed"))
    row.search_text_sealed = sealer.seal(
        f"{checked.search_text}\n{form.author_name}", row.place("search_text_sealed")
    )
    scope.session.add(row)
    scope.session.flush()
    scope.record(Action.REPORT_ADDED, "reports", row.id, reason=form.author.value)
    return row.id


def _listed(pages: tuple[int, ...] | list[int]) -> str:
    return ",".join(str(page) for page in pages)


def choices(scope: CaseScope) -> dict[str, Any]:
    """Return what the page for adding a report offers to choose from."""
    meetings = [one for one in conferences.of_family(scope) if one.stage is not Stage.CANCELLED]
    languages = [(one.tag, one.name) for one in scope.installation.languages.values()]
    return {
        "authors": list(Author),
        "titles": list(Title),
        "meetings": meetings,
        "languages_written": languages,
    }

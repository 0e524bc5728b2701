"""Gather a helper's first page: whom they help, with what, and what this council lets a supporter do."""

from dataclasses import replace

from app.access import helped
from app.access.helped import Banner
from app.access.models import HelpedWith, Permission
from app.access.scopes import HelperScope
from app.audit.models import Action
from app.conferences import service as conferences
from app.conferences.models import Stage
from app.home import rules, service
from app.home.models import HelpedHome, HelpedTask
from app.kit.i18n import N_

READ, WRITE = Permission.HELP_READ_PREPARATION, Permission.HELP_DRAFT_PREPARATION
READ_LETTER, WRITE_LETTER = Permission.HELP_READ_VIEWS, Permission.HELP_DRAFT_VIEWS
# Each page of a helper, with the rights of which one opens it.
TASKS = (
    ("list_helped_answers", {READ, WRITE}, N_("Answers to the questions")),
    ("write_helped_letter", {READ_LETTER, WRITE_LETTER}, N_("The letter to the meeting")),
    ("list_helped_reports", {Permission.HELP_READ_REPORTS}, N_("Reports")),
)


def home(scope: HelperScope) -> HelpedHome:
    """Return a helper's first page, and note for whom they help that it was opened."""
    is_quiet = service.is_bereaved(scope)
    meeting = None if is_quiet else next(iter(conferences.invited_of_helped(scope)), None)
    at = meeting.meets_at if meeting and meeting.stage is not Stage.CANCELLED else None
    helped.note(scope, Action.HELP_OPENED, HelpedWith.MEETING if meeting else HelpedWith.PAGE)
    profile = meeting.profile if meeting else scope.authority
    return HelpedHome(
        banner=_quiet(helped.banner_of(scope)) if is_quiet else helped.banner_of(scope),
        meeting=meeting,
        time_in_words=rules.time_in_words(at, scope.language.tag) if at else "",
        sees_meeting=Permission.HELP_SEE_MEETING in scope.granted and not is_quiet,
        tasks=() if is_quiet else tuple(_tasks(scope)),
        rule=profile.supporter,
        is_quiet=is_quiet,
    )


def _quiet(banner: Banner) -> Banner:
    """Return a banner that says whom somebody helps, and until when, and names nothing to do."""
    return replace(banner, can_do=(), writes_drafts=False)


def _tasks(scope: HelperScope) -> list[HelpedTask]:
    url = scope.installation.url
    return [HelpedTask(words, url(route)) for route, rights, words in TASKS if scope.granted & rights]

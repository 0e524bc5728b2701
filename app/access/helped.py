"""What every page of a helper shows of the arrangement, and the log of what they did for whom."""

from dataclasses import dataclass, field
from datetime import datetime

from app.access.models import HelpedWith, Permission
from app.access.scopes import FamilyScope, HelperScope
from app.audit import service as audit
from app.audit.models import Action
from app.kit.i18n import N_

A, W = Action, HelpedWith
SENTENCES = {
    (A.HELP_OPENED, W.PAGE): N_("%(name)s opened their page."),
    (A.HELP_OPENED, W.MEETING): N_("%(name)s looked at when and where the meeting is."),
    (A.HELP_READ, W.ANSWERS): N_("%(name)s read your answers."),
    (A.HELP_READ, W.LETTER): N_("%(name)s read your letter."),
    (A.HELP_READ, W.REPORTS): N_("%(name)s read a report."),
    (A.HELP_WROTE, W.ANSWERS): N_("%(name)s wrote an answer for you to check."),
    (A.HELP_WROTE, W.LETTER): N_("%(name)s wrote a letter for you to check."),
    (A.HELP_SHOWED, W.ANSWERS): N_("%(name)s showed you an answer to check."),
    (A.HELP_SHOWED, W.LETTER): N_("%(name)s showed you a letter to check."),
}
CAN_DO = {
    Permission.HELP_SEE_MEETING: N_("You can see when and where the meeting is."),
    Permission.HELP_READ_PREPARATION: N_("You can read their answers."),
    Permission.HELP_DRAFT_PREPARATION: N_("You can write drafts of answers."),
    Permission.HELP_READ_VIEWS: N_("You can read their letter."),
    Permission.HELP_DRAFT_VIEWS: N_("You can write a draft of a letter."),
    Permission.HELP_READ_REPORTS: N_("You can read their reports."),
}
DRAFTING = {Permission.HELP_DRAFT_PREPARATION, Permission.HELP_DRAFT_VIEWS}
MOST_DEEDS = 100


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands at the top of every page of a helper: whom they help, with what, and until when."""

    first_name: str = field(repr=False)
    can_do: tuple[str, ...]
    writes_drafts: bool
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a helper did, as a sentence about them."""

    sentence: str
    at: datetime


def banner_of(scope: HelperScope) -> Banner:
    """Return what every page of this helper says at the top."""
    can_do = tuple(words for permission, words in CAN_DO.items() if permission in scope.granted)
    return Banner(scope.helped_name, can_do, bool(scope.granted & DRAFTING), scope.until_at)


def note(scope: HelperScope, action: Action, what: HelpedWith) -> None:
    """Note what a helper did, for whom they help to read. Raises LookupError for what has no sentence."""
    if (action, what) not in SENTENCES:
        raise LookupError(action, what)
    scope.record(action, "helpings", scope.helping_id, reason=what.value)


def deeds(scope: FamilyScope, helping_id: str) -> list[Deed]:
    """Return what a helper did, newest first, the same in a row once; whose helper it is was checked before.

    The log keeps every entry; nobody wants to read the same line ten times.
    """
    found: list[Deed] = []
    for entry in reversed(audit.history(scope.session, "helpings", helping_id)):
        sentence = _sentence(entry.action, entry.reason)
        if sentence and not (found and found[-1].sentence == sentence):
            found.append(Deed(sentence, entry.at))
    return found[:MOST_DEEDS]


def _sentence(action: str, reason: str) -> str | None:
    return next((text for (one, what), text in SENTENCES.items() if (one, what) == (action, reason)), None)

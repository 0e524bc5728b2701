"""The meeting of whom a helper helps, unopened: which one it is, and its council's questions."""

from dataclasses import dataclass, field

from app.access.scopes import HelperScope
from app.authorities.models import Authority
from app.conferences import service


@dataclass(frozen=True, slots=True)
class HelpedMeeting:
    """What a helper's pages must know of a meeting; when and where it is, is another grant."""

    id: str
    profile: Authority = field(repr=False)


def current(scope: HelperScope) -> HelpedMeeting | None:
    """Return the meeting that whom they help is here for; the same one that this person sees."""
    meetings = service.shown_to(scope.session, None, scope.family_id, scope.helped_membership_id)
    return HelpedMeeting(meetings[0].id, meetings[0].profile) if meetings else None

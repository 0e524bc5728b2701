"""Decide that somebody is asked not to come, in words that give nobody else away, and have them told."""

from dataclasses import dataclass, field

from app.access import people, staff_accounts
from app.access.people import Member
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.conferences import exclusions, naming
from app.conferences import service as conferences
from app.conferences.models import ConferenceDetails, KeptOut
from app.families.models import HELPER_ROLES, Role
from app.files import giving_away
from app.kit.errors import Conflict, NotFound
from app.kit.forms import Submitted
from app.kit.i18n import N_
from app.outbox import service as outbox
from app.outbox.models import Notice
from app.staff import rules
from app.staff.forms import CHOOSE_ONE
from app.staff.forms_meeting import ExclusionForm

OVER = N_("This meeting is over or cancelled.")
GIVES_AWAY = N_(
    "These words give away a protected detail of somebody else in the family. "
    "Write them differently, or leave it out."
)
NAMES_PLACE = N_("These words name the place, and you chose to hide it. Leave the place out.")
NAMES_WHEN = N_("These words name the day or the hour, and you chose to hide both. Leave them out.")


@dataclass(frozen=True, slots=True)
class ExclusionFile:
    """Everything on the page about one person who is asked not to come."""

    kept_out: KeptOut
    meeting: ConferenceDetails
    name: str = field(repr=False)
    words: str = field(repr=False)


def to_choose(scope: CaseScope, conference_id: str) -> tuple[ConferenceDetails, list[Member]]:
    """Return a meeting and who could be asked not to come. Raises NotFound, and Conflict when it is over."""
    meeting = conferences.get_for_staff(scope, conference_id)
    if meeting.stage not in rules.TO_COME:
        raise Conflict(OVER)
    there = {one.membership_id for one in exclusions.of_meeting(scope, conference_id)}
    return meeting, [
        one
        for one in people.members_of(scope)
        if one.membership_id not in there and one.role not in HELPER_ROLES
    ]


def decide(scope: CaseScope, conference_id: str, submitted: Submitted[ExclusionForm]) -> KeptOut | None:
    """Ask somebody not to come, and let the social worker know; None when the form has to be put right.

    Raises NotFound, and Conflict when the meeting is over.
    """
    meeting, members = to_choose(scope, conference_id)
    if not submitted.problems:
        _check(scope, meeting, members, submitted)
    if submitted.problems:
        return None
    form = submitted.values
    decided = exclusions.decide(
        scope,
        conference_id,
        form.member,
        part=form.part,
        words=form.words.strip(),
        hides_place=form.hides_place,
        hides_time=form.hides_time,
    )
    for colleague in staff_accounts.allocated(scope):
        if colleague.role is Role.SOCIAL_WORKER:
            notice = Notice.STAFF_SOMETHING_NEW
            outbox.enqueue(scope, scope.authority.key, colleague.person_id, notice, family_id=scope.family_id)
    return decided


def _check(
    scope: CaseScope, meeting: ConferenceDetails, members: list[Member], submitted: Submitted[ExclusionForm]
) -> None:
    form = submitted.values
    if form.member not in {one.membership_id for one in members}:
        submitted.refuse("member", CHOOSE_ONE)
    elif giving_away.gives_away(scope, form.words, {form.member}):
        submitted.refuse("words", GIVES_AWAY)
    elif form.hides_place and naming.names_place(form.words, meeting.place):
        submitted.refuse("words", NAMES_PLACE)
    elif form.hides_time and naming.names_when(form.words, meeting.meets_at):
        submitted.refuse("words", NAMES_WHEN)


def exclusion_file(scope: CaseScope, exclusion_id: str) -> ExclusionFile:
    """Return what was decided about somebody, and record that it was seen. Raises NotFound."""
    kept_out, words = exclusions.find(scope, exclusion_id)
    scope.record(Action.FAMILY_VIEWED, "exclusions", exclusion_id)
    members = {one.membership_id: one.name for one in people.members_of(scope)}
    if kept_out.membership_id not in members:
        raise NotFound
    return ExclusionFile(
        kept_out,
        conferences.get_for_staff(scope, kept_out.conference_id),
        members[kept_out.membership_id],
        words,
    )

"""The addresses where people are invited to a meeting, and where professionals are put on its list."""

from fastapi import Response

from app.access.guards import Identifier, MayCallConference
from app.access.scopes import CaseScope
from app.conferences import service as conferences
from app.conferences.models import PROFESSIONAL_WORDS
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import meeting_file, meetings
from app.staff.forms import (
    AttendeeForm,
    AttendeeSubmitted,
    ButtonPressed,
    InvitationsForm,
    InvitationsSubmitted,
)
from app.staff.meeting_pages import show_meeting_file

router = Router()


@router.get("/staff/families/{family}/meetings/{conference}/invitations")
def invite_members(scope: MayCallConference, page: PageOf, conference: Identifier) -> Response:
    """Ask whom to invite."""
    return _invite(scope, page, conference, blank(InvitationsForm))


@router.post("/staff/families/{family}/meetings/{conference}/invitations")
def save_invitations(
    scope: MayCallConference, page: PageOf, conference: Identifier, submitted: InvitationsSubmitted
) -> Response:
    """Invite them; nothing is sent yet."""
    if submitted.problems:
        return _invite(scope, page, conference, submitted)
    meetings.invite(scope, conference, submitted.values.members)
    notice = N_("They are invited. Nothing is sent yet.")
    return page.go_to("show_conference", family=scope.family_id, conference=conference, notice=notice)


def _invite(scope: CaseScope, page: Page, conference: str, form: Submitted[InvitationsForm]) -> Response:
    file = meeting_file.meeting_file(scope, conference)
    return page.show("staff/invite_members.html", form=form, file=file, family=scope.family_id)


@router.post("/staff/families/{family}/meetings/{conference}/invitations/{member}")
def send_invitation(
    scope: MayCallConference, page: PageOf, conference: Identifier, member: Identifier, pressed: ButtonPressed
) -> Response:
    """Send one person their invitation, or note that it was given on paper."""
    if pressed.problems:
        return show_meeting_file(scope, page, conference, pressed)
    is_sent = meetings.send_invitation(scope, conference, member)
    notice = N_("The invitation is on its way.") if is_sent else N_("Noted: they have it on paper.")
    return page.go_to("show_conference", family=scope.family_id, conference=conference, notice=notice)


@router.get("/staff/families/{family}/meetings/{conference}/professionals/new")
def add_attendee(scope: MayCallConference, page: PageOf, conference: Identifier) -> Response:
    """Ask who comes because of their work."""
    return _attendee(scope, page, conference, blank(AttendeeForm))


@router.post("/staff/families/{family}/meetings/{conference}/professionals/new")
def save_attendee(
    scope: MayCallConference, page: PageOf, conference: Identifier, submitted: AttendeeSubmitted
) -> Response:
    """Put them on the list that the family sees."""
    meetings.check_protected(scope, submitted, "name")
    if submitted.problems:
        return _attendee(scope, page, conference, submitted)
    meetings.add_attendee(scope, conference, submitted.values)
    notice = N_("They are on the list. The family sees it.")
    return page.go_to("show_conference", family=scope.family_id, conference=conference, notice=notice)


def _attendee(scope: CaseScope, page: Page, conference: str, form: Submitted[AttendeeForm]) -> Response:
    meeting = conferences.get_for_staff(scope, conference)
    return page.show(
        "staff/add_attendee.html",
        form=form,
        meeting=meeting,
        family=scope.family_id,
        roles=PROFESSIONAL_WORDS,
    )


@router.post("/staff/families/{family}/meetings/{conference}/professionals/{attendee}/remove")
def remove_attendee(
    scope: MayCallConference,
    page: PageOf,
    conference: Identifier,
    attendee: Identifier,
    pressed: ButtonPressed,
) -> Response:
    """Take them off the list."""
    if pressed.problems:
        return show_meeting_file(scope, page, conference, pressed)
    conferences.remove_attendee(scope, conference, attendee)
    notice = N_("They are no longer on the list.")
    return page.go_to("show_conference", family=scope.family_id, conference=conference, notice=notice)

"""The addresses where a meeting is called, seen, changed and cancelled."""

from typing import Any

from fastapi import Response

from app.access.guards import Identifier, MayCallConference, MaySeeCase
from app.access.scopes import CaseScope
from app.conferences import service as conferences
from app.conferences import short_notice
from app.conferences.models import KIND_WORDS, ConferenceDetails
from app.kit.forms import NothingTyped, Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.reports.forms import ExpectReport
from app.staff import meeting_file, meetings, models, service
from app.staff.forms import ButtonPressed, ChangeForm, ChangeSubmitted, ConferenceForm, ConferenceSubmitted
from app.staff.moments import parts_of

router = Router()


@router.get("/staff/families/{family}/meetings/new")
def call_conference(scope: MayCallConference, page: PageOf) -> Response:
    """Ask when and where a new meeting is."""
    return _call(scope, page, blank(ConferenceForm))


@router.post("/staff/families/{family}/meetings/new")
def save_conference(scope: MayCallConference, page: PageOf, submitted: ConferenceSubmitted) -> Response:
    """Call the meeting, then ask whom to invite."""
    called = meetings.call(scope, submitted)
    if called is None:
        return _call(scope, page, submitted)
    notice = N_("The meeting is called. Now say whom to invite.")
    return page.go_to("invite_members", family=scope.family_id, conference=called.id, notice=notice)


def _call(scope: CaseScope, page: Page, form: Submitted[ConferenceForm]) -> Response:
    return page.show(
        "staff/call_conference.html",
        form=form,
        family=scope.family_id,
        chairs=meetings.chairs(scope),
        states_time=any(short_notice.states_time(scope.authority, kind) for kind in KIND_WORDS),
        kinds=KIND_WORDS,
    )


@router.get("/staff/families/{family}/meetings/{conference}")
def show_conference(scope: MaySeeCase, page: PageOf, conference: Identifier) -> Response:
    """Show a meeting: when, where, who is invited and who comes because of their work."""
    return show_meeting_file(scope, page, conference)


def show_meeting_file(
    scope: CaseScope, page: Page, conference: str, form: Submitted[Any] | None = None
) -> Response:
    """Show a meeting's page, with what was wrong with a button that was pressed on it."""
    file = meeting_file.meeting_file(scope, conference)
    may = service.allowed(scope)
    return page.show(
        "staff/show_conference.html",
        form=form,
        file=file,
        family=scope.family_id,
        may=may,
        words=models,
        expecting=form or blank(ExpectReport),
    )


@router.get("/staff/families/{family}/meetings/{conference}/change")
def change_conference(scope: MayCallConference, page: PageOf, conference: Identifier) -> Response:
    """Show when and where the meeting is, to be changed."""
    meeting = conferences.get_for_staff(scope, conference)
    when: dict[str, Any] = parts_of(meeting.meets_at) if meeting.meets_at else {"no_date": "yes"}
    form = blank(ChangeForm, place=meeting.place, chair=meeting.chair_id, **when)
    return _change(scope, page, meeting, form)


@router.post("/staff/families/{family}/meetings/{conference}/change")
def save_conference_change(
    scope: MayCallConference, page: PageOf, conference: Identifier, submitted: ChangeSubmitted
) -> Response:
    """Change the meeting, and tell those who had an invitation."""
    meeting = conferences.get_for_staff(scope, conference)
    if not meetings.change(scope, meeting, submitted):
        return _change(scope, page, meeting, submitted)
    notice = N_("The meeting is changed. We write to those who had an invitation, if that is safe.")
    return page.go_to("show_conference", family=scope.family_id, conference=conference, notice=notice)


def _change(
    scope: CaseScope, page: Page, meeting: ConferenceDetails, form: Submitted[ChangeForm]
) -> Response:
    return page.show(
        "staff/change_conference.html",
        form=form,
        meeting=meeting,
        family=scope.family_id,
        chairs=meetings.chairs(scope),
        states_time=short_notice.states_time(meeting.profile, meeting.kind),
    )


@router.get("/staff/families/{family}/meetings/{conference}/cancel")
def cancel_conference(scope: MayCallConference, page: PageOf, conference: Identifier) -> Response:
    """Ask whether the meeting is really cancelled."""
    return _cancel(scope, page, conference, None)


@router.post("/staff/families/{family}/meetings/{conference}/cancel")
def save_cancellation(
    scope: MayCallConference, page: PageOf, conference: Identifier, pressed: ButtonPressed
) -> Response:
    """Cancel the meeting, and tell those who had an invitation."""
    if pressed.problems:
        return _cancel(scope, page, conference, pressed)
    meetings.cancel(scope, conference)
    notice = N_("The meeting is cancelled. We write to those who had an invitation, if that is safe.")
    return page.go_to("show_conference", family=scope.family_id, conference=conference, notice=notice)


def _cancel(scope: CaseScope, page: Page, conference: str, form: Submitted[NothingTyped] | None) -> Response:
    file = meeting_file.meeting_file(scope, conference)
    return page.show("staff/cancel_conference.html", form=form, file=file, family=scope.family_id)

"""The addresses where an administrator says that everything here stops for a family, or for some of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import Response

from app.access import closings
from app.access.guards import Identifier, MayCloseCase
from app.access.scopes import CaseScope
from app.families.models import HELPER_ROLES, ClosingReason
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import service, set_up
from app.staff.forms import CHOOSE_ONE, ButtonPressed
from app.staff.forms_people import CaseClosingForm, CaseClosingSubmitted
from app.staff.service import MemberLine

NO_COUNCIL = N_("Write to which council they move.")
EVERYBODY = N_("The whole family moves. Choose everybody.")
NOBODY = N_("Choose for whom everything stops.")
DECIDED = N_("Saved. They read the day on their own pages.")
UNDONE = N_("Taken back. Their pages stay open. Look at the day of whoever had one before.")

router = Router()


@router.get("/staff/families/{family}/closing")
def close_case(scope: MayCloseCase, page: PageOf) -> Response:
    """Ask for whom everything stops, why, and after which day."""
    everybody = [line.member.membership_id for line in _members(scope)]
    return _close(scope, page, blank(CaseClosingForm, members=everybody))


def _members(scope: CaseScope) -> Sequence[MemberLine]:
    # The rights of a helper end with the pages of whom they help.
    return [line for line in service.member_lines(scope) if line.member.role not in HELPER_ROLES]


def _close(scope: CaseScope, page: Page, form: Submitted[Any]) -> Response:
    return page.show(
        "staff/close_case.html",
        form=form,
        family=scope.family_id,
        members=_members(scope),
        standing=closings.standing(scope),
        reasons=list(ClosingReason),
    )


@router.post("/staff/families/{family}/closing")
def save_case_closing(scope: MayCloseCase, page: PageOf, submitted: CaseClosingSubmitted) -> Response:
    """Keep the decision; each of them reads the day, and nobody why."""
    closes_at = None if submitted.problems else _checked(scope, submitted)
    if closes_at is None:
        return _close(scope, page, submitted)
    form = submitted.values
    closings.decide(scope, form.reason, form.members, closes_at, to=form.to)
    return page.go_to("close_case", family=scope.family_id, notice=DECIDED)


def _checked(scope: CaseScope, submitted: Submitted[CaseClosingForm]) -> datetime | None:
    form, there = submitted.values, {line.member.membership_id for line in _members(scope)}
    moves = form.reason is ClosingReason.MOVED
    closes_at = set_up.last_moment(form.day) if form.day else set_up.NO_DAY
    if isinstance(closes_at, str):
        submitted.refuse("day", closes_at)
    if moves and not form.to:
        submitted.refuse("to", NO_COUNCIL)
    if not set(form.members) <= there:
        submitted.refuse("members", CHOOSE_ONE)
    elif moves and set(form.members) != there:
        submitted.refuse("members", EVERYBODY)
    elif not form.members:
        submitted.refuse("members", NOBODY)
    return None if submitted.problems or isinstance(closes_at, str) else closes_at


@router.post("/staff/families/{family}/closing/{closing}/undo")
def undo_case_closing(
    scope: MayCloseCase, page: PageOf, closing: Identifier, pressed: ButtonPressed
) -> Response:
    """Take it back before the day."""
    if pressed.problems:
        return _close(scope, page, pressed)
    closings.undo(scope, closing)
    return page.go_to("close_case", family=scope.family_id, notice=UNDONE)

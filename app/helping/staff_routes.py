"""The addresses where staff look who a helper is, agree or refuse, allow reports, and end it."""

from typing import Any

from fastapi import Response

from app.access import people
from app.access.guards import Identifier, MayConfirmHelpers
from app.access.scopes import CaseScope
from app.helping import deciding, reading, rules
from app.helping.forms import (
    ButtonPressed,
    CaseHelperForm,
    CaseHelperSubmitted,
    DecisionForm,
    DecisionSubmitted,
    ReportsSubmitted,
)
from app.helping.models import MayDo
from app.kit import clock
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router

AGREED = N_("They can help now. Give them a PIN in person, or on a number that you know.")
AGREED_KNOWN = N_("They can help now, with the PIN that they have already.")
REFUSED = N_("Refused. Their page still says that we check it. Talk to them yourself if that is safe.")

router = Router()


@router.get("/staff/families/{family}/helpers")
def list_case_helpers(scope: MayConfirmHelpers, page: PageOf) -> Response:
    """Show everybody who helps somebody of the family, or was asked for."""
    helpers = deciding.every(scope)
    return page.show("helping/list_case_helpers.html", helpers=helpers, family=scope.family_id)


@router.get("/staff/families/{family}/helpers/new")
def record_helper(scope: MayConfirmHelpers, page: PageOf) -> Response:
    """Ask for what somebody of the family agreed to when they told staff, or wrote."""
    until = rules.default_until(None, clock.today()).isoformat()
    return _record(scope, page, blank(CaseHelperForm, until=until, agreed_on=clock.today().isoformat()))


def _record(scope: CaseScope, page: Page, form: Submitted[CaseHelperForm]) -> Response:
    members = [one for one in people.members_of(scope) if one.role in deciding.HELPED_ROLES]
    return page.show(
        "helping/record_helper.html", form=form, members=members, family=scope.family_id, choices=MayDo
    )


@router.post("/staff/families/{family}/helpers/new")
def save_recorded_helper(scope: MayConfirmHelpers, page: PageOf, submitted: CaseHelperSubmitted) -> Response:
    """Write it down, to be looked at and decided next."""
    wish, agreed_at = reading.wish(submitted), reading.agreed_at(submitted)
    if wish is None or agreed_at is None:
        return _record(scope, page, submitted)
    form = submitted.values
    made = deciding.record(scope, form.member, wish, consent=form.consent, consent_at=agreed_at)
    notice = N_("Written down. Now check who this is.")
    return page.go_to("show_case_helper", family=scope.family_id, helping=made, notice=notice)


@router.get("/staff/families/{family}/helpers/{helping}")
def show_case_helper(scope: MayConfirmHelpers, page: PageOf, helping: Identifier) -> Response:
    """Show one arrangement, and everything that makes it doubtful who this is."""
    return _shown(scope, page, helping, blank(DecisionForm))


def _shown(scope: CaseScope, page: Page, helping: str, form: Submitted[Any]) -> Response:
    helper = deciding.one(scope, helping)
    return page.show("helping/show_case_helper.html", form=form, helper=helper, family=scope.family_id)


@router.post("/staff/families/{family}/helpers/{helping}/decision")
def decide_helper(
    scope: MayConfirmHelpers, page: PageOf, helping: Identifier, submitted: DecisionSubmitted
) -> Response:
    """Agree or refuse."""
    deciding.require_asked(scope, helping)
    notice = None if submitted.problems else _decided(scope, helping, submitted)
    if notice is None:
        return _shown(scope, page, helping, submitted)
    return page.go_to("show_case_helper", family=scope.family_id, helping=helping, notice=notice)


def _decided(scope: CaseScope, helping: str, submitted: Submitted[DecisionForm]) -> str | None:
    if submitted.values.decision == "refuse":
        deciding.refuse(scope, helping)
        return REFUSED
    try:
        place = deciding.agree(scope, helping)
    except deciding.InDoubt as error:
        submitted.refuse("decision", error.doubt.words)
        return None
    return AGREED_KNOWN if people.member(scope, place).is_kept_elsewhere else AGREED


@router.post("/staff/families/{family}/helpers/{helping}/reports")
def allow_helper_reports(
    scope: MayConfirmHelpers, page: PageOf, helping: Identifier, submitted: ReportsSubmitted
) -> Response:
    """Let a helper read reports where the family did, or take that back."""
    deciding.require_open(scope, helping)
    if submitted.problems:
        return _shown(scope, page, helping, submitted)
    deciding.allow_reports(scope, helping, allowed=submitted.values.allowed == "yes")
    return page.go_to("show_case_helper", family=scope.family_id, helping=helping, notice=N_("Saved."))


@router.post("/staff/families/{family}/helpers/{helping}/end")
def end_case_helper(
    scope: MayConfirmHelpers, page: PageOf, helping: Identifier, pressed: ButtonPressed
) -> Response:
    """End it at once."""
    deciding.require_open(scope, helping)
    if pressed.problems:
        return _shown(scope, page, helping, pressed)
    deciding.end(scope, helping)
    notice = N_("Ended. They have no access any more.")
    return page.go_to("show_case_helper", family=scope.family_id, helping=helping, notice=notice)

"""The addresses where the chair asks somebody not to come, and where it is noted that they were told."""

from fastapi import Response

from app.access.guards import Identifier, MayDecideExclusion, MaySeeCase, MayTellExclusion
from app.access.scopes import CaseScope
from app.conferences import exclusions as decisions
from app.conferences.models import KeptOutPart
from app.kit.forms import NothingTyped, Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import exclusions, service
from app.staff.forms import ButtonPressed
from app.staff.forms_meeting import ExclusionForm, ExclusionSubmitted

router = Router()


@router.get("/staff/families/{family}/meetings/{conference}/exclusions/new")
def decide_exclusion(scope: MayDecideExclusion, page: PageOf, conference: Identifier) -> Response:
    """Ask who is asked not to come, and why."""
    return _decide(scope, page, conference, blank(ExclusionForm, hides=["place", "time"]))


@router.post("/staff/families/{family}/meetings/{conference}/exclusions/new")
def save_exclusion(
    scope: MayDecideExclusion, page: PageOf, conference: Identifier, submitted: ExclusionSubmitted
) -> Response:
    """Keep the decision; the person reads nothing of it before they were told."""
    decided = exclusions.decide(scope, conference, submitted)
    if decided is None:
        return _decide(scope, page, conference, submitted)
    notice = N_("Your decision is kept. They read nothing of it until somebody has told them.")
    return page.go_to("show_exclusion", family=scope.family_id, exclusion=decided.id, notice=notice)


def _decide(scope: CaseScope, page: Page, conference: str, form: Submitted[ExclusionForm]) -> Response:
    meeting, members = exclusions.to_choose(scope, conference)
    return page.show(
        "staff/decide_exclusion.html",
        form=form,
        meeting=meeting,
        members=members,
        parts=list(KeptOutPart),
        family=scope.family_id,
    )


@router.get("/staff/families/{family}/exclusions/{exclusion}")
def show_exclusion(scope: MaySeeCase, page: PageOf, exclusion: Identifier) -> Response:
    """Show what was decided about somebody, and whether they were told."""
    return _show(scope, page, exclusion, None)


def _show(scope: CaseScope, page: Page, exclusion: str, form: Submitted[NothingTyped] | None) -> Response:
    file = exclusions.exclusion_file(scope, exclusion)
    may = service.allowed(scope)
    return page.show("staff/show_exclusion.html", form=form, file=file, family=scope.family_id, may=may)


@router.post("/staff/families/{family}/exclusions/{exclusion}/told")
def note_exclusion_told(
    scope: MayTellExclusion, page: PageOf, exclusion: Identifier, pressed: ButtonPressed
) -> Response:
    """Note that the person was told, by phone or in person."""
    if pressed.problems:
        return _show(scope, page, exclusion, pressed)
    decisions.note_told(scope, exclusion)
    notice = N_("Noted. Their own page says it now.")
    return page.go_to("show_exclusion", family=scope.family_id, exclusion=exclusion, notice=notice)


@router.post("/staff/families/{family}/exclusions/{exclusion}/lift")
def lift_exclusion(
    scope: MayDecideExclusion, page: PageOf, exclusion: Identifier, pressed: ButtonPressed
) -> Response:
    """Let the person come after all."""
    if pressed.problems:
        return _show(scope, page, exclusion, pressed)
    meeting = exclusions.exclusion_file(scope, exclusion).meeting
    decisions.lift(scope, exclusion)
    notice = N_("They can come after all. Tell them by phone or in person: no message goes out.")
    return page.go_to("show_conference", family=scope.family_id, conference=meeting.id, notice=notice)

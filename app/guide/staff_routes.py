"""The address at which a council's staff see what the portal says about their council, and why."""

from fastapi import Response

from app.access.guards import MaySeeDesk
from app.guide.dependencies import GuideOf
from app.kit.pages import PageOf
from app.kit.routing import Router

router = Router()


@router.get("/staff/council")
def show_council_facts(scope: MaySeeDesk, page: PageOf, guide: GuideOf) -> Response:
    """Show every fact of the council, where it comes from, and what is still to be settled."""
    groups = guide.facts_for_staff(scope.authority, scope.language.tag)
    unsettled = guide.unsettled[scope.authority.key]
    return page.show("guide/show_council_facts.html", groups=groups, unsettled=unsettled)

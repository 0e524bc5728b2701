"""Addresses where the chair sees, opens and reads letters, and notes that they were read out."""

from typing import Any

from fastapi import Response

from app.access import people
from app.access.guards import Identifier, MayReadSubmissions
from app.access.scopes import CaseScope
from app.kit.forms import Submitted
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.written_views import reading
from app.written_views.forms import ButtonPressed, ReadOutSubmitted
from app.written_views.models import Reader

router = Router("/staff/families/{family}/views")

NOTED = N_("Noted. The person who wrote it can see this now.")


@router.get("")
def list_sent_views(scope: MayReadSubmissions, page: PageOf) -> Response:
    """List what members of the family wrote to the meeting."""
    received, family = reading.list_received(scope), people.family_of(scope)
    return page.show("written_views/list_sent_views.html", received=received, family=family)


@router.get("/{sent}")
def read_views(scope: MayReadSubmissions, page: PageOf, sent: Identifier) -> Response:
    """Show a letter that was opened, or the cover with the button that opens it."""
    return _show(scope, page, sent, reading.form_for_read_out(scope, sent))


@router.post("/{sent}/open")
def open_views(
    scope: MayReadSubmissions, page: PageOf, sent: Identifier, submitted: ButtonPressed
) -> Response:
    """Note that a letter is opened, and go to it."""
    if submitted.problems:
        return _show(scope, page, sent, submitted)
    reading.open_received(scope, sent)
    return page.go_to("read_views", family=scope.family_id, sent=sent)


@router.post("/{sent}/read-out")
def mark_read_out(
    scope: MayReadSubmissions, page: PageOf, sent: Identifier, submitted: ReadOutSubmitted
) -> Response:
    """Note that a letter was read out, when and by whom."""
    if not submitted.problems:
        form = submitted.values
        problem = reading.mark_read_out(scope, sent, form.at, form.reader)
        if problem is None:
            return page.go_to("read_views", notice=NOTED, family=scope.family_id, sent=sent)
        submitted.refuse("day", problem)
    return _show(scope, page, sent, submitted)


def _show(scope: CaseScope, page: Page, sent: str, form: Submitted[Any]) -> Response:
    return page.show(
        "written_views/read_views.html",
        form=form,
        received=reading.find_received(scope, sent),
        family=people.family_of(scope),
        readers=list(Reader),
        may_note=not scope.is_emergency,
    )

"""The addresses where children and members of a family are added, seen and put right."""

from typing import Any

from fastapi import Response

from app.access.contacts import ContactTaken, ContactUnreadable
from app.access.guards import Identifier, MaySetUpCase
from app.access.scopes import CaseScope
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import models, service, set_up
from app.staff.errors import AlreadyThere
from app.staff.forms import ButtonPressed, ChildForm, ChildSubmitted
from app.staff.forms_people import MemberDetailsForm, MemberDetailsSubmitted, MemberForm, MemberSubmitted

SAME_CHILD = N_("A child with this name is in the family already. Write the names so that each is different.")
SAME_NAME = N_(
    "Somebody with this name is in the family already. If it is another person, write the name differently."
)
UNREADABLE = N_("Write an e-mail address, or a UK mobile number that begins with 07. Or leave it empty.")
TAKEN = N_("Somebody else in this council already has this address or number. Ask for one that is theirs.")
CHOOSE_LANGUAGE = N_("Choose a language.")

router = Router()


@router.get("/staff/families/{family}/children/new")
def add_child(scope: MaySetUpCase, page: PageOf) -> Response:
    """Ask for a child's name and who is here for that child."""
    return _child(scope, page, blank(ChildForm))


@router.post("/staff/families/{family}/children/new")
def save_child(scope: MaySetUpCase, page: PageOf, submitted: ChildSubmitted) -> Response:
    """Add the child."""
    if submitted.problems:
        return _child(scope, page, submitted)
    try:
        set_up.add_child(scope, submitted.values.name, submitted.values.members)
    except AlreadyThere:
        submitted.refuse("name", SAME_CHILD)
        return _child(scope, page, submitted)
    return page.go_to("show_family", family=scope.family_id, notice=N_("The child is in the file."))


def _child(scope: CaseScope, page: Page, form: Submitted[ChildForm]) -> Response:
    return page.show(
        "staff/add_child.html", form=form, members=service.member_lines(scope), family=scope.family_id
    )


@router.get("/staff/families/{family}/members/new")
def add_member(scope: MaySetUpCase, page: PageOf) -> Response:
    """Ask who somebody is, and how they can be reached."""
    form = blank(MemberForm, language=scope.installation.offered(scope.authority)[0])
    return _member_form(scope, page, "staff/add_member.html", form)


@router.post("/staff/families/{family}/members/new")
def save_member(scope: MaySetUpCase, page: PageOf, submitted: MemberSubmitted) -> Response:
    """Add somebody to the family, then ask how contact is safe."""
    _check_language(scope, submitted)
    member = None if submitted.problems else _added(scope, submitted)
    if member is None:
        return _member_form(scope, page, "staff/add_member.html", submitted)
    notice = N_("They are in the file. Now say how it is safe to contact them.")
    return page.go_to("answer_safe_contact", family=scope.family_id, member=member, notice=notice)


def _added(scope: CaseScope, submitted: Submitted[MemberForm]) -> str | None:
    try:
        return set_up.add_member(scope, submitted.values)
    except AlreadyThere:
        submitted.refuse("name", SAME_NAME)
    except ContactUnreadable:
        submitted.refuse("contact", UNREADABLE)
    except ContactTaken:
        submitted.refuse("contact", TAKEN)
    return None


def _member_form(scope: CaseScope, page: Page, template: str, form: Submitted[Any], **more: Any) -> Response:
    choices = service.choices(scope)
    return page.show(template, form=form, family=scope.family_id, choices=choices, **more)


def _check_language(scope: CaseScope, submitted: Submitted[Any]) -> None:
    tag, offered = submitted.typed.get("language"), scope.installation.offered(scope.authority)
    if tag and tag not in offered and submitted.problem_for("language") is None:
        submitted.refuse("language", CHOOSE_LANGUAGE)


@router.get("/staff/families/{family}/members/{member}")
def show_member(scope: MaySetUpCase, page: PageOf, member: Identifier) -> Response:
    """Show what staff know of one member of the family."""
    file = service.member_file(scope, member)
    return page.show("staff/show_member.html", file=file, family=scope.family_id, words=models)


@router.get("/staff/families/{family}/members/{member}/details")
def change_member(scope: MaySetUpCase, page: PageOf, member: Identifier) -> Response:
    """Show the name, the language and the children, to be put right."""
    known = service.member_line(scope, member)
    form = blank(
        MemberDetailsForm,
        name=known.member.name,
        language=known.member.language,
        children=list(known.children),
        is_under_18="yes" if known.member.is_under_18 else "",
    )
    return _member_form(scope, page, "staff/change_member.html", form, member=member)


@router.post("/staff/families/{family}/members/{member}/details")
def save_member_details(
    scope: MaySetUpCase, page: PageOf, member: Identifier, submitted: MemberDetailsSubmitted
) -> Response:
    """Put right the name, the language and the children."""
    service.member_line(scope, member)
    _check_language(scope, submitted)
    if not submitted.problems:
        try:
            set_up.change_member(scope, member, submitted.values)
            return page.go_to("show_member", family=scope.family_id, member=member, notice=N_("Saved."))
        except AlreadyThere:
            submitted.refuse("name", SAME_NAME)
    return _member_form(scope, page, "staff/change_member.html", submitted, member=member)


@router.get("/staff/families/{family}/members/{member}/remove")
def remove_member(scope: MaySetUpCase, page: PageOf, member: Identifier) -> Response:
    """Ask whether somebody shall really no longer see this family's pages."""
    return _remove(scope, page, member, None)


def _remove(scope: CaseScope, page: Page, member: str, form: Submitted[Any] | None) -> Response:
    line = service.member_line(scope, member)
    return page.show("staff/remove_member.html", form=form, line=line, family=scope.family_id)


@router.post("/staff/families/{family}/members/{member}/remove")
def save_removal(scope: MaySetUpCase, page: PageOf, member: Identifier, pressed: ButtonPressed) -> Response:
    """Close the family to them at once."""
    if pressed.problems:
        return _remove(scope, page, member, pressed)
    set_up.end_member(scope, member)
    notice = N_("They can no longer sign in to this family's pages.")
    return page.go_to("show_family", family=scope.family_id, notice=notice)

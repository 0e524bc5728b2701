"""The addresses about reaching somebody: contact, safe contact, PIN, and what must stay protected."""

from datetime import time
from typing import Any

from fastapi import Response

from app.access.contacts import ContactTaken, ContactUnreadable
from app.access.guards import Identifier, MaySeeProtected, MaySetUpCase
from app.access.scopes import CaseScope
from app.audit.models import Action
from app.families.models import DetailKind, SafeContact, Wording
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.kit.pages import Page, PageOf
from app.kit.routing import Router
from app.staff import models, service, set_up
from app.staff.cards import in_language
from app.staff.forms import ButtonPressed
from app.staff.forms_people import (
    ContactForm,
    ContactSubmitted,
    DetailForm,
    DetailSubmitted,
    SafeContactForm,
    SafeContactSubmitted,
)
from app.staff.people_pages import TAKEN, UNREADABLE

BOTH_HOURS = N_("Give both hours, or none.")
SAME_HOUR = N_("The two hours are the same. Give a span of time, or leave both empty.")
HOURS = tuple((f"{hour:02}:00", f"{hour:02}:00") for hour in range(24))

router = Router()


def _about(
    scope: CaseScope, page: Page, template: str, member: str, form: Submitted[Any], **more: Any
) -> Response:
    line = service.member_line(scope, member)
    return page.show(template, form=form, line=line, family=scope.family_id, words=models, **more)


@router.get("/staff/families/{family}/members/{member}/contact")
def change_contact(scope: MaySetUpCase, page: PageOf, member: Identifier) -> Response:
    """Show the contact, to be changed."""
    form = blank(ContactForm, contact=service.member_line(scope, member).member.contact)
    return _about(scope, page, "staff/change_contact.html", member, form)


@router.post("/staff/families/{family}/members/{member}/contact")
def save_contact(
    scope: MaySetUpCase, page: PageOf, member: Identifier, submitted: ContactSubmitted
) -> Response:
    """Record another contact, then ask how it is safe to use it."""
    service.member_line(scope, member)
    if submitted.problems or not _is_changed(scope, member, submitted):
        return _about(scope, page, "staff/change_contact.html", member, submitted)
    if service.member_line(scope, member).member.is_safe_contact_answered:
        return page.go_to("show_member", family=scope.family_id, member=member, notice=N_("Saved."))
    notice = N_("Saved. Now say how it is safe to contact them there.")
    return page.go_to("answer_safe_contact", family=scope.family_id, member=member, notice=notice)


def _is_changed(scope: CaseScope, member: str, submitted: Submitted[ContactForm]) -> bool:
    try:
        set_up.change_contact(scope, member, submitted.values)
    except ContactUnreadable:
        submitted.refuse("contact", UNREADABLE)
    except ContactTaken:
        submitted.refuse("contact", TAKEN)
    return not submitted.problems


@router.post("/staff/families/{family}/members/{member}/contact/stop")
def stop_contact(scope: MaySetUpCase, page: PageOf, member: Identifier, pressed: ButtonPressed) -> Response:
    """Use a contact no longer from this moment on."""
    if pressed.problems:
        return _file(scope, page, member, pressed)
    set_up.stop_contact(scope, member)
    notice = N_("Everything that led there has ended. Nothing is sent there any more.")
    return page.go_to("show_member", family=scope.family_id, member=member, notice=notice)


def _file(scope: CaseScope, page: Page, member: str, form: Submitted[Any]) -> Response:
    file = service.member_file(scope, member)
    return page.show("staff/show_member.html", form=form, file=file, family=scope.family_id, words=models)


@router.get("/staff/families/{family}/members/{member}/safe-contact")
def answer_safe_contact(scope: MaySetUpCase, page: PageOf, member: Identifier) -> Response:
    """Ask how it is safe to contact somebody."""
    known = service.member_line(scope, member).member.safe_contact
    form = blank(SafeContactForm, **_typed(known)) if known else blank(SafeContactForm)
    return _about(scope, page, "staff/answer_safe_contact.html", member, form, hours=HOURS)


def _typed(known: SafeContact) -> dict[str, str]:
    return {
        "wording": known.wording.value,
        "shared_phone": "yes" if known.shared_phone else "no",
        "from_hour": f"{known.from_hour:%H:%M}" if known.from_hour else "",
        "until_hour": f"{known.until_hour:%H:%M}" if known.until_hour else "",
    }


@router.post("/staff/families/{family}/members/{member}/safe-contact")
def save_safe_contact(
    scope: MaySetUpCase, page: PageOf, member: Identifier, submitted: SafeContactSubmitted
) -> Response:
    """Record how contact is safe."""
    answer = _read_answer(submitted)
    if answer is None:
        return _about(scope, page, "staff/answer_safe_contact.html", member, submitted, hours=HOURS)
    set_up.answer_safe_contact(scope, member, answer)
    return page.go_to("show_member", family=scope.family_id, member=member, notice=N_("Saved."))


def _read_answer(submitted: Submitted[SafeContactForm]) -> SafeContact | None:
    if submitted.problems:
        return None
    form = submitted.values
    if bool(form.from_hour) != bool(form.until_hour):
        submitted.refuse("until_hour" if form.from_hour else "from_hour", BOTH_HOURS)
    elif form.from_hour and form.from_hour == form.until_hour:
        submitted.refuse("until_hour", SAME_HOUR)
    if submitted.problems:
        return None
    begins, ends = (time.fromisoformat(hour) if hour else None for hour in (form.from_hour, form.until_hour))
    return SafeContact(Wording(form.wording), form.shared_phone == "yes", begins, ends)


@router.post("/staff/families/{family}/members/{member}/pin")
def give_pin(scope: MaySetUpCase, page: PageOf, member: Identifier, pressed: ButtonPressed) -> Response:
    """Give a fresh PIN and show it once, with a card to print.

    This one page answers a POST itself: a redirect would have to carry the PIN in an address or a cookie,
    or keep it somewhere until the next request. It is never stored, and no cache may keep the page.
    """
    if pressed.problems:
        return _file(scope, page, member, pressed)
    given = set_up.give_pin(scope, member)
    return page.show(
        "staff/give_pin.html",
        given=given,
        family=scope.family_id,
        base=service.base_url(scope),
        in_language=in_language,
    )


@router.get("/staff/families/{family}/members/{member}/protected")
def list_protected_details(scope: MaySeeProtected, page: PageOf, member: Identifier) -> Response:
    """Show what must never reach anybody else of the family, and record that it was seen."""
    scope.record(Action.FAMILY_VIEWED, "protected_details", member)
    return _protected(scope, page, member, blank(DetailForm))


def _protected(scope: CaseScope, page: Page, member: str, form: Submitted[Any]) -> Response:
    details = service.details_of(scope, member)
    return _about(
        scope,
        page,
        "staff/list_protected_details.html",
        member,
        form,
        details=details,
        kinds=list(DetailKind),
        may_change=not scope.is_emergency,
    )


@router.post("/staff/families/{family}/members/{member}/protected")
def protect_detail(
    scope: MaySeeProtected, page: PageOf, member: Identifier, submitted: DetailSubmitted
) -> Response:
    """Protect a detail."""
    if submitted.problems:
        return _protected(scope, page, member, submitted)
    set_up.protect_detail(scope, member, submitted.values)
    notice = N_("Protected. We look for it in every report before it can reach anybody else.")
    return page.go_to("list_protected_details", family=scope.family_id, member=member, notice=notice)


@router.post("/staff/families/{family}/members/{member}/protected/{detail}/remove")
def remove_detail(
    scope: MaySeeProtected, page: PageOf, member: Identifier, detail: Identifier, pressed: ButtonPressed
) -> Response:
    """Take away a detail that no longer holds."""
    if pressed.problems:
        return _protected(scope, page, member, pressed)
    set_up.remove_detail(scope, member, detail)
    notice = N_("It is no longer protected.")
    return page.go_to("list_protected_details", family=scope.family_id, member=member, notice=notice)

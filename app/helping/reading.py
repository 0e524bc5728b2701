"""Read what somebody typed about a helper: a contact, a day, at least one thing that they may do."""

from datetime import date, datetime, time
from typing import Any

from app.families.models import Role
from app.families.rules import read_contact
from app.helping import rules
from app.helping.forms import HelperForm
from app.helping.models import Described, Wish
from app.kit import clock
from app.kit.clock import LONDON
from app.kit.forms import Submitted
from app.kit.i18n import N_

UNREADABLE = N_("Write an e-mail address, or a UK mobile number that begins with 07.")
NOTHING = N_("Choose at least one thing that they may do.")
AGREED_WHEN = N_("Write the day on which they agreed, for example 2026-11-30.")
NOT_YET = N_("This day is still to come. Write the day on which they agreed.")


def until(submitted: Submitted[Any]) -> datetime | None:
    """Return until when, having checked what the helper may do; None with problems in the form."""
    if not submitted.typed.get("may") and submitted.problem_for("may") is None:
        submitted.refuse("may", NOTHING)
    try:
        found = rules.read_until(str(submitted.typed.get("until", "")), clock.today())
    except rules.UntilUnusable as error:
        submitted.refuse("until", str(error))
        return None
    return None if submitted.problems else found


def wish(submitted: Submitted[Any]) -> Wish | None:
    """Return what is wanted of a helper; None with problems in the form."""
    contact = str(submitted.typed.get("contact", ""))
    if contact.strip() and submitted.problem_for("contact") is None and read_contact(contact) is None:
        submitted.refuse("contact", UNREADABLE)
    until_at = until(submitted)
    if until_at is None:
        return None
    form: HelperForm = submitted.values
    return Wish(Described(form.name, form.relation, form.contact), Role(form.role), form.may, until_at)


def agreed_at(submitted: Submitted[Any]) -> datetime | None:
    """Return the day on which somebody agreed; None with problems in the form."""
    try:
        day = date.fromisoformat(str(submitted.typed.get("agreed_on", "")).strip())
    except ValueError:
        submitted.refuse("agreed_on", AGREED_WHEN)
        return None
    if day > clock.today():
        submitted.refuse("agreed_on", NOT_YET)
        return None
    return datetime.combine(day, time(12), tzinfo=LONDON)

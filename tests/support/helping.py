"""Helpers of the tests: somebody who helps a parent, what was granted them, and its end."""

from fastapi import FastAPI
from sqlmodel import col, select

from app.access.models import HelpState, Permission
from app.access.scopes import Installation
from app.access.tables import Grant, Helping
from app.access.transactions import transaction
from app.audit.tables import AuditEntry
from app.families.keys import KeyRoom
from app.families.models import Role, contact_compartment
from app.helping import service as helping
from app.helping.models import MayDo
from app.kit import clock
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.families import Someone

P = Permission
READ_ANSWERS, WRITE_ANSWERS = P.HELP_READ_PREPARATION, P.HELP_DRAFT_PREPARATION
READ_LETTER, WRITE_LETTER = P.HELP_READ_VIEWS, P.HELP_DRAFT_VIEWS
READ_REPORTS = P.HELP_READ_REPORTS


def help_of(
    app: FastAPI,
    parent: Someone,
    *permissions: Permission,
    name: str = "Carol Finch",
    role: Role = Role.SUPPORTER,
    reports: bool = False,
) -> Browser:
    """Let somebody help a parent with just this, and return their browser."""
    portal: Installation = app.state.installation
    return Browser(app, families.add_helper(portal, parent, name, role, *permissions, reports=reports))


def let(portal: Installation, parent: Someone, *permissions: Permission) -> None:
    """Let a parent's newest helper do just this from now on."""
    may = tuple(one for one in MayDo if one.permission in permissions)
    with families.as_member(portal, parent) as scope:
        newest = helping.every(scope)[0]
        helping.change(scope, newest.id, may, newest.until_at)


def end(portal: Installation, parent: Someone) -> None:
    """Let a parent end what their newest helper may do."""
    with families.as_member(portal, parent) as scope:
        helping.end(scope, helping.every(scope)[0].id)


def turn_to(app: FastAPI, helper: Browser, other: Someone) -> Browser:
    """Let somebody's helper help another one from now on, in the same place in the family.

    Staff would not agree to that within a family; the portal must not mix words up even so.
    """
    portal: Installation = app.state.installation
    with transaction(portal, writes=True) as session:
        place = helper.who.membership_id if helper.who else ""
        old = session.exec(select(Helping).where(col(Helping.helper_membership_id) == place)).one()
        kept = old.model_dump(exclude={"id", "for_membership_id", "helped_name_sealed"})
        new = Helping(**kept, for_membership_id=other.membership_id or "")
        names = KeyRoom(session, portal.keyring).cipher(
            contact_compartment(other.council, helper.who.person_id if helper.who else "")
        )
        first_name = other.name.split(maxsplit=1)[0]
        new.helped_name_sealed = names.seal(first_name, new.place("helped_name_sealed"))
        old.ended_at, old.state = clock.now(), HelpState.ENDED.value
        session.add_all([old, new])
        session.flush()
        for grant in session.exec(select(Grant).where(col(Grant.helping_id) == old.id)).all():
            grant.helping_id = new.id
            session.add(grant)
    return Browser(app, helper.who)


def only_for(
    portal: Installation, permission: Permission, *, thing: str | None = None, child: str | None = None
) -> None:
    """Narrow every grant of one right to one meeting, report or child."""
    with transaction(portal, writes=True) as session:
        for row in session.exec(select(Grant).where(col(Grant.permission) == permission.value)).all():
            row.thing_id, row.child_id = thing, child
            session.add(row)


def deeds(portal: Installation, who: Someone, *actions: str) -> list[tuple[str, str, str]]:
    """Return what somebody did in the log: the act, about what kind of thing, and why."""
    with transaction(portal, writes=False) as session:
        rows = session.exec(
            select(AuditEntry)
            .where(col(AuditEntry.actor_id) == who.person_id, col(AuditEntry.action).in_(actions))
            .order_by(col(AuditEntry.sequence))
        ).all()
        return [(row.action, row.object_type, row.reason) for row in rows]


def helping_ids(portal: Installation) -> list[str]:
    """Return every arrangement there is."""
    with transaction(portal, writes=False) as session:
        return list(session.exec(select(Helping.id)).all())


def autosave(browser: Browser, page: ShownPage, address: str, words: str) -> tuple[int, str]:
    """Save as the script does, and return the status and the version."""
    names = ("form_token", "seen_version", "helping")
    fields = {name: page.value_of(name) for name in names} | {"words": words}
    response = browser.client.post(address, data=fields, headers={"x-autosave": "1"})
    return response.status_code, response.headers.get("x-draft-version", "")

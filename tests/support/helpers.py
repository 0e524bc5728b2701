"""Who helps whom in the crowd: with every right, with none, no longer, and not any more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select, update

from app.access import grants, making, rules
from app.access.models import Permission
from app.access.scopes import HelperScope, Installation
from app.access.tables import Grant, Helping
from app.access.transactions import system_scope, transaction
from app.drafts.forms import HelpedWordsForm
from app.families.models import Role
from app.helping import service as helping
from app.kit import clock
from app.preparation import helped as answers
from app.preparation.forms import HelpedAnswerForm
from app.written_views import helped as letters
from tests.support import families
from tests.support.belongings import canary
from tests.support.families import Someone

if TYPE_CHECKING:
    from tests.support.crowd import Crowd

EVERYTHING = tuple(sorted(rules.GRANTABLE))
HELPERS: dict[str, tuple[str, str, Role, tuple[Permission, ...]]] = {
    "carol": ("amira", "Carol Finch", Role.SUPPORTER, EVERYTHING),
    "kit": ("amira", "Kit Rowan", Role.SUPPORTER, ()),
    "ruth": ("amira", "Ruth Alder", Role.SUPPORTER, EVERYTHING),
    "vera": ("amira", "Vera Holm", Role.ADVOCATE, EVERYTHING),
    "noel": ("erin", "Noel Birch", Role.ADVOCATE, EVERYTHING),
}


def arrange(portal: Installation, crowd: "Crowd") -> None:
    """Let Amira and Erin have their helpers; Ruth's time has run out, and Vera was asked to stop."""
    for name, (helped, full, role, permissions) in HELPERS.items():
        contact = f"{name}-{canary(name, 'contact')}@helpers.example.org"
        who = f"{full} {canary(name, 'name').title()}"
        crowd.people[name] = families.add_helper(
            portal, crowd[helped], who, role, *permissions, reports=bool(permissions), contact=contact
        )
        if name in {"carol", "noel"}:
            _suggest(portal, crowd, name)
    _let_time_run_out(portal, crowd["ruth"])
    with families.as_member(portal, crowd["amira"]) as scope:
        helping.end(scope, next(one.id for one in helping.every(scope) if "Vera" in one.about.name))


@contextmanager
def as_helper(portal: Installation, who: Someone) -> Iterator[HelperScope]:
    """Act as somebody who helps."""
    with transaction(portal, writes=True) as session:
        found = making.as_if_signed_in(session, who.person_id, who.membership_id)
        given = grants.help_given(session, who.membership_id or "")
        assert given, f"nobody lets {who.name} help"
        yield making.helper_scope(session, portal, found, given)


def _suggest(portal: Installation, crowd: "Crowd", name: str) -> None:
    with as_helper(portal, crowd[name]) as scope:
        crowd.brought[name] = {"helping": scope.helping_id}
        question = crowd.questions[crowd[name].council]
        shown = f"Say that too. {canary(name, 'suggestion')}"
        asked = HelpedAnswerForm(words=shown, helping=scope.helping_id)
        answers.show(scope, answers.save(scope, question, asked))
        unseen = f"Not yet. {canary(name, 'suggestion not shown')}"
        letters.save(scope, HelpedWordsForm(words=unseen, helping=scope.helping_id))


def _let_time_run_out(portal: Installation, who: Someone) -> None:
    with system_scope(portal) as system:
        ended = clock.now() - timedelta(minutes=1)
        mine = col(Helping.helper_membership_id) == who.membership_id
        arrangements = select(col(Helping.id)).where(mine)
        of_it = col(Grant.helping_id).in_(arrangements)
        system.session.execute(update(Grant).where(of_it).values(until_at=ended))
        system.session.execute(update(Helping).where(mine).values(until_at=ended))

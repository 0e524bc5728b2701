"""Who helps whom in the crowd, with every right, with none, no longer, and not any more."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.access import rules
from app.access.models import HelpState, Permission
from app.access.scopes import CaseScope, Installation
from app.access.tables import Grant, Helping
from app.kit import clock
from tests.support.families import Someone, as_case_worker

if TYPE_CHECKING:
    from tests.support.crowd import Crowd

WEEK = timedelta(days=7)


def arrange(portal: Installation, crowd: "Crowd") -> None:
    """Let Amira and Erin have their helpers; Ruth's time has run out, and Vera was asked to stop."""
    now = clock.now()
    everything = frozenset(rules.GRANTABLE)
    with as_case_worker(portal, crowd["ada"], crowd["amira"].family_id or "") as case:
        _let_help(case, crowd["amira"], crowd["carol"], everything, now + WEEK)
        _let_help(case, crowd["amira"], crowd["kit"], frozenset(), now + WEEK)
        _let_help(case, crowd["amira"], crowd["ruth"], everything, now - timedelta(minutes=1))
        ended = _let_help(case, crowd["amira"], crowd["vera"], everything, now + WEEK)
        ended.state, ended.ended_at, ended.ended_by = HelpState.ENDED.value, now, crowd["amira"].person_id
    with as_case_worker(portal, crowd["tess"], crowd["erin"].family_id or "") as case:
        _let_help(case, crowd["erin"], crowd["noel"], everything, now + WEEK)


def _let_help(
    case: CaseScope, helped: Someone, helper: Someone, granted: frozenset[Permission], until: datetime
) -> Helping:
    began = clock.now() - WEEK
    row = Helping(
        family_id=case.family_id,
        for_membership_id=helped.membership_id or "",
        helper_membership_id=helper.membership_id,
        role=helper.role.value,
        state=HelpState.STANDING.value,
        own_sealed=b"",
        professionals_sealed=b"",
        until_at=until,
        consent="in_person",
        consent_at=began,
        consent_by=helped.person_id,
        decided_at=began,
        decided_by=case.person_id,
        reports_allowed_at=began,
        reports_allowed_by=case.person_id,
    )
    about = f'{{"name": "{helper.name}", "contact": "{helper.contact}"}}'
    own = case.for_member(helped.membership_id or "")
    row.own_sealed = own.seal(about, row.place("own_sealed"))
    row.professionals_sealed = case.professionals.seal(about, row.place("professionals_sealed"))
    known_to_helper = case.contact_of(helper.person_id)
    row.helped_name_sealed = known_to_helper.seal(helped.name, row.place("helped_name_sealed"))
    case.session.add(row)
    case.session.flush()
    for permission in sorted(granted):
        case.session.add(
            Grant(
                helping_id=row.id,
                permission=permission.value,
                begins_at=began,
                until_at=until,
                given_by=helped.person_id,
            )
        )
    return row

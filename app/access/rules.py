"""Who may do what, as one table; whatever is not in it is denied. And when a session locks and ends."""

from datetime import datetime, timedelta

from app.access.models import EndReason, Permission, SessionState, SignedIn
from app.families.models import Role

P = Permission
KEPT = frozenset({P.KEEP_OWN, P.COMPLAIN, P.ASK_FOR_CALL})
"""What stays possible after access has closed; whoever asks for a call is then told whom to ring."""
OWN = KEPT | {
    P.SEE_MEETING,
    P.READ_REPORTS,
    P.PREPARE,
    P.WRITE_VIEWS,
    P.CHANGE_DETAILS,
    P.CHOOSE_HELPERS,
}
GRANTABLE = frozenset(
    {
        P.HELP_SEE_MEETING,
        P.HELP_READ_PREPARATION,
        P.HELP_DRAFT_PREPARATION,
        P.HELP_READ_VIEWS,
        P.HELP_DRAFT_VIEWS,
        P.HELP_READ_REPORTS,
    }
)
"""What a helper may have, when whom they help grants it; without a grant there is nothing of it."""

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.PARENT: OWN,
    Role.CARER: OWN,
    Role.YOUNG_PERSON: OWN,
    Role.SUPPORTER: GRANTABLE | {P.HELP},
    Role.ADVOCATE: GRANTABLE | {P.HELP},
    Role.ADMINISTRATOR: frozenset(
        {
            P.SEE_DESK,
            P.OPEN_FAMILY,
            P.SEE_CASE,
            P.SET_UP_CASE,
            P.ALLOCATE,
            P.CALL_CONFERENCE,
            P.CLOSE_CASE,
            P.SHARE_REPORTS,
            P.SEE_PROTECTED,
            P.CONFIRM_HELPERS,
            P.SIT_BESIDE,
            P.SEE_COMPANY,
            P.ANSWER_CALLS,
            P.OPEN_IN_EMERGENCY,
            P.SEE_BREACHES,
            P.WRITE_BREACHES,
        }
    ),
    Role.SOCIAL_WORKER: frozenset(
        {
            P.SEE_DESK,
            P.SEE_CASE,
            P.SET_UP_CASE,
            P.SHARE_REPORTS,
            P.SEE_PROTECTED,
            P.ANSWER_ASKINGS,
            P.CONFIRM_HELPERS,
            P.TELL_EXCLUSION,
            P.SIT_BESIDE,
            P.SEE_COMPANY,
            P.ANSWER_CALLS,
            P.OPEN_IN_EMERGENCY,
            P.SEE_BREACHES,
            P.WRITE_BREACHES,
        }
    ),
    Role.CHAIR: frozenset(
        {
            P.SEE_DESK,
            P.SEE_CASE,
            P.READ_SUBMISSIONS,
            P.ANSWER_ASKINGS,
            P.DECIDE_EXCLUSION,
            P.TELL_EXCLUSION,
            P.SEE_COMPANY,
            P.ANSWER_CALLS,
            P.OPEN_IN_EMERGENCY,
            P.SEE_BREACHES,
            P.WRITE_BREACHES,
        }
    ),
    Role.COMPLAINTS_OFFICER: frozenset({P.SEE_DESK, P.HANDLE_COMPLAINTS}),
    Role.REPORT_AUTHOR: frozenset({P.SEE_DESK}),
    Role.COUNCIL_ADMIN: frozenset({P.SEE_DESK, P.REVIEW_EMERGENCIES, P.SEE_BREACHES, P.ANSWER_FOR_BREACHES}),
    Role.OPERATOR: frozenset(),
}

IN_EMERGENCY: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({P.SEE_CASE}),
    Role.SOCIAL_WORKER: frozenset({P.SEE_CASE, P.SEE_PROTECTED}),
    Role.CHAIR: frozenset({P.SEE_CASE, P.READ_SUBMISSIONS}),
}
"""What staff may do with a file that they opened in an emergency: look, and change nothing."""

LONGEST_HELP = timedelta(days=90)
BESIDE_LASTS = timedelta(hours=1)
EMERGENCY_LASTS = timedelta(hours=1)
EMERGENCIES_A_DAY = ((timedelta(hours=24), 5),)
WORDS_TAKEN_FOR = timedelta(hours=24)
TOUCH_EVERY = timedelta(minutes=1)
LOST = {EndReason.LEFT, EndReason.SIGNED_OUT, EndReason.REVOKED, EndReason.REPLACED}


def may(role: str | None, permission: Permission) -> bool:
    """Say whether a role is allowed something; an allocation or a place in the family must be there too."""
    return role is not None and permission in ALLOWED.get(Role(role), frozenset())


def roles_with(permission: Permission) -> list[str]:
    """Return the roles that are allowed something."""
    return [role.value for role, allowed in ALLOWED.items() if permission in allowed]


def member_may(role: str | None, permission: Permission, *, closed: bool) -> bool:
    """Say whether a member of a family is allowed something; after closing only what is kept for them."""
    return may(role, permission) and (not closed or permission in KEPT)


def may_in_emergency(role: str | None, permission: Permission) -> bool:
    """Say whether a role is allowed something with a file that is open in an emergency."""
    return may(role, permission) and permission in IN_EMERGENCY.get(Role(role or ""), frozenset())


def session_state(signed_in: SignedIn, now: datetime, *, idle: timedelta, longest: timedelta) -> SessionState:
    """Say whether a session is live, locked or over."""
    if signed_in.ended_at or signed_in.person_ended_at or now >= signed_in.started_at + longest:
        return SessionState.OVER
    if now >= signed_in.last_seen_at + idle:
        return SessionState.LOCKED
    return SessionState.LIVE


def takes_words(signed_in: SignedIn, now: datetime, *, longest: timedelta) -> bool:
    """Say whether a session that is locked or over may still add to its owner's words."""
    if signed_in.person_ended_at or (signed_in.end_reason and EndReason(signed_in.end_reason) in LOST):
        return False
    return now < signed_in.started_at + longest + WORDS_TAKEN_FOR

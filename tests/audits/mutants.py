"""Every check of access that is taken out, one at a time: where it stands, and which tests must miss it."""

from tests.audits.mutants_of_calls import CALLS
from tests.audits.mutants_of_help import HELP
from tests.audits.mutants_of_silence import SILENCE
from tests.audits.taking_out import GONE, Mutant, table
from tests.audits.taking_out import in_file as _in

SESSIONS, RULES = "tests/access/test_sessions.py", "tests/access/test_rules.py"
SIGN_IN, LINKS = "tests/sign_in/test_pages.py", "tests/access/test_links.py"
GRANTS, EMERGENCIES = "tests/access/test_grants.py", "tests/access/test_emergencies.py"
DECIDING = "tests/complaints/test_deciding.py"

OTHER_FAMILY = "row.family_id != scope.family_id"
OTHER_MEMBER = "row.membership_id != scope.membership_id"

MUTANTS: tuple[Mutant, ...] = (
    *_in(
        "app/access/service.py",
        ("signed_in", "state is SessionState.OVER", "False", (SESSIONS,)),
        ("signed_in", "state is SessionState.LOCKED", "False", table("asleep")),
        ("family_scope", "may and (not found.membership_ended_at)", "may", table("gail")),
        ("family_scope", "may and (not found.membership_ended_at)", "True", table("carol")),
        ("helper_scope", "not wanted & (given.granted | {Permission.HELP})", "False", table("kit")),
        ("home_scope", "found.has_closed", "False", table("fay")),
        ("_allowed_staff", "not rules.may(found.staff_role, permission)", "False", table("rory")),
        ("case_scope", "not changes", "True", table("hope")),
        (
            "case_scope",
            "staff_accounts.is_allocated(session, found.person_id, found.council, family_id)",
            "True",
            table("sue"),
        ),
        (
            "case_scope",
            "emergencies.is_open(session, found.person_id, family_id)",
            "True",
            table("sue"),
        ),
    ),
    *_in(
        "app/access/rules.py",
        ("may", "role is not None and permission in ALLOWED.get(Role(role), frozenset())", "True", (RULES,)),
        ("member_may", "not closed or permission in KEPT", "True", table("fay")),
        (
            "may_in_emergency",
            "permission in IN_EMERGENCY.get(Role(role or ''), frozenset())",
            "True",
            table("hope"),
        ),
        ("session_state", "signed_in.ended_at", "None", (SESSIONS,)),
        ("session_state", "signed_in.person_ended_at", "None", (SESSIONS,)),
        ("session_state", "now >= signed_in.started_at + longest", "False", (SESSIONS,)),
        ("session_state", "now >= signed_in.last_seen_at + idle", "False", (SESSIONS,)),
        ("takes_words", "signed_in.person_ended_at", "None", (RULES,)),
        ("takes_words", "EndReason(signed_in.end_reason) in LOST", "False", (RULES, SESSIONS)),
    ),
    *_in(
        "app/access/grants.py",
        ("_standing", "col(Helping.ended_at).is_(None)", GONE, (GRANTS,)),
        ("_standing", "col(Helping.state) == HelpState.STANDING.value", GONE, (GRANTS,)),
        ("_standing", "col(Helping.until_at) > now", GONE, (GRANTS,)),
        ("_standing", "col(Membership.ended_at).is_(None)", GONE, (GRANTS,)),
        (
            "_standing",
            "col(Membership.closes_at).is_(None) | (col(Membership.closes_at) > now)",
            GONE,
            (GRANTS,),
        ),
        ("_standing", "col(helper.ended_at).is_(None)", GONE, (GRANTS,)),
        ("_granted", "col(Grant.begins_at) <= now", GONE, (GRANTS,)),
        ("_granted", "col(Grant.until_at) > now", GONE, (GRANTS,)),
        ("_granted", "col(Grant.ended_at).is_(None)", GONE, (GRANTS,)),
        ("_granted", "col(Grant.helping_id) == row.id", GONE, table("kit")),
        ("_granted", "row.reports_allowed_at is None", "False", ("tests/helping/test_grants.py",)),
    ),
    *_in(
        "app/access/staff_accounts.py",
        ("is_allocated", "col(Membership.person_id) == person_id", GONE, table("sue")),
        ("is_allocated", "col(Membership.family_id) == family_id", GONE, table("tess")),
        ("is_allocated", "col(Membership.ended_at).is_(None)", GONE, (SESSIONS,)),
        ("colleague", "person.council != scope.authority.key", "False", ("tests/staff/test_colleagues.py",)),
    ),
    *_in(
        "app/access/emergencies.py",
        ("is_open", "col(EmergencyOpening.person_id) == person_id", GONE, table("sue")),
        ("is_open", "col(EmergencyOpening.family_id) == family_id", GONE, table("hope")),
        ("is_open", "col(EmergencyOpening.until_at) > clock.now()", GONE, table("hedy")),
        ("review", "row.council != scope.authority.key", "False", table("nora")),
        ("review", "row.person_id == scope.person_id", "False", (EMERGENCIES,)),
    ),
    *_in(
        "app/access/links.py",
        ("_is_live", "link.used_at", "None", (SIGN_IN, LINKS)),
        ("_is_live", "clock.now() >= link.expires_at", "False", (SIGN_IN, LINKS)),
        ("_is_live", "link.wrong_pins < pins.WRONG_PER_LINK", "True", (SIGN_IN,)),
        ("_is_live", "not pins.is_paused(person)", "True", (SIGN_IN,)),
        ("sign_in", "not pins.is_right(installation, person, pin)", "False", (LINKS,)),
        ("sign_in", "not pin.strip()", "False", (LINKS,)),
        ("ring", "not _used_since(session, bell)", "False", (SIGN_IN,)),
    ),
    *_in(
        "app/access/contacts.py",
        ("member_person", "place.family_id != scope.family_id", "False", table("ada")),
    ),
    *_in(
        "app/breaches/service.py",
        ("row_of", "_is_mine(scope)", GONE, table("sue")),
        ("_is_mine", "col(Breach.council) == scope.authority.key", "True", table("nora")),
        ("_is_mine", "col(Membership.person_id) == scope.person_id", GONE, table("sue")),
        ("_is_mine", "col(Membership.ended_at).is_(None)", GONE, ("tests/breaches/test_seeing.py",)),
    ),
    *_in(
        "app/breaches/rules.py",
        ("may_decide", "person_id not in acted", "True", ("tests/breaches/test_rules.py",)),
    ),
    *_in("app/corrections/answering.py", ("answer", OTHER_FAMILY, "False", table("ada"))),
    *_in("app/corrections/service.py", ("own_one", OTHER_MEMBER, "False", table("ben"))),
    *_in("app/access/closings.py", ("undo", OTHER_FAMILY, "False", table("ada"))),
    *_in("app/needs/answering.py", ("_row", OTHER_FAMILY, "False", table("ada"))),
    *_in("app/needs/service.py", ("sent", OTHER_MEMBER, "False", table("ben"))),
    *_in(
        "app/helping/service.py",
        ("_row", "row.for_membership_id != scope.membership_id", "False", table("ben")),
    ),
    *_in("app/helping/deciding.py", ("_row", OTHER_FAMILY, "False", table("sam"))),
    *_in(
        "app/complaints/stopping.py",
        ("own_row", OTHER_MEMBER, "False", table("ben")),
        ("_if_same", "earlier.is_open", "True", ("tests/complaints/test_stopping.py",)),
    ),
    *_in(
        "app/complaints/handling.py",
        ("_of_council", "row.council != scope.authority.key", "False", table("olive")),
    ),
    *_in("app/complaints/deciding.py", ("decide", "shown.names_reader", "False", (DECIDING,))),
    *_in(
        "app/complaints/answering.py",
        ("send", "any((one.names_reader for one in stops_of(scope, row)))", "False", (DECIDING,)),
    ),
    *_in("app/conferences/exclusions.py", ("_row", OTHER_FAMILY, "False", table("dev"))),
    *_in("app/conferences/service.py", ("_row", OTHER_FAMILY, "False", table("ada"))),
    *_in("app/reports/case_reports.py", ("row_of", OTHER_FAMILY, "False", table("sam"))),
    *_in("app/reports/case_replies.py", ("_row", OTHER_FAMILY, "False", table("sam"))),
    *_in("app/reports/replies.py", ("_row", OTHER_MEMBER, "False", table("ben"))),
    *_in(
        "app/reports/asking.py",
        ("_own", "col(Asking.membership_id) == scope.membership_id", GONE, table("ben")),
    ),
    *_in(
        "app/reports/case_askings.py",
        ("_every", "col(Asking.family_id) == scope.family_id", GONE, table("dev")),
        ("_row", "col(Asking.family_id) == scope.family_id", GONE, table("dev")),
    ),
    *_in(
        "app/reports/expecting.py",
        (
            "no_longer_expect",
            "(row.family_id, row.conference_id) != (scope.family_id, conference_id)",
            "False",
            table("ada"),
        ),
    ),
    *_in(
        "app/reports/reading.py",
        ("editions_of", "col(Edition.membership_id) == membership_id", GONE, table("ben")),
    ),
    *_in("app/reports/rules.py", ("may_decide", "person_id != asked_by_id", "True", table("ada"))),
    *_in(
        "app/preparation/sending.py",
        ("_own_row", "col(Preparation.membership_id) == scope.membership_id", GONE, table("ben")),
    ),
    *_in(
        "app/preparation/reading.py",
        ("_row", "col(Preparation.family_id) == scope.family_id", GONE, table("dev")),
    ),
    *_in(
        "app/written_views/sending.py",
        ("_own_rows", "col(WrittenViews.membership_id) == scope.membership_id", GONE, table("ben")),
    ),
    *_in(
        "app/written_views/reading.py",
        ("_row", "col(WrittenViews.family_id) == scope.family_id", GONE, table("dev")),
    ),
    *CALLS,
    *HELP,
    *SILENCE,
)

"""Checks around calls: who sees that somebody asks to be rung, who may ask, and which number is safe."""

from tests.audits.taking_out import GONE, Mutant, in_file, table

ASKING, RINGING = "tests/calls/test_asking.py", "tests/calls/test_ringing.py"
CALL_RULES = "tests/calls/test_rules.py"

CALLS: tuple[Mutant, ...] = (
    *in_file(
        "app/calls/ringing.py",
        ("staff_of", "col(Membership.ended_at).is_(None)", GONE, (ASKING,)),
        ("staff_of", "col(Person.ended_at).is_(None)", GONE, (RINGING,)),
        ("_ringers", "role in chosen", "True", (RINGING,)),
    ),
    *in_file(
        "app/calls/service.py",
        ("_own_row", "row.membership_id != scope.membership_id", "False", table("ben")),
        ("own", "col(Call.membership_id) == scope.membership_id", GONE, (ASKING,)),
        ("_still_open", "col(Call.membership_id) == scope.membership_id", GONE, (ASKING,)),
        ("ask", "prospect(scope).why_not", "None", (ASKING,)),
        ("take_back", "acts_of(scope.session, [row.id])", "False", (ASKING,)),
    ),
    *in_file(
        "app/calls/answering.py",
        ("of_case", "not may_see(scope)", "False", (RINGING,)),
        ("of_case", "col(Call.family_id) == scope.family_id", GONE, (RINGING,)),
        ("waiting_in", "scope.person_id in workers", "True", (RINGING,)),
        ("note", "may_see(scope)", "True", (RINGING,)),
        ("note", "row.family_id != scope.family_id", "False", (RINGING,)),
        ("note", "outcome in _outcomes(row)", "True", (RINGING,)),
    ),
    *in_file(
        "app/calls/rules.py",
        ("is_safe_to_ring", "wording in {Wording.PLAIN, Wording.QUIET}", "True", (CALL_RULES,)),
        ("is_safe_to_ring", "not stopped", "True", (CALL_RULES,)),
    ),
)

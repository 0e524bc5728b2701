"""Checks that keep from somebody what they must not learn: a day, who was there, who opened what and when."""

from tests.audits.taking_out import GONE, Mutant, in_file

EXCLUSIONS, COMPANY = "tests/conferences/test_exclusions.py", "tests/drafts/test_company.py"
OPENINGS, EMERGENCIES = "tests/drafts/test_openings.py", "tests/access/test_emergencies.py"
HISTORY, CLOSED = "tests/home/test_history.py", "tests/home/test_closed.py"
DECIDED = "tests/staff/test_exclusions.py"
SEEN = "tests/conferences/test_rules.py"
LEARNING = "tests/conferences/test_learning_when.py"

SILENCE: tuple[Mutant, ...] = (
    *in_file("app/access/models.py", ("has_closed", "self.closes_at is not None", "False", (CLOSED,))),
    *in_file("app/home/history.py", ("history", "one.subject_id in told", "True", (EMERGENCIES,))),
    *in_file(
        "app/access/emergencies.py",
        ("told_to_family", "col(EmergencyOpening.reviewed_at).is_not(None)", GONE, (EMERGENCIES,)),
        ("open_file", "not within", "False", (EMERGENCIES,)),
        ("open_file", "col(Family.council) == scope.authority.key", GONE, (EMERGENCIES,)),
        ("scope_of", "not is_open(scope.session, scope.person_id, family_id)", "False", (EMERGENCIES,)),
        ("open_now", "col(EmergencyOpening.person_id) == scope.person_id", GONE, (EMERGENCIES,)),
        ("open_until", "col(EmergencyOpening.person_id) == person_id", GONE, (EMERGENCIES,)),
        ("to_review", "col(EmergencyOpening.council) == scope.authority.key", GONE, (EMERGENCIES,)),
    ),
    *in_file(
        "app/drafts/openings.py",
        ("_note", "col(Opening.person_id) == scope.person_id", GONE, (OPENINGS,)),
        ("_note", "col(Opening.membership_id) == membership_id", GONE, (OPENINGS,)),
        ("opened_by", "col(Opening.person_id) == scope.person_id", GONE, (OPENINGS,)),
        ("of_own", "col(Opening.membership_id) == scope.membership_id", GONE, (HISTORY, OPENINGS)),
    ),
    *in_file(
        "app/access/making.py",
        ("_case", "is_told and not is_emergency", "True", (COMPANY,)),
        ("_case", "not is_emergency", "True", (EMERGENCIES,)),
    ),
    *in_file(
        "app/access/scopes.py",
        ("safety_of", "not self.is_told_of_safety", "False", (COMPANY,)),
    ),
    *in_file(
        "app/drafts/company.py",
        ("keep", "kind == COMPLAINT", "False", (COMPANY,)),
        ("may_read", "not scope.is_emergency", "True", (COMPANY,)),
        ("of_complaint", "col(CompanyAnswer.subject_id) == complaint_id", GONE, (COMPANY,)),
        ("mark_seen", "not may_read(scope)", "False", (COMPANY,)),
        ("mark_seen", "col(CompanyAnswer.family_id) == scope.family_id", GONE, (COMPANY,)),
        ("waiting", "not scope.is_told_of_safety", "False", (COMPANY,)),
        ("waiting", "col(Membership.person_id) == scope.person_id", GONE, (COMPANY,)),
        ("waiting", "col(Membership.ended_at).is_(None)", GONE, (COMPANY,)),
        ("_of_family", "col(CompanyAnswer.family_id) == family_id", GONE, (COMPANY,)),
    ),
    *in_file(
        "app/conferences/exclusions.py",
        ("_require_free", "meeting.family_id != scope.family_id", "False", (EXCLUSIONS,)),
        ("decide", "hides_time", "False", (EXCLUSIONS,)),
        ("words_for", "row.membership_id != scope.membership_id", "False", (EXCLUSIONS,)),
        ("of_member", "col(Exclusion.membership_id) == membership_id", GONE, (EXCLUSIONS,)),
        ("of_member", "col(Exclusion.ended_at).is_(None)", GONE, (EXCLUSIONS,)),
        ("is_time_hidden", "kept_out.hides_time", "False", (EXCLUSIONS,)),
        ("is_change_hidden", "kept_out.hides_time", "False", (EXCLUSIONS,)),
        ("is_change_hidden", "kept_out.hides_place and not is_moved", "False", (EXCLUSIONS,)),
        ("_row", "row.ended_at", "None", (EXCLUSIONS,)),
    ),
    *in_file(
        "app/staff/exclusions.py",
        ("_check", "giving_away.gives_away(scope, form.words, {form.member})", "False", (DECIDED,)),
        ("_check", "naming.names_place(form.words, meeting.place)", "False", (DECIDED,)),
        ("_check", "naming.names_when(form.words, meeting.meets_at)", "False", (DECIDED,)),
    ),
    *in_file(
        "app/conferences/service.py",
        ("shown_to", "one.told_at", "True", (EXCLUSIONS, LEARNING)),
    ),
    *in_file(
        "app/conferences/rules.py",
        ("as_seen_by", "is_changed and (kept_out.hides_place or kept_out.hides_time)", "False", (LEARNING,)),
        ("as_seen_by", "kept_out.hides_people", "False", (EXCLUSIONS,)),
        ("as_seen_by", "kept_out.hides_place", "False", (SEEN,)),
        ("as_seen_by", "kept_out.hides_time", "False", (EXCLUSIONS, LEARNING)),
    ),
)

"""Checks around one's own PIN and helpers: whose browser is trusted, who sits beside, who may help whom."""

from tests.audits.taking_out import GONE, Mutant, in_file

TRUSTED, BESIDE = "tests/sign_in/test_trusted.py", "tests/access/test_beside.py"
DECIDING, WALLS = "tests/helping/test_deciding.py", "tests/helping/test_walls.py"
SUGGESTIONS = "tests/drafts/test_suggestions.py"
STANDING = "not opening.arrangement(scope, row, scope.professionals, opening.PROFESSIONALS).is_open"
OWN_STANDING = "not opening.arrangement(scope, row, scope.own, opening.OWN).is_open"
FOR_THEM = "one.fields.get('helping') == scope.helping_id"

HELP: tuple[Mutant, ...] = (
    *in_file(
        "app/access/trusting.py",
        ("is_offered", "scope.beside_id is None", "True", (TRUSTED, BESIDE)),
        ("is_offered", "_may_trust(scope.session.get_one(Person, scope.person_id))", "True", (TRUSTED,)),
        ("_may_trust", "person.wording is not None", "True", (TRUSTED,)),
        ("_may_trust", "person.contact_stopped_at is None", "True", (TRUSTED,)),
        ("_may_trust", "not person.shared_phone", "True", (TRUSTED,)),
        ("_may_trust", "person.staff_role is None", "True", (TRUSTED,)),
        ("_may_trust", "person.ended_at is None", "True", (TRUSTED,)),
        ("trust", "answer is not PinAnswer.RIGHT", "False", (TRUSTED,)),
        ("is_trusted", "col(TrustedBrowser.person_id) == person.id", GONE, (TRUSTED,)),
        ("is_trusted", "_is(cookie)", GONE, (TRUSTED,)),
        ("is_trusted", "_may_trust(person)", "True", (TRUSTED,)),
        ("count", "col(TrustedBrowser.person_id) == person_id", GONE, (TRUSTED,)),
        ("_live", "col(TrustedBrowser.ended_at).is_(None)", GONE, (TRUSTED,)),
        ("_live", "col(TrustedBrowser.until_at) > clock.now()", GONE, (TRUSTED,)),
    ),
    *in_file(
        "app/access/confirming.py",
        ("confirm", "pins.is_paused(person)", "False", (BESIDE,)),
        ("confirm", "pins.is_right(scope.installation, person, pin)", "True", (BESIDE,)),
        (
            "confirm",
            "sessions.count_wrong(scope.session, scope.session_id) >= pins.WRONG_PER_LINK",
            "False",
            (TRUSTED, BESIDE),
        ),
    ),
    *in_file(
        "app/access/beside.py",
        ("begin", "place.role in HELPER_ROLES", "False", (BESIDE,)),
        ("begin", "answer is not PinAnswer.RIGHT", "False", (BESIDE,)),
        ("_begin", "scope.session_id", "'nobody'", (BESIDE,)),
        ("_begin", "scope.person_id", "None", (BESIDE,)),
    ),
    *in_file(
        "app/access/sessions.py",
        ("_longest", "signed_in.beside_id", "None", (BESIDE,)),
        ("change", "earlier.beside_id is not None", "False", (BESIDE,)),
    ),
    *in_file("app/sign_in/service.py", ("choices", "is_beside", "False", (BESIDE,))),
    *in_file(
        "app/helping/deciding.py",
        ("_asked_row", "row.state != HelpState.ASKED.value", "False", (DECIDING,)),
        ("agree", "row.until_at <= clock.now()", "False", (DECIDING,)),
        ("agree", "doubt.forbids", "False", (DECIDING,)),
        ("_open_row", STANDING, "False", (DECIDING,)),
        (
            "record",
            "people.member(scope, member_id).role not in HELPED_ROLES",
            "False",
            (DECIDING,),
        ),
    ),
    *in_file(
        "app/helping/checking.py",
        ("doubts", "row.consent_by == scope.person_id", "False", (DECIDING,)),
        (
            "doubts",
            "scope.record(Action.CONTACT_LOOKED_UP, 'people', person.id, reason='who asks to help')",
            "None",
            (WALLS,),
        ),
        ("_of_relatives", "person and relative.person_id == person.id", "False", (DECIDING,)),
        ("_of_relatives", "relative.former == index", "False", (WALLS,)),
        ("_of_other_arrangements", "person and helper_id == person.id", "False", (DECIDING,)),
        ("_of_details", "col(ProtectedDetail.family_id) == scope.family_id", GONE, (WALLS,)),
        ("_of_details", "col(Membership.person_id) == person.id", GONE, (DECIDING, WALLS)),
        ("_of_person", "person and person.staff_role", "False", (DECIDING,)),
        ("_of_person", "person and person.ended_at", "False", (DECIDING,)),
    ),
    *in_file(
        "app/helping/service.py", ("_open_row", OWN_STANDING, "False", ("tests/helping/test_asking.py",))
    ),
    *in_file(
        "app/access/contacts.py",
        (
            "_taken",
            "scope.record(Action.DENIED, 'people', other.id, reason='contact of somebody else')",
            "None",
            ("tests/access/test_guessing.py",),
        ),
        ("member_person", "place.ended_at", "None", ("tests/staff/test_people.py",)),
        ("member_person", "place.role not in FAMILY_ROLES", "False", ("tests/staff/test_people.py",)),
        ("kept_person", "is_kept_elsewhere(scope, person.id)", "False", (WALLS,)),
        ("is_kept_elsewhere", "col(Membership.person_id) == scope.person_id", GONE, (WALLS,)),
        ("is_kept_elsewhere", "col(Membership.family_id) == home.family_id", GONE, (WALLS,)),
    ),
    *in_file(
        "app/access/making.py",
        ("helper_scope", "Permission.HELP_SEE_MEETING in granted", "True", (SUGGESTIONS,)),
        ("helper_scope", "granted & READING", "True", (SUGGESTIONS,)),
    ),
    *in_file(
        "app/access/scopes.py",
        ("may", "permission in self.granted", "True", (SUGGESTIONS,)),
        ("may", "thing in self.only[permission]", "True", (SUGGESTIONS,)),
    ),
    *in_file(
        "app/access/helpers_of.py",
        ("_place_of", "col(Membership.person_id) == person.id", GONE, (DECIDING,)),
    ),
    *in_file(
        "app/drafts/suggestions.py",
        ("save", "posted.helping != scope.helping_id", "False", (SUGGESTIONS,)),
        ("_mine", "col(Suggestion.helping_id) == scope.helping_id", GONE, (SUGGESTIONS,)),
        ("_held", FOR_THEM, "True", ("tests/helping/test_writing.py",)),
        ("kept_at", FOR_THEM, "True", ("tests/preparation/test_helped.py",)),
        ("answer", "row is None", "False", (SUGGESTIONS,)),
    ),
)

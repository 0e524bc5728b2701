"""Each council says what its leaflet says, and nothing that its leaflet leaves out."""

from datetime import date
from typing import Any

import pytest

from app.authorities.check import facts
from app.authorities.facts import Promise, Status
from tests.authorities.councils import KEYS, council, fact, plain, shipped

N, W, S, B, K = (
    "northamptonshire",
    "mid-and-west-wales",
    "sample-english-council",
    "barnsley",
    "kensington-and-chelsea",
)

STATED: list[tuple[str, str, Any]] = [
    (N, "names.plan", "Child Protection Plan"),
    (N, "names.no_plan_outcomes", ["Child In Need Plan"]),
    (N, "child.age_from", 12),
    (N, "supporter.how_many", 1),
    (N, "supporter.kinds", ["friend", "relative", "solicitor"]),
    (N, "supporter.may_speak", "by_agreement_with_chair"),
    (N, "people.police", "always_at_first"),
    (N, "chair.meets", "beforehand"),
    (N, "exclusion.decided_by", "chair"),
    (N, "exclusion.may_be_part", "The chair might ask you to leave for a short time."),
    (N, "scale.used", True),
    (N, "outcome.decision_makers", "the_meeting"),
    (N, "access.formats", ["Large print", "Braille", "Other languages"]),
    (N, "complaint.about", ["how_it_was_run", "decision"]),
    (W, "names.plan", "Care and Support Protection Plan"),
    (W, "supporter.kinds", ["friend", "solicitor", "advocate"]),
    (W, "people.police", "may"),
    (W, "letter.within", "5 working_days promise"),
    (W, "notes.within", "20 working_days aim"),
    (W, "core_groups.every", "1 months promise"),
    (W, "outcome.decision_makers", "everyone_is_asked"),
    (W, "privacy.social_media", "Do not share anything about the meeting on social media."),
    (W, "complaint.about", ["process"]),
    (S, "names.plan_also", "Protection Plan"),
    (S, "names.no_plan_outcomes", ["Recommendations"]),
    (S, "supporter.kinds", ["friend", "relative"]),
    (S, "supporter.solicitor_may_come", True),
    (S, "supporter.solicitor_may_speak", "on_request"),
    (S, "people.police", "usually"),
    (S, "people.invited_by", "childrens_services"),
    (S, "core_groups.first", "10 working_days promise"),
    (S, "core_groups.every", "1 months promise"),
    (S, "reviews.first", "3 months promise"),
    (S, "exclusion.decided_by", "chair"),
    (S, "outcome.decision_makers", "everyone_gives_views"),
    (B, "names.no_plan_outcomes", ["Child in Need Plan"]),
    (B, "names.way_of_working", "Stronger Together"),
    (B, "supporter.kinds", ["relative", "friend"]),
    (B, "supporter.may_speak", "no"),
    (B, "people.police", "if_they_know_something"),
    (B, "child.decided_by", "chair_with_social_worker_and_parent"),
    (B, "chair.meets", "contacts_before"),
    (B, "scale.used", True),
    (B, "visits.every", "2 weeks promise"),
    (B, "core_groups.every", "4 weeks promise"),
    (B, "reviews.first", "3 months promise"),
    (B, "reviews.later", "6 months promise"),
    (B, "outcome.decision_makers", "professionals_are_asked"),
    (B, "outcome.cannot_remove_child", "This meeting cannot take your child away from your family."),
    (B, "complaint.about", ["how_it_was_run", "plan"]),
    (K, "child.age_from", 7),
    (K, "people.police", "will"),
    (K, "people.invited_by", "social_worker"),
    (K, "chair.meets", "just_before"),
    (K, "notes.within", "20 working_days promise"),
    (K, "outcome.decision_makers", "not_said_who"),
    (K, "complaint.about", ["decision", "kind_of_worry", "how_it_was_run"]),
]

PROMISES = {
    N: {},
    W: {
        "letter.within": "5 working_days promise",
        "notes.within": "20 working_days aim",
        "core_groups.every": "1 months promise",
    },
    S: {
        "core_groups.first": "10 working_days promise",
        "core_groups.every": "1 months promise",
        "reviews.first": "3 months promise",
    },
    B: {
        "core_groups.every": "4 weeks promise",
        "visits.every": "2 weeks promise",
        "reviews.first": "3 months promise",
        "reviews.later": "6 months promise",
    },
    K: {"notes.within": "20 working_days promise"},
}

NOT_STATED = [
    (N, "reports.initial supporter.can_do reviews.first meeting.running_order outcome.cannot_remove_child"),
    (N, "notes.within letter.sent letter.within visits.every privacy.social_media complaint.contacts"),
    (W, "child.age_from child.in_words supporter.how_many supporter.may_speak scale.used question_set"),
    (W, "access.interpreter access.formats reviews.first useful_contacts complaint.contacts reports.review"),
    (W, "outcome.legal_effect outcome.cannot_remove_child exclusion.decided_by absence.ways"),
    (S, "child.age_from supporter.how_many supporter.may_speak supporter.may_speak_in_words reviews.later"),
    (S, "letter.within notes.within notes.sent_to scale.used question_set"),
    (S, "complaint.contacts access.interpreter"),
    (B, "child.age_from supporter.how_many supporter.solicitor_may_come scale.low_end scale.high_end"),
    (B, "core_groups.first core_groups.name letter.within notes.within useful_contacts access.formats"),
    (
        K,
        "supporter.how_many supporter.kinds supporter.who_in_words exclusion.grounds absence.ways scale.used",
    ),
    (K, "core_groups.first core_groups.every reviews.first letter.within access.interpreter access.formats"),
]


@pytest.mark.parametrize(("key", "path", "expected"), STATED)
def test_a_council_states_what_its_leaflet_says(key: str, path: str, expected: object) -> None:
    found = fact(council(key), path)

    assert plain(found.value) == expected
    assert found.status is Status.STATED
    assert found.source.startswith("Leaflet, '")
    assert found.checked == date(2026, 11, 21)


@pytest.mark.parametrize("key", KEYS)
def test_a_council_makes_its_own_promises_and_no_others(key: str) -> None:
    made = {
        ".".join(path): plain(found.value)
        for path, found in facts(council(key))
        if isinstance(found.value, Promise)
    }

    assert made == PROMISES[key]


@pytest.mark.parametrize(("key", "paths"), NOT_STATED)
def test_a_council_is_silent_where_its_leaflet_is(key: str, paths: str) -> None:
    for path in paths.split():
        found = fact(council(key), path)
        assert not found.is_known, path
        assert found.value is None


@pytest.mark.parametrize("key", KEYS)
def test_no_council_says_when_to_arrive_or_whom_to_ring_about_signing_in(key: str) -> None:
    authority = council(key)

    assert not authority.meeting.arrive_minutes_before.is_known
    assert authority.offices.sign_in_help.ask_instead == "Ask your social worker."


@pytest.mark.parametrize("key", KEYS)
def test_every_stated_fact_names_its_source_and_day(key: str) -> None:
    for path, found in facts(council(key)):
        assert not found.is_known or (found.source and found.checked), path


def test_only_one_council_has_a_time_for_reports() -> None:
    stated = {one.key: one.reports.initial.is_known for one in shipped().all()}

    assert stated == {N: False, W: True, S: False, B: False, K: False}
    lead = (council(W).reports.initial.value or ())[0]
    assert (lead.author.value, plain(lead.before)) == ("everyone", "24 hours promise")


def test_families_are_told_to_ask_the_chair_where_a_leaflet_contradicts_itself() -> None:
    may_speak = council(S).supporter.may_speak

    assert may_speak.ask_instead == "Ask the chair."
    assert "contradicts itself" in may_speak.note


def test_the_number_in_doubt_is_kept_and_is_no_link() -> None:
    contacts = council(N).useful_contacts.value or ()

    assert [(contact.name.en, contact.value, contact.href) for contact in contacts] == [
        ("Citizens Advice", "03444 111 444", "tel:03444111444"),
        ("Family Lives", "01623 494320", None),
        ("Family Rights Group", "0808 801 0366", "tel:08088010366"),
    ]


def test_complaints_go_where_the_leaflets_say() -> None:
    assert [(one.kind.value, one.href) for one in council(B).complaint.contacts.value or ()] == [
        ("email", "mailto:customerresolutionteam@barnsley.gov.uk")
    ]
    assert [(one.kind.value, one.href) for one in council(K).complaint.contacts.value or ()] == [
        ("phone", "tel:02073613000")
    ]


def test_the_office_of_the_trust_is_printed_whole() -> None:
    office = council(N).offices.office.value or ()

    assert [one.kind.value for one in office] == ["address", "email"]
    assert office[0].value.endswith("NN16 0SW")
    assert office[0].href is None
    assert office[1].value == "sqas@nctrust.co.uk"


@pytest.mark.parametrize(
    ("key", "closed"),
    [(N, ["asked_to_leave"]), (S, ["legal_advice"]), (B, ["police"])],
)
def test_every_closed_part_has_its_reason(key: str, closed: list[str]) -> None:
    parts = council(key).meeting.closed_parts.value or ()

    assert [part.id for part in parts] == closed
    assert all(part.reason.en for part in parts)


@pytest.mark.parametrize(
    ("key", "steps", "closed"),
    [(W, 5, []), (S, 9, ["legal_advice"]), (B, 7, ["police"]), (K, 4, [])],
)
def test_the_running_order_marks_what_families_are_not_in(key: str, steps: int, closed: list[str]) -> None:
    order = council(key).meeting.running_order.value or ()

    assert len(order) == steps
    assert [step.id for step in order if step.is_closed] == closed


def test_the_child_can_use_four_papers_in_one_council() -> None:
    assert [pack.name.en for pack in council(S).child.packs.value or ()] == [
        "My Conference Pack",
        "My Conference Pack - teenagers",
        "My Conference Pack - social worker and child",
        "Comments sheet",
    ]


def test_seven_standards_in_one_council() -> None:
    assert len(council(K).standards.value or ()) == 7
    assert [one.key for one in shipped().all() if one.standards.is_known] == [K]


@pytest.mark.parametrize("key", KEYS)
def test_the_nation_gives_helplines_and_who_can_take_a_child_away(key: str) -> None:
    authority = council(key)
    domestic = "0808 80 10 800" if key == W else "0808 2000 247"

    numbers = [contact.value for contact in authority.helplines.value or ()]

    assert numbers == ["999", "0800 1111", domestic, "116 123"]
    assert plain(authority.outcome.who_can_remove_child.value) == (
        "Only a court can decide that, or the police in an emergency."
    )
    assert authority.calendar.value == ("WLS" if key == W else "ENG")


def test_councils_are_listed_by_name() -> None:
    assert [one.name for one in shipped().all()] == [
        "Barnsley Metropolitan Borough Council",
        "Mid and West Wales",
        "Northamptonshire Children's Trust",
        "Royal Borough of Kensington and Chelsea",
        "Sample English Council",
    ]

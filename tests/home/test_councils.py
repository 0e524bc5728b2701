"""The facts of each council, and of each kind of meeting, on the first page of a family."""

from datetime import timedelta

import pytest
from fastapi import FastAPI

from app.access.scopes import Installation
from app.conferences.models import ConferenceKind
from app.families.models import Role
from tests.home.pages import parent_of, said, sign_in_again, steps
from tests.support.clocks import Clock
from tests.support.world import MEETS_AT, OTHER_COUNCIL

KINDS = [
    (ConferenceKind.INITIAL, Role.PARENT, "how to keep your child safe and well"),
    (ConferenceKind.REVIEW, Role.CARER, "how the plan for your child is going"),
    (ConferenceKind.PRE_BIRTH, Role.PARENT, "how to keep your baby safe and well"),
    (ConferenceKind.INITIAL, Role.YOUNG_PERSON, "how to keep you safe and well"),
]


@pytest.mark.parametrize(("kind", "role", "words"), KINDS)
def test_each_kind_of_meeting_is_explained(
    app: FastAPI, portal: Installation, *, kind: ConferenceKind, role: Role, words: str
) -> None:
    page = parent_of(portal, app, meets_at=MEETS_AT, kind=kind, role=role).get("/m")

    assert words in said(page)
    assert ("cannot take your child away" in said(page)) is (role is not Role.YOUNG_PERSON)


def test_a_council_that_does_not_say_it_is_not_made_to_say_it(app: FastAPI, portal: Installation) -> None:
    page = parent_of(portal, app, council=OTHER_COUNCIL, meets_at=MEETS_AT).get("/m")

    assert "cannot take your child away" not in said(page)
    assert "Only a court" not in said(page)
    assert "The chair sees you first." in said(page)
    assert "Notes of the meeting You get a copy of the notes. By Tuesday 5 January 2027." in steps(page)
    assert "You hear what was decided Ask your social worker when." in steps(page)


@pytest.mark.parametrize("key", ["mid-and-west-wales", "northamptonshire", "sample-english-council"])
def test_every_other_council_shows_its_own_facts(app: FastAPI, portal: Installation, key: str) -> None:
    petra = parent_of(portal, app, council=key, meets_at=MEETS_AT)

    page = petra.get("/m")

    expected = {
        "mid-and-west-wales": "Notes of the meeting We aim for Tuesday 5 January 2027.",
        "northamptonshire": "Reports come to you The reports are shared at the meeting.",
        "sample-english-council": "a small group meets about it By Thursday 17 December 2026.",
    }
    assert any(expected[key] in step for step in steps(page)), steps(page)
    assert ("0808 801 0366" in said(page)) is (key == "northamptonshire")
    assert "01623 494320" not in said(page)


def test_reports_by_the_hour_show_the_hour_and_then_that_they_are_late(
    app: FastAPI, portal: Installation, clock: Clock
) -> None:
    petra = parent_of(portal, app, council="mid-and-west-wales", meets_at=MEETS_AT)

    before = steps(petra.get("/m"))
    clock.move_to(MEETS_AT - timedelta(hours=20))
    sign_in_again(petra)
    late = steps(petra.get("/m"))
    clock.move_to(MEETS_AT + timedelta(days=60))
    sign_in_again(petra)
    after = steps(petra.get("/m"))

    assert "Now: Reports come to you By Wednesday 2 December 2026, 14:30." in before
    assert any("They are late. This is not your fault." in step for step in late)
    assert any("It should have been by Thursday 10 December 2026." in step for step in after)
    assert any("We aimed for Tuesday 5 January 2027." in step for step in after)

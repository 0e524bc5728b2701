"""Your meeting: every state of it, the facts of the council, and nothing of anybody else."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import event

from app.access.scopes import Installation
from app.conferences import service as conferences
from app.conferences.models import ConferenceKind, ProfessionalRole
from tests.home.pages import parent_of, said, sign_in_again, steps
from tests.support import families, readability
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.world import AMIRAS_ADDRESS, MEETS_AT, World

PLACE = "Room 2, Town Hall"
NOT_TAKEN_AWAY = (
    "This meeting cannot take your child away from your family. "
    "Only a court can decide that, or the police in an emergency."
)


def change(portal: Installation, people: World, meets_at: datetime | None, place: str = PLACE) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.change(
            case, people.meeting, meets_at=meets_at, place=place, chair_id=people.dev.person_id
        )


def test_a_parent_sees_when_and_where_and_that_no_child_is_taken_away(amira: Browser) -> None:
    page = amira.get("/m")

    assert page.heading == "Your meeting"
    assert page.title == "Your meeting \N{EN DASH} Barnsley Metropolitan Borough Council"
    for words in (
        "For Amira.",
        "Thursday 3 December 2026 14:30 (half past two)",
        PLACE,
        "The chair contacts you before the meeting.",
        NOT_TAKEN_AWAY,
        "It does not show family",
        "Dev Carter",
    ):
        assert words in said(page)
    assert "Haddad" not in page.html
    assert "Come at" not in said(page)
    assert "/m/calendar" in page.links()


def test_the_first_page_is_plain_to_read(amira: Browser) -> None:
    html = amira.get("/m").html

    assert readability.grade(html) <= 5
    assert readability.banned(html) == []
    assert [one for one in readability.sentences(html) if len(readability.words(one)) > 20] == []


def test_every_link_of_the_first_page_leads_somewhere(amira: Browser) -> None:
    page = amira.get("/m")

    for link in set(page.links()) - {"/leave"}:
        assert amira.client.get(link).status_code in {200, 303}, link


def test_the_first_page_has_the_parts_people_look_for_in_their_order(amira: Browser) -> None:
    page = amira.get("/m")

    assert [one.get_text(strip=True) for one in page.soup.select("main h2")] == [
        "Thursday 3 December 2026",
        "What you can do now",
        "What this meeting is",
        "What happens next",
        "Who will be there",
        "Talk to someone",
        "Also here",
    ]
    assert page.soup.select_one('.doors [aria-current="page"]').get_text() == "Your meeting"  # type: ignore[union-attr]


def test_a_meeting_without_a_date_says_so(app: FastAPI, portal: Installation) -> None:
    page = parent_of(portal, app, meets_at=None, place="").get("/m")

    assert "There is no date yet" in said(page)
    assert "Ask your social worker where it is." in said(page)
    assert "Ask your social worker who it is." in said(page)
    assert "/m/calendar" not in page.links()
    assert not any("By " in step for step in steps(page))


def test_a_moved_meeting_says_what_it_was(amira: Browser, portal: Installation, people: World) -> None:
    change(portal, people, MEETS_AT + timedelta(days=7))

    page = amira.get("/m")

    assert "Thursday 10 December 2026 14:30" in said(page)
    assert "Changed on Tuesday 24 November. It was Thursday 3 December, 14:30." in said(page)


def test_a_meeting_in_another_room_says_so(amira: Browser, portal: Installation, people: World) -> None:
    change(portal, people, MEETS_AT, "Room 9")

    page = amira.get("/m")

    assert "Room 9 The place changed on Tuesday 24 November." in said(page)


def test_on_the_day_the_card_says_today(amira: Browser, clock: Clock) -> None:
    clock.move_to(datetime(2026, 12, 3, 7, 0, tzinfo=UTC))
    sign_in_again(amira)

    page = amira.get("/m")

    assert "Today, Thursday 3 December 14:30" in said(page)
    assert "Now: The meeting" in said(page)


def test_after_the_meeting_the_page_says_what_comes_when(amira: Browser, clock: Clock) -> None:
    clock.move_to(datetime(2026, 12, 4, 10, 0, tzinfo=UTC))
    sign_in_again(amira)

    page = amira.get("/m")

    assert "The meeting was on Thursday 3 December 2026" in said(page)
    assert "Get ready to speak" not in said(page)
    assert "What this meeting is" not in said(page)
    assert "Done: The meeting On Thursday 3 December 2026 at 14:30." in steps(page)
    assert "If there is a plan: we look at it again in a meeting By Wednesday 3 March 2027." in steps(page)
    assert "/m/calendar" not in page.links()


def test_a_cancelled_meeting_keeps_what_was_written(
    amira: Browser, portal: Installation, people: World
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)

    page = amira.get("/m")

    assert "This meeting is cancelled." in said(page)
    assert "It was planned for Thursday 3 December 2026. You do not have to come." in said(page)
    assert "What you wrote is kept." in said(page)
    assert "Get ready to speak" not in said(page)
    assert steps(page) == []


def test_somebody_who_is_invited_to_nothing_sees_that(
    app: FastAPI, portal: Installation, people: World
) -> None:
    who = families.add_member(portal, people.tess, people.other_family, "Hugo Lane")

    page = Browser(app, who).get("/m")

    assert "There is no meeting here yet" in said(page)
    assert "Tell us you are unhappy" in said(page)
    assert "Read the reports" not in said(page)
    assert PLACE not in said(page)


def test_people_who_come_for_their_work_are_listed_and_the_social_worker_can_be_asked(
    amira: Browser, portal: Installation, people: World
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.add_attendee(case, people.meeting, role=ProfessionalRole.SOCIAL_WORKER, name="Sam Reed")
        conferences.add_attendee(case, people.meeting, role=ProfessionalRole.POLICE, name="")

    page = amira.get("/m")

    assert "Sam Reed, your social worker" in said(page)
    assert "Police officer Can say what the police know." in said(page)


def test_the_other_parent_is_nowhere_on_the_page(
    amira: Browser, ben: Browser, erin: Browser, people: World
) -> None:
    for browser, strangers in (
        (amira, ("Ben", "Carver", "Carol", "Erin")),
        (ben, ("Amira", "Haddad", "Carol", "Erin", AMIRAS_ADDRESS)),
        (erin, ("Amira", "Ben", "Carol", "Dev Carter", people.family.reference)),
    ):
        for address in ("/m", "/m/think", "/m/help", "/m/kept", "/m/sent"):
            html = browser.get(address).html
            assert not [name for name in strangers if name in html], address


def test_two_parents_with_the_same_invitation_see_the_same_page(amira: Browser, ben: Browser) -> None:
    hers, his = amira.get("/m"), ben.get("/m")

    assert said(hers).replace("For Amira.", "") == said(his).replace("For Ben.", "")


def test_a_meeting_of_one_parent_alone_is_not_there_for_the_other(
    amira: Browser, ben: Browser, portal: Installation, people: World
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        own = conferences.call(
            case,
            kind=ConferenceKind.REVIEW,
            meets_at=MEETS_AT - timedelta(days=2),
            place="Room 7",
            chair_id=None,
        )
        conferences.invite(case, own.id, people.amira.membership_id or "")

    page, his = amira.get("/m"), ben.get("/m")
    assert "Room 7" in page.text
    assert "Your other meetings" in page.text
    assert "Thursday 3 December 2026, 14:30 First meeting: Room 2, Town Hall" in page.text
    assert "Room 7" not in his.text
    assert "Your other meetings" not in his.text


@pytest.mark.parametrize("address", ["/m", "/m/calendar", "/m/think", "/m/help", "/m/kept", "/m/sent"])
def test_who_has_no_place_in_a_family_finds_none_of_its_pages(
    address: str, farid: Browser, sam: Browser, carol: Browser, visitor: Browser
) -> None:
    for browser in (farid, sam, carol):
        assert browser.get(address).status == 404
    assert visitor.get(address, follow=False).status == 303


def test_the_first_page_asks_for_the_meeting_once(amira: Browser, portal: Installation) -> None:
    asked: list[str] = []
    event.listen(portal.engine, "before_cursor_execute", lambda *about: asked.append(about[2]))

    amira.get("/m")

    assert len([one for one in asked if "FROM conferences" in one]) == 1
    assert len(asked) < 20

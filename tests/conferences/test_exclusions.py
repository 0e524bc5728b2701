"""Somebody whom the chair asks not to come: what they read, what stays theirs, what nobody else learns."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlmodel import col

from app.access import contacts
from app.access.models import Permission
from app.access.scopes import Installation
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.conferences import exclusions
from app.conferences import service as conferences
from app.conferences.models import KeptOut, KeptOutPart, ProfessionalRole, Stage
from app.families.models import Role, SafeContact, Wording
from app.kit.errors import Conflict, NotFound
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.crawling import crawl
from tests.support.families import Someone
from tests.support.mail import Postbox
from tests.support.world import AMIRAS_ADDRESS, MEETS_AT, World

WORDS = "You shouted at the last talk. I want each person to feel safe when they speak."
MOVED = MEETS_AT + timedelta(days=6, hours=1)
NEW_PLACE = "The Annexe, Quarry Street"
# 3 December 2026 at 14:30, as anybody might write it, and the day to which the meeting is moved.
WHEN = re.compile(
    r"3\s+dec|dec\w*\s+3\b|2026-12-0[39]|0?3[./]12|20261203|14[:.]30|2[:.]30|half past two|9\s+dec|15[:.]30",
    re.IGNORECASE,
)
WHERE_AND_WHO = ("Room 2", "Town Hall", "Annexe", "Quarry", "Dev Carter", "Sam Reed", "Bridget Hallam")
# What differs on every answer: a form's token, and the number of a calendar's entry.
PASSING = re.compile(r'name="form_token" value="[^"]*"|UID:\w+|name="submission_key" value="[^"]*"')


def keep_out(
    portal: Installation,
    people: World,
    who: Someone,
    *,
    part: KeptOutPart = KeptOutPart.WHOLE,
    hides_place: bool = True,
    hides_time: bool = True,
    told: bool = True,
) -> KeptOut:
    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        decided = exclusions.decide(
            chair,
            people.meeting,
            who.membership_id or "",
            part=part,
            words=WORDS,
            hides_place=hides_place,
            hides_time=hides_time,
        )
    if told:
        with families.as_case_worker(portal, people.sam, people.family.id) as worker:
            exclusions.note_told(worker, decided.id)
    return decided


def invite_everybody(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.add_attendee(case, people.meeting, role=ProfessionalRole.SOCIAL_WORKER, name="Sam Reed")
        conferences.add_attendee(case, people.meeting, role=ProfessionalRole.TEACHER, name="Bridget Hallam")
        for who in (people.amira, people.ben):
            conferences.send_invitation(case, people.meeting, who.membership_id or "")


def move_meeting(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.change(
            case, people.meeting, meets_at=MOVED, place=NEW_PLACE, chair_id=people.dev.person_id
        )


def everything_of(browser: Browser) -> dict[str, ShownPage]:
    return crawl(browser, ["/m"], within=lambda path: f"{path}/".startswith("/m/"))


def steady(page: ShownPage) -> str:
    return PASSING.sub("", page.html)


def readable(page: ShownPage) -> str:
    return PASSING.sub("", page.html) + str(dict(page.response.headers))


def test_who_is_kept_out_finds_no_time_place_or_name_on_any_page(
    portal: Installation, people: World, ben: Browser
) -> None:
    invite_everybody(portal, people)
    shown = ben.get("/m")
    assert WHEN.search(shown.html)
    assert "Town Hall" in shown.html

    keep_out(portal, people, people.ben)
    move_meeting(portal, people)

    pages = everything_of(ben)
    assert len(pages) > 8
    for path, page in pages.items():
        text = readable(page)
        assert not WHEN.search(text), path
        assert not [word for word in WHERE_AND_WHO if word in text], path
        assert page.status in {200, 303}, path


def test_their_page_says_what_the_chair_wrote_and_what_still_counts(
    portal: Installation, people: World, ben: Browser
) -> None:
    keep_out(portal, people, people.ben)

    page = ben.get("/m")

    assert page.status == 200
    assert "You are asked not to come to this meeting" in page.text
    assert WORDS in page.text
    assert "They will be read out in the meeting." in page.text
    assert "Your social worker will visit you to explain what happened." in page.text
    for path in ("/m/views", "/m/prepare", "/m/unhappy", "/m/help"):
        assert ben.get(path).status == 200, path
    assert {"/m/views", "/m/prepare", "/m/unhappy"} <= set(page.links())
    assert "/m/calendar" not in page.links()


def test_where_the_council_says_nothing_they_are_sent_to_the_chair(
    portal: Installation, app: FastAPI, people: World
) -> None:
    wales = "mid-and-west-wales"
    ada = families.add_staff(portal, wales, "Ada Wren", people.ada.role)
    dev = families.add_staff(portal, wales, "Dev Carter", people.dev.role)
    family = families.open_family(portal, ada)
    ben = families.add_member(portal, ada, family, "Ben Carver")
    meeting = families.call_meeting(portal, ada, family, ben, meets_at=MEETS_AT, chair=dev)
    with families.as_case_worker(portal, dev, family.id) as chair:
        made = exclusions.decide(
            chair,
            meeting,
            ben.membership_id or "",
            part=KeptOutPart.WHOLE,
            words=WORDS,
            hides_place=True,
            hides_time=True,
        )
        exclusions.note_told(chair, made.id)

    page = Browser(app, ben).get("/m")

    assert "You will be told why." in page.text
    assert "Ask the chair if you get a letter about this." in page.text
    assert "Ask the chair how you hear it." in page.text


def test_there_is_no_calendar_entry_for_them(portal: Installation, people: World, ben: Browser) -> None:
    assert ben.get("/m/calendar").status == 200

    keep_out(portal, people, people.ben)

    assert ben.get("/m/calendar").status == 404


def test_before_somebody_told_them_their_pages_are_as_they_were(
    portal: Installation, people: World, ben: Browser
) -> None:
    invite_everybody(portal, people)
    before = {path: steady(page) for path, page in everything_of(ben).items()}

    keep_out(portal, people, people.ben, told=False)

    assert {path: steady(page) for path, page in everything_of(ben).items()} == before


def test_a_change_made_before_they_were_told_is_not_for_them(
    portal: Installation, people: World, ben: Browser, clock: Clock
) -> None:
    invite_everybody(portal, people)
    keep_out(portal, people, people.ben, told=False)
    clock.move(minutes=5)

    move_meeting(portal, people)

    page = ben.get("/m")
    assert "Ask your social worker when and where it is." in page.text
    assert WORDS not in page.text
    assert not WHEN.search(readable(page))
    assert not [word for word in WHERE_AND_WHO if word in page.html]


def test_the_other_parent_sees_no_difference(
    portal: Installation, people: World, amira: Browser, erin: Browser
) -> None:
    invite_everybody(portal, people)
    before = [{path: steady(page) for path, page in everything_of(one).items()} for one in (amira, erin)]

    decided = keep_out(portal, people, people.ben)

    after = [{path: steady(page) for path, page in everything_of(one).items()} for one in (amira, erin)]
    assert after == before
    with families.as_member(portal, people.amira) as scope, pytest.raises(NotFound):
        exclusions.words_for(scope, decided)


def test_no_message_to_them_names_the_day_or_says_that_it_changed(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    plain = SafeContact(Wording.PLAIN, shared_phone=False)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.answer_safe_contact(case, people.ben.membership_id or "", plain)
    invite_everybody(portal, people)
    keep_out(portal, people, people.ben)

    first = postbox.deliver()
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.send_invitation(case, people.meeting, people.ben.membership_id or "")
    # It leaves before the meeting moves, which takes the day out of whatever still waits.
    later = postbox.deliver()
    move_meeting(portal, people)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)
    later += postbox.deliver()

    assert [one.to for one in first] == [people.amira.contact]
    to_ben = [one for one in later if one.to == people.ben.contact]
    assert len(to_ben) == 1
    assert not WHEN.search(to_ben[0].subject + to_ben[0].body)
    assert len([one for one in later if one.to == people.amira.contact]) == 2


def test_what_they_send_is_never_marked_late(
    portal: Installation, people: World, ben: Browser, clock: Clock
) -> None:
    keep_out(portal, people, people.ben)

    for moment in (MEETS_AT - timedelta(days=1), MEETS_AT + timedelta(hours=1), MEETS_AT + timedelta(days=2)):
        clock.moment = moment
        ben.sign_in(people.ben)
        with families.as_member(portal, people.ben) as scope:
            found = conferences.current(scope)
        assert found is not None
        assert (found.stage, found.meets_at, found.earlier_meets_at) == (Stage.NO_DATE, None, None)
        assert not re.search(r"\blate\b", ben.get("/m/views").text)
        assert "asked not to come" in ben.get("/m").text


def test_four_weeks_later_the_page_need_not_wait_for_the_meeting(
    portal: Installation, people: World, clock: Clock
) -> None:
    keep_out(portal, people, people.ben)
    clock.moment = MEETS_AT + timedelta(weeks=4, days=1)

    with families.as_member(portal, people.ben) as scope:
        found = conferences.current(scope)

    assert found is not None
    assert (found.stage, found.meets_at, found.place) == (Stage.PAST, None, "")


def test_who_is_kept_out_of_a_part_and_may_know_the_day_sees_the_meeting_and_the_words(
    portal: Installation, people: World, ben: Browser
) -> None:
    invite_everybody(portal, people)
    keep_out(portal, people, people.ben, part=KeptOutPart.PART, hides_place=False, hides_time=False)

    page = ben.get("/m")

    assert "You are asked not to be there for a part of this meeting" in page.text
    assert WORDS in page.text
    assert "Room 2, Town Hall" in page.text
    assert "14:30" in page.text
    assert ben.get("/m/calendar").status == 200


@pytest.mark.parametrize(
    "kept",
    [
        (KeptOutPart.WHOLE, "You were asked not to come to this meeting"),
        (KeptOutPart.PART, "You were asked not to be there for a part of this meeting"),
    ],
)
def test_after_the_meeting_nobody_is_told_that_they_can_still_write_to_it(
    portal: Installation, people: World, app: FastAPI, clock: Clock, kept: tuple[KeptOutPart, str]
) -> None:
    invite_everybody(portal, people)
    part, title = kept
    keep_out(portal, people, people.ben, part=part, hides_place=False, hides_time=False)
    before = Browser(app, people.ben).get("/m")
    assert "Your words still count" in before.text
    assert "You can write it to the meeting" in before.text
    clock.moment = MEETS_AT + timedelta(days=1)

    page = Browser(app, people.ben).get("/m")

    assert title in page.text
    assert WORDS in page.text
    for words in ("Your words still count", "write it to the meeting", "The meeting is on", "can be there"):
        assert words not in page.text, words
    assert "How you hear what was decided" in page.text
    assert "Tell the chair, or ask your social worker to say it." in page.text


def test_a_hidden_place_stays_hidden_where_the_day_is_shown(
    portal: Installation, people: World, ben: Browser
) -> None:
    invite_everybody(portal, people)
    keep_out(portal, people, people.ben, part=KeptOutPart.PART, hides_time=False)
    move_meeting(portal, people)

    page = ben.get("/m")

    assert "9 December 2026" in page.text
    assert "You do not see the place here." in page.text
    assert not [word for word in WHERE_AND_WHO if word in page.html]


def test_who_was_never_invited_has_a_page_once_they_were_told(
    portal: Installation, people: World, app: FastAPI
) -> None:
    dora = families.add_member(portal, people.ada, people.family, "Dora Penn")
    decided = keep_out(portal, people, dora, told=False)
    browser = Browser(app, dora)
    assert "There is no meeting here yet" in browser.get("/m").text

    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        exclusions.note_told(chair, decided.id)

    assert WORDS in browser.get("/m").text
    assert browser.get("/m/views").status == 200


def test_who_may_come_after_all_sees_the_meeting_again(
    portal: Installation, people: World, ben: Browser
) -> None:
    invite_everybody(portal, people)
    before = steady(ben.get("/m"))
    decided = keep_out(portal, people, people.ben)

    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        exclusions.lift(chair, decided.id)

    assert steady(ben.get("/m")) == before
    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        assert exclusions.of_meeting(chair, people.meeting) == []
        with pytest.raises(NotFound):
            exclusions.note_told(chair, decided.id)


def test_a_cancelled_meeting_says_so_and_names_no_day(
    portal: Installation, people: World, ben: Browser
) -> None:
    invite_everybody(portal, people)
    keep_out(portal, people, people.ben)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)

    page = ben.get("/m")

    assert "This meeting is cancelled." in page.text
    assert not WHEN.search(readable(page))


def test_nobody_is_kept_out_twice_or_from_another_familys_meeting(
    portal: Installation, people: World
) -> None:
    keep_out(portal, people, people.ben)

    with pytest.raises(Conflict):
        keep_out(portal, people, people.ben)
    with pytest.raises(NotFound):
        keep_out(portal, people, people.erin)
    with (
        families.as_case_worker(portal, people.tess, people.other_family.id) as case,
        pytest.raises(NotFound),
    ):
        exclusions.decide(
            case,
            people.meeting,
            people.erin.membership_id or "",
            part=KeptOutPart.WHOLE,
            words=WORDS,
            hides_place=True,
            hides_time=True,
        )
    with families.as_case_worker(portal, people.tess, people.other_family.id) as case:
        decided = exclusions.of_member(case.session, people.ben.membership_id or "")[people.meeting]
        for verb in (exclusions.find, exclusions.note_told, exclusions.lift):
            with pytest.raises(NotFound):
                verb(case, decided.id)


def test_each_act_is_in_the_log(portal: Installation, people: World) -> None:
    decided = keep_out(portal, people, people.ben)
    with families.as_case_worker(portal, people.dev, people.family.id) as chair:
        exclusions.lift(chair, decided.id)

    with families.as_staff(portal, people.ada) as scope:
        wanted = (
            select(AuditEntry)
            .where(col(AuditEntry.object_id) == decided.id)
            .order_by(col(AuditEntry.sequence))
        )
        entries = scope.session.execute(wanted).scalars().all()
    assert [(one.action, one.actor_id) for one in entries] == [
        (Action.EXCLUSION_DECIDED.value, people.dev.person_id),
        (Action.EXCLUSION_TOLD.value, people.sam.person_id),
        (Action.EXCLUSION_LIFTED.value, people.dev.person_id),
    ]
    assert AMIRAS_ADDRESS not in str([one.reason for one in entries])


def test_whoever_helps_them_sees_no_more_than_they_do(
    portal: Installation, people: World, app: FastAPI
) -> None:
    invite_everybody(portal, people)
    helper = families.add_helper(portal, people.ben, "Gwen Hart", Role.SUPPORTER, Permission.HELP_SEE_MEETING)
    browser = Browser(app, helper)
    assert WHEN.search(browser.get("/m").text)

    keep_out(portal, people, people.ben)
    move_meeting(portal, people)

    for path, page in everything_of(browser).items():
        text = readable(page)
        assert not WHEN.search(text), path
        assert not [word for word in WHERE_AND_WHO if word in text], path
        assert WORDS not in text, path


def test_who_must_not_know_the_place_is_not_told_that_it_changed(
    portal: Installation, people: World, postbox: Postbox
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for who in (people.amira, people.ben):
            conferences.send_invitation(case, people.meeting, who.membership_id or "")
    keep_out(portal, people, people.ben, part=KeptOutPart.PART, hides_time=False)
    postbox.deliver()

    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        before = conferences.get_for_staff(case, people.meeting)
        conferences.change(
            case, people.meeting, meets_at=before.meets_at, place=NEW_PLACE, chair_id=before.chair_id
        )

    assert [one.to for one in postbox.deliver()] == [people.amira.contact]

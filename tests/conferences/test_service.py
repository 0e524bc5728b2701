"""Who sees which meeting, what changes when staff change one, and who is told."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlmodel import col

from app.access import contacts, staff_accounts
from app.access.scopes import Installation
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.conferences import service as conferences
from app.conferences.models import ConferenceKind, ProfessionalRole, Stage
from app.conferences.tables import Attendee, Conference
from app.families.models import IdentityCheck, Role
from app.families.tables import Membership
from app.kit.errors import Conflict, NotFound
from app.outbox.models import ContactNotAnswered, Notice
from app.outbox.tables import Message
from tests.support import families
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.world import MEETS_AT, World

LATER = MEETS_AT + timedelta(days=7)
PLACE = "Room 2, Town Hall"


def told(portal: Installation, people: World, notice: Notice) -> list[str]:
    with families.as_staff(portal, people.ada) as scope:
        wanted = select(Message).where(col(Message.notice) == notice.value)
        return [message.person_id or "" for message in scope.session.execute(wanted).scalars()]


def test_each_parent_sees_the_meeting_they_are_invited_to(portal: Installation, people: World) -> None:
    for who in (people.amira, people.ben):
        with families.as_member(portal, who) as scope:
            found = conferences.current(scope)

            assert found is not None
            assert (found.id, found.stage, found.place) == (people.meeting, Stage.AHEAD, PLACE)
            assert (found.chair_name, found.chair_id) == ("Dev Carter", people.dev.person_id)
            assert found.profile.key == "barnsley"
            assert conferences.get(scope, people.meeting) == found


def test_nobody_sees_a_meeting_without_an_invitation(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        own = conferences.call(case, kind=ConferenceKind.REVIEW, meets_at=LATER, place="", chair_id=None)
        conferences.invite(case, own.id, people.amira.membership_id or "")

    for who, seen in ((people.amira, 2), (people.ben, 1), (people.erin, 1), (people.carol, 0)):
        with families.as_member(portal, who) as scope:
            assert len(conferences.invited(scope)) == seen
            if who is not people.amira:
                with pytest.raises(NotFound):
                    conferences.get(scope, own.id)
    with families.as_member(portal, people.carol) as scope:
        assert conferences.current(scope) is None


def test_staff_of_a_case_reach_the_meetings_of_no_other(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        assert [one.id for one in conferences.of_family(case)] == [people.meeting]
        for verb in (conferences.get_for_staff, conferences.cancel, conferences.invited_members):
            with pytest.raises(NotFound):
                verb(case, people.other_meeting)
        with pytest.raises(NotFound):
            conferences.invite(case, people.meeting, people.erin.membership_id or "")


def test_a_meeting_keeps_the_profile_it_was_called_under(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        row = case.session.get_one(Conference, people.meeting)

        assert row.profile == case.authority.snapshot()
        assert row.profile_version == f"{case.authority.version}:{case.authority.content_hash}"[:80]
        assert PLACE.encode() not in (row.place_sealed or b"")
        assert b"Dev Carter" not in (row.chair_name_sealed or b"")


def test_calling_a_meeting_opens_the_family_to_its_chair(portal: Installation, people: World) -> None:
    chair = families.add_staff(portal, "barnsley", "Una Field", Role.CHAIR)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.call(case, kind=ConferenceKind.REVIEW, meets_at=None, place="", chair_id=chair.person_id)

        assert chair.person_id in [who.person_id for who in staff_accounts.allocated(case)]


def test_only_a_chair_of_this_council_can_chair(portal: Installation, people: World) -> None:
    foreign = families.add_staff(portal, "northamptonshire", "Gus North", Role.CHAIR)
    for chair in (people.sam, foreign):
        with families.as_case_worker(portal, people.ada, people.family.id) as case:
            with pytest.raises(NotFound):
                conferences.change(
                    case, people.meeting, meets_at=MEETS_AT, place=PLACE, chair_id=chair.person_id
                )
            case.session.rollback()


def _send_invitations(portal: Installation, people: World, *invited: Someone) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for who in invited:
            conferences.send_invitation(case, people.meeting, who.membership_id or "")


def test_an_invitation_is_sent_once_somebody_was_asked_how_to_reach_them(
    portal: Installation, people: World, clock: Clock
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.change_contact(
            case, people.ben.membership_id or "", "07700 900123", checked=IdentityCheck.MET
        )
    _send_invitations(portal, people, people.amira)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        with pytest.raises(ContactNotAnswered):
            conferences.send_invitation(case, people.meeting, people.ben.membership_id or "")
        assert conferences.invited_members(case, people.meeting) == {
            people.amira.membership_id: clock.moment,
            people.ben.membership_id: None,
        }

    assert told(portal, people, Notice.INVITATION) == [people.amira.person_id]


def test_only_members_of_the_family_are_invited_and_only_the_invited_are_written_to(
    portal: Installation, people: World
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        wanted = select(col(Membership.id)).where(col(Membership.person_id) == people.sam.person_id)
        staff_place = case.session.execute(wanted).scalar_one()
        with pytest.raises(NotFound):
            conferences.invite(case, people.meeting, staff_place)
        with pytest.raises(NotFound):
            conferences.send_invitation(case, people.meeting, people.carol.membership_id or "")
        conferences.invite(case, people.meeting, people.amira.membership_id or "")
        conferences.invite(case, people.meeting, people.amira.membership_id or "")
        assert len(conferences.invited_members(case, people.meeting)) == 2


def test_a_new_date_keeps_the_old_one_and_tells_those_who_got_an_invitation(
    portal: Installation, people: World, clock: Clock
) -> None:
    _send_invitations(portal, people, people.amira)
    clock.move(hours=1)

    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        moved = conferences.change(
            case, people.meeting, meets_at=LATER, place=PLACE, chair_id=people.dev.person_id
        )

    assert moved
    assert told(portal, people, Notice.MEETING_CHANGED) == [people.amira.person_id]
    with families.as_member(portal, people.ben) as scope:
        found = conferences.get(scope, people.meeting)
        assert (found.meets_at, found.earlier_meets_at) == (LATER, MEETS_AT)
        assert found.changed_at == clock.moment


@pytest.mark.parametrize(
    ("place", "with_chair", "is_told"), [(PLACE, True, False), (PLACE, False, False), ("Room 9", True, True)]
)
def test_another_place_is_told_and_another_chair_is_not(
    portal: Installation, people: World, place: str, *, with_chair: bool, is_told: bool
) -> None:
    _send_invitations(portal, people, people.ben)

    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        chair_id = people.dev.person_id if with_chair else None
        moved = conferences.change(case, people.meeting, meets_at=MEETS_AT, place=place, chair_id=chair_id)
        found = conferences.get_for_staff(case, people.meeting)

    assert not moved
    assert (found.place, found.earlier_meets_at) == (place, None)
    assert (found.changed_at is not None) is is_told
    assert (found.chair_name == "Dev Carter") is with_chair
    assert told(portal, people, Notice.MEETING_CHANGED) == ([people.ben.person_id] if is_told else [])


def test_a_first_date_is_told_but_is_no_change(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        made = conferences.call(case, kind=ConferenceKind.REVIEW, meets_at=None, place="", chair_id=None)
        conferences.invite(case, made.id, people.amira.membership_id or "")
        conferences.send_invitation(case, made.id, people.amira.membership_id or "")
        moved = conferences.change(case, made.id, meets_at=LATER, place="", chair_id=None)
        found = conferences.get_for_staff(case, made.id)

    assert (made.stage, moved, found.changed_at) == (Stage.NO_DATE, True, None)
    assert told(portal, people, Notice.MEETING_CHANGED) == [people.amira.person_id]


def test_a_new_contact_stops_nobody_else_from_being_told(portal: Installation, people: World) -> None:
    _send_invitations(portal, people, people.amira, people.ben)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.change_contact(
            case, people.amira.membership_id or "", "07700 900124", checked=IdentityCheck.MET
        )
        conferences.cancel(case, people.meeting)

    assert told(portal, people, Notice.MEETING_CHANGED) == [people.ben.person_id]


def test_a_cancelled_meeting_stays_seen_and_stays_cancelled(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)
        for verb in (
            lambda: conferences.cancel(case, people.meeting),
            lambda: conferences.change(case, people.meeting, meets_at=LATER, place="", chair_id=None),
            lambda: conferences.invite(case, people.meeting, people.carol.membership_id or ""),
            lambda: conferences.send_invitation(case, people.meeting, people.amira.membership_id or ""),
            lambda: conferences.add_attendee(case, people.meeting, role=ProfessionalRole.GP, name=""),
        ):
            with pytest.raises(Conflict):
                verb()

    with families.as_member(portal, people.amira) as scope:
        found = conferences.current(scope)
        assert found is not None
        assert found.stage is Stage.CANCELLED


def test_professionals_are_added_and_taken_off_the_list(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.add_attendee(case, people.meeting, role=ProfessionalRole.SOCIAL_WORKER, name="Sam Reed")
        conferences.add_attendee(case, people.meeting, role=ProfessionalRole.POLICE, name="")
        listed = conferences.get_for_staff(case, people.meeting).attendees
        assert sorted((one.role_words, one.name) for one in listed) == [
            ("Police officer", ""),
            ("Social worker", "Sam Reed"),
        ]
        assert all(one.why for one in listed)
        sealed = case.session.execute(select(col(Attendee.name_sealed))).scalars().all()
        assert not any(b"Sam Reed" in one for one in sealed)

        officer = next(one for one in listed if one.role is ProfessionalRole.POLICE)
        conferences.remove_attendee(case, people.meeting, officer.id)
        assert len(conferences.get_for_staff(case, people.meeting).attendees) == 1
        with pytest.raises(NotFound):
            conferences.remove_attendee(case, people.meeting, officer.id)


def test_an_attendee_of_one_meeting_is_not_taken_off_through_another(
    portal: Installation, people: World
) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.add_attendee(case, people.meeting, role=ProfessionalRole.GP, name="Dr Lane")
        (attendee,) = conferences.get_for_staff(case, people.meeting).attendees
        other = conferences.call(case, kind=ConferenceKind.REVIEW, meets_at=None, place="", chair_id=None)
        with pytest.raises(NotFound):
            conferences.remove_attendee(case, other.id, attendee.id)


def test_a_desk_lists_meetings_of_allocated_families_only(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for days in (30, -3, -40):
            conferences.call(
                case,
                kind=ConferenceKind.REVIEW,
                meets_at=MEETS_AT + timedelta(days=days - 9),
                place="",
                chair_id=None,
            )
        conferences.call(case, kind=ConferenceKind.PRE_BIRTH, meets_at=None, place="", chair_id=None)
        dropped = conferences.call(
            case, kind=ConferenceKind.REVIEW, meets_at=MEETS_AT, place="", chair_id=None
        )
        conferences.cancel(case, dropped.id)

    with families.as_staff(portal, people.ada) as scope:
        found = conferences.upcoming(scope)
        assert [one.stage for one in found] == [Stage.AHEAD, Stage.NO_DATE, Stage.PAST]
        assert {one.family_reference for one in found} == {people.family.reference}
        assert [one.kind_words for one in found][1] == "Meeting before a birth"
    with families.as_staff(portal, people.tess) as scope:
        assert [one.conference_id for one in conferences.upcoming(scope)] == [people.other_meeting]
    with families.as_staff(portal, people.farid) as scope:
        assert conferences.upcoming(scope) == []


def test_a_full_desk_costs_one_look_into_the_database(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        for _ in range(5):
            conferences.call(case, kind=ConferenceKind.REVIEW, meets_at=MEETS_AT, place="", chair_id=None)
    statements: list[str] = []
    with families.as_staff(portal, people.ada) as scope:
        event.listen(portal.engine, "before_cursor_execute", lambda *about: statements.append(about[2]))
        assert len(conferences.upcoming(scope)) == 6
        assert len(statements) == 1


def test_a_pin_lapses_the_day_after_the_meeting(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        found = conferences.get_for_staff(case, people.meeting)

    assert conferences.pin_lapses_at(found) == datetime(2026, 12, 4, 23, 59, tzinfo=UTC)


def test_what_staff_do_with_a_meeting_is_noted(portal: Installation, people: World) -> None:
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.cancel(case, people.meeting)

    with families.as_staff(portal, people.ada) as scope:
        acts = scope.session.execute(select(col(AuditEntry.action))).scalars().all()
    for action in (Action.CONFERENCE_CALLED, Action.INVITED, Action.CONFERENCE_CANCELLED):
        assert action.value in acts


def test_a_chair_who_no_longer_chairs_is_out(portal: Installation, people: World) -> None:
    other = families.add_staff(portal, people.dev.council, "Nia Grey", Role.CHAIR)

    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.change(case, people.meeting, meets_at=MEETS_AT, place="Room 2", chair_id=other.person_id)
        here = {who.person_id for who in staff_accounts.allocated(case)}

    assert other.person_id in here
    assert people.dev.person_id not in here

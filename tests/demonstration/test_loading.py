"""Loading: everybody once, whole or not at all, the same again, with dates that move."""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.conferences import service as conferences
from app.conferences.models import Stage
from app.conferences.rules import stage_of
from app.conferences.tables import Conference
from app.demonstration import cast as who
from app.demonstration import keeping, loading
from app.demonstration.models import DemonstrationPerson, Household
from app.families.models import FAMILY_ROLES, STAFF_ROLES, Role
from app.families.tables import Family
from app.kit import clock as portal_clock
from app.kit.settings import UnsafeSettings
from app.outbox.models import State
from app.outbox.tables import Message
from app.written_views.tables import WrittenViews
from tests.demonstration.conftest import rows, with_few_councils
from tests.support import installations
from tests.support.clocks import Clock
from tests.support.families import Someone, as_case_worker
from tests.support.mail import Postbox

Cast = dict[str, dict[str, Someone]]
KEYS = ["council", "role", "family", "name", "contact", "pin", "canary"]
STAGES = {Stage.AHEAD, Stage.TODAY, Stage.PAST, Stage.NO_DATE}


def stages(installation: Installation, council: str) -> list[Stage]:
    """Return where each meeting of a council stands now."""
    wanted = (
        select(col(Conference.meets_at))
        .join(Family, col(Family.id) == col(Conference.family_id))
        .where(col(Family.council) == council)
    )
    with system_scope(installation, writes=False) as system:
        dates = system.session.execute(wanted).scalars().all()
    return [stage_of(meets_at, is_cancelled=False, now=portal_clock.now()) for meets_at in dates]


def test_every_council_has_staff_of_every_role_and_people_of_four_families(
    demo: Installation, everybody: list[DemonstrationPerson]
) -> None:
    for authority in demo.catalogue.all():
        there = [person for person in everybody if person.council == authority.key]
        roles = Counter(person.role for person in there)

        assert set(STAFF_ROLES) <= set(roles)
        assert roles[Role.ADMINISTRATOR] == 2
        assert roles[Role.PARENT] >= 4
        assert set(stages(demo, authority.key)) == STAGES


def test_councils_differ_in_their_people(everybody: list[DemonstrationPerson]) -> None:
    assert len({person.name for person in everybody}) == len(everybody)
    assert len({person.contact for person in everybody}) == len(everybody)


def test_what_is_printed_for_programs_is_exactly_what_was_promised(
    demo: Installation, everybody: list[DemonstrationPerson]
) -> None:
    references = {person.family for person in everybody}
    for person in everybody:
        printed = person.as_json()

        assert list(printed) == KEYS
        assert printed["council"] in {authority.key for authority in demo.catalogue.all()}
        assert re.fullmatch(r"\d{6}", printed["pin"] or "")
        assert re.fullmatch(r"[a-z]+\.[a-z-]+@example\.org|\+447700900\d{3}", printed["contact"] or "")
        is_family = person.role in FAMILY_ROLES
        assert bool(printed["family"]) is is_family
        assert bool(printed["canary"]) is is_family
    assert len(references - {None}) == len(Household) * len(demo.catalogue.all())


def test_each_canary_is_somebodys_own(everybody: list[DemonstrationPerson]) -> None:
    canaries = [person.canary for person in everybody if person.canary]

    assert len(set(canaries)) == len(canaries)
    assert all(re.fullmatch(r"canary-[a-z2-7]{10}", canary) for canary in canaries)


def test_loading_again_changes_nothing(demo: Installation, everybody: list[DemonstrationPerson]) -> None:
    before = rows(demo)

    assert loading.load(demo) == everybody
    assert rows(demo) == before


@pytest.mark.parametrize("days", [1, 3, 40])
def test_dates_move_forward_with_the_day(
    demo: Installation, everybody: list[DemonstrationPerson], clock: Clock, days: int
) -> None:
    before = rows(demo)
    clock.move(days=days)

    assert loading.load(demo) == everybody
    assert rows(demo) == before
    for authority in demo.catalogue.all():
        assert set(stages(demo, authority.key)) == STAGES


def test_what_was_done_stays_done_and_keeps_its_order(demo: Installation, clock: Clock) -> None:
    clock.move(days=17)
    loading.load(demo)

    with system_scope(demo, writes=False) as system:
        found = system.session.execute(
            select(WrittenViews, Conference).join(
                Conference, col(Conference.id) == col(WrittenViews.conference_id)
            )
        ).all()
    assert found
    for views, meeting in found:
        moments: list[datetime] = [views.sent_at, views.opened_at, meeting.meets_at, views.read_out_at]
        assert moments == sorted(moments)
        assert moments[-1] < clock.moment
        assert not views.is_late


def test_nothing_waits_to_be_sent(demo: Installation) -> None:
    with system_scope(demo, writes=False) as system:
        states = set(system.session.execute(select(col(Message.state))).scalars())

    assert states == {State.CANCELLED.value}
    assert Postbox(demo).deliver() == []


def test_moving_the_dates_sends_nothing(demo: Installation, clock: Clock) -> None:
    clock.move(days=9)
    loading.load(demo)

    assert Postbox(demo).deliver() == []


def test_a_meeting_that_was_cancelled_stays_so(demo: Installation, cast: Cast, clock: Clock) -> None:
    somebody = next(iter(cast.values()))[who.PARENT_TODAY]
    with system_scope(demo) as system:
        meeting = system.session.execute(
            select(Conference).where(col(Conference.family_id) == somebody.family_id)
        ).scalar_one()
        meeting.cancelled_at = clock.moment
        system.session.add(meeting)
    clock.move(days=2)
    loading.load(demo)

    with system_scope(demo, writes=False) as system:
        assert system.session.get_one(Conference, meeting.id).cancelled_at


def test_a_meeting_that_got_a_date_has_none_again_on_the_next_day(
    demo: Installation, cast: Cast, clock: Clock
) -> None:
    for people in cast.values():
        with as_case_worker(demo, people[who.ADMINISTRATOR], people[who.CARER].family_id or "") as case:
            (meeting,) = conferences.of_family(case)
            meets_at = clock.moment.replace(day=30)
            conferences.change(case, meeting.id, meets_at=meets_at, place="", chair_id=meeting.chair_id)
    loading.load(demo)
    assert Stage.NO_DATE not in stages(demo, next(iter(cast)))

    clock.move(days=1)
    loading.load(demo)

    for council in cast:
        assert set(stages(demo, council)) == STAGES


@pytest.mark.usefixtures("clock")
def test_a_load_that_is_killed_leaves_whole_councils(
    tmp_path_factory: pytest.TempPathFactory, database_server: str | None
) -> None:
    folder = tmp_path_factory.mktemp("killed")
    url = installations.Databases(folder, database_server).template_url()
    installation = with_few_councils(installations.build(folder, url))
    installations.prepare(installation.engine)
    first, second = installation.catalogue.all()
    written = keeping.write

    with pytest.MonkeyPatch.context() as patched:

        def killed(settings: object, councils: object) -> None:
            written(settings, councils)  # type: ignore[arg-type]
            if second.key in councils:  # type: ignore[operator]
                raise KeyboardInterrupt

        patched.setattr(keeping, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            loading.load(installation)
    between = loading.listed(installation)
    after = loading.load(installation)
    installation.engine.dispose()

    assert {person.council for person in between} == {first.key}
    assert after[: len(between)] == between
    assert Counter(person.council for person in after)[second.key] == len(between)


def test_production_refuses_made_up_people(demo: Installation) -> None:
    production = demo.settings.model_copy(update={"mode": "production"})

    with pytest.raises(UnsafeSettings):
        loading.load(replace(demo, settings=production))
    with pytest.raises(UnsafeSettings):
        loading.listed(replace(demo, settings=production))


def test_no_two_people_of_a_council_share_a_first_name() -> None:
    for index in range(12):
        parts = who.cast_of("somewhere", index)

        assert len({part.name.split()[0] for part in parts}) == len(parts)
        assert len({part.contact for part in parts}) == len(parts)

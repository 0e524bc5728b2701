"""Loading: everybody once, whole or not at all, the same again, with dates that move."""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel, col

from app.access import pins
from app.access.scopes import Installation
from app.access.transactions import system_scope
from app.conferences.models import Stage
from app.conferences.rules import stage_of
from app.conferences.tables import Conference
from app.demonstration import cast as who
from app.demonstration import keeping, loading, settling
from app.demonstration.models import DemonstrationPerson, Household
from app.families.models import FAMILY_ROLES, STAFF_ROLES, Role
from app.families.tables import Family, Person
from app.kit import clock as portal_clock
from app.kit.settings import UnsafeSettings
from app.outbox.models import State
from app.outbox.tables import Message
from app.written_views.tables import WrittenViews
from tests.demonstration.conftest import with_few_councils
from tests.support import installations
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.mail import Postbox

Cast = dict[str, dict[str, Someone]]
KEYS = ["council", "role", "family", "name", "contact", "pin", "canary"]
STAGES = {Stage.AHEAD, Stage.TODAY, Stage.PAST, Stage.NO_DATE}


def rows(installation: Installation) -> dict[str, int]:
    """Count the rows of every table but the log's."""
    with system_scope(installation, writes=False) as system:
        return {
            table.name: system.session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in SQLModel.metadata.sorted_tables
            if not table.name.startswith("audit")
        }


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


def is_right(installation: Installation, person: DemonstrationPerson) -> bool:
    """Say whether the printed PIN opens somebody's page."""
    with system_scope(installation, writes=False) as system:
        return pins.is_right(installation, system.session.get_one(Person, person.id), person.pin)


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


def test_a_pin_waits_for_weeks(
    demo: Installation, everybody: list[DemonstrationPerson], clock: Clock
) -> None:
    clock.move(days=60)

    assert is_right(demo, everybody[0])
    assert is_right(demo, everybody[-1])


def test_nothing_waits_to_be_sent(demo: Installation) -> None:
    with system_scope(demo, writes=False) as system:
        states = set(system.session.execute(select(col(Message.state))).scalars())

    assert states == {State.CANCELLED.value}
    assert Postbox(demo).deliver() == []


def test_moving_the_dates_sends_nothing(demo: Installation, clock: Clock) -> None:
    clock.move(days=9)
    loading.load(demo)

    assert Postbox(demo).deliver() == []


def test_the_file_of_pins_is_for_its_owner_alone(demo: Installation) -> None:
    loading.load(demo)
    path = demo.settings.data_folder / keeping.NAME

    assert path.stat().st_mode & 0o777 == 0o600


def test_without_its_file_the_same_people_get_fresh_pins(
    demo: Installation, everybody: list[DemonstrationPerson]
) -> None:
    before = rows(demo)
    (demo.settings.data_folder / keeping.NAME).unlink()

    again = loading.load(demo)

    assert [replace(person, pin="") for person in again] == [replace(person, pin="") for person in everybody]
    assert rows(demo) == before
    assert is_right(demo, again[0])
    assert is_right(demo, again[-1])


@pytest.mark.parametrize("written", ["", "{", "[]", '{"barnsley": 3}', '{"barnsley": {"people": [{}]}}'])
def test_a_broken_file_is_as_good_as_none(demo: Installation, written: str) -> None:
    (demo.settings.data_folder / keeping.NAME).write_text(written)

    assert keeping.read(demo.settings) == {}


def test_somebody_with_a_new_pin_gets_one_that_can_be_printed(
    demo: Installation, everybody: list[DemonstrationPerson]
) -> None:
    with system_scope(demo) as system:
        person = system.session.get_one(Person, everybody[-1].id)
        pins.give(demo, person)
        system.session.add(person)

    assert loading.listed(demo)[-1].pin == ""
    again = loading.load(demo)

    assert again[:-1] == everybody[:-1]
    assert is_right(demo, again[-1])


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


def test_a_pin_that_was_used_is_left_alone(demo: Installation, clock: Clock) -> None:
    with system_scope(demo, writes=False) as system:
        person = system.session.execute(select(Person).limit(1)).scalar_one()
        person.pin_used_at = clock.moment
        before = person.pin_lapses_at
        settling.let_pin_wait(person)

        assert person.pin_lapses_at == before
        system.session.rollback()

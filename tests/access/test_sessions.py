"""A session lives, locks and ends as promised; words sent too late are kept, but never after leaving."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from app.access import contacts, sessions, staff_accounts
from app.access.scopes import Installation
from app.access.tables import SignInSession
from app.access.transactions import system_scope, transaction
from app.drafts import service as drafts
from app.families.models import Compartments, Role
from app.families.tables import Membership, Person
from app.kit import clock as portal_clock
from app.kit.cookies import SESSION_COOKIE
from tests.support import families
from tests.support.browser import Browser, ShownPage
from tests.support.clocks import Clock
from tests.support.families import Someone
from tests.support.world import World

WORDS = "What I still wanted to say"
VIEWS = "/m/views"


def held(portal: Installation, who: Someone) -> list[str]:
    with families.as_member(portal, who) as scope:
        return [str(one.fields.get("words")) for one in drafts.all_held(scope)]


def send_late(browser: Browser, page: ShownPage) -> ShownPage:
    return browser.press(page, VIEWS, words=WORDS)


def seen(portal: Installation, who: Someone) -> list[SignInSession]:
    with system_scope(portal, writes=False) as system:
        wanted = select(SignInSession).where(col(SignInSession.person_id) == who.person_id)
        return list(system.session.exec(wanted))


@pytest.mark.parametrize(("name", "minutes", "start"), [("amira", 20, "/m"), ("ada", 15, "/staff")])
def test_an_idle_session_locks_and_a_used_one_does_not(
    request: pytest.FixtureRequest, clock: Clock, name: str, *, minutes: int, start: str
) -> None:
    browser: Browser = request.getfixturevalue(name)
    for _ in range(4):
        clock.move(minutes=minutes - 1)
        assert browser.get(start).url == start

    clock.move(minutes=minutes)

    assert browser.get(start).url == "/s/unlock"


def test_words_sent_after_locking_are_kept_for_their_writer_alone(
    portal: Installation, people: World, clock: Clock, amira: Browser
) -> None:
    page = amira.get(VIEWS)
    clock.move(minutes=25)

    answer = send_late(amira, page)

    assert answer.url == "/s/unlock"
    assert "We kept your words." in answer.html
    assert WORDS not in answer.html
    assert held(portal, people.amira) == [WORDS]
    assert held(portal, people.ben) == []


@pytest.mark.parametrize(("hours", "kept"), [(8.1, [WORDS]), (31.9, [WORDS]), (32.1, [])])
def test_words_are_kept_for_a_day_after_eight_hours(
    portal: Installation, people: World, clock: Clock, amira: Browser, *, hours: float, kept: list[str]
) -> None:
    page = amira.get(VIEWS)
    clock.move(hours=hours)

    answer = send_late(amira, page)

    assert answer.url == "/barnsley/en/sign-in"
    assert held(portal, people.amira) == kept
    assert ("We kept your words." in answer.html) == bool(kept)


@pytest.mark.parametrize("way", ["/leave", "/m/sign-out", "/m/sign-out-everywhere"])
def test_nothing_is_kept_after_leaving(portal: Installation, people: World, amira: Browser, way: str) -> None:
    page = amira.get(VIEWS)
    cookies = dict(amira.client.cookies)
    if way == "/leave":
        amira.get(way, follow=False, **{"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"})
    else:
        amira.post(way)
    for name, value in cookies.items():
        amira.client.cookies.set(name, value, domain="testserver.local")

    answer = send_late(amira, page)

    assert answer.url == "/barnsley/en/sign-in"
    assert "We kept" not in answer.html
    assert held(portal, people.amira) == []


def test_nothing_is_kept_for_somebody_whose_sessions_staff_ended(
    portal: Installation, people: World, amira: Browser
) -> None:
    page = amira.get(VIEWS)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        contacts.give_pin(case, people.amira.membership_id or "")

    send_late(amira, page)

    assert held(portal, people.amira) == []


def test_signing_out_everywhere_ends_every_browser(app: object, people: World, amira: Browser) -> None:
    other = Browser(app, people.amira)  # type: ignore[arg-type]
    stranger = Browser(app, people.ben)  # type: ignore[arg-type]
    assert other.get("/m").url == "/m"

    amira.post("/m/sign-out-everywhere")

    assert other.get("/m", follow=False).status == 303
    assert stranger.get("/m").url == "/m"


def test_signing_out_ends_one_browser(app: object, people: World, amira: Browser) -> None:
    other = Browser(app, people.amira)  # type: ignore[arg-type]

    amira.post("/m/sign-out")

    assert other.get("/m").url == "/m"


def test_staff_who_have_left_are_out_at_once(portal: Installation, people: World, ada: Browser) -> None:
    with transaction(portal, writes=True) as session:
        person = session.get_one(Person, people.ada.person_id)
        person.ended_at = portal_clock.now()
        session.add(person)

    assert ada.get("/staff").url == "/barnsley/en/sign-in"


def test_a_place_in_a_family_that_has_ended_opens_nothing(
    portal: Installation, people: World, amira: Browser
) -> None:
    with transaction(portal, writes=True) as session:
        place = session.get_one(Membership, people.amira.membership_id)
        place.ended_at = portal_clock.now()
        session.add(place)

    assert amira.get("/m").status == 404
    assert amira.get("/m/reports").status == 404


def test_an_allocation_that_has_ended_opens_nothing(
    portal: Installation, people: World, sam: Browser
) -> None:
    file = f"/staff/families/{people.family.id}"
    assert sam.get(file).status == 200

    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        staff_accounts.release(case, people.sam.person_id)

    assert sam.get(file).status == 404


def test_a_session_is_noted_as_used_once_a_minute(
    portal: Installation, people: World, clock: Clock, amira: Browser
) -> None:
    (before,) = seen(portal, people.amira)

    clock.move(seconds=59)
    amira.get("/m")
    assert seen(portal, people.amira)[0].last_seen_at == before.last_seen_at
    clock.move(seconds=1)
    amira.get("/m")

    assert seen(portal, people.amira)[0].last_seen_at == before.last_seen_at + timedelta(minutes=1)


def test_the_cookie_itself_is_nowhere_kept(portal: Installation, people: World, amira: Browser) -> None:
    cookie = amira.client.cookies["__Host-s"]

    (kept,) = seen(portal, people.amira)

    assert cookie not in repr(kept)
    assert len(kept.digest) == 32


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "%00", "a" * 5000])
def test_an_invented_cookie_is_nobodys(app: object, cookie: str) -> None:
    browser = Browser(app)  # type: ignore[arg-type]

    answer = browser.get("/m", follow=False, cookie=f"__Host-s={cookie}")

    assert (answer.status, answer.location) == (303, "/")


def in_two_families(app: object, portal: Installation, people: World, **choice: str | None) -> Browser:
    """Let Amira belong to a second family, with a session for none or for one."""
    second = families.open_family(portal, people.ada, children=("Iris",))
    place = Membership(family_id=second.id, person_id=people.amira.person_id, role=Role.PARENT.value)
    place.welcomed_at = portal_clock.now()
    with families.as_case_worker(portal, people.ada, second.id) as case:
        case.new_keys(Compartments(case.authority.key, second.id).own(place.id))
        case.session.add(place)
    people.amira.membership_id, people.amira.family_id = place.id, second.id
    browser = Browser(app)  # type: ignore[arg-type]
    browser.sign_in(Someone(**{**vars(people.amira), **choice}))
    return browser


def test_somebody_in_two_families_chooses_before_seeing_anything(
    app: object, portal: Installation, people: World
) -> None:
    both = in_two_families(app, portal, people, membership_id=None)

    assert both.get("/m").url == "/m/choose"
    assert both.get("/m/reports").url == "/m/choose"
    foreign = both.post("/m/choose", family=people.ben.membership_id)
    assert foreign.status == 404
    both.post("/m/choose", family=people.amira.membership_id)
    assert both.get("/m").url == "/m"

    (chosen,) = {one.membership_id for one in seen(portal, people.amira)}
    assert chosen == people.amira.membership_id


def test_going_to_another_family_ends_the_session_and_begins_one_that_is_no_longer(
    app: object, portal: Installation, people: World, clock: Clock
) -> None:
    first = people.amira.membership_id
    both = in_two_families(app, portal, people)
    second, earlier = people.amira.membership_id, both.client.cookies.get(SESSION_COOKIE)
    clock.move(minutes=10)

    both.get("/m")
    both.post("/m/choose", family=first)

    assert both.client.cookies.get(SESSION_COOKIE) != earlier
    old = Browser(app)  # type: ignore[arg-type]
    assert old.get("/m", cookie=f"{SESSION_COOKIE}={earlier}").url != "/m"
    one, other = sorted(seen(portal, people.amira), key=lambda row: row.last_seen_at)
    assert (one.membership_id, one.end_reason, other.membership_id) == (second, "replaced", first)
    assert other.started_at == one.started_at
    assert other.ended_at is None


def test_nobody_goes_to_another_family_while_staff_sit_beside(
    app: object, portal: Installation, people: World
) -> None:
    first = people.amira.membership_id
    both = in_two_families(app, portal, people)
    with transaction(portal, writes=True) as session:
        cookie = sessions.begin(
            session, people.amira.person_id, people.amira.membership_id, beside_id=people.ada.person_id
        )
    both.client.cookies.set(SESSION_COOKIE, cookie, domain="testserver.local")
    both.page = None

    assert both.post("/m/choose", family=first).status == 404

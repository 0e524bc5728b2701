"""Helpers, exclusions, corrections, emergencies: on the narrowest phone, right to left, seen by axe."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser

from app.access import emergencies, links, sessions, standing
from app.access.transactions import system_scope, transaction
from app.complaints import deciding, handling, stopping
from app.complaints.stops import Outcome
from app.conferences import exclusions
from app.conferences import service as conferences
from app.conferences.models import KeptOutPart, ProfessionalRole
from app.demonstration import deeds
from app.drafts import service as drafts
from app.drafts.forms import HelpedWordsForm
from app.families.models import Role
from app.families.tables import Family
from app.helping import service as helping
from app.kit import clock
from app.kit.cookies import SESSION_COOKIE
from app.preparation import helped as answers
from app.preparation import service as preparation
from app.preparation.forms import HelpedAnswerForm
from app.written_views import helped as letters
from tests.journeys.conftest import Live
from tests.support import axe, families
from tests.support.belongings import Work, give
from tests.support.chromium import browsing
from tests.support.families import Someone
from tests.support.helpers import EVERYTHING, as_helper
from tests.support.pseudo import RIGHT_TO_LEFT
from tests.support.world import COUNCIL

pytestmark = pytest.mark.browser

PARENT = """
    /m /m/first /m/helpers /m/helpers/new /m/helpers/{helping} /m/helpers/{asked} /m/history /m/sent
    /m/sent/copy /m/sent/question /m/phone /m/details /m/details/wrong /m/details/sent/{correction}
    /m/needs /m/needs/sent/{needs}
    /m/prepare/{question}/suggestion /m/prepare/check /m/views/suggestion /m/views/check
    /m/reports/{edition}/reply/check /m/unhappy/check /m/call /m/call/{call}
"""
HELPER = """
    /m /m/first /m/helped/answers /m/helped/answers/{question} /m/helped/letter /m/helped/reports
    /m/helped/reports/{edition}
"""
ADMINISTRATOR = """
    /staff {file} {file}/helpers {file}/helpers/new {file}/helpers/{helping} {file}/helpers/{asked}
    {file}/corrections {file}/needs {file}/needs/{need}
    {file}/closing {file}/bereavement {file}/members/{membership} {file}/members/{membership}/beside
    {file}/members/{membership}/closing {file}/members/{membership}/contact /staff/families/emergency
"""
CHAIR = "{file}/meetings/{meeting} {file}/meetings/{meeting}/exclusions/new {file}/exclusions/{exclusion}"
STRANGER = """
    /s/no-pin /s/not-me /{council}/{language}/d/{token} /{council}/{language}/d/{token}/not-me
    /{council}/{language}/no-pin /{council}/{language}/not-me/thanks
"""


@pytest.fixture
def known(live: Live) -> dict[str, str]:
    """Let Amira have got, written and sent everything, and Hana help her with all of it."""
    people, portal = live.people, live.installation
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        conferences.add_attendee(case, people.meeting, role=ProfessionalRole.TEACHER, name="Jo Park")
    things = give(portal, "amira", people.amira, Work(people.ada, people.dev, people.meeting, None))
    hana = families.add_helper(
        portal,
        people.amira,
        "Hana Quill",
        Role.ADVOCATE,
        *EVERYTHING,
        reports=True,
        contact="hana@example.org",
    )
    live.people.carol = hana
    with families.as_member(portal, people.amira) as scope:
        question = preparation.open_sheet(scope).questions.questions[0].id
        ids = {one.about.name: one.id for one in helping.every(scope)}
    with as_helper(portal, hana) as scope:
        wanted = HelpedAnswerForm(words="Say that we read together.", helping=scope.helping_id)
        answers.show(scope, answers.save(scope, question, wanted))
        letters.show(
            scope, letters.save(scope, HelpedWordsForm(words="We are well.", helping=scope.helping_id))
        )
    helped = ids.pop("Hana Quill")
    return things | {
        "question": question,
        "helping": helped,
        "asked": next(iter(ids.values())),
        "file": f"/staff/families/{people.family.id}",
        "council": COUNCIL,
        "language": RIGHT_TO_LEFT,
    }


def see(
    chromium: Browser,
    live: Live,
    pages: Iterable[str],
    who: Someone | None = None,
    beside: Someone | None = None,
) -> str:
    """Open pages as somebody on a narrow screen from right to left; return what the last one says."""
    with browsing(chromium, base_url=live.address, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        if who:
            live.speak(who, RIGHT_TO_LEFT)
            with transaction(live.installation, writes=True) as session:
                worker = beside.person_id if beside else None
                cookie = sessions.begin(session, who.person_id, who.membership_id, beside_id=worker)
            context.add_cookies(
                [
                    {
                        "name": SESSION_COOKIE,
                        "value": cookie,
                        "domain": "127.0.0.1",
                        "path": "/",
                        "secure": True,
                        "httpOnly": True,
                    }
                ]
            )
        for address in pages:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            wanted = "ltr" if address.startswith("/s/") else "rtl"
            assert page.locator("html").get_attribute("dir") == wanted, address
            axe.look_at(page)
        return page.locator("body").inner_text()


def filled(pages: str, known: dict[str, str]) -> list[str]:
    return [page.format_map(known) for page in pages.split()]


def test_a_parent_s_pages_fit_the_narrowest_phone(
    chromium: Browser, live: Live, known: dict[str, str]
) -> None:
    see(chromium, live, filled(PARENT, known), live.people.amira)


def test_the_pages_of_whoever_helps_her_fit_it_too(
    chromium: Browser, live: Live, known: dict[str, str]
) -> None:
    see(chromium, live, filled(HELPER, known), live.people.carol)


def test_staff_can_use_theirs_on_a_phone(chromium: Browser, live: Live, known: dict[str, str]) -> None:
    people, portal = live.people, live.installation
    nora = families.add_staff(portal, COUNCIL, "Nora Blythe", Role.COUNCIL_ADMIN)
    with system_scope(portal) as system:
        reference = system.session.get_one(Family, people.family.id).reference
    with families.as_staff(portal, people.tess) as staff:
        emergencies.open_file(staff, reference, "A neighbour rang: the children are alone.")

    see(chromium, live, filled(ADMINISTRATOR, known), people.ada)
    see(chromium, live, filled(CHAIR, known), people.dev)
    see(chromium, live, filled("{file}/company {file}/calls", known), people.sam)
    see(chromium, live, ["/staff/emergencies"], nora)
    see(chromium, live, ["/staff", known["file"]], people.tess)


def test_whoever_asks_to_stop_and_the_officer_who_decides_can_do_it_on_a_phone(
    chromium: Browser, live: Live
) -> None:
    people, portal = live.people, live.installation
    with families.as_member(portal, people.amira) as scope:
        complaint = deeds.complain(scope, "It was not fair.")
    own, staff = f"/m/unhappy/{complaint}", f"/staff/complaints/{complaint}"
    with families.as_officer(portal, people.olive) as officer:
        handling.hold(officer, complaint)
    see(chromium, live, [own, f"{own}/stop"], people.amira)
    with families.as_member(portal, people.amira) as scope:
        stop = stopping.ask(scope, complaint, "I am tired.", drafts.new_submission_key())
    assert "I am tired." in see(chromium, live, [f"{own}/stop", own], people.amira)
    assert "I am tired." in see(chromium, live, ["/staff/complaints", staff, f"{staff}/stop"], people.olive)
    with families.as_officer(portal, people.olive) as officer:
        deciding.decide(officer, complaint, stop or "", Outcome.STOPPED, "We stop now.")

    assert "We stop now." in see(chromium, live, ["/m/unhappy", own], people.amira)
    see(chromium, live, ["/staff/complaints", staff], people.olive)


def test_somebody_for_whom_much_has_changed_reads_it_on_their_phone(chromium: Browser, live: Live) -> None:
    people, portal = live.people, live.installation
    with families.as_case_worker(portal, people.dev, people.family.id) as case:
        decided = exclusions.decide(
            case,
            people.meeting,
            people.ben.membership_id or "",
            part=KeptOutPart.WHOLE,
            words="You may not come near this place now.",
            hides_place=True,
            hides_time=True,
        )
        exclusions.note_told(case, decided.id)
    with families.as_case_worker(portal, people.tess, people.other_family.id) as case:
        standing.set_bereaved(case, bereaved=True)

    assert "You may not come near this place now." in see(chromium, live, ["/m"], people.ben)
    assert "Room 2" not in see(chromium, live, ["/m"], people.erin)
    assert "Sam Reed" in see(chromium, live, ["/m"], people.amira, beside=people.sam)
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        standing.set_closing(case, people.amira.membership_id or "", clock.now())
    see(chromium, live, ["/m/sent", "/m/history", "/m/phone"], people.amira)


def test_somebody_who_got_a_message_by_mistake_can_say_so_on_their_phone(
    chromium: Browser, live: Live
) -> None:
    with system_scope(live.installation) as system:
        token = links.make_doorbell(system.session, live.people.amira.person_id)

    see(
        chromium,
        live,
        filled(STRANGER, {"council": COUNCIL, "language": RIGHT_TO_LEFT, "token": token}),
    )

"""Every page that somebody finds a way to is whole, leads on, has its own title, and is theirs alone."""

import re

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col
from starlette.routing import compile_path

from app import main
from app.access.tables import Helping
from app.access.transactions import system_scope
from app.families.models import Role
from app.families.tables import Membership
from tests.support.browser import ShownPage
from tests.support.families import Someone
from tests.whole.conftest import Inhabited, Resident, Walk, is_personal

# Pages that no link leads to for anybody of the demonstration, each with the way there.
WITHOUT_A_LINK = {
    "/m/call/{call}": "after asking to be rung",
    "/m/details/sent/{correction}": "after saying that a detail is wrong",
    "/m/helped/reports": "for somebody who may read reports",
    "/m/helped/reports/{report}": "for somebody who may read reports",
    "/m/kept": "when words were kept after a session's end",
    "/m/needs/sent/{needs}": "after asking for help to take part",
    "/m/prepare/{question}/suggestion": "when a helper wrote an answer",
    "/m/prepare/{question}/help": "after an answer that says that somebody is not safe",
    "/m/reports/askings/{asking}": "after asking about a report",
    "/m/reports/{report}/reply/check": "after writing a reply",
    "/m/unhappy/check": "after writing a complaint",
    "/m/unhappy/{complaint}/stop": "after an officer opened a complaint",
    "/m/views/check": "after writing",
    "/m/views/suggestion": "when a helper wrote for the letter",
    "/m/views/use": "when answers were written before",
    "/staff/breaches/{breach}": "when something reached the wrong person",
    "/staff/breaches/{breach}/decision": "when something reached the wrong person",
    "/staff/breaches/{breach}/done": "when something reached the wrong person",
    "/staff/breaches/{breach}/known": "when something reached the wrong person",
    "/staff/breaches/{breach}/print": "when something reached the wrong person",
    "/staff/breaches/{breach}/told": "when something reached the wrong person",
    "/staff/complaints/{complaint}/answer": "after taking a complaint on",
    "/staff/complaints/{complaint}/check": "after writing an answer",
    "/staff/complaints/{complaint}/stop": "after somebody asked to stop",
    "/staff/families/{family}/exclusions/{exclusion}": "while somebody is asked not to come",
    "/staff/families/{family}/meetings/{conference}/invitations": "while somebody is not invited yet",
    "/staff/families/{family}/needs/{need}": "while somebody asks for help to take part",
    "/staff/families/{family}/reports/askings/{asking}": "when somebody asked about a report",
    "/staff/families/{family}/reports/replies/{reply}": "after opening a reply with a button",
    "/staff/families/{family}/reports/{report}/requests/{asked}": "while a second person is asked",
}


def readable(page: ShownPage) -> str:
    """Return everything that a page gives away: its text, its attributes, its headers."""
    return page.html + " ".join(f"{name}: {value}" for name, value in page.response.headers.items())


def test_every_page_answers(walks: list[Walk]) -> None:
    for walk in walks:
        assert len(walk.shown) > 1, walk.resident.who.name
        for path, page in walk.pages.items():
            assert page.status in {200, 303}, f"{path} for {walk.resident.who.role}: {page.status}"


def test_every_role_is_there(inhabited: Inhabited) -> None:
    there = {one.who.role for one in inhabited.residents}

    assert there >= {
        Role.PARENT,
        Role.CARER,
        Role.YOUNG_PERSON,
        Role.ADMINISTRATOR,
        Role.SOCIAL_WORKER,
        Role.CHAIR,
        Role.COMPLAINTS_OFFICER,
        Role.COUNCIL_ADMIN,
    }


def test_every_public_page_that_is_linked_answers(inhabited: Inhabited, walks: list[Walk]) -> None:
    client = inhabited.browser(inhabited.residents[0]).client
    found = {link for walk in walks for page in walk.shown.values() for link in page.links()}
    public = {link.partition("#")[0] for link in found if not is_personal(link)} - {"/leave"}

    for path in sorted(public):
        assert client.get(path).status_code in {200, 303}, path
    assert len(public) > 5


def test_every_page_can_be_found(walks: list[Walk]) -> None:
    reached = {path.partition("?")[0] for walk in walks for path in walk.pages}
    personal = {path for method, path, _ in main.list_routes() if method == "GET" and is_personal(path)}
    missed = {route for route in personal if not any(compile_path(route)[0].match(path) for path in reached)}

    surprises = missed ^ set(WITHOUT_A_LINK)
    assert not surprises, "\n".join(sorted(surprises))
    assert len(personal) > 20


def test_no_two_addresses_of_a_person_have_the_same_title(walks: list[Walk]) -> None:
    for walk in walks:
        titles: dict[str, str] = {}
        for path, page in walk.shown.items():
            plain = path.partition("?")[0]
            other = titles.setdefault(page.title, plain)
            assert other == plain or templates_alike(other, plain), f"{page.title}: {other} and {plain}"


def templates_alike(one: str, other: str) -> bool:
    """Say whether two addresses differ in nothing but identifiers: two reports, two families."""
    hidden = [re.sub(r"[a-z2-7]{26}", "*", path) for path in (one, other)]
    return hidden[0] == hidden[1]


def test_a_title_says_nothing_about_anybody(inhabited: Inhabited, walks: list[Walk]) -> None:
    names = {part for one in inhabited.residents for part in one.who.name.split()}

    for walk in walks:
        for path, page in walk.shown.items():
            assert not names & set(re.findall(r"\w+", page.title)), path
            assert walk.resident.start == "/staff" or "child" not in page.title.lower(), path


def test_nobody_reads_what_only_another_may(inhabited: Inhabited, walks: list[Walk]) -> None:
    planted = {one.who.person_id: one.canary for one in inhabited.residents if one.canary}
    found_by_owners = 0

    for walk in walks:
        own = walk.resident.who
        for path, page in walk.pages.items():
            text = readable(page)
            found_by_owners += planted.get(own.person_id, "no canary") in text
            if own.membership_id:
                hits = [canary for owner, canary in planted.items() if owner != own.person_id]
                assert not [canary for canary in hits if canary in text], f"{path} for {own.name}"

    assert len(planted) >= 5
    assert found_by_owners


def test_nobody_reads_of_another_member_of_a_family(inhabited: Inhabited, walks: list[Walk]) -> None:
    members = [one for one in inhabited.residents if one.who.membership_id]
    helps = who_helps_whom(inhabited)

    assert len(helps) >= 2
    for walk in walks:
        if not walk.resident.who.membership_id:
            continue
        for path, page in walk.pages.items():
            text = readable(page)
            for other in members:
                if other is not walk.resident:
                    told = set(mentioned(other, walk.resident, text)) - own_child(other, walk.resident, path)
                    told -= what_is_known(helps, walk.resident.who, other.who)
                    assert not told, f"{path} for {walk.resident.who.name}: {told}"


def own_child(other: Resident, reader: Resident, path: str) -> set[str]:
    """Return the first name of a child that somebody is here for, on the one page that lists these names.

    The child may have a page of their own.
    """
    is_child = other.who.role is Role.YOUNG_PERSON and other.who.family_id == reader.who.family_id
    return {other.who.name.split()[0]} if is_child and path == "/m/details" else set()


def who_helps_whom(inhabited: Inhabited) -> set[tuple[str, str]]:
    """Return each helper and whom they help."""
    with system_scope(inhabited.installation, writes=False) as system:
        helper, helped = aliased(Membership), aliased(Membership)
        wanted = (
            select(col(helper.person_id), col(helped.person_id))
            .select_from(Helping)
            .join(helper, col(helper.id) == col(Helping.helper_membership_id))
            .join(helped, col(helped.id) == col(Helping.for_membership_id))
        )
        return {(row[0], row[1]) for row in system.session.execute(wanted).all()}


def what_is_known(helps: set[tuple[str, str]], reader: Someone, other: Someone) -> set[str]:
    """Return what one may read of the other: whom one asked for, and the first name of whom one helps."""
    if (other.person_id, reader.person_id) in helps:
        return {*other.name.split(), other.contact}
    return {other.name.split()[0]} if (reader.person_id, other.person_id) in helps else set()


def mentioned(other: Resident, reader: Resident, text: str) -> list[str]:
    """Return what a page says of somebody else: their name, their contact, their identifiers."""
    shared = set(reader.who.name.split())
    names = [part for part in other.who.name.split() if part not in shared]
    told = [*names, other.who.contact, other.who.person_id, str(other.who.membership_id)]
    return [word for word in told if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]


def test_staff_read_of_their_own_families_only(inhabited: Inhabited, walks: list[Walk]) -> None:
    for walk in walks:
        if walk.resident.who.role in {Role.COUNCIL_ADMIN, Role.REPORT_AUTHOR}:
            for path, page in walk.pages.items():
                text = readable(page)
                assert not [
                    one.who.name for one in inhabited.residents if one.canary and one.who.name in text
                ]
                assert not [one.canary for one in inhabited.residents if one.canary and one.canary in text], (
                    path
                )

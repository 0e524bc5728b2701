"""The log says who did what, in order; an edit, a deletion, a swap, an insertion and a cut are all found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.access.scopes import Installation
from app.access.transactions import WroteOnGet, deny, system_scope, transaction
from app.audit import service as audit
from app.audit.models import Action, Actor, Broken
from app.families.tables import Family
from tests.support import families
from tests.support.browser import Browser
from tests.support.world import World

COUNCIL = "barnsley"
SOMEBODY = Actor("p" * 26, "administrator", COUNCIL, "0011223344556677")


def verify(portal: Installation) -> list[Broken]:
    with system_scope(portal, writes=False) as system:
        return audit.verify(system.session, portal.keyring.stable("audit"))


def entries(portal: Installation, chain: str = COUNCIL) -> list[tuple[int, str]]:
    with portal.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT sequence, action FROM audit_entries WHERE chain = :chain ORDER BY sequence"),
            {"chain": chain},
        )
        return [(int(row[0]), str(row[1])) for row in rows]


def tamper(portal: Installation, *statements: str) -> None:
    """Change the log as somebody could who owns the database and takes its triggers away."""
    with portal.engine.execution_options(writes=True).begin() as connection:
        disarm(connection)
        for statement in statements:
            connection.execute(text(statement))


def disarm(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER audit_entries_no_update"))
        connection.execute(text("DROP TRIGGER audit_entries_no_delete"))
    else:
        connection.execute(text("DROP TRIGGER audit_entries_only_grow ON audit_entries"))


def test_the_log_of_a_portal_in_use_holds(portal: Installation) -> None:
    found = entries(portal)

    assert verify(portal) == []
    assert [sequence for sequence, _ in found] == list(range(1, len(found) + 1))
    assert len(found) > 20


CUT = (
    "DELETE FROM audit_entries WHERE chain = 'barnsley' AND sequence = "
    "(SELECT max(sequence) FROM audit_entries WHERE chain = 'barnsley')"
)
CHANGES: dict[str, tuple[str, ...]] = {
    "an act was changed": (
        "UPDATE audit_entries SET action = 'family.viewed' WHERE chain = 'barnsley' AND sequence = 7",
    ),
    "a reason was changed": (
        "UPDATE audit_entries SET reason = 'other' WHERE chain = 'barnsley' AND sequence = 7",
    ),
    "somebody else did it": (
        "UPDATE audit_entries SET actor_id = 'other' WHERE chain = 'barnsley' AND sequence = 7",
    ),
    "it happened elsewhere": (
        "UPDATE audit_entries SET family_id = 'other' WHERE chain = 'barnsley' AND sequence = 7",
    ),
    "an entry was deleted": ("DELETE FROM audit_entries WHERE chain = 'barnsley' AND sequence = 7",),
    "the first was deleted": ("DELETE FROM audit_entries WHERE chain = 'barnsley' AND sequence = 1",),
    "two were swapped": (
        "UPDATE audit_entries SET sequence = -1 WHERE chain = 'barnsley' AND sequence = 7",
        "UPDATE audit_entries SET sequence = 7 WHERE chain = 'barnsley' AND sequence = 8",
        "UPDATE audit_entries SET sequence = 8 WHERE chain = 'barnsley' AND sequence = -1",
    ),
    "the end was cut of": (CUT,),
    "the end was cut off and the head put back": (
        CUT,
        "UPDATE audit_chain_heads SET sequence = sequence - 1 WHERE chain = 'barnsley'",
    ),
    "everything was deleted": ("DELETE FROM audit_entries WHERE chain = 'barnsley'",),
    "the head was deleted": ("DELETE FROM audit_chain_heads WHERE chain = 'barnsley'",),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_named(portal: Installation, change: str) -> None:
    tamper(portal, *CHANGES[change])

    broken = verify(portal)

    assert [place.chain for place in broken] == [COUNCIL]
    assert broken[0].sequence >= 0
    assert broken[0].reason in {"an entry is missing", "an entry was changed", "the end was cut off"}


def test_an_entry_that_was_slipped_in_is_found(portal: Installation) -> None:
    last = entries(portal)[-1][0]
    tamper(
        portal,
        "INSERT INTO audit_entries SELECT 'slippedin', created_at, chain, sequence + 1, at, actor_id, role, "
        "session_mark, action, object_type, object_id, family_id, reason, earlier_hash, hash "
        "FROM audit_entries WHERE chain = 'barnsley' ORDER BY sequence DESC LIMIT 1",
        "UPDATE audit_chain_heads SET sequence = sequence + 1 WHERE chain = 'barnsley'",
    )

    assert verify(portal) == [Broken(COUNCIL, last + 1, "an entry was changed")]


def test_a_key_of_another_portal_does_not_hold(portal: Installation) -> None:
    with system_scope(portal, writes=False) as system:
        broken = audit.verify(system.session, bytes(32))

    assert {place.sequence for place in broken} == {1}
    assert {place.chain for place in broken} == {COUNCIL, "platform"}


def test_the_other_councils_chains_still_hold(portal: Installation) -> None:
    tamper(portal, *CHANGES["an entry was deleted"])

    assert {place.chain for place in verify(portal)} == {COUNCIL}


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET reason = ''", "DELETE FROM audit_entries"])
def test_the_portal_itself_cannot_change_it(portal: Installation, statement: str) -> None:
    with pytest.raises(DBAPIError, match="only grows"), transaction(portal, writes=True) as session:
        session.execute(text(statement))


def test_an_act_that_failed_is_not_in_the_log(portal: Installation) -> None:
    before = entries(portal)

    def fail() -> None:
        with transaction(portal, writes=True) as session:
            audit.record(session, SOMEBODY, Action.FAMILY_OPENED)
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert entries(portal) == before


def test_a_refusal_lasts_although_the_request_fails(portal: Installation) -> None:
    deny(portal, SOMEBODY, "read reports", family_id="f")

    assert entries(portal)[-1][1] == "access.denied"
    assert verify(portal) == []


def test_looking_is_recorded_although_nothing_else_may_be_written(portal: Installation) -> None:
    with transaction(portal, writes=False) as session:
        audit.record(session, SOMEBODY, Action.FAMILY_VIEWED, family_id="f")

    assert entries(portal)[-1][1] == "family.viewed"


def test_a_request_that_only_reads_cannot_change_anything(portal: Installation, people: World) -> None:
    def change() -> None:
        with transaction(portal, writes=False) as session:
            family = session.get_one(Family, people.family.id)
            family.reference = "CHANGED-OTHER"
            session.add(family)

    with pytest.raises(WroteOnGet):
        change()


def test_two_at_once_make_one_chain(portal: Installation) -> None:
    before = len(entries(portal))

    def act(number: int) -> None:
        with transaction(portal, writes=True) as session:
            for _ in range(3):
                audit.record(session, SOMEBODY, Action.FAMILY_VIEWED, reason=str(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(12)))

    assert len(entries(portal)) == before + 36
    assert verify(portal) == []


def test_two_at_once_begin_one_chain(portal: Installation) -> None:
    newcomer = Actor("p" * 26, "visitor", "northamptonshire")

    def act(_number: int) -> None:
        with transaction(portal, writes=True) as session:
            audit.record(session, newcomer, Action.DENIED)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(6)))

    assert [sequence for sequence, _ in entries(portal, "northamptonshire")] == [1, 2, 3, 4, 5, 6]
    assert verify(portal) == []


def test_the_history_of_one_thing_can_be_read(portal: Installation, people: World) -> None:
    with system_scope(portal, writes=False) as system:
        acts = audit.history(system.session, "conferences", people.meeting)

    assert acts[0].action == Action.CONFERENCE_CALLED.value
    assert acts[0].actor_id == people.ada.person_id


def test_the_log_holds_no_words_about_anybody(portal: Installation, people: World, amira: Browser) -> None:
    amira.get("/m")
    with families.as_case_worker(portal, people.ada, people.family.id) as case:
        case.record(Action.FAMILY_VIEWED, "families", people.family.id, reason="a" * 200)

    with portal.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM audit_entries")).all()
    written = " ".join(str(value) for row in rows for value in row)

    for word in ("Amira", "Haddad", "Larkspur", "Noor", "example.org", people.amira.pin, "Town Hall"):
        assert word not in written
    assert max(len(str(row._mapping["reason"])) for row in rows) <= 60  # noqa: SLF001 - SQLAlchemy's public name


def test_every_refused_page_is_in_the_log(
    portal: Installation, people: World, erin: Browser, ben: Browser
) -> None:
    before = len([act for _, act in entries(portal) if act == "access.denied"])

    erin.get("/staff")
    erin.get(f"/staff/families/{people.family.id}")
    ben.get("/staff/complaints")

    after = len([act for _, act in entries(portal) if act == "access.denied"])
    assert after == before + 3

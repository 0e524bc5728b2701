"""PINs tried side by side, contacts tried out by staff, and notices that lie in an old mailbox."""

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session, col, select

from app.access import links, sessions
from app.access.models import PinAnswer
from app.access.scopes import Installation, Visitor
from app.access.service import NOBODY
from app.access.tables import Doorbell, SignInLink, SignInSession
from app.access.transactions import system_scope, transaction
from app.audit.models import Action
from app.audit.tables import AuditEntry
from app.families.tables import Person
from app.outbox.tables import Message
from tests.support.browser import Browser
from tests.support.clocks import Clock
from tests.support.mail import Postbox
from tests.support.world import World

AT_ONCE = 8


def _visitor(portal: Installation, session: Session) -> Visitor:
    return Visitor(session, NOBODY, portal.languages["en"], None, portal)


def _wrong(pin: str) -> str:
    return "112233" if pin != "112233" else "445566"


def test_wrong_pins_tried_at_once_are_all_counted(portal: Installation, people: World) -> None:
    amira = people.amira
    with system_scope(portal) as system:
        token = links.make_link(system.session, portal, amira.person_id)

    def guess(_time: int) -> PinAnswer:
        with transaction(portal, writes=True) as session:
            return links.sign_in(_visitor(portal, session), token, _wrong(amira.pin))[0]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(guess, range(AT_ONCE)))
    assert answers.count(PinAnswer.WRONG) == 5
    with transaction(portal, writes=False) as session:
        row = session.exec(select(SignInLink).where(SignInLink.person_id == amira.person_id)).one()
        assert row.wrong_pins == 5
        assert session.get_one(Person, amira.person_id).wrong_pins == 5


def test_wrong_pins_at_a_locked_page_tried_at_once_are_all_counted(
    portal: Installation, people: World, clock: Clock
) -> None:
    amira = people.amira
    with transaction(portal, writes=True) as session:
        cookie = sessions.begin(session, amira.person_id, amira.membership_id)
    clock.move(minutes=30)

    def guess(_time: int) -> PinAnswer:
        with transaction(portal, writes=True) as session:
            return links.unlock(_visitor(portal, session), cookie, _wrong(amira.pin))[0]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(guess, range(AT_ONCE)))
    assert answers.count(PinAnswer.WRONG) == 5
    with transaction(portal, writes=False) as session:
        newest = select(SignInSession).order_by(col(SignInSession.started_at).desc())
        row = session.exec(newest).first()
        assert row is not None
        assert row.wrong_pins == 5
        assert row.ended_at


def test_a_notice_in_an_old_mailbox_rings_no_more(
    portal: Installation, people: World, visitor: Browser, ada: Browser, postbox: Postbox
) -> None:
    amira = people.amira
    with system_scope(portal) as system:
        token = links.make_doorbell(system.session, amira.person_id)
    there = f"/staff/families/{people.family.id}/members/{amira.membership_id}"
    ada.submit(f"{there}/contact", contact="07700 900777", checked="met")
    ada.submit(f"{there}/safe-contact", wording="quiet", shared_phone="no")
    postbox.deliver()
    bell = f"/{amira.council}/en/d/{token}"
    shown = visitor.press(visitor.get(bell), bell)
    assert "If we know you, a link is on its way." in shown.text
    assert not postbox.deliver()
    with transaction(portal, writes=False) as session:
        assert session.exec(select(Doorbell).where(Doorbell.person_id == amira.person_id)).first()
        newest = session.exec(select(Message).order_by(col(Message.created_at).desc())).first()
        assert newest is not None
        assert newest.person_id is None


def test_staff_who_try_out_contacts_leave_a_trace(portal: Installation, people: World, ada: Browser) -> None:
    there = f"/staff/families/{people.family.id}/members/{people.ben.membership_id}/contact"
    page = ada.submit(there, contact=people.amira.contact, checked="met")
    assert "Somebody else in this council already has this address or number." in page.text
    with transaction(portal, writes=False) as session:
        entry = session.exec(
            select(AuditEntry).where(
                AuditEntry.action == Action.DENIED.value, AuditEntry.reason == "contact of somebody else"
            )
        ).one()
    assert entry.actor_id == people.ada.person_id
    assert entry.object_id == people.amira.person_id

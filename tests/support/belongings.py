"""What each person of the crowd has written, sent and got; in every kind of it stands a word of their own."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import select

from app.access import closings, links
from app.access.scopes import Installation, Recording
from app.access.tables import Helping
from app.access.transactions import system_scope
from app.breaches import beginning as breaches
from app.breaches.models import BreachKind, Cause
from app.calls import service as calls
from app.calls.models import About
from app.calls.tables import Call
from app.complaints import answering, handling, stopping
from app.complaints import writing as complaints
from app.complaints.models import Answer, Step
from app.complaints.tables import Complaint
from app.conferences import exclusions
from app.conferences.models import KeptOutPart
from app.conferences.tables import Attendee
from app.corrections import service as corrections
from app.corrections.models import CorrectionKind
from app.corrections.tables import Correction
from app.demonstration import deeds
from app.drafts import service as drafts
from app.drafts.tables import Draft
from app.families.models import ClosingReason, Role
from app.families.tables import ProtectedDetail
from app.files.compose import compose_report
from app.files.models import Block, BlockKind, Checked
from app.helping import service as helping
from app.helping.models import Described, MayDo, Wish
from app.kit import clock
from app.kit.forms import Submitted
from app.needs import answering as needs_answering
from app.needs import service as needs
from app.needs.forms import AnswerForm
from app.needs.models import NeedKind, NeedState
from app.needs.models import Wish as NeedWish
from app.needs.tables import NeedRow, NeedsSent
from app.preparation.tables import Preparation
from app.reports import (
    adding,
    asking,
    case_askings,
    case_replies,
    case_reports,
    expecting,
    reading,
    releasing,
    replies,
    sharing,
)
from app.reports.asking_models import Answer as AskingAnswer
from app.reports.asking_models import AskedFor
from app.reports.forms import AddReport, AnswerAsking, AskAboutReport, ShareReport, WriteReply
from app.reports.models import Author, ReplyKind, Title
from app.reports.tables import Asking, Expected, ReleaseRequest, Reply
from app.written_views import saving as views
from app.written_views.tables import WrittenViews
from tests.support.families import Someone, as_case_worker, as_member, as_officer


def canary(name: str, kind: str) -> str:
    """Return the word that stands in one kind of things of one person, and nowhere else."""
    digest = hashlib.sha256(f"{name}|{kind}".encode()).digest()
    return "q" + base64.b32encode(digest).decode().lower()[:11].translate(str.maketrans("234567", "ghjkmn"))


def address_of(name: str) -> str:
    """Return somebody's protected address."""
    return f"17 {canary(name, 'protected detail').title()} Gardens, Wombwell"


OWNED: dict[str, Any] = {
    "preparation": Preparation.membership_id,
    "letter": WrittenViews.membership_id,
    "reply": Reply.membership_id,
    "complaint": Complaint.membership_id,
    "correction": Correction.membership_id,
    "call": Call.membership_id,
    "need": NeedRow.membership_id,
    "needs": NeedsSent.membership_id,
    "asking": Asking.membership_id,
    "helping": Helping.for_membership_id,
}


@dataclass(frozen=True)
class Work:
    """Who works with a family, and towards which meeting."""

    administrator: Someone
    chair: Someone
    meeting: str
    officer: Someone | None


def give(portal: Installation, name: str, who: Someone, work: Work) -> dict[str, str]:
    """Let somebody get reports, answer, write and complain; return what there is of theirs."""
    things = {
        "family": who.family_id or "",
        "membership": who.membership_id or "",
        "meeting": work.meeting,
        "colleague": work.chair.person_id,
    }
    things |= _reports(portal, name, who, work)
    things |= _written(portal, who, name, things["edition"])
    _read(portal, name, work, things)
    _arrange(portal, name, work, things)
    with system_scope(portal) as system:
        things["token"] = links.make_doorbell(system.session, who.person_id)
    things["exclusion"] = _exclude(portal, name, who, work)
    things["closing"] = _let_stop(portal, who, work)
    things["breach"] = _write_breach(portal, name, who, work)
    if work.officer:
        _answer(portal, work.officer, name, things["complaint"])
        with as_member(portal, who) as scope:
            why = f"I am tired. {canary(name, 'reason to stop')}"
            assert stopping.ask(scope, things["complaint"], why, drafts.new_submission_key())
    return things


def _reports(portal: Installation, name: str, who: Someone, work: Work) -> dict[str, str]:
    text = f"Both children are at school each day. {canary(name, 'report')}"
    content = compose_report("Report", [("What is going well", [text])])
    blocks = (Block(BlockKind.HEADING, "What is going well", 1), Block(BlockKind.PARAGRAPH, text, 1))
    ada, meeting = work.administrator, work.meeting
    with as_case_worker(portal, ada, who.family_id or "") as case:
        about = AddReport(author=Author.SCHOOL, title=Title.REPORT, meeting=meeting, author_name="Jo Park")
        checked = Checked(content, 1, blocks, text, ())
        expecting.expect(case, meeting, Author.GP)
        shared, waiting = adding.keep(case, about, checked), adding.keep(case, about, checked)
        readers = case_reports.one(case, shared).readers
        chosen = [one for one in readers if one.membership_id == who.membership_id]
        releasing.release(case, case_reports.row_of(case, shared), chosen)
    with as_case_worker(portal, ada, who.family_id or "") as case:
        form = Submitted(typed={}, problems=[], _values=ShareReport(members=[who.membership_id or ""]))
        sharing.share(case, case_reports.searched(case, waiting), form)
    with as_case_worker(portal, ada, who.family_id or "") as case:
        (reader,) = [
            one for one in case_reports.one(case, shared).readers if one.membership_id == who.membership_id
        ]
        assert reader.edition
        return {
            "report": shared,
            "edition": reader.edition.id,
            "waiting report": waiting,
            "request": _first(case, select(ReleaseRequest.id).where(ReleaseRequest.report_id == waiting)),
            "detail": _first(
                case, select(ProtectedDetail.id).where(ProtectedDetail.membership_id == who.membership_id)
            ),
            "expected": _first(case, select(Expected.id).where(Expected.conference_id == meeting)),
            "attendee": _first(case, select(Attendee.id).where(Attendee.conference_id == meeting)),
        }


def _first(scope: Recording, wanted: Any) -> str:
    return str(scope.session.execute(wanted).scalars().one())


def _written(portal: Installation, who: Someone, name: str, edition: str) -> dict[str, str]:
    with as_member(portal, who) as scope:
        deeds.begin(scope, canary(name, "answers"))
        deeds.send_answers(scope, canary(name, "answers"))
        deeds.write_to_meeting(scope, canary(name, "letter"))
        deeds.send_views(scope)
        deeds.begin(scope, canary(name, "answers not sent"))
        views.save_text(scope, f"One more thing. {canary(name, 'letter not sent')}", seen_version=1)
        reading.open_report(scope, edition)
        for kind in ("reply", "reply not sent"):
            form = WriteReply(kind=ReplyKind.WRONG, text=f"That is wrong. {canary(name, kind)}")
            replies.save(scope, edition, form)
            if kind == "reply":
                assert replies.send(scope, edition, drafts.new_submission_key())
        deeds.complain(scope, canary(name, "complaint"))
        again = Answer(f"It happened again. {canary(name, 'complaint not sent')}")
        complaints.save(scope, Step.WHAT_HAPPENED, again, seen_version=0)
        wrong = f"My name is wrong. {canary(name, 'correction')}"
        wish = AskAboutReport(wanted=(AskedFor.TIME,), words=f"I need time. {canary(name, 'asking')}")
        asking.send(scope, edition, wish)
        corrections.ask(scope, CorrectionKind.MY_NAME, wrong, drafts.new_submission_key())
        ring = f"Ring me in the morning. {canary(name, 'call')}"
        calls.ask(scope, About.REPORTS, ring, drafts.new_submission_key())
        need = NeedWish(NeedKind.MORE, f"I cannot hear well. {canary(name, 'need')}")
        needs.ask(scope, (need,), drafts.new_submission_key(), seen_version=0)
        helping.ask(scope, _wish(name))
        scope.session.flush()
        # The clock stands still meanwhile: what was written last was written a moment later.
        for draft in scope.session.exec(select(Draft).where(Draft.membership_id == who.membership_id)):
            draft.saved_at += timedelta(seconds=1 if draft.sent_at else 0)
        return {
            kind: _first(scope, select(owner.class_.id).where(owner == who.membership_id))
            for kind, owner in OWNED.items()
        }


def _wish(name: str) -> Wish:
    """Return a helper whom somebody asks for, and about whom nothing is decided yet."""
    contact = f"{canary(name, 'contact of a helper')}@example.org"
    about = Described(f"Friend {canary(name, 'name of a helper').title()}", "My friend", contact)
    return Wish(about, Role.SUPPORTER, (MayDo.SEE_MEETING,), clock.now() + timedelta(days=5))


def _exclude(portal: Installation, name: str, who: Someone, work: Work) -> str:
    """Let the chair ask somebody not to come; nobody has told them yet."""
    with as_case_worker(portal, work.chair, who.family_id or "") as case:
        words = f"The chair thinks of your safety. {canary(name, 'exclusion')}"
        decided = exclusions.decide(
            case,
            work.meeting,
            who.membership_id or "",
            part=KeptOutPart.PART,
            words=words,
            hides_place=False,
            hides_time=False,
        )
        return decided.id


def _write_breach(portal: Installation, name: str, who: Someone, work: Work) -> str:
    """Let the administrator write down that a letter reached somebody else."""
    with as_case_worker(portal, work.administrator, who.family_id or "") as case:
        return breaches.by_hand(
            case,
            BreachKind.LETTER,
            f"A letter reached somebody else. {canary(name, 'breach')}",
            happened_on=None,
            known_at=clock.now(),
            cause=Cause(),
            submission_key=drafts.new_submission_key(),
        )


def _let_stop(portal: Installation, who: Someone, work: Work) -> str:
    """Let everything stop for somebody on a day that is far ahead."""
    with as_case_worker(portal, work.administrator, who.family_id or "") as case:
        mine, until = [who.membership_id or ""], clock.now() + timedelta(days=200)
        return closings.decide(case, ClosingReason.LEFT_THE_UK, mine, until, to="")


def _read(portal: Installation, name: str, work: Work, things: dict[str, str]) -> None:
    with as_case_worker(portal, work.chair, things["family"]) as case:
        deeds.open_answers(case)
        deeds.open_views(case)
        case_askings.open_asking(case, things["asking"])
        answered = AnswerAsking(answer=AskingAnswer.NO, words=f"There is a break. {canary(name, 'answer')}")
        form = Submitted(typed={}, problems=[], _values=answered)
        assert case_askings.answer(case, case_askings.read(case, things["asking"]), form)
    with as_case_worker(portal, work.administrator, things["family"]) as case:
        case_replies.open_reply(case, things["reply"])


def _arrange(portal: Installation, name: str, work: Work, things: dict[str, str]) -> None:
    with as_case_worker(portal, work.administrator, things["family"]) as case:
        said = AnswerForm(state=NeedState.ARRANGED, words=f"A signer. {canary(name, 'answer to a need')}")
        assert needs_answering.answer(case, things["need"], Submitted(typed={}, problems=[], _values=said))


def _answer(portal: Installation, officer: Someone, name: str, complaint: str) -> None:
    with as_officer(portal, officer) as scope:
        handling.hold(scope, complaint)
        answering.save(scope, complaint, f"Dear {canary(name, 'officer not sent')}", seen_version=0)

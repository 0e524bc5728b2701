"""What the made-up people have done: getting ready, writing, complaining, and reading it, by real verbs."""

from datetime import datetime, timedelta

from app.access.scopes import CaseScope, ComplaintsScope, FamilyScope
from app.complaints import answering, handling
from app.complaints import writing as complaints
from app.complaints.models import Answer as ComplaintAnswer
from app.complaints.models import Reply, Step
from app.complaints.rules import questions as complaint_questions
from app.conferences import exclusions
from app.conferences.models import KeptOutPart
from app.demonstration import words
from app.demonstration.words import Words
from app.drafts import service as drafts
from app.drafts.models import Sent
from app.preparation import reading as preparation_reading
from app.preparation import saving as preparation_saving
from app.preparation import sending as preparation_sending
from app.preparation import service as preparation
from app.preparation.models import Answer
from app.reports import reading as reports
from app.reports import replies
from app.reports.forms import WriteReply
from app.reports.models import ReplyKind
from app.written_views import reading as views_reading
from app.written_views import saving as views_saving
from app.written_views import sending as views_sending
from app.written_views import service as views
from app.written_views.models import Reader, Use

SCORE = "7"
INTO_THE_MEETING = timedelta(minutes=25)


class NotDone(Exception):
    """A verb of the portal refused something that the demonstration is meant to show."""


def require(done: object) -> None:
    """Make sure that a verb did what it was asked. Raises NotDone."""
    if not done:
        raise NotDone


def begin(scope: FamilyScope, canary: str) -> None:
    """Answer the first question of the council's form, and leave the rest for later."""
    first, *_ = _in_words(scope)
    preparation_saving.save_answer(scope, first, Answer(words.answers(canary)[0]), seen_version=0)


def _in_words(scope: FamilyScope) -> list[str]:
    asked = preparation.open_sheet(scope).questions.questions
    return [question.id for question in asked if not question.is_scale and not question.urgent_help]


def _finish(scope: FamilyScope, canary: str) -> None:
    """Answer more questions, the one with a number too, where the council's form has one."""
    for question_id, text in list(zip(_in_words(scope), words.answers(canary), strict=False))[1:]:
        preparation_saving.save_answer(scope, question_id, Answer(text), seen_version=0)
    for question in preparation.open_sheet(scope).questions.questions:
        if question.is_scale:
            preparation_saving.save_answer(scope, question.id, Answer("", SCORE), seen_version=0)


def send_answers(scope: FamilyScope, canary: str) -> None:
    """Answer more questions, then send the answers to the chair."""
    _finish(scope, canary)
    sheet = preparation.open_sheet(scope)
    shown = preparation_sending.digest_of(preparation_sending.body_of(sheet))
    require(
        isinstance(preparation_sending.send(scope, sheet, drafts.new_submission_key(), shown=shown), Sent)
    )


def open_answers(chair: CaseScope) -> None:
    """Open all answers that the family sent."""
    for received in preparation_reading.list_received(chair):
        preparation_reading.open_received(chair, received.id)


def write_to_meeting(scope: FamilyScope, canary: str) -> None:
    """Write to the meeting, without sending it."""
    views_saving.save_text(scope, words.written(Words.VIEWS, canary), seen_version=0)
    views_saving.save_use(scope, Use.READ_OUT)


def send_views(scope: FamilyScope) -> None:
    """Send to the chair what was written to the meeting."""
    letter = views.open_letter(scope)
    shown = views_sending.digest_of(letter)
    require(isinstance(views_sending.send(scope, letter, drafts.new_submission_key(), shown=shown), Sent))


def open_views(chair: CaseScope) -> None:
    """Open everything that the family wrote to the meeting."""
    for received in views_reading.list_received(chair):
        views_reading.open_received(chair, received.id)


def read_out(chair: CaseScope, met_at: datetime) -> None:
    """Note that the family's words were read out in the meeting."""
    for received in views_reading.list_received(chair):
        read_at = met_at + INTO_THE_MEETING
        require(views_reading.mark_read_out(chair, received.id, read_at, Reader.CHAIR) is None)


def reply_to_reports(scope: FamilyScope, canary: str) -> None:
    """Open the reports, and say what is wrong in each."""
    for report in reports.every(scope):
        reports.open_report(scope, report.id)
        form = WriteReply(kind=ReplyKind.WRONG, text=words.written(Words.REPLY, canary))
        replies.save(scope, report.id, form)
        require(replies.send(scope, report.id, drafts.new_submission_key()))


def complain(scope: FamilyScope, canary: str) -> str:
    """Send a complaint, and return its identifier. Raises NotDone."""
    written = {
        Step.WHAT_HAPPENED: ComplaintAnswer(words.written(Words.COMPLAINT, canary)),
        Step.HELP: ComplaintAnswer(words.written(Words.REMEDY)),
        Step.REPLY: ComplaintAnswer("", (Reply.SITE.value,)),
    }
    for asked in complaint_questions(scope.authority):
        if asked.step is Step.ABOUT:
            written[Step.ABOUT] = ComplaintAnswer("", (asked.options[0].value,))
    for step, answer in written.items():
        complaints.save(scope, step, answer, seen_version=0)
    sent = complaints.send(scope, drafts.new_submission_key())
    require(isinstance(sent, str))
    return str(sent)


def answer_complaint(officer: ComplaintsScope, complaint_id: str) -> None:
    """Take a complaint and answer it."""
    require(handling.hold(officer, complaint_id) is handling.Held.TAKEN)
    text = words.written(Words.COMPLAINT_ANSWER)
    draft = answering.save(officer, complaint_id, text, seen_version=0)
    require(answering.send(officer, complaint_id, seen_version=draft.version).is_sent)


def ask_not_to_come(chair: CaseScope, conference_id: str, membership_id: str) -> None:
    """Ask one person not to come to a meeting, and tell them."""
    decided = exclusions.decide(
        chair,
        conference_id,
        membership_id,
        part=KeptOutPart.WHOLE,
        words=words.written(Words.EXCLUSION),
        hides_place=True,
        hides_time=True,
    )
    exclusions.note_told(chair, decided.id)

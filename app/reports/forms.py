"""What the pages about reports may send."""

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import Field, StringConstraints

from app.drafts.forms import CompanyChosen, SubmissionKey
from app.drafts.models import Company
from app.drafts.service import new_submission_key
from app.kit.forms import Form, FormOf, LongText, NothingTyped, ShortText, Submitted, Words
from app.kit.i18n import ENGLISH, N_
from app.reports.asking_models import Answer, AskedFor
from app.reports.models import Author, ReplyKind, Title

Id = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$")]
CHOOSE_ONE = N_("Choose at least one thing that you ask for.")
CHOOSE_ANSWER = N_("Choose an answer.")
CHOOSE_AUTHOR = N_("Choose who writes the report.")
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class AddReport(Form):
    """A report's facts; the file itself travels beside them."""

    author: Annotated[
        Author, Words(N_("Choose who wrote the report."), wrong=N_("Choose who wrote the report."))
    ]
    author_name: ShortText = ""
    title: Annotated[Title, Words(N_("Choose a title."), wrong=N_("Choose a title."))]
    meeting: Annotated[Id, Words(N_("Choose the meeting."), wrong=N_("Choose the meeting."))]
    language: ShortText = ENGLISH


class ShareReport(Form):
    """Which members of the family may open a report, and why although something was found."""

    members: list[Id] = Field(default_factory=list, max_length=50)
    reason: LongText = ""


class Decision(Form):
    """What the second person says."""

    reason: LongText = ""


class Withdrawal(Form):
    """Why somebody may no longer open a report."""

    reason: Annotated[
        LongText, StringConstraints(min_length=1), Words(missing=N_("Say why, in a few words."))
    ]


class WriteReply(Form):
    """What somebody says about a report."""

    kind: ReplyKind = ReplyKind.NOT_SAID
    text: LongText = ""
    then: Literal["check", "later"] = "check"
    seen_version: int | None = None


class SendReply(Form):
    """The button that sends a reply, with the key that makes two taps one."""

    submission_key: Key
    company: CompanyChosen = Company.NOT_CHOSEN


class AskAboutReport(Form):
    """What somebody asks for about a report, and words of their own beside it; the key makes two taps one."""

    wanted: Annotated[
        tuple[AskedFor, ...],
        Field(min_length=1, max_length=len(AskedFor)),
        Words(missing=CHOOSE_ONE, wrong=CHOOSE_ONE),
    ]
    words: LongText = ""
    submission_key: SubmissionKey = Field(default_factory=new_submission_key)
    company: CompanyChosen = Company.NOT_CHOSEN


class AnswerAsking(Form):
    """What the chair or the social worker answers."""

    answer: Annotated[Answer, Words(missing=CHOOSE_ANSWER, wrong=CHOOSE_ANSWER)]
    words: LongText = ""


class ExpectReport(Form):
    """Whose report is waited for."""

    author: Annotated[Author, Words(missing=CHOOSE_AUTHOR, wrong=CHOOSE_AUTHOR)]


AddReportSubmitted = Annotated[Submitted[AddReport], Depends(FormOf(AddReport, files=("file",)))]
ShareReportSubmitted = Annotated[Submitted[ShareReport], Depends(FormOf(ShareReport))]
DecisionSubmitted = Annotated[Submitted[Decision], Depends(FormOf(Decision))]
WithdrawalSubmitted = Annotated[Submitted[Withdrawal], Depends(FormOf(Withdrawal))]
WriteReplySubmitted = Annotated[Submitted[WriteReply], Depends(FormOf(WriteReply))]
SendReplySubmitted = Annotated[Submitted[SendReply], Depends(FormOf(SendReply))]
AskSubmitted = Annotated[Submitted[AskAboutReport], Depends(FormOf(AskAboutReport))]
AnswerSubmitted = Annotated[Submitted[AnswerAsking], Depends(FormOf(AnswerAsking))]
ExpectSubmitted = Annotated[Submitted[ExpectReport], Depends(FormOf(ExpectReport))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]

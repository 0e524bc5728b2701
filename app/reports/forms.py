"""What the pages about reports may send."""

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import Field, StringConstraints

from app.drafts.forms import CompanyChosen
from app.drafts.models import Company
from app.kit.forms import Form, FormOf, LongText, NothingTyped, ShortText, Submitted, Words
from app.kit.i18n import ENGLISH, N_
from app.reports.models import Author, ReplyKind, Title

Id = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$")]
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


AddReportSubmitted = Annotated[Submitted[AddReport], Depends(FormOf(AddReport, files=("file",)))]
ShareReportSubmitted = Annotated[Submitted[ShareReport], Depends(FormOf(ShareReport))]
DecisionSubmitted = Annotated[Submitted[Decision], Depends(FormOf(Decision))]
WithdrawalSubmitted = Annotated[Submitted[Withdrawal], Depends(FormOf(Withdrawal))]
WriteReplySubmitted = Annotated[Submitted[WriteReply], Depends(FormOf(WriteReply))]
SendReplySubmitted = Annotated[Submitted[SendReply], Depends(FormOf(SendReply))]
ButtonPressed = Annotated[Submitted[NothingTyped], Depends(FormOf(NothingTyped))]

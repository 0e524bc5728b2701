"""What the pages about files opened in an emergency may send."""

from typing import Annotated

from fastapi import Depends
from pydantic import StringConstraints

from app.access.models import EmergencyReview
from app.kit.forms import Form, FormOf, LongText, ShortText, Submitted, Words
from app.kit.i18n import N_
from app.staff.forms import CHOOSE_ONE

FEWEST_LETTERS = 20


class EmergencyForm(Form):
    """Which family, and why the file must be opened now."""

    reference: Annotated[
        ShortText,
        StringConstraints(min_length=1),
        Words(missing=N_("Write the family's reference, as it stands on letters.")),
    ]
    reason: Annotated[
        LongText,
        StringConstraints(min_length=FEWEST_LETTERS, strip_whitespace=True),
        Words(missing=N_("Write why you must open it now. Write at least 20 letters.")),
    ]


class ReviewForm(Form):
    """What somebody found who looked at an opening."""

    finding: Annotated[EmergencyReview, Words(missing=CHOOSE_ONE, wrong=CHOOSE_ONE)]


EmergencySubmitted = Annotated[Submitted[EmergencyForm], Depends(FormOf(EmergencyForm))]
ReviewSubmitted = Annotated[Submitted[ReviewForm], Depends(FormOf(ReviewForm))]

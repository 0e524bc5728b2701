"""The question that every form with words to send asks: was anyone there?"""

from typing import Annotated

from app.drafts.models import Company
from app.kit.forms import Words
from app.kit.i18n import N_

CHOOSE_ONE = N_("Choose one of the answers.")
WRONG = N_("We cannot use this answer. Choose one that stands on this page, or none.")

# Without an answer the rest is sent all the same.
CompanyChosen = Annotated[Company, Words(missing=CHOOSE_ONE, wrong=WRONG)]

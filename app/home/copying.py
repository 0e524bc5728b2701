"""Put together a copy of everything that a person sent, to be printed and kept."""

from collections.abc import Callable, Mapping
from typing import Any

from app.access.scopes import FamilyScope
from app.calls import service as calls
from app.calls.models import KIND as CALL
from app.complaints import service as complaints
from app.corrections import service as corrections
from app.corrections.models import KIND as CORRECTION
from app.drafts import openings
from app.home import history, service
from app.home.models import Copied, Copy
from app.needs import service as needs
from app.needs.models import KIND as NEEDS
from app.preparation import sending as preparation
from app.reports import asking, replies
from app.written_views import sending as written_views

WORDS: Mapping[str, Callable[[FamilyScope, str], Any]] = {
    preparation.KIND: preparation.find_sent,
    written_views.KIND: written_views.find_sent,
    replies.KIND: replies.sent,
    asking.KIND: asking.own,
    openings.COMPLAINT: complaints.sent_words,
    NEEDS: needs.sent,
    CORRECTION: corrections.own_one,
    CALL: calls.own_one,
}


def copy(scope: FamilyScope) -> Copy:
    """Return every word that this person sent, newest first."""
    taken_back = history.taken_back_at(scope)
    copied = [
        Copied(sent, taken_back.get(sent.subject_id), WORDS[sent.kind](scope, sent.subject_id))
        for sent in service.sent_things(scope)
    ]
    apart = {openings.COMPLAINT, CORRECTION, CALL}
    return Copy(
        to_meeting=tuple(one for one in copied if one.sent.kind not in apart),
        corrections=tuple(one for one in copied if one.sent.kind == CORRECTION),
        calls=tuple(one for one in copied if one.sent.kind == CALL),
        complaints=tuple(one for one in copied if one.sent.kind == openings.COMPLAINT),
    )

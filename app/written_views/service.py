"""Writing to the meeting: one letter, saved as it is written, and what the chair is asked to do with it."""

from sqlalchemy import func, select
from sqlmodel import col

from app.access.scopes import CaseScope, FamilyScope
from app.authorities.before import AbsentRoute
from app.authorities.facts import Text
from app.authorities.models import Authority
from app.conferences import service as conferences
from app.drafts import service as drafts
from app.drafts.models import Held
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.forms import Submitted, blank
from app.kit.i18n import N_
from app.written_views import rules, sending
from app.written_views.forms import ViewsForm
from app.written_views.models import Both, Letter, Overview, Use, Version, WritingState
from app.written_views.tables import WrittenViews

KIND = "views"
USE_KIND = "views_use"
NO_MEETING = N_("There is no meeting to write to yet. Ask your social worker.")
WRITTEN_WAYS = {AbsentRoute.CHAIR_READS_OUT, AbsentRoute.PRESENTED}


def open_letter(scope: FamilyScope) -> Letter:
    """Return what this person is writing to their meeting. Raises NotFound without a meeting."""
    meeting = conferences.current(scope)
    if meeting is None:
        raise NotFound(NO_MEETING)
    saved = drafts.read(scope, KIND, meeting.id)
    use = drafts.read(scope, USE_KIND, meeting.id).fields.get("use")
    return Letter(
        conference_id=meeting.id,
        chair_id=meeting.chair_id,
        ways=_ways(meeting.profile),
        text=saved.fields.get("words", ""),
        version=saved.version,
        saved_at=saved.saved_at,
        beside=tuple(saved.fields.get("beside", ())),
        use=Use(use) if use else None,
        is_late=rules.is_late(meeting.meets_at, clock.now()),
    )


def _ways(profile: Authority) -> tuple[Text, ...]:
    ways = profile.absence.ways.value or ()
    return tuple(way.words for way in ways if way.route in WRITTEN_WAYS)


def save_text(scope: FamilyScope, text: str, *, seen_version: int) -> Letter:
    """Keep the letter, and say which other texts its page had not seen. Raises NotFound."""
    before = open_letter(scope)
    unseen = rules.unseen(before.version, before.beside, seen_version)
    if not (unseen and not text.strip()):
        other = _versions(scope, before.conference_id) if unseen else {}
        beside = [number for number in unseen if not rules.stands_in(other[number].text, text)]
        fields = {"words": text} | ({"beside": beside} if beside else {})
        drafts.save(scope, KIND, before.conference_id, fields, seen_version=None)
    drafts.let_go(scope, address(scope))
    return open_letter(scope)


def both_texts(scope: FamilyScope) -> Both:
    """Return the newest text of the letter and those that its writer had not seen. Raises NotFound."""
    letter = open_letter(scope)
    versions = _versions(scope, letter.conference_id)
    mine = versions.get(letter.version, Version(letter.version, letter.text))
    return Both(mine, tuple(versions[number] for number in letter.beside))


def choose_text(scope: FamilyScope, keep: str, *, seen_version: int) -> Letter:
    """Keep one of several texts, or all of them together. Raises NotFound."""
    both = both_texts(scope)
    every = [both.mine, *both.others]
    choices = {str(version.number): version.text for version in every}
    choices["all"] = rules.together([version.text for version in every])
    return save_text(scope, choices.get(keep, both.mine.text), seen_version=seen_version)


def _versions(scope: FamilyScope, conference_id: str) -> dict[int, Version]:
    return {
        one.version: Version(one.version, one.fields.get("words", ""))
        for one in drafts.revisions(scope, KIND, conference_id)
    }


def save_use(scope: FamilyScope, use: Use) -> None:
    """Keep what the chair is asked to do with the letter. Raises NotFound."""
    conference_id = open_letter(scope).conference_id
    drafts.save(scope, USE_KIND, conference_id, {"use": use.value}, seen_version=None)
    drafts.let_go(scope, scope.installation.url("save_use"))


def held_text(scope: FamilyScope, letter: Letter) -> Held | None:
    """Return words kept after a session's end that the letter does not have yet."""
    held = drafts.held_for(scope, address(scope))
    return None if held is None or held.fields.get("words", "") == letter.text else held


def form_of(letter: Letter, held: Held | None) -> Submitted[ViewsForm]:
    """Return the letter's form, filled with what is held, or else with what is saved."""
    saved = {"words": letter.text, "seen_version": letter.version}
    typed = {name: held.fields.get(name, "") for name in saved} if held else saved
    return blank(ViewsForm, **typed)


def address(scope: FamilyScope) -> str:
    """Return the address to which the letter's form is sent."""
    return scope.installation.url("save_views")


def overview(scope: FamilyScope) -> Overview:
    """Say how far this person is, for the first page."""
    if conferences.current(scope) is None:
        return Overview(WritingState.NOT_STARTED.words, None, None, None, None)
    letter = open_letter(scope)
    sent = sending.last_sent(scope, letter.conference_id)
    sent_at = sent.sent_at if sent else None
    return Overview(
        rules.state_of(letter, sent_at).words,
        None if letter.is_blank else letter.saved_at,
        sent_at,
        sent.opened_at if sent else None,
        sent.read_out_at if sent else None,
    )


def unread_for_case(scope: CaseScope) -> int:
    """Count the letters of this family that nobody has opened yet."""
    wanted = select(func.count()).where(
        col(WrittenViews.family_id) == scope.family_id,
        col(WrittenViews.opened_at).is_(None),
        col(WrittenViews.taken_back_at).is_(None),
    )
    return int(scope.session.execute(wanted).scalar_one())

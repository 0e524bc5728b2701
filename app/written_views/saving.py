"""Keep a letter as it is written: from two phones, from old pages, and from sessions that had ended."""

from app.access.scopes import FamilyScope
from app.drafts import service as drafts
from app.drafts import side_by_side
from app.drafts.models import Held
from app.drafts.side_by_side import Kind, Standing
from app.kit.forms import Submitted, blank
from app.written_views import rules, service
from app.written_views.forms import UseForm, ViewsForm
from app.written_views.models import Letter, Use

LETTER: Kind[str] = Kind(
    name=service.KIND,
    read=lambda fields: str(fields.get("words", "")),
    fields=lambda words: {"words": words},
    is_blank=lambda words: not words.strip(),
    stands_in=rules.stands_in,
)


def save_text(scope: FamilyScope, text: str, *, seen_version: int, seen_held: str = "") -> Letter:
    """Keep the letter, and say which other texts its page had not seen. Raises NotFound."""
    about, address = service.open_letter(scope).conference_id, _address(scope)
    held = side_by_side.unseen_held(scope, LETTER, address, seen_held)
    if side_by_side.keep(scope, LETTER, about, text, seen_version=seen_version, unseen_held=held):
        drafts.let_go(scope, address)
    return service.open_letter(scope)


def both_texts(scope: FamilyScope) -> Standing[str]:
    """Return the newest text of the letter and those that its writer had not seen. Raises NotFound."""
    return side_by_side.standing(scope, LETTER, service.open_letter(scope).conference_id)


def choose_text(scope: FamilyScope, keep: str, *, seen_version: int) -> Letter:
    """Keep one of several texts, or all of them together. Raises NotFound."""
    chosen = side_by_side.choose(both_texts(scope), keep, rules.together)
    return save_text(scope, chosen, seen_version=seen_version)


def save_use(scope: FamilyScope, use: Use) -> None:
    """Keep what the chair is asked to do with the letter. Raises NotFound."""
    conference_id = service.open_letter(scope).conference_id
    drafts.save(scope, service.USE_KIND, conference_id, {"use": use.value}, seen_version=None)
    drafts.let_go(scope, scope.installation.url("save_use"))


def form_of_use(scope: FamilyScope) -> Submitted[UseForm]:
    """Return the form of the use, filled with what is held, or else with what is saved. Raises NotFound."""
    letter = service.open_letter(scope)
    held = drafts.held_for(scope, scope.installation.url("save_use"))
    return blank(UseForm, use=held.fields.get("use") if held else letter.use)


def held_text(scope: FamilyScope, letter: Letter) -> Held | None:
    """Return words kept after a session's end that the letter does not have yet."""
    held = drafts.held_for(scope, _address(scope))
    return held if held and not rules.stands_in(held.fields.get("words", ""), letter.text) else None


def form_of(letter: Letter, held: Held | None) -> Submitted[ViewsForm]:
    """Return the letter's form, filled with what is held, or else with what is saved."""
    saved = {"words": letter.text, "seen_version": letter.version}
    if held is None:
        return blank(ViewsForm, **saved)
    typed = {name: held.fields.get(name, "") for name in saved}
    return blank(ViewsForm, seen_held=held.mark, **typed)


def _address(scope: FamilyScope) -> str:
    return scope.installation.url("save_views")

"""Keep a letter as it is written: from two phones, from old pages, and from sessions that had ended."""

from app.access.scopes import FamilyScope
from app.drafts import service as drafts
from app.drafts.models import Held
from app.kit.forms import Submitted, blank
from app.written_views import rules, service
from app.written_views.forms import UseForm, ViewsForm
from app.written_views.models import Both, Letter, Use, Version

KIND, USE_KIND = service.KIND, service.USE_KIND


def save_text(scope: FamilyScope, text: str, *, seen_version: int, seen_held: str = "") -> Letter:
    """Keep the letter, and say which other texts its page had not seen. Raises NotFound."""
    before = service.open_letter(scope)
    about = before.conference_id
    unseen = rules.unseen(before.version, before.beside, seen_version)
    held = _unseen_held(scope, before, text, seen_held)
    if not text.strip() and (unseen or held):
        return before
    unseen += [_keep(scope, about, words) for words in held]
    texts = _versions(scope, about) if unseen else {}
    _keep(scope, about, text, [one for one in unseen if not rules.stands_in(texts[one].text, text)])
    drafts.let_go(scope, _address(scope))
    return service.open_letter(scope)


def _keep(scope: FamilyScope, about: str, text: str, beside: list[int] | None = None) -> int:
    drafts.save(
        scope, KIND, about, {"words": text} | ({"beside": beside} if beside else {}), seen_version=None
    )
    return drafts.read(scope, KIND, about).version


def both_texts(scope: FamilyScope) -> Both:
    """Return the newest text of the letter and those that its writer had not seen. Raises NotFound."""
    letter = service.open_letter(scope)
    versions = _versions(scope, letter.conference_id)
    mine = versions.get(letter.version, Version(letter.version, letter.text))
    return Both(mine, tuple(versions[number] for number in letter.beside))


def choose_text(scope: FamilyScope, keep: str, *, seen_version: int) -> Letter:
    """Keep one of several texts, or all of them together. Raises NotFound."""
    both = both_texts(scope)
    every = [both.mine, *both.others]
    choices = {str(version.number): version.text for version in every}
    chosen = choices.get(keep, rules.together([version.text for version in every]))
    return save_text(scope, chosen, seen_version=seen_version)


def _versions(scope: FamilyScope, about: str) -> dict[int, Version]:
    saved = drafts.revisions(scope, KIND, about)
    return {one.version: Version(one.version, one.fields.get("words", "")) for one in saved}


def save_use(scope: FamilyScope, use: Use) -> None:
    """Keep what the chair is asked to do with the letter. Raises NotFound."""
    conference_id = service.open_letter(scope).conference_id
    drafts.save(scope, USE_KIND, conference_id, {"use": use.value}, seen_version=None)
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


def mark_of(held: Held) -> str:
    """Return what a page sends back to say that it showed these held words."""
    return f"{held.id}-{held.held_at.timestamp()}"


def form_of(letter: Letter, held: Held | None) -> Submitted[ViewsForm]:
    """Return the letter's form, filled with what is held, or else with what is saved."""
    saved = {"words": letter.text, "seen_version": letter.version}
    if held is None:
        return blank(ViewsForm, **saved)
    typed = {name: held.fields.get(name, "") for name in saved}
    return blank(ViewsForm, seen_held=mark_of(held), **typed)


def _unseen_held(scope: FamilyScope, before: Letter, mine: str, seen_held: str) -> list[str]:
    """Return held words that neither the page nor the draft knows."""
    address = _address(scope)
    unseen = [
        str(one.fields.get("words", ""))
        for one in drafts.all_held(scope)
        if one.address == address and mark_of(one) != seen_held
    ]
    known = (mine, before.text)
    return [one for one in dict.fromkeys(unseen) if not any(rules.stands_in(one, other) for other in known)]


def _address(scope: FamilyScope) -> str:
    return scope.installation.url("save_views")

"""Whether words give away a protected detail of somebody, before another person may read them."""

from collections.abc import Iterable

from app.access import protected
from app.access.scopes import CaseScope
from app.families.models import DetailKind
from app.files import models as files
from app.files.rules import find_protected

SEARCHED_AS = {
    DetailKind.ADDRESS: files.DetailKind.ADDRESS,
    DetailKind.POSTCODE: files.DetailKind.POSTCODE,
    DetailKind.PHONE: files.DetailKind.PHONE,
    DetailKind.EMAIL: files.DetailKind.EMAIL,
    DetailKind.NAME: files.DetailKind.NAME,
}


def find(text: str, details: Iterable[tuple[DetailKind, str]]) -> dict[int, str]:
    """Return the words around each detail that the text gives away, under the detail's place in the list."""
    searched = [
        files.ProtectedDetail(SEARCHED_AS.get(kind, files.DetailKind.WORDS), words, str(place))
        for place, (kind, words) in enumerate(details)
    ]
    return {int(hit.detail.person): hit.excerpt for hit in find_protected(text, searched)}


def gives_away(scope: CaseScope, text: str, readers: set[str]) -> bool:
    """Say whether a text tells one of its readers a protected detail of somebody else."""
    details = protected.of_family(scope)
    found = find(text, [(detail.kind, detail.text) for detail in details])
    return any(readers - {details[place].membership_id} for place in found)

"""Cards on paper, which speak the language of whoever gets them while the page around speaks to staff."""

from collections.abc import Callable

from app.kit import i18n
from app.kit.i18n import Language


def in_language(language: Language, caller: Callable[[], str]) -> str:
    """Render a part of a page in another language than the page's own."""
    with i18n.speaking(language):
        return caller()

"""Two languages made from English: accented and 40 % longer, one left to right, one right to left.

Whatever a page shows without these marks was never offered for translation. They borrow the tags of
Esperanto and Yiddish, two real languages that no council offers here.
"""

from gettext import NullTranslations

from babel import Locale

from app.kit.i18n import Language

OPENING, CLOSING = "⟦", "⟧"
ACCENTS = str.maketrans("aeiouyAEIOUYncs", "àéîöüýÀÉÎÖÜÝñçš")
LONGER = "·"
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "eo", "yi"


def accented(text: str) -> str:
    """Return a text as a reader of the pseudo-language sees it; placeholders and markup stay."""
    if not text.strip():
        return text
    parts, depth = [], 0
    word = ""
    for sign in text:
        if sign in "<{%" and depth == 0:
            parts.append(word.translate(ACCENTS))
            word, depth = sign, 1
        elif depth and (sign in ">}" or (word.startswith("%") and word.endswith(")") and sign in "sd")):
            parts.append(word + sign)
            word, depth = "", 0
        elif depth and word == "%" and sign != "(":
            word, depth = word + sign, 0
        else:
            word += sign
    parts.append(word if depth else word.translate(ACCENTS))
    return f"{OPENING}{''.join(parts)}{LONGER * (len(text) * 2 // 5)}{CLOSING}"


class Accented(NullTranslations):
    """A catalogue that has every text."""

    def gettext(self, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accented(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return accented(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return accented(msgid1 if n == 1 else msgid2)


def pseudo_languages() -> list[Language]:
    """Return the two pseudo-languages."""
    english = Locale.parse("en")
    return [
        Language(LEFT_TO_RIGHT, "Àççéñţš", "ltr", english, None, Accented()),
        Language(RIGHT_TO_LEFT, "Šdràwkçàb", "rtl", english, None, Accented()),
    ]

"""The catalogue of texts: `check` says whether portal.pot has every text of the code, `update` writes it.

python -m tests.catalogue check
python -m tests.catalogue update
"""

import sys
import tomllib
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.kit.i18n import DOMAIN, ENGLISH
from app.kit.settings import ROOT
from tests.support.saying import say

LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None}
COMMENT = ("Translators:",)
# A date or a program's name in a header would make two people's same texts differ.
NOISE = (
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)
PLAIN = "nplurals=2; plural=(n != 1);"
FROM_TWO = "nplurals=2; plural=(n > 1);"
# Babel's own table is not CLDR's for every language, so each language's rule stands here.
PLURALS = {
    "en": PLAIN,
    "cy": "nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n == 3 ? 3 : n == 6 ? 4 : 5);",
    "pl": (
        "nplurals=3; plural=(n == 1 ? 0 : "
        "n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2);"
    ),
    "ur": PLAIN,
    "ar": (
        "nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : "
        "n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5);"
    ),
    "ro": "nplurals=3; plural=(n == 1 ? 0 : n == 0 || (n % 100 >= 1 && n % 100 <= 19) ? 1 : 2);",
    "pa": FROM_TWO,
    "bn": FROM_TWO,
    "ckb": PLAIN,
    "fa": FROM_TWO,
    "so": PLAIN,
    "pt": FROM_TWO,
    "es": PLAIN,
    "sq": PLAIN,
}


def main(arguments: list[str]) -> int:
    """Do what was asked for and return the exit status."""
    match arguments:
        case ["check"]:
            return check(LOCALES)
        case ["update"]:
            return update(LOCALES)
        case _:
            say("Ask for check or update.")
            return 2


def extract(root: Path = ROOT) -> Catalog:
    """Return every text of the code and the templates, as pyproject.toml says where to look."""
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in settings]
    options = {
        mapping["pattern"]: {
            name: value for name, value in mapping.items() if name not in {"pattern", "method"}
        }
        for mapping in settings
    }
    catalogue = _empty()
    found = extract_from_dir(
        root, methods, options, KEYWORDS, COMMENT, strip_comment_tags=True, directory_filter=_is_ours
    )
    for filename, line, message, comments, context in found:
        catalogue.add(message, None, [(filename, line)], auto_comments=comments, context=context)
    return catalogue


def _empty() -> Catalog:
    comment = "# Every text of Heard."
    return Catalog(domain=DOMAIN, project="Heard", version="1", header_comment=comment, fuzzy=False)


def _is_ours(folder: str | Path) -> bool:
    relative = Path(folder).absolute().relative_to(ROOT)
    return relative.parts[:1] in {("app",), ("templates",)}


def written(catalogue: Catalog) -> str:
    """Return a catalogue as it stands in its file: the same whenever and wherever it was made."""
    made = BytesIO()
    write_po(made, catalogue, width=100, include_lineno=False)
    lines = made.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in NOISE)))


def check(folder: Path) -> int:
    """Say which texts the catalogue lacks or no longer needs; 0 when there are none."""
    template = folder / TEMPLATE.name
    kept = template.read_text() if template.exists() else ""
    fresh = written(extract())
    if kept == fresh:
        return 0
    old, new = ({_key(message) for message in _read(text)} for text in (kept, fresh))
    for sign, texts in (("+", new - old), ("-", old - new)):
        for text in sorted(texts)[:10]:
            say(f"{sign} {text}")
    say(f"{template.relative_to(folder.parent)} is behind the code: run make messages, then commit it.")
    return 1


def update(folder: Path) -> int:
    """Write the catalogue, and bring every language's own up to date without losing a translation."""
    fresh = extract()
    (folder / TEMPLATE.name).write_text(written(fresh))
    for tag in tomllib.loads((folder / "languages.toml").read_text()):
        if tag != ENGLISH:
            path = folder / tag / "LC_MESSAGES" / f"{DOMAIN}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(_merged(path, tag, fresh)))
    say(f"{len(fresh)} texts.")
    return 0


def _merged(path: Path, tag: str, fresh: Catalog) -> Catalog:
    kept = read_po(BytesIO(path.read_bytes())) if path.exists() else _empty()
    kept.update(fresh, no_fuzzy_matching=True)
    headers = [pair for pair in kept.mime_headers if pair[0] != "Plural-Forms"]
    kept.locale = tag
    kept.mime_headers = [*headers, ("Plural-Forms", PLURALS[tag])]
    return kept


def _read(text: str) -> Catalog:
    return read_po(BytesIO(text.encode())) if text else Catalog()


def _key(message: object) -> str:
    return str(getattr(message, "id", ""))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

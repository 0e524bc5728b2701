"""A mistake in a folder is explained to the person who made it, and the other councils are served."""

import shutil
from pathlib import Path

import pytest

from app.authorities.catalogue import load_catalogue
from app.authorities.findings import Finding, Level
from tests.authorities.councils import FOLDER, KEYS, shipped

HEAD = 'extends = "_england"\nname = "Riverton Council"\nshort_name = "Riverton"\n'
FACT = 'status = "stated"\nsource = "Leaflet"\nchecked = 2026-11-21\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("_base", "_england", "barnsley"):
        shutil.copytree(FOLDER / name, tmp_path / name, ignore=shutil.ignore_patterns("guide", "words"))
    return tmp_path


def write(folder: Path, profile: str, key: str = "riverton") -> None:
    (folder / key).mkdir(exist_ok=True)
    (folder / key / "profile.toml").write_text(profile, encoding="utf-8")


def problems(folder: Path) -> list[Finding]:
    catalogue = load_catalogue(folder)
    assert catalogue.get("barnsley") is not None, "the others are still served"
    assert catalogue.get("riverton") is None
    assert all(problem.level is Level.FAULT for problem in catalogue.problems)
    return list(catalogue.problems)


WRONG = [
    ("true for words", "leave_url = true\n", "leave_url", "true", "words in quotes"),
    ("a list for words", 'leave_url = ["a"]\n', "leave_url", "a list of 1", "words in quotes"),
    ("a list for a table", "scale = [1]\n", "scale", "a list of 1", "a table"),
    ("a word for a list", 'hostnames = "a.example"\n', "hostnames", '"a.example"', "a list"),
    (
        "an unknown key",
        "[suporter.how_many]\nvalue = 1\n" + FACT,
        "suporter",
        "suporter",
        "supporter, perhaps",
    ),
    (
        "an unknown key inside",
        "[supporter.how_manny]\nvalue = 1\n" + FACT,
        "supporter.how_manny",
        "how_manny",
        "how_many, perhaps",
    ),
    (
        "an unknown key in a list",
        '[[child.packs.value]]\nname = { en = "Pack" }\nfor_who = { en = "All" }\n[child.packs]\n' + FACT,
        "child.packs.value number 1.for_who",
        "for_who",
        "for_whom, perhaps",
    ),
    (
        "words for a number",
        '[child.age_from]\nvalue = "ten"\n' + FACT,
        "child.age_from.value",
        '"ten"',
        "a whole number",
    ),
    ("a number for words", "[child.in_words]\nvalue = 10\n" + FACT, "child.in_words.value", "10", "{ en = "),
    (
        "words without language",
        '[child.in_words]\nvalue = "Yes"\n' + FACT,
        "child.in_words.value",
        '"Yes"',
        "{ en = ",
    ),
    ("yes for true", '[scale.used]\nvalue = "yes"\n' + FACT, "scale.used.value", '"yes"', "true or false"),
    (
        "one for many",
        '[access.formats]\nvalue = { en = "Braille" }\n' + FACT,
        "access.formats.value",
        "a table with en",
        "a list",
    ),
    (
        "a word that is not one of them",
        '[supporter.may_speak]\nvalue = "maybe"\n' + FACT,
        "supporter.may_speak.value",
        '"maybe"',
        "'no', 'on_request' or 'by_agreement_with_chair'",
    ),
    (
        "a day that is none",
        '[child.age_from]\nvalue = 9\nstatus = "stated"\nsource = "Leaflet"\nchecked = "last week"\n',
        "child.age_from.checked",
        '"last week"',
        "2026-11-21",
    ),
    ("a fact that nobody stated", "[child.age_from]\nvalue = 9\n", "child.age_from", "not_stated", "stated"),
    ("a statement without value", "[child.age_from]\n" + FACT, "child.age_from", "no value", "value"),
    (
        "a statement without source",
        '[child.age_from]\nvalue = 9\nstatus = "stated"\nchecked = 2026-11-21\n',
        "child.age_from",
        "no source",
        "source",
    ),
    (
        "a statement without day",
        '[child.age_from]\nvalue = 9\nstatus = "stated"\nsource = "Leaflet"\n',
        "child.age_from",
        "no day",
        "2026-11-21",
    ),
    (
        "a phone number that is none",
        '[offices.sign_in_help]\nvalue = { name = { en = "Team" }, kind = "phone", value = "ring us" }\n'
        + FACT,
        "offices.sign_in_help.value",
        "ring us",
        "a UK number",
    ),
    (
        "an e-mail address that is none",
        '[offices.sign_in_help]\nvalue = { name = { en = "Team" }, kind = "email", value = "team at" }\n'
        + FACT,
        "offices.sign_in_help.value",
        "team at",
        "an address",
    ),
    (
        "a language that does not exist",
        'languages = ["en", "xq"]\n',
        "languages number 2",
        "xq",
        "a language tag",
    ),
    (
        "words in a language that does not exist",
        '[child.in_words]\nvalue = { en = "Yes", welsh = "Ie" }\n' + FACT,
        "child.in_words.value",
        "welsh",
        "a language tag",
    ),
    (
        "words without English",
        '[child.in_words]\nvalue = { cy = "Ie" }\n' + FACT,
        "child.in_words.value",
        "cy",
        "{ en = ",
    ),
    (
        "no words",
        '[child.in_words]\nvalue = { en = " " }\n' + FACT,
        "child.in_words.value.en",
        "empty",
        "one word",
    ),
    (
        "markup",
        '[child.in_words]\nvalue = { en = "<b>" }\n' + FACT,
        "child.in_words.value.en",
        "<b>",
        "plain words",
    ),
    ("an unsafe link", 'leave_url = "javascript:alert(1)"\n', "leave_url", "javascript:alert(1)", "https://"),
    ("a link without security", 'leave_url = "http://example.org"\n', "leave_url", "http://", "https://"),
    (
        "a link with a name in it",
        'leave_url = "https://bbc.co.uk@evil.example/"\n',
        "leave_url",
        "evil",
        "https://",
    ),
    ("a link with a blank", 'leave_url = "https://bbc.co.uk/a b"\n', "leave_url", "a b", "https://"),
    ("a colour that is none", 'brand = { colour = "blue" }\n', "brand.colour", "blue", "#0b3d63"),
    ("a pale colour", 'brand = { colour = "#6699cc" }\n', "brand.colour", "contrast of", "7 to 1"),
    (
        "a host name that is none",
        'hostnames = ["https://a.example"]\n',
        "hostnames number 1",
        "https://",
        "a name",
    ),
    ("a version before the first", "version = 0\n", "version", "0", "greater than or equal to 1"),
    (
        "a length of nothing",
        '[letter.within]\nvalue = { duration = { amount = 0, unit = "days" }, strength = "aim" }\n' + FACT,
        "letter.within.value.duration.amount",
        "0",
        "greater than or equal to 1",
    ),
    (
        "a scale with one end",
        "[question_set]\n"
        + FACT
        + '[question_set.value]\nid = "a"\nversion = 1\ntitle = { en = "A" }\n'
        + '[[question_set.value.questions]]\nid = "s"\nkind = "scale"\ntext = { en = "S" }\n'
        + 'low_end = { en = "Low" }\n',
        "question_set.value.questions number 1",
        "an end without words",
        "low_end and high_end",
    ),
    (
        "a form without questions",
        "[question_set]\n"
        + FACT
        + '[question_set.value]\nid = "a"\nversion = 1\ntitle = { en = "A" }\nquestions = []\n',
        "question_set.value",
        "an empty list",
        "at least one question",
    ),
    (
        "two questions of one name",
        "[question_set]\n"
        + FACT
        + '[question_set.value]\nid = "a"\nversion = 1\ntitle = { en = "A" }\n'
        + 'questions = [{ id = "s", text = { en = "S" } }, { id = "s", text = { en = "T" } }]\n',
        "question_set.value",
        "s",
        "a different id",
    ),
]


@pytest.mark.parametrize(
    ("profile", "key", "found", "expected"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG]
)
def test_a_mistake_names_file_key_what_was_found_and_what_was_expected(
    folder: Path, profile: str, key: str, found: str, expected: str
) -> None:
    write(folder, HEAD + profile)

    (problem,) = problems(folder)

    assert problem.file == "riverton/profile.toml"
    assert problem.key == key
    assert found in problem.found
    assert expected in problem.expected
    assert problem.sentence.endswith(".")


def test_all_mistakes_of_all_councils_are_named_at_once(folder: Path) -> None:
    write(folder, HEAD + '[child.age_from]\nvalue = "ten"\nstatus = "stated"\n[scale]\nuse = 1\n')
    write(folder, HEAD.replace("Riverton", "Otherton") + 'leave_url = "ftp://x"\n', key="otherton")

    found = {(problem.file, problem.key) for problem in problems(folder)}

    assert found == {
        ("otherton/profile.toml", "leave_url"),
        ("riverton/profile.toml", "child.age_from.value"),
        ("riverton/profile.toml", "scale.use"),
    }


def test_a_missing_profile(folder: Path) -> None:
    (folder / "riverton").mkdir()

    (problem,) = problems(folder)

    assert (problem.file, problem.sentence) == ("riverton/profile.toml", "This file is missing.")


def test_a_broken_line(folder: Path) -> None:
    write(folder, HEAD + "[child\n")

    (problem,) = problems(folder)

    assert "line 4" in problem.found
    assert "quote and bracket" in problem.expected


def test_a_file_in_another_encoding(folder: Path) -> None:
    write(folder, HEAD)
    (folder / "riverton" / "profile.toml").write_bytes(HEAD.encode("utf-16"))

    (problem,) = problems(folder)

    assert "UTF-8" in problem.expected


def test_a_missing_name(folder: Path) -> None:
    write(folder, 'extends = "barnsley"\nshort_name = "Riverton"\n')

    (problem,) = problems(folder)

    assert (problem.key, problem.sentence) == ("name", "This key is missing.")


def test_a_council_without_a_nation(folder: Path) -> None:
    write(folder, 'name = "Riverton Council"\nshort_name = "Riverton"\n')

    assert [problem.key for problem in problems(folder)] == ["calendar", "nation"]


def test_a_folder_that_extends_itself(folder: Path) -> None:
    write(folder, HEAD.replace("_england", "riverton"))

    (problem,) = problems(folder)

    assert problem.key == "extends"
    assert problem.found == "riverton extends riverton"


def test_folders_that_extend_each_other(folder: Path) -> None:
    write(folder, HEAD.replace("_england", "otherton"))
    write(folder, HEAD.replace("_england", "riverton"), key="otherton")

    found = {problem.found for problem in problems(folder)}

    assert "riverton extends otherton extends riverton" in found
    assert all(
        problem.sentence == "These folders extend each other in a ring." for problem in problems(folder)
    )


def test_a_folder_that_is_not_there_to_extend(folder: Path) -> None:
    write(folder, HEAD.replace("_england", "_englnd"))

    (problem,) = problems(folder)

    assert (problem.found, problem.expected) == ('"_englnd"', '"_england", perhaps')


def test_extends_that_is_no_name(folder: Path) -> None:
    write(folder, HEAD.replace('"_england"', "5"))

    assert "extends" in [problem.key for problem in problems(folder)]


def test_a_mistake_in_a_region_is_named_once_and_in_its_own_file(folder: Path) -> None:
    write(folder, HEAD + '[child.age_from]\nvalue = "ten"\n' + FACT)
    for key in ("one", "two"):
        write(folder, f'extends = "riverton"\nname = "{key}"\nshort_name = "{key}"\n', key=key)

    (problem,) = problems(folder)

    assert (problem.file, problem.key) == ("riverton/profile.toml", "child.age_from.value")


@pytest.mark.parametrize("key", ["River Ton", "-x", "m", "staff"])
def test_a_folder_name_that_cannot_be_an_address(folder: Path, key: str) -> None:
    write(folder, HEAD, key=key)

    catalogue = load_catalogue(folder)

    assert catalogue.get(key) is None
    assert [problem.found for problem in catalogue.problems] == [key]


def test_two_councils_with_one_host_name(folder: Path) -> None:
    for key in ("one", "two"):
        write(folder, HEAD + 'hostnames = ["meeting.example.org"]\n', key=key)

    (problem,) = load_catalogue(folder).problems

    assert (problem.file, problem.key) == ("two/profile.toml", "hostnames")


PAGES = [
    ("en/before.md", "Hello\n", "line 1", "The first line must be +++"),
    ("en/before.md", "+++\ntitle = Before\n+++\nHello\n", "line 2", "cannot be read"),
    ("en/before.md", '+++\ntitle = "Before"\n+++\nHello\n', "line 2", '"order"'),
    ("xq/before.md", '+++\ntitle = "Before"\norder = 1\nchecked = 2026-11-21\n+++\nHello\n', "", "xq"),
]


@pytest.mark.parametrize(("path", "text", "key", "found"), PAGES)
def test_a_page_with_a_broken_header(folder: Path, path: str, text: str, key: str, found: str) -> None:
    write(folder, HEAD)
    page = folder / "riverton" / "guide" / path
    page.parent.mkdir(parents=True)
    page.write_text(text, encoding="utf-8")

    (problem,) = problems(folder)

    assert (problem.file, problem.key) == (f"riverton/guide/{path}", key)
    assert found in problem.found


def test_a_version_under_another_name(folder: Path) -> None:
    write(folder, HEAD)
    (folder / "riverton" / "versions").mkdir()
    (folder / "riverton" / "versions" / "1.toml").write_text(HEAD + "version = 7\n", encoding="utf-8")

    (problem,) = problems(folder)

    assert problem.file == "riverton/versions/1.toml"
    assert problem.found == "version = 7"


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    catalogue = load_catalogue(tmp_path / "nowhere")

    assert catalogue.all() == []
    assert [problem.sentence for problem in catalogue.problems] == ["There is no such folder."]


def test_without_the_general_questions_no_council_is_served(tmp_path: Path) -> None:
    catalogue = load_catalogue(tmp_path)

    assert catalogue.all() == []
    assert [problem.file for problem in catalogue.problems] == ["_base/questions.toml"]


def test_the_shipped_councils_have_no_faults() -> None:
    assert [one.key for one in shipped().all()] == [
        "barnsley",
        "mid-and-west-wales",
        "northamptonshire",
        "kensington-and-chelsea",
        "sample-english-council",
    ]
    assert [problem for problem in shipped().problems if not problem.file.startswith("_base/guide")] == []


def test_no_code_knows_a_council_by_name() -> None:
    root = FOLDER.parent
    names = {*KEYS, *(one.short_name for one in shipped().all())}
    written = [*(root / "app").rglob("*.py"), *(root / "templates").rglob("*.*")]

    found = [
        (path.name, name)
        for path in written
        for name in names
        if name.lower() in path.read_text(encoding="utf-8").lower()
    ]

    assert found == []

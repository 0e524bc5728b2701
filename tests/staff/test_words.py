"""The words of the staff's pages: plain, and every one of them offered for translation."""

from sqlalchemy import update
from sqlmodel import col

from app.access.transactions import transaction
from app.families.tables import Person
from tests.staff import addresses
from tests.support import readability
from tests.support.browser import Browser, ShownPage
from tests.support.pseudo import CLOSING, OPENING, pseudo_languages
from tests.support.world import World

MOST_WORDS = 20
HIGHEST_GRADE = 5
DATA = "bdi, .own-words, option, [lang]:not(html), input, textarea, .count"


def pages(people: World) -> list[str]:
    """Return every kind of page that an administrator sees."""
    file, member, meeting = (
        addresses.file_of(people),
        addresses.member(people, people.amira),
        addresses.meeting(people),
    )
    return [
        "/staff",
        "/staff/families",
        "/staff/families/new",
        *(f"{file}{page}" for page in ("", "/children/new", "/members/new", "/meetings/new", "/staff")),
        *(
            f"{member}{page}"
            for page in ("", "/details", "/contact", "/safe-contact", "/protected", "/remove")
        ),
        *(f"{meeting}{page}" for page in ("", "/change", "/cancel", "/invitations", "/professionals/new")),
    ]


def untranslated(page: ShownPage) -> list[str]:
    """Return the words of a page's main part that no catalogue was asked for."""
    main = page.soup.select_one("main")
    assert main is not None
    for data in main.select(DATA):
        data.decompose()
    depth, left = 0, []
    for sign in main.get_text(" "):
        depth += (sign == OPENING) - (sign == CLOSING)
        if depth == 0 and sign.isalpha():
            left.append(sign)
    return left


def test_the_pages_are_plain(ada: Browser, people: World) -> None:
    together = ""
    for path in pages(people):
        html = ada.get(path).html
        together += "".join(f"<p>{block}</p>" for block in readability.prose(html))

        long = [one for one in readability.sentences(html) if len(readability.words(one)) > MOST_WORDS]
        assert not long, path
        assert set(readability.banned(html)) <= {"professionals"}, path

    assert readability.grade(together) <= HIGHEST_GRADE


def test_every_word_is_offered_for_translation(ada: Browser, people: World) -> None:
    tag = pseudo_languages()[1].tag
    with transaction(ada.installation, writes=True) as session:
        session.execute(update(Person).where(col(Person.id) == people.ada.person_id).values(language=tag))

    for path in pages(people):
        page = ada.get(path)

        assert page.soup.select_one("html[dir=rtl]")
        assert "".join(untranslated(page)) == "", path

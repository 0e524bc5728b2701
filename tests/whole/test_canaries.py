"""In every kind of what somebody has stands a word of their own: nobody else's page or file holds it.

Who may read which kind of words is said in policy.toml.
"""

import html
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import pikepdf
import pypdfium2
import pytest

from app.families.models import Role
from app.kit import logs
from app.outbox.models import ChannelKind, Outgoing
from app.outbox.sending import send_due
from tests.support import policy
from tests.support.asking import Answer, Plain
from tests.support.belongings import canary
from tests.support.cells import addresses_near
from tests.support.crowd import HOLDERS, Crowd
from tests.support.crowded import Crowded
from tests.support.figures import Count
from tests.support.helpers import HELPERS
from tests.support.mail import Postbox
from tests.whole.conftest import is_personal

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
FILES = ("/m/reports/[a-z2-7]{26}/original", "/staff/families/[a-z2-7]{26}/reports/[a-z2-7]{26}/file")
REPLIES = re.compile(r"/staff/families/[a-z2-7]{26}/reports/replies/[a-z2-7]{26}")
DOWNLOADS = re.compile("|".join(FILES))
WORD = re.compile(r"q[a-z]{11}(?![a-z])")
SIGNS_OUT = ("/m/sign-out", "/leave")
MOST = 900


@dataclass(frozen=True)
class Artefact:
    """Something that was given to somebody: a page with its headers, a file, a message."""

    reader: str
    where: str
    text: str


@dataclass
class Everything:
    """All that was given to anybody while everybody read everything, and all that was logged meanwhile."""

    artefacts: list[Artefact] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    messages: list[Outgoing] = field(default_factory=list)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)


class Listening(logging.Handler):
    """Keeps every line of every log."""

    def __init__(self, lines: list[str]) -> None:
        """Take where to keep them."""
        super().__init__(0)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, with an error's own words where there are some."""
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def everything(crowded: Crowded) -> Everything:
    """Let everybody open every page they find a way to, every file, and every message."""
    found = Everything(words=planted(crowded.crowd))
    listening = Listening(found.logged)
    log = logging.getLogger()
    log.addHandler(listening)
    level = logs.log.level
    logs.log.setLevel(logging.INFO)
    with crowded.copied() as copy:
        for name in crowded.crowd.people:
            with copy.asking(name) as (client, token):
                found.artefacts += read_all(client, token, name, addresses_near(crowded.crowd, name))
        box = Postbox(copy.installation)
        while send_due(copy.installation, {ChannelKind.EMAIL: box, ChannelKind.SMS: box}):
            pass
        found.messages = box.messages
    logs.log.setLevel(level)
    log.removeHandler(listening)
    return found


def planted(crowd: Crowd) -> dict[str, tuple[str, str]]:
    """Return every word that might stand somewhere, with whose it is and in what kind of words."""
    return {canary(name, kind): (name, kind) for name, kind in product(crowd.people, policy.read().words)}


def read_all(client: Plain, token: str, name: str, starts: list[str]) -> Iterator[Artefact]:
    """Open every page that somebody finds a way to, and every file."""
    waiting, seen = [*starts], set[str]()
    while waiting:
        address = waiting.pop(0)
        if address in seen or not is_personal(address) or address.startswith(SIGNS_OUT):
            continue
        seen.add(address)
        assert len(seen) < MOST, "the portal has no end"
        answer = client.get(address)
        if answer.status == 303 and REPLIES.fullmatch(address):
            client.post(address, {"form_token": token})
            answer = client.get(address)
        yield Artefact(name, address, text_of(answer))
        waiting += [html.unescape(link) for link in LINK.findall(answer.text)]
        waiting += [answer.header("location")] if answer.status == 303 else []
        if DOWNLOADS.fullmatch(address):
            file = client.post(address, {"form_token": token})
            yield Artefact(name, f"the file of {address}", text_of(file))


def text_of(answer: Answer) -> str:
    """Return all that an answer gives away: its headers, its page, the text and facts of a file."""
    told = " ".join(f"{name}: {value}" for name, value in answer.headers)
    if answer.header("content-type").startswith("application/pdf"):
        with pikepdf.open(io.BytesIO(answer.content)) as file:
            told += str(dict(file.docinfo)) if file.docinfo else ""
        pages = pypdfium2.PdfDocument(answer.content)
        return told + " ".join(page.get_textpage().get_text_bounded() for page in pages)
    return told + html.unescape(answer.text)


def relation(crowd: Crowd, owner: str, reader: str) -> str:
    """Say what somebody is to whoever owns a word."""
    mine, theirs = crowd[reader], crowd[owner]
    if reader == owner:
        return "owner"
    if reader in HELPERS and HELPERS[reader][0] == owner:
        return (
            "helper" if reader in policy.read().group("helpers with rights") else "somebody named as helper"
        )
    if owner in HELPERS and HELPERS[owner][0] == reader:
        return "whom they help"
    if HOLDERS.get(owner) == reader:
        return "officer"
    if mine.council == theirs.council and mine.role is Role.COUNCIL_ADMIN:
        return "council administrator"
    return of_family(crowd, reader, theirs.family_id or "")


def of_family(crowd: Crowd, reader: str, family: str) -> str:
    """Say what a member of staff is to a family."""
    rules = policy.read()
    allocated = {"ada": "amira", "sam": "amira", "dev": "amira", "hope": "amira"}
    allocated |= {"tess": "erin", "cora": "erin", "farid": "otto", "fritz": "otto"}
    if reader not in allocated or crowd[allocated[reader]].family_id != family:
        return "nobody to them"
    if reader == "hope":
        return "staff in an emergency"
    return "chair" if reader in rules.group("chairs") else "case worker"


def test_nobody_reads_a_word_that_is_not_for_them(
    crowded: Crowded, everything: Everything, count: Count
) -> None:
    rules, wrong = policy.read().words, []
    for artefact in everything.artefacts:
        for word in set(WORD.findall(artefact.text.lower())) & set(everything.words):
            owner, kind = everything.words[word]
            who = relation(crowded.crowd, owner, artefact.reader)
            if who not in rules[kind]:
                wrong.append(f"{artefact.reader} reads at {artefact.where}: {kind} of {owner} ({who})")
    count(
        "canaries",
        pages_files_and_messages=len(everything.artefacts) + len(everything.messages),
        words=len(everything.words),
        read_by_somebody_else=len(wrong),
    )

    assert not wrong, "\n".join(sorted(set(wrong)))


def test_everybody_does_read_what_is_for_them(crowded: Crowded, everything: Everything) -> None:
    seen = {
        (everything.words[word][1], relation(crowded.crowd, everything.words[word][0], artefact.reader))
        for artefact in everything.artefacts
        for word in set(WORD.findall(artefact.text.lower())) & set(everything.words)
    }

    missed = {(kind, who) for kind, readers in policy.read().words.items() for who in readers} - seen
    assert not missed, f"policy.toml lets them read it, and no page shows it: {sorted(missed)}"


def test_a_message_holds_no_word_of_anybody(everything: Everything) -> None:
    for message in everything.messages:
        assert not set(WORD.findall(f"{message.subject} {message.body}".lower())) & set(everything.words)

    assert len(everything.messages) > 20


def test_no_log_holds_a_word_a_name_an_address_or_a_secret(
    crowded: Crowded, everything: Everything, count: Count
) -> None:
    lines = "\n".join(everything.logged)
    known = set(everything.words) | {who.pin for who in crowded.crowd.people.values() if who.pin}
    for who in crowded.crowd.people.values():
        known |= {who.name, who.contact, who.person_id, who.family_id or who.name}
    for things in crowded.crowd.things.values():
        known |= {value for value in things.values() if len(value) >= len("identifier")}

    found = {secret for secret in known if re.search(rf"(?<![\w-]){re.escape(secret)}(?![\w-])", lines)}
    count("logs", lines=len(everything.logged), secrets=len(known), found=len(found))
    assert len(everything.logged) > len(everything.artefacts) / 2
    assert not found, found

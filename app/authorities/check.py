"""What is wrong with the councils' files, and what each council must settle before it goes live."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from app.authorities.catalogue import BASE, load_catalogue, read_authority, read_general_questions
from app.authorities.contacts import Contact
from app.authorities.facts import Fact, Status
from app.authorities.findings import Finding, Level, ProfileBroken, fault, to_confirm
from app.authorities.layers import PROFILE, Layer, folders, origin, read_table, stack
from app.authorities.models import Authority

EXAMPLE = "_example"
FactPath = tuple[str, ...]

HEADINGS = {
    Level.FAULT: "Faults: a council with a fault is not served.",
    Level.BEFORE_GOING_LIVE: "Before going live: families are told to ask instead.",
}

NEEDED: dict[FactPath, str] = {
    ("offices", "sign_in_help"): "Families need a number to ring when they cannot sign in.",
    ("data_controller",): "It has to be clear who answers for families' data.",
    ("complaints_owner",): "It has to be clear who answers complaints.",
}


def check(folder: Path) -> list[Finding]:
    """Look at every profile, and say what to put right and what to settle before going live."""
    catalogue = load_catalogue(folder)
    findings = set(catalogue.problems)
    if folder.is_dir():
        findings |= set(_example_problems(folder)) | set(_nation_problems(folder))
    for authority in catalogue.all():
        findings |= set(before_going_live(authority, stack(folder, authority.key)))
    return sorted(findings)


def render(findings: Sequence[Finding]) -> list[str]:
    """Write findings as plain lines, faults first."""
    if not findings:
        return ["Every profile is in order."]
    lines: list[str] = []
    for level, heading in HEADINGS.items():
        of_level = [finding for finding in findings if finding.level is level]
        lines += [heading, *(_line(finding) for finding in of_level), ""] if of_level else []
    return lines[:-1]


def _line(finding: Finding) -> str:
    """Write one finding as one line."""
    place = f"{finding.file}, {finding.key}" if finding.key else finding.file
    return f"  {place}: {finding.sentence} Found: {finding.found.rstrip('.')}. Expected: {finding.expected}."


def _example_problems(folder: Path) -> Iterable[Finding]:
    """Check the folder that people copy."""
    if not (folder / EXAMPLE).is_dir():
        return []
    try:
        read_authority(folder, EXAMPLE, read_general_questions(folder))
    except ProfileBroken as broken:
        return broken.findings
    return []


def _nation_problems(folder: Path) -> Iterator[Finding]:
    """Look for promises at the level of a nation, where none may stand."""
    for key in folders(folder):
        if not key.startswith("_") or key in {BASE, EXAMPLE}:
            continue
        file = f"{key}/{PROFILE}"
        try:
            table = read_table(folder, file)
        except ProfileBroken as broken:
            yield from broken.findings
            continue
        for place in _durations(table, ()):
            sentence = "A nation makes no promise: this belongs in a council's profile."
            yield fault(file, place, sentence, found="a length of time", expected="no such key here")


def _durations(value: Any, path: FactPath) -> Iterator[str]:
    """Name every place in a table that holds a length of time."""
    if isinstance(value, list):
        for inner in value:
            yield from _durations(inner, path)
    if not isinstance(value, dict):
        return
    if "duration" in value:
        yield ".".join(path)
    for key, inner in value.items():
        yield from _durations(inner, (*path, key))


def facts(model: BaseModel, path: FactPath = ()) -> Iterator[tuple[FactPath, Fact[Any]]]:
    """Go through every fact of a profile, with its key."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, Fact):
            yield (*path, name), value
        elif isinstance(value, BaseModel):
            yield from facts(value, (*path, name))


def before_going_live(authority: Authority, layers: Sequence[Layer]) -> Iterator[Finding]:
    """Say what a council still has to settle."""
    for path, fact in facts(authority):
        file, key = origin(layers, path), ".".join(path)
        if not fact.is_known and fact.note:
            sentence, expected = "The council has to say what is right here.", "a value with its source"
            yield to_confirm(file, key, sentence, found=fact.note.rstrip("."), expected=expected)
        elif not fact.is_known and path in NEEDED:
            yield to_confirm(file, key, NEEDED[path], found="not stated", expected="a value with its source")
        yield from _doubts(file, key, fact.value)
    yield from _missing_contacts(authority, layers)


def _doubts(file: str, key: str, value: object) -> Iterator[Finding]:
    """Name every contact that may be wrong."""
    for contact in value if isinstance(value, tuple) else (value,):
        if isinstance(contact, Contact) and contact.is_in_doubt:
            sentence = f"This contact may be wrong, so families cannot tap it. {contact.doubt}"
            found = f"{contact.name.en}, {contact.value}"
            yield to_confirm(file, key, sentence, found=found, expected="a checked number, and no doubt")


def _missing_contacts(authority: Authority, layers: Sequence[Layer]) -> Iterator[Finding]:
    """Name what families cannot do without: somewhere to complain, and helplines that answer."""
    contacts = authority.complaint.contacts.value or ()
    if all(contact.is_in_doubt for contact in contacts):
        sentence, expected = "Families need somebody to complain to.", "at least one checked contact"
        yield to_confirm(
            layers[0].file, "complaint.contacts", sentence, found="no contact", expected=expected
        )
    if authority.helplines.status is not Status.CONFIRMED:
        sentence = "The national helplines have to be confirmed by the council."
        expected = '[helplines] with status = "confirmed", a source and the day of the check'
        found = authority.helplines.status.value
        yield to_confirm(layers[0].file, "helplines", sentence, found=found, expected=expected)

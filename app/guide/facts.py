"""What a council says, as the guide's texts may test and quote it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel

from app.authorities.before import AbsentRoute, AbsentWay, Attendee, Pack, ReportLead, SupporterKind
from app.authorities.contacts import Contact
from app.authorities.facts import Fact, Promise, Strength, Text
from app.authorities.meeting import ClosedPart, Framework, Step
from app.authorities.models import Authority
from app.guide.phrases import Phrases
from app.kit.markdown import Condition
from app.kit.markdown_html import Phrase, Piece


@dataclass(frozen=True)
class CouncilFacts:
    """The facts of one council in the words of one language."""

    authority: Authority
    phrasing: Phrases

    def holds(self, condition: Condition) -> bool:
        """Say whether a condition is met; what a council does not state meets only "not known"."""
        value, kind = find(self.authority, condition.fact)
        if condition.verb in ("known", "not known"):
            return (value is not None) == (condition.verb == "known")
        _require_choice(condition, kind)
        if value is None:
            return False
        parts = value if condition.verb == "includes" else [value]
        return any(_plain(part) == condition.value for part in parts)

    def phrases(self, fact: str) -> Sequence[Phrase]:
        """Give a fact in plain words."""
        value, _ = find(self.authority, fact)
        if isinstance(value, Promise) and fact.endswith(".every"):
            return [[Piece(self.phrasing.every_so_often(value.duration))]]
        if isinstance(value, tuple) and value and isinstance(value[0], SupporterKind):
            return [[Piece(self.phrasing.one_of(value))]]
        if isinstance(value, Framework):
            return [self.said(label) for label in value.labels]
        parts = value if isinstance(value, tuple) else [value]
        return [list(self._phrase(fact, part)) for part in parts]

    def said(self, text: Text) -> list[Piece]:
        """Give words of the council, marked with their language where it is another one."""
        spoken = text.say(self.phrasing.language)
        return [Piece(spoken.text, "" if spoken.language == self.phrasing.language else spoken.language)]

    def _phrase(self, fact: str, value: Any) -> Iterator[Piece]:
        match value:
            case Text():
                yield from self.said(value)
            case int() if not isinstance(value, bool):
                yield Piece(str(value))
            case Promise():
                yield Piece(self.phrasing.amount_of(value.duration))
            case ReportLead():
                amount = self.phrasing.amount_of(value.before.duration)
                yield Piece(self.phrasing.report[value.author].replace("{amount}", amount))
            case Step() | ClosedPart() | AbsentWay() | Pack() | Attendee() | Contact():
                yield from self._told(value)
            case _:
                raise KeyError(f"{fact} can be tested but not quoted; it")

    def _told(self, value: Step | ClosedPart | AbsentWay | Pack | Attendee | Contact) -> Iterator[Piece]:
        match value:
            case Step():
                yield from self._sentences(value.words, value.detail)
                is_unexplained = value.is_closed and value.detail is None
                yield Piece(f" {self.phrasing.closed_step}" if is_unexplained else "")
            case ClosedPart():
                yield from self._sentences(value.words, value.reason, value.meanwhile)
            case AbsentWay():
                yield from self.said(value.words)
            case Pack():
                yield from self._with_aside(self.said(value.name), value.for_whom)
            case Attendee():
                yield from self._attendee(value)
            case _:
                yield from self._contact(value)

    def _sentences(self, *texts: Text | None) -> Iterator[Piece]:
        for at, text in enumerate(one for one in texts if one is not None):
            yield Piece(" " if at else "")
            yield from self.said(text)

    def _attendee(self, attendee: Attendee) -> Iterator[Piece]:
        comes = Piece(self.phrasing.comes[attendee.comes])
        yield from self._with_aside([*self.said(attendee.who), comes], attendee.when)

    def _with_aside(self, pieces: Sequence[Piece], aside: Text | None) -> Iterator[Piece]:
        yield from pieces
        if aside is not None:
            yield Piece(", ")
            for piece in self.said(aside):
                yield replace(piece, text=_inside_a_sentence(piece.text))

    def _contact(self, contact: Contact) -> Iterator[Piece]:
        yield from self.said(contact.name)
        yield Piece(": ")
        yield Piece(contact.value, href=contact.href or "")
        yield Piece(f". {self.phrasing.in_doubt}" if contact.is_in_doubt else "")


def find(authority: Authority, fact: str) -> tuple[Any, Any]:
    """Find a fact's value, None when it is not stated, and the kind of value it can have.

    Raises KeyError.
    """
    group: Any = authority
    *groups, last = fact.split(".")
    for name in groups:
        group = getattr(group, name, None)
    if not isinstance(group, BaseModel) or last not in type(group).model_fields:
        raise KeyError(fact)
    found = getattr(group, last)
    kind: Any = type(group).model_fields[last].annotation
    if isinstance(found, Fact):
        return found.value, kind.__pydantic_generic_metadata__["args"][0]
    if isinstance(found, BaseModel):
        raise KeyError(fact)
    return found, kind


def _require_choice(condition: Condition, kind: Any) -> None:
    """Refuse a value that this kind of fact can never have.

    Raises KeyError.
    """
    is_list = bool(get_args(kind))
    choices = _choices(get_args(kind)[0] if is_list else kind)
    if is_list != (condition.verb == "includes") or (choices and condition.value not in choices):
        raise KeyError(f'"{condition.fact} {condition.verb} {condition.value}"')


def _choices(kind: Any) -> Collection[str]:
    if kind is bool:
        return ("yes", "no")
    enum = {Promise: Strength, AbsentWay: AbsentRoute}.get(kind, kind)
    return [str(member.value) for member in enum] if issubclass(enum, Enum) else ()


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Promise):
        return str(value.strength)
    return str(value.route if isinstance(value, AbsentWay) else value)


def _inside_a_sentence(text: str) -> str:
    """Begin small what is no name and no short form."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text

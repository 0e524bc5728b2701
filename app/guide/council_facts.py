"""Every fact of a council as its staff read it: value, status, source, day of the check, and doubts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.authorities.check import facts as all_facts
from app.authorities.contacts import Contact
from app.authorities.facts import Fact, Promise
from app.authorities.question_sets import QuestionSet
from app.guide.fact_names import CHOICES, GROUPS, NAMES, NO, STATUSES, STRENGTHS, YES
from app.guide.facts import CouncilFacts
from app.kit.markdown_html import Phrase


@dataclass(frozen=True)
class FactShown:
    """One fact. The texts are for translation, but the council's own words and its notes for staff."""

    key: str
    name: str
    status: str
    is_known: bool
    quoted: Sequence[Phrase]
    choices: Sequence[str]
    strength: str
    ask_instead: str
    source: str
    checked: date | None
    notes: Sequence[str]


@dataclass(frozen=True)
class FactGroup:
    """Facts about one subject."""

    name: str
    facts: list[FactShown]


def council_facts(said: CouncilFacts) -> list[FactGroup]:
    """List every fact of a council by subject, in the order of the guide."""
    groups = {key: FactGroup(name, []) for key, name in GROUPS.items()}
    for path, fact in all_facts(said.authority):
        groups[path[0] if len(path) > 1 else ""].facts.append(_shown(said, ".".join(path), fact))
    return list(groups.values())


def _shown(said: CouncilFacts, key: str, fact: Fact[Any]) -> FactShown:
    choices = list(_choices(fact.value))
    return FactShown(
        key=key,
        name=NAMES[key],
        status=STATUSES[fact.status],
        is_known=fact.is_known,
        quoted=[] if choices or not fact.is_known else _quoted(said, key, fact.value),
        choices=choices,
        strength=STRENGTHS[fact.value.strength] if isinstance(fact.value, Promise) else "",
        ask_instead=fact.ask_instead,
        source=fact.source,
        checked=fact.checked,
        notes=list(_notes(fact)),
    )


def _choices(value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield YES if value else NO
        return
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, StrEnum) and one in CHOICES:
            yield CHOICES[one]


def _quoted(said: CouncilFacts, key: str, value: Any) -> Sequence[Phrase]:
    if isinstance(value, QuestionSet):
        return [said.said(question.text) for question in value.questions]
    return said.phrases(key)


def _notes(fact: Fact[Any]) -> Iterator[str]:
    """Give what stands in the profile for staff alone: why a value is missing or in doubt."""
    if fact.note:
        yield fact.note
    for one in fact.value if isinstance(fact.value, tuple) else (fact.value,):
        if isinstance(one, Contact) and one.is_in_doubt:
            yield f"{one.name.en}, {one.value}: {one.doubt}"

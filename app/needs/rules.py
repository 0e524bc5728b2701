"""Decisions about needs: what a form asks for, what stands now, and what one press of Send changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.needs.models import Change, Gender, Need, NeedKind, Wish

DETAILS = ("spoken", "spoken_other", "dialect", "gender", "stranger", "sign", "more")


def wishes(things: Iterable[NeedKind], details: Mapping[str, str]) -> tuple[Wish, ...]:
    """Return what a form asks for, in the order of the page; whoever wrote a detail means its box too."""
    found = {kind: Wish(kind) for kind in things}
    spoken = {name: details[name].strip() for name in ("spoken", "spoken_other", "dialect")}
    gender, is_stranger = Gender(details["gender"]), bool(details["stranger"])
    if NeedKind.INTERPRETER in found or any(spoken.values()) or gender or is_stranger:
        found[NeedKind.INTERPRETER] = Wish(
            NeedKind.INTERPRETER, gender=gender, is_stranger=is_stranger, **spoken
        )
    sign, more = details["sign"].strip(), details["more"].strip()
    if sign or NeedKind.SIGNER in found:
        found[NeedKind.SIGNER] = Wish(NeedKind.SIGNER, sign)
    if more:
        found[NeedKind.MORE] = Wish(NeedKind.MORE, more)
    return tuple(found[kind] for kind in NeedKind if kind in found)


def as_typed(standing: Iterable[Need]) -> dict[str, Any]:
    """Return a form as it was filled in for what stands now."""
    by_kind = {need.wish.kind: need.wish for need in standing}
    interpreter = by_kind.get(NeedKind.INTERPRETER, Wish(NeedKind.INTERPRETER))
    return {
        "things": [kind.value for kind in by_kind if kind is not NeedKind.MORE],
        "spoken": interpreter.spoken,
        "spoken_other": interpreter.spoken_other,
        "dialect": interpreter.dialect,
        "gender": interpreter.gender.value,
        "stranger": "yes" if interpreter.is_stranger else "",
        "sign": by_kind[NeedKind.SIGNER].words if NeedKind.SIGNER in by_kind else "",
        "more": by_kind[NeedKind.MORE].words if NeedKind.MORE in by_kind else "",
    }


def written(wish: Wish) -> str:
    """Write a wish as one text, to be sealed."""
    return json.dumps(asdict(wish), ensure_ascii=False, sort_keys=True)


def read(text: str) -> Wish:
    """Read a wish that was written."""
    known = json.loads(text)
    return Wish(**{**known, "kind": NeedKind(known["kind"]), "gender": Gender(known["gender"])})


def standing(needs: Iterable[Need], number: int) -> tuple[Need, ...]:
    """Return what stood after one press of Send, in the order of the page."""
    return in_order(
        need
        for need in needs
        if need.from_number <= number and (need.until_number is None or number < need.until_number)
    )


def in_order(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return needs in the order of the page."""
    order = list(NeedKind)
    return tuple(sorted(needs, key=lambda need: order.index(need.wish.kind)))


def change(needs: Iterable[Need], number: int, at: datetime, *, is_beside: bool) -> Change:
    """Return what one press of Send changed."""
    every = tuple(needs)
    before = {need.wish.kind: need.wish for need in standing(every, number - 1)}
    after = {need.wish.kind: need.wish for need in standing(every, number)}
    return Change(
        number=number,
        at=at,
        is_beside=is_beside,
        new=tuple(wish for kind, wish in after.items() if kind not in before),
        changed=tuple(
            (before[kind], wish) for kind, wish in after.items() if kind in before and before[kind] != wish
        ),
        gone=tuple(wish for kind, wish in before.items() if kind not in after),
    )

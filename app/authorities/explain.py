"""Turning what the models refuse into findings that name file, key, what was found and what was expected."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from app.authorities.checks import DAY_EXPECTED, TEXT_EXPECTED
from app.authorities.findings import Finding, fault
from app.authorities.layers import KeyPath, Layer, origin

LONGEST_FOUND = 80

EXPECTED = {
    "string_type": 'words in quotes, such as "Ask the chair."',
    "int_type": "a whole number without quotes, such as 2",
    "bool_type": "true or false, without quotes",
    "tuple_type": 'a list in square brackets, such as [{ en = "…" }]',
    "date_type": DAY_EXPECTED,
    "date_parsing": DAY_EXPECTED,
    "date_from_datetime_parsing": DAY_EXPECTED,
    "date_from_datetime_inexact": DAY_EXPECTED,
    "mapping_type": TEXT_EXPECTED,
    "dict_type": TEXT_EXPECTED,
    "model_type": "a table with keys of its own, such as { key = … }",
}


def explain(error: ValidationError, layers: Sequence[Layer], model: type[BaseModel]) -> list[Finding]:
    """Say everything that a model refused, in plain words."""
    return [_explain_one(details, layers, model) for details in error.errors()]


def _explain_one(details: ErrorDetails, layers: Sequence[Layer], model: type[BaseModel]) -> Finding:
    """Say one refusal in plain words."""
    path: KeyPath = details["loc"]
    sentence, found, expected = _words(details, model)
    return fault(origin(layers, path), written(path), sentence, found=found, expected=expected)


def _words(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str, str]:
    """Say what is wrong, what was found and what was expected."""
    path, context, found = details["loc"], details.get("ctx", {}), describe(details["input"])
    match details["type"]:
        case "profile":
            return context["sentence"], context["found"], context["expected"]
        case "extra_forbidden":
            return "This key is not known here.", f"the key {path[-1]}", _near(path, model)
        case "missing":
            return "This key is missing.", "nothing", f"a line {path[-1]} = …"
        case "enum":
            sentence = "This word is not one of those that can stand here."
            return sentence, found, f"one of {context['expected']}"
        case kind if kind in EXPECTED:
            return "This is not the kind of value that belongs here.", found, EXPECTED[kind]
        case _:
            expected = details["msg"].replace("Input should", "it should")
            return "This value cannot stand here.", found, expected


def written(path: KeyPath) -> str:
    """Write a key as people read it: dots between names, the first of a list is number 1."""
    words = ""
    for part in path:
        words += f" number {part + 1}" if isinstance(part, int) else f".{part}"
    return words.removeprefix(".").replace(" .", ".")


def describe(value: Any) -> str:
    """Describe a value as it stands in the file, cut short."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        shown = value if len(value) <= LONGEST_FOUND else value[:LONGEST_FOUND] + "…"
        return f'"{shown}"'
    if isinstance(value, dict):
        return "a table with " + (", ".join(map(str, value)) or "nothing in it")
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return str(value)


def _near(path: KeyPath, model: type[BaseModel]) -> str:
    """Suggest the key that was meant, or list those that can stand there."""
    known = sorted(_known_keys(path[:-1], model))
    near = get_close_matches(str(path[-1]), known, n=1)
    return f"{near[0]}, perhaps" if near else "one of " + ", ".join(known)


def _known_keys(path: KeyPath, model: type[BaseModel]) -> list[str]:
    """List the keys that can stand at a place."""
    for part in path:
        if isinstance(part, str):
            model = _model_in(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Find the model inside an annotation such as a list of it, or it or nothing."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return None if issubclass(annotation, RootModel) else annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)

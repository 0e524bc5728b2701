"""Forms: what a page may send becomes values or problems, and what was typed is never lost.

A form's body is read here and nowhere else: within limits, in memory only, as UTF-8, with every field
known and given once. Its token shows that it came from our own page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as filled_with
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from app.kit import form_token
from app.kit.form_body import Sent, UploadedFile
from app.kit.i18n import N_

STALE_STATUS = 403
LONG_TEXT = 20_000
SHORT_TEXT = 200

ShortText = Annotated[str, StringConstraints(max_length=SHORT_TEXT, strip_whitespace=True)]
LongText = Annotated[str, StringConstraints(max_length=LONG_TEXT)]

STALE = N_("This page was open for a long time. Your words are still here. Press the button again.")
WORDS = {
    "missing": N_("Answer this question, then go on."),
    "string_too_short": N_("Write something here, then go on."),
    "string_too_long": N_("This is too long. Make it %(max_length)s letters or fewer."),
    "extra_forbidden": N_("This page sent something that we did not ask for. Open the page again."),
    "doubled": N_("This was sent twice in one go. Check it, then press the button again."),
    "broken_text": N_("Some signs could not be read. We took them out. Check your words."),
}
OTHER = N_("We cannot use this answer. Check it, then go on.")


class Form(BaseModel):
    """The base of every form: only the fields it names, as the page sent them."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NothingTyped(Form):
    """A form that is only a button."""


@dataclass(frozen=True, slots=True)
class Words:
    """The human words of a field's problems, by kind; stands beside the field."""

    missing: str | None = None
    too_long: str | None = None
    wrong: str | None = None

    def of(self, kind: str) -> str | None:
        """Return this field's own words for a kind of problem."""
        if kind in {"missing", "string_too_short"}:
            return self.missing
        if kind == "string_too_long":
            return self.too_long
        return self.wrong


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field (or with the whole form), in words to be translated."""

    field: str | None
    text: str
    values: Mapping[str, Any] = filled_with(default_factory=dict)


F = TypeVar("F", bound=Form)


@dataclass
class Submitted(Generic[F]):
    """What a form sent: its values when all is well, its problems when not, and always what was typed."""

    typed: dict[str, Any]
    problems: list[Problem]
    files: dict[str, UploadedFile] = filled_with(default_factory=dict)
    status: int = 200
    autosave: bool = False
    saved_at: Any = None
    _values: F | None = None

    @property
    def values(self) -> F:
        """Return the checked values. Raises ValueError when there are problems."""
        if self._values is None:
            raise ValueError("a form with problems has no values")
        return self._values

    def problem_for(self, name: str) -> Problem | None:
        """Return the first problem of one field."""
        return next((problem for problem in self.problems if problem.field == name), None)

    def refuse(self, name: str | None, text: str, **values: Any) -> None:
        """Add a problem that only a rule could find."""
        self.problems.append(Problem(name, text, values))
        self.status = self.status if self.status == STALE_STATUS else 422


def blank(form: type[F], **typed: Any) -> Submitted[F]:
    """Return a form that nobody has sent yet, filled with what is known."""
    unknown = set(typed) - set(form.model_fields)
    if unknown:
        raise ValueError(f"{form.__name__} has no fields {sorted(unknown)}")
    return Submitted(typed={name: value for name, value in typed.items() if value is not None}, problems=[])


class FormOf(Generic[F]):
    """The dependency that reads one kind of form from a request."""

    def __init__(self, form: type[F], *, files: tuple[str, ...] = ()) -> None:
        """Take the form's class and the names of its file fields."""
        self.form = form
        self.files = files
        self.several = frozenset(name for name, about in form.model_fields.items() if _is_list(about))

    async def __call__(self, request: Request) -> Submitted[F]:
        """Check what was read and give back the form; in no thread, for it waits for nothing."""
        sent: Sent = request.state.sent
        stale = not form_token.holds(request, sent.token)
        submitted = self.check(sent)
        if stale:
            submitted.problems.insert(0, Problem(None, STALE))
            submitted.status = STALE_STATUS
        return submitted

    def check(self, sent: Sent) -> Submitted[F]:
        """Turn sent fields into values or problems."""
        typed = {name: found if name in self.several else found[-1] for name, found in sent.fields.items()}
        problems = [
            Problem(name, WORDS["doubled"])
            for name, found in sent.fields.items()
            if len(found) > 1 and name not in self.several and name in self.form.model_fields
        ]
        problems += [Problem(name, WORDS["broken_text"]) for name in sorted(sent.broken)]
        files = {name: file for name, file in sent.files.items() if name in self.files}
        if set(sent.files) - set(files):
            problems.append(Problem(None, WORDS["extra_forbidden"]))
        submitted: Submitted[F] = Submitted(typed, problems, files, autosave=sent.autosave)
        try:
            submitted._values = self.form.model_validate(typed)  # noqa: SLF001 - its own maker
        except ValidationError as error:
            submitted.problems += [
                self._problem(found) for found in error.errors(include_url=False, include_input=False)
            ]
        submitted.typed = {name: value for name, value in typed.items() if name in self.form.model_fields}
        submitted.status = 422 if submitted.problems else 200
        return submitted

    def _problem(self, found: ErrorDetails) -> Problem:
        name = str(found["loc"][0]) if found["loc"] else None
        kind = found["type"]
        if kind == "extra_forbidden" or name is None:
            return Problem(None, WORDS.get(kind, OTHER))
        words = next(
            (mark for mark in self.form.model_fields[name].metadata if isinstance(mark, Words)), Words()
        )
        values = {key: value for key, value in found.get("ctx", {}).items() if isinstance(value, int)}
        return Problem(name, words.of(kind) or WORDS.get(kind, OTHER), values)


def _is_list(about: FieldInfo) -> bool:
    return getattr(about.annotation, "__origin__", None) in {list, set, tuple}

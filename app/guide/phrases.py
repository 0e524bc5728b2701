"""How facts are put into words, translated beside the pages so that numbers keep their grammar."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from babel import Locale
from pydantic import BaseModel, ConfigDict

from app.authorities.facts import Duration, Unit

FILE = "phrases.toml"
Plural = Mapping[str, str]


class Phrases(BaseModel):
    """The words of one language around facts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    yes: str
    no: str
    or_: str
    closed_step: str
    in_doubt: str
    choice: Mapping[str, str]
    comes: Mapping[str, str]
    report: Mapping[str, str]
    amount: Mapping[Unit, Plural]
    every: Mapping[Unit, Plural]

    def amount_of(self, duration: Duration) -> str:
        """Say a length of time, such as 20 working days."""
        return self._counted(self.amount[duration.unit], duration.amount)

    def every_so_often(self, duration: Duration) -> str:
        """Say how often, such as every 4 weeks."""
        return self._counted(self.every[duration.unit], duration.amount)

    def one_of(self, choices: Sequence[str]) -> str:
        """Join choices into "a friend, a solicitor or an advocate"."""
        words = [self.choice[choice] for choice in choices]
        return f" {self.or_} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

    def _counted(self, forms: Plural, amount: int) -> str:
        form = Locale.parse(self.language, sep="-").plural_form(amount)
        return (forms.get(form) or forms["other"]).replace("{n}", str(amount))


def read_phrases(path: Path) -> Phrases:
    """Read the phrases of the language whose folder they lie in."""
    return Phrases(language=path.parent.name, **tomllib.loads(path.read_text(encoding="utf-8")))

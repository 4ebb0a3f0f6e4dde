"""What rules say about a submission."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from forms.errors import RuleError
from forms.messages import Language, message


@dataclass(frozen=True, slots=True)
class Proposal:
    """A problem that a rule sees; people decide whether it is one."""

    rule: str
    kind: Literal["candidate", "hint"]
    repeat_uuid: str | None
    position: int | None
    title: str
    category: str
    category_label: str
    severity: str
    responsible_kind: str
    responsible_text: str
    instrument: str
    days: int | None
    bases: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def makes_finding(self) -> bool:
        """Tell whether it says something new, or only moves what is there already."""
        named = self.category or self.category_label
        return bool(named) and self.instrument not in ("close", "clue")


@dataclass(frozen=True, slots=True)
class RuleTrouble:
    """A rule that failed on a row; the other rules were not held up."""

    rule: str
    repeat_uuid: str | None
    position: int | None
    code: str
    values: Mapping[str, object]

    def text(self, language: Language) -> str:
        """Say which rule failed and why."""
        reason = message(self.code, self.values, language)
        return RuleError(rule=self.rule, reason=reason).text(language)


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that the rules of a form have to say about one submission."""

    candidates: tuple[Proposal, ...]
    troubles: tuple[RuleTrouble, ...]

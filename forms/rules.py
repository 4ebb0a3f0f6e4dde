"""From answers to candidates: what the rules of a form propose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from forms.definition import FormDefinition
from forms.instance import Instance
from forms.messages import Language
from forms.rule import Rule as Rule
from forms.rule import RuleBasis as RuleBasis

Parameter = str | float


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


@dataclass(frozen=True, slots=True)
class RuleTrouble:
    """A rule that failed on a row; the other rules were not held up."""

    rule: str
    repeat_uuid: str | None
    position: int | None
    error: str

    def text(self, language: Language) -> str:
        """Say which rule failed and why."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that the rules of a form have to say about one submission."""

    candidates: tuple[Proposal, ...]
    troubles: tuple[RuleTrouble, ...]


def propose(
    definition: FormDefinition,
    rules: Sequence[Rule],
    instance: Instance,
    *,
    finished_at: datetime,
    parameters: Mapping[str, Parameter],
    plan_bases: Sequence[RuleBasis] = (),
) -> Proposals:
    """Ask every rule about a submission. `candidates` holds hints too (see `kind`).

    `plan_bases` are the campaign's plan and whatever else the campaign adopts,
    with the days from which it does; a basis without dates lives as long as they.
    Without any, the plan counts as always in force.
    """
    raise NotImplementedError


def to_json(rules: Sequence[Rule]) -> list[dict[str, object]]:
    """Write rules as JSON-safe values."""
    raise NotImplementedError


def from_json(rows: Sequence[Mapping[str, object]]) -> tuple[Rule, ...]:
    """Read back what `to_json` wrote."""
    raise NotImplementedError

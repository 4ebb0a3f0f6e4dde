"""From answers to candidates: what the rules of a form propose."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from forms.asking import Asking, trouble
from forms.definition import FormDefinition
from forms.filled import fill
from forms.instance import Instance
from forms.proposal import Proposal, Proposals, RuleTrouble
from forms.rule import Rule, RuleBasis
from forms.rule_json import from_json, to_json
from forms.rulebook import ready
from forms.xpath.expression import Surroundings
from forms.xpath.library.dates import now_text
from forms.xpath.values import SHANGHAI

__all__ = [
    "Parameter",
    "Proposal",
    "Proposals",
    "Rule",
    "RuleBasis",
    "RuleTrouble",
    "from_json",
    "propose",
    "to_json",
]

Parameter = str | float


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
    if not rules:
        return Proposals((), ())
    book = ready(definition, tuple(rules))
    asking = Asking(
        filled=fill(definition, instance.root),
        definition=definition,
        around=Surroundings(now_text(finished_at), parameters),
        day=finished_at.astimezone(SHANGHAI).date(),
        plan=tuple(plan_bases),
    )
    answered = asking.all(book.rules)
    broken = (trouble(rule, None, error) for rule, error in book.broken)
    return Proposals(answered.candidates, (*broken, *answered.troubles))

"""Ask the rules of a form about one submission."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from forms.definition import FormDefinition
from forms.errors import ExpressionError
from forms.filled import Filled
from forms.proposal import Proposal, Proposals, RuleTrouble
from forms.rows import Row
from forms.rule import Rule, RuleBasis
from forms.rulebook import SEVERITIES, Answer, ReadyRule
from forms.text import clean
from forms.xpath.expression import Surroundings
from forms.xpath.running import WORN_OUT
from forms.xpath.values import number, number_text

UNANSWERED = "（未填）"
DAYS = {"general": 30, "serious": 15, "major": 7, "onspot": 3}
"""Days to put a thing right where the rule names none: settings `days_…`."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One submission under the rules."""

    filled: Filled
    definition: FormDefinition
    around: Surroundings
    day: date
    plan: tuple[RuleBasis, ...]

    def all(self, rules: Sequence[ReadyRule]) -> Proposals:
        """Ask all rules everywhere they belong; the first of a group wins a row."""
        proposals: list[Proposal] = []
        troubles: list[RuleTrouble] = []
        taken: set[tuple[str, object]] = set()
        for rule in rules:
            for row in self.rows(rule):
                key = (rule.rule.dedupe, row.element if row else None)
                if rule.rule.dedupe and key in taken:
                    continue
                try:
                    proposal = self.ask(rule, row)
                except ExpressionError as error:
                    troubles.append(trouble(rule.rule, row, error))
                    if error.reason in WORN_OUT:
                        break
                    continue
                if proposal is not None:
                    taken.add(key)
                    proposals.append(proposal)
        return Proposals(tuple(proposals), tuple(troubles))

    def rows(self, rule: ReadyRule) -> Iterator[Row | None]:
        """List where to ask: in each row of the repeat, or once."""
        if rule.each is None:
            yield None
        else:
            yield from self.filled.rows.get(rule.each.name, ())

    def ask(self, ready_rule: ReadyRule, row: Row | None) -> Proposal | None:
        """Ask one rule at one place; raises ExpressionError when it fails."""
        node = self.filled.root if row is None else row.element
        if not ready_rule.when.truth(node, self.around):
            return None
        rule = ready_rule.rule
        severity = self.severity(ready_rule, node)
        bases = self.in_force(rule)
        category, _, label = rule.category.partition(" ")
        unnamed = category.startswith(("(", "（"))
        return Proposal(
            rule=rule.rule,
            kind="candidate" if bases else "hint",
            repeat_uuid=row.uuid if row else None,
            position=row.position if row else None,
            title=self.title(ready_rule, node),
            category="" if unnamed else category,
            category_label=rule.category.strip("()（）") if unnamed else label,
            severity=severity,
            responsible_kind=ready_rule.responsible.kind,
            responsible_text=self.responsible(ready_rule, node),
            instrument=rule.instrument,
            days=self.days(rule, severity),
            bases=bases,
            evidence=self.evidence(ready_rule, node),
        )

    def severity(self, rule: ReadyRule, node: object) -> str:
        """Say how severe it is; raises ExpressionError for a word of no meaning."""
        if rule.severity is None:
            return rule.rule.severity
        told = rule.severity.text(node, self.around).strip()
        if told not in SEVERITIES:
            raise ExpressionError("rule_severity", text=told)
        return told

    def in_force(self, rule: Rule) -> tuple[str, ...]:
        """Name the bases of a rule that are in force on the submission's day."""
        return tuple(basis.title for basis in rule.bases if self.holds(basis))

    def holds(self, basis: RuleBasis) -> bool:
        """Tell whether a basis is in force by its own days or by the plan's."""
        if basis.dated and basis.covers(self.day):
            return True
        adopted = [p for p in self.plan if basis.title.startswith(p.title)]
        plan = adopted if basis.dated or adopted else self.plan
        undated = not basis.dated and not self.plan
        return undated or any(each.covers(self.day) for each in plan)

    def title(self, rule: ReadyRule, node: object) -> str:
        """Fill the answers into the rule's title."""
        parts = rule.title
        told = (p if isinstance(p, str) else self.told(p, node) for p in parts)
        return "".join(told)

    def told(self, answer: Answer, node: object) -> str:
        """Say an answer in words."""
        written = clean(answer.way.text(node, self.around)).strip()
        if not written:
            return UNANSWERED
        if answer.question.type == "decimal":
            return number_text(number(written))
        chosen = [written]
        if answer.question.type == "select_multiple":
            chosen = written.split()
        return "、".join(self.label(answer, one) for one in chosen)

    def label(self, answer: Answer, value: str) -> str:
        """Say a choice in words; the value itself where no label is known."""
        for choice in answer.question.choices:
            if choice.value == value:
                return self.definition.label(choice.label) or value
        return value

    def responsible(self, rule: ReadyRule, node: object) -> str:
        """Say who is to answer for it, as the answers have it."""
        answer = rule.responsible.answer
        told = "" if answer is None else self.told(answer, node)
        return "" if told == UNANSWERED else told

    def days(self, rule: Rule, severity: str) -> int | None:
        """Count the days to put it right: the rule's, else the campaign's."""
        if rule.days is not None:
            return rule.days
        kind = "onspot" if rule.instrument == "onspot" else severity
        if kind not in DAYS:
            return None
        return int(float(self.around.settings.get(f"days_{kind}", DAYS[kind])))

    def evidence(self, rule: ReadyRule, node: object) -> tuple[str, ...]:
        """Name the photos that were taken under the rule's questions."""
        named = (a.way.text(node, self.around).strip() for a in rule.evidence)
        return tuple(dict.fromkeys(name for name in named if name))


def trouble(rule: Rule, row: Row | None, error: ExpressionError) -> RuleTrouble:
    """Report a rule that failed, and where."""
    uuid, position = (row.uuid, row.position) if row else (None, None)
    return RuleTrouble(rule.rule, uuid, position, error.reason, error.values)

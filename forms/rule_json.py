"""Rules as JSON-safe values, as they are kept beside a form version."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from forms.rule import Rule, RuleBasis


def to_json(rules: Sequence[Rule]) -> list[dict[str, object]]:
    """Write rules as JSON-safe values."""
    return [_rule(rule) for rule in rules]


def _rule(rule: Rule) -> dict[str, object]:
    written: dict[str, object] = asdict(rule)
    written["bases"] = [_basis(basis) for basis in rule.bases]
    written["evidence"] = list(rule.evidence)
    return written


def _basis(basis: RuleBasis) -> dict[str, object]:
    return {
        "title": basis.title,
        "effective_from": _iso(basis.effective_from),
        "effective_to": _iso(basis.effective_to),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Read back what `to_json` wrote."""
    return tuple(_read_rule(row) for row in rows)


def _read_rule(row: Mapping[str, Any]) -> Rule:
    values = {field.name: row[field.name] for field in fields(Rule)}
    values["bases"] = tuple(_read_basis(basis) for basis in row["bases"])
    values["evidence"] = tuple(row["evidence"])
    return Rule(**values)


def _read_basis(basis: Mapping[str, Any]) -> RuleBasis:
    start, end = _day(basis["effective_from"]), _day(basis["effective_to"])
    return RuleBasis(basis["title"], start, end)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)

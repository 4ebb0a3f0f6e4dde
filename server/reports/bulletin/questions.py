"""The question behind a figure: kept with it, asked again on any later day.

A question is plain JSON, so that it outlives this code's classes: either the fields of
a ledger's address (with a second set that is taken off, for what came in a period), or
one sum of what the office entered, as it stood at a moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.actions.access import SYSTEM
from server.models import Campaign, Finding, OutcomeStat
from server.reports.filters import LedgerFilter

Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """How many, and which: the hash is over the sorted keys."""

    value: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers questions about one campaign; what was read once is remembered."""

    session: Session
    campaign: Campaign
    _read: dict[tuple[tuple[str, str], ...], frozenset[str]] = field(
        default_factory=dict
    )

    def answer(self, question: Question) -> Answer:
        """Answer a question as it is answered on any day."""
        if question["of"] == "outcome":
            return self._outcome(question)
        keys = self.keys(question)
        return Answer(len(keys), fingerprint(keys))

    def keys(self, question: Question) -> frozenset[str]:
        """Name the findings that a question of the ledger counts."""
        found = self._ledger(question["fields"])
        less = question.get("less")
        return found - self._ledger(less) if less else found

    def _ledger(self, fields: Mapping[str, str]) -> frozenset[str]:
        known = tuple(sorted(fields.items()))
        if known not in self._read:
            # The region stands in the question: the answer is the same for everybody.
            rows = LedgerFilter.read(fields).select(SYSTEM, self.campaign)
            keys = rows.order_by(None).with_only_columns(
                Finding.key, maintain_column_froms=True
            )
            self._read[known] = frozenset(self.session.scalars(keys))
        return self._read[known]

    def _outcome(self, question: Question) -> Answer:
        stat = entered(self.session, self.campaign, question)
        if stat is None:
            return Answer(0, fingerprint(()))
        value = int(getattr(stat, question["column"]))
        return Answer(value, fingerprint((f"{stat.key} {value}",)))


def entered(
    session: Session, campaign: Campaign, question: Question
) -> OutcomeStat | None:
    """Find what was in force at the moment that a question names."""
    at = datetime.fromisoformat(question["at"])
    chosen = select(OutcomeStat).where(
        OutcomeStat.campaign_id == campaign.id,
        OutcomeStat.region_code == question["region"],
        OutcomeStat.since == datetime.fromisoformat(question["since"]).date(),
        OutcomeStat.until == datetime.fromisoformat(question["until"]).date(),
        OutcomeStat.at <= at,
        or_(OutcomeStat.replaced_at.is_(None), OutcomeStat.replaced_at > at),
    )
    return session.scalars(chosen.order_by(OutcomeStat.id.desc()).limit(1)).first()


def fingerprint(keys: Collection[str]) -> str:
    """Hash keys, in whichever order they come."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()

"""Which figures a bulletin has, and what each of them asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from server.models import (
    OPEN,
    Bulletin,
    Campaign,
    FindingStatus,
    IssueCategory,
    OutcomeStat,
    Region,
)
from server.models.place import prefix
from server.reports.bulletin.questions import Asking, Question
from server.reports.called import Called

DAY = timedelta(days=1)
COLUMNS = {
    "problems": "查处相关问题",
    "persons": "批评教育帮助和处理人数",
    "sanctions": "给予党纪政务处分人数",
}
SEVERITIES = {"major": "严重问题", "serious": "较重问题", "general": "一般问题"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is called, its value, its question and what it counted."""

    name: str
    words: str
    value: int
    query: Question
    as_of: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a bulletin is about: a campaign, a region of it, and a period."""

    session: Session
    campaign: Campaign
    subject: Bulletin
    at: datetime
    asking: Asking

    @property
    def region(self) -> str:
        """Name the region."""
        found = self.session.get(Region, self.subject.region_code)
        return found.name if found else self.subject.region_code

    def fields(self, as_of: date, **more: str) -> dict[str, str]:
        """Give the fields of a ledger's address for this region, on a day."""
        own = self.subject.region_code
        county = "" if own == self.campaign.region_code else own
        told = {"county": county, "as_of": as_of.isoformat(), **more}
        return {name: value for name, value in told.items() if value}

    def question(
        self, fields: Mapping[str, str], less: Mapping[str, str] | None = None
    ) -> Question:
        """Ask the ledger as the region knows it: without secret visits of others."""
        told: dict[str, Any] = {"of": "ledger", "fields": dict(fields)}
        if less:
            told["less"] = dict(less)
        if not self.campaign.region_code.startswith(prefix(self.subject.region_code)):
            known = {"region": self.subject.region_code, "at": self.at.isoformat()}
            told["known_to"] = known
        return told

    @property
    def stat(self) -> OutcomeStat | None:
        """Find the newest sums of the region that end within the period."""
        chosen = OutcomeStat.of(self.campaign.id).where(
            OutcomeStat.region_code == self.subject.region_code,
            OutcomeStat.until <= self.subject.until,
            OutcomeStat.until >= self.subject.since,
            OutcomeStat.replaced_at.is_(None),
        )
        return self.session.scalars(chosen.limit(1)).first()

    @property
    def aspects(self) -> dict[str, str]:
        """Name the aspects in their order, as they were called on the last day."""
        called = Called.on(self.session, self.campaign, self.subject.until)
        rows = self.session.scalars(IssueCategory.of(self.campaign.id))
        return {row.aspect_code: called.aspect(row) for row in rows}


def about(
    session: Session, campaign: Campaign, subject: Bulletin, at: datetime
) -> Scope:
    """Say what a bulletin is about, with somebody who answers its questions."""
    return Scope(session, campaign, subject, at, Asking(session, campaign))


def figures(scope: Scope) -> dict[str, Figure]:
    """Count every figure of a bulletin."""
    found = {}
    for name, words, question in _asked(scope):
        answer = scope.asking.answer(question)
        found[name] = Figure(
            name, words, answer.value, question, scope.subject.until, answer.sha256
        )
    return found


def _asked(scope: Scope) -> Iterator[tuple[str, str, Question]]:
    until, before = scope.subject.until, scope.subject.since - DAY
    now, then, ask = scope.fields(until), scope.fields(before), scope.question
    yield "counted", "台账问题总数", ask(now)
    for name, words in SEVERITIES.items():
        yield name, words, ask({**now, "severity": name})
    yield "accepted", "本期新认定", ask(now, then)
    yield from _outcomes(scope)
    for code, aspect in scope.aspects.items():
        yield f"aspect.{code}"[:40], aspect[:120], ask({**now, "category": code})
    closed = {"status": FindingStatus.CLOSED.value}
    yield "closed", "已销号", ask({**now, **closed})
    yield "closed_now", "本期销号", ask({**now, **closed}, {**then, **closed})
    yield "open", "未销号", ask({**now, "status": ",".join(OPEN)})
    yield "late", "超过整改时限", ask({**now, "overdue": "1"})


def _outcomes(scope: Scope) -> Iterator[tuple[str, str, Question]]:
    stat = scope.stat
    if stat is None:
        return
    for column, words in COLUMNS.items():
        yield (
            column,
            words,
            {
                "of": "outcome",
                "column": column,
                "region": stat.region_code,
                "since": stat.since.isoformat(),
                "until": stat.until.isoformat(),
                "at": scope.at.isoformat(),
            },
        )

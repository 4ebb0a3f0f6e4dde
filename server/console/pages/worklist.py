"""The findings that do not count: what each waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.console.pages import ledger
from server.console.pages.ledger import Line
from server.console.pages.listing import Slice
from server.models import Campaign, Finding, Submission
from server.reports.filters import LedgerFilter
from server.reports.vocabulary import Language

TABS = ("candidate", "team_confirmed", "handed_back", "in_review", "dropped", "hint")


@dataclass(frozen=True, slots=True)
class Page:
    """One tab of the list."""

    tab: str
    counts: Mapping[str, int]
    slice: Slice
    lines: list[tuple[Line, str]]
    filter: LedgerFilter
    said: list[tuple[str, str, str]]


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    query: Mapping[str, str],
    language: Language,
) -> Page:
    """Read the tab asked for, the first one by default; raises BadFilter."""
    wanted = LedgerFilter.read({n: query[n] for n in ledger.SHARED if n in query})
    tab = query.get("status", "")
    tab = tab if tab in TABS else TABS[0]
    seen = wanted.narrow(access.findings(actor, campaign))
    counts = {one: _count(session, _at(seen, one)) for one in TABS}
    part = Slice.read(query, counts[tab])
    chosen = _at(seen, tab).order_by(Finding.found_on.desc(), Finding.id.desc())
    found = ledger.lines(session, campaign, LedgerFilter(), chosen, part)
    keys = _submissions(session, found)
    lines = [(line, keys[line.finding.submission_id]) for line in found]
    said = ledger.told(session, actor, campaign, wanted, language)
    return Page(tab, counts, part, lines, wanted, said)


def _at(seen: Select[Finding], tab: str) -> Select[Finding]:
    if tab == "handed_back":
        confirmed = Finding.status == "team_confirmed"
        return seen.where(confirmed, Finding.return_reason != "")
    return seen.where(Finding.status == tab)


def _count(session: Session, chosen: Select[Finding]) -> int:
    counting = chosen.with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(counting) or 0


def _submissions(session: Session, found: list[Line]) -> Mapping[int, str]:
    ids = {line.finding.submission_id for line in found}
    rows = session.execute(
        select(Submission.id, Submission.key).where(Submission.id.in_(ids))
    )
    return {row.id: row.key for row in rows}

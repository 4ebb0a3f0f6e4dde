"""The choice of findings that a ledger page and its export share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case
from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.actions.life import due
from server.db import end_of, now, read_day, start_of
from server.errors import BadInput
from server.models import (
    OPEN,
    Campaign,
    Finding,
    IssueCategory,
    Team,
    Unit,
)
from server.reports import book, by_form, in_words
from server.reports.book import Book
from server.reports.conditions import CONDITIONS, changed
from server.reports.vocabulary import (
    ALL,
    LEVELS,
    NAMES,
    OVERDUE,
    SEVERITIES,
    SOURCE_NAMES,
    STAGES,
    STATUSES,
    Language,
)

SORTS = (
    "region",
    "number",
    "category",
    "severity",
    "found",
    "team",
    "unit",
    "site",
    "status",
    "due",
)
LONGEST = 200


class BadFilter(BadInput):
    """A filter holds something that cannot be meant."""

    code = "filter_bad"


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which findings of the ledger, in which order; empty fields choose all."""

    #: A 12-digit code; a city's or a town's works as well; "none" is in no county.
    county: str = ""
    #: The code of a category (A1.1) or of an aspect (A1).
    category: str = ""
    severity: str = ""
    #: The code of a team.
    team: str = ""
    #: The id of the form that gave the finding.
    form: str = ""
    #: The code of a responsible unit.
    unit: str = ""
    #: One state or several, with commas between them.
    status: str = ""
    #: How far it came at least: a stage of the work.
    stage: str = ""
    source: str = ""
    #: The level at which it shows and at which it is rooted; "none" when unsaid.
    shows: str = ""
    root: str = ""
    #: "1" for those whose due date is over.
    overdue: str = ""
    found_from: date | None = None
    found_to: date | None = None
    #: Only those to which something happened on this day or later.
    changed_from: date | None = None
    text: str = ""
    #: The ledger as it stood when this day ended; None is now.
    as_of: date | None = None
    sort: str = "region"
    descending: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> LedgerFilter:
        """Read a filter from a query string; raises BadFilter."""
        return cls(
            county=_code(query, "county"),
            category=_code(query, "category"),
            severity=_one_of(query, "severity", ("", *SEVERITIES), ""),
            team=_code(query, "team"),
            form=_code(query, "form", LONGEST),
            unit=_code(query, "unit"),
            status=_several_of(query, "status", STATUSES),
            stage=_one_of(query, "stage", ("", *STAGES), ""),
            source=_one_of(query, "source", ("", *SOURCE_NAMES), ""),
            shows=_one_of(query, "shows", ("", *LEVELS), ""),
            root=_one_of(query, "root", ("", *LEVELS), ""),
            overdue=_one_of(query, "overdue", ("", "1"), ""),
            found_from=_day(query, "found_from"),
            found_to=_day(query, "found_to"),
            changed_from=_day(query, "changed_from"),
            text=query.get("text", "").replace("\0", "").strip()[:LONGEST],
            as_of=_day(query, "as_of"),
            sort=_one_of(query, "sort", SORTS, "region"),
            descending=query.get("descending", "") in ("1", "true", "on"),
        )

    def query(self) -> dict[str, str]:
        """Give back the query string's fields, without the empty ones."""
        fields = {
            **{name: getattr(self, name) for name in NAMES},
            "sort": "" if self.sort == "region" else self.sort,
            "descending": "1" if self.descending else "",
        }
        return {name: str(value) for name, value in fields.items() if value}

    def select(self, actor: Actor, campaign: Campaign) -> Select[Finding]:
        """Select the findings that count, that are the actor's, and that fit."""
        return self._beside(self.unsorted(actor, campaign)).order_by(*self._order())

    def unsorted(self, actor: Actor, campaign: Campaign) -> Select[Finding]:
        """Select the same to be counted: no order, and no table but the ledger's."""
        return self.narrow(book.counted(actor, campaign, self.as_of))

    def narrow(self, chosen: Select[Finding]) -> Select[Finding]:
        """Narrow findings of any state to those that fit."""
        return chosen.where(*self._conditions())

    @property
    def book(self) -> Book:
        """The columns to ask: as they stand, or as they stood."""
        return book.of(self.as_of)

    @property
    def day(self) -> date:
        """The day on which lateness is told: the one asked for, or today."""
        return self.as_of or due.today(now())

    def rows(
        self, session: Session, chosen: Select[Finding], at_once: int
    ) -> Iterator[Sequence[Finding]]:
        """Read findings in batches, each as it stood on the day asked for.

        What is sorted are the keys alone, for a hundred thousand rows are wide.
        """
        keys = chosen.with_only_columns(*self.book.keys, maintain_column_froms=True)
        wanted = session.execute(keys).all()
        for first in range(0, len(wanted), at_once):
            part = [tuple(key) for key in wanted[first : first + at_once]]
            found = book.read(session, self.book, part)
            yield [found[key] for key in part]

    def words(
        self, session: Session, actor: Actor, campaign: Campaign, language: Language
    ) -> list[tuple[str, str]]:
        """Say the filter in words: pairs of what and which; empty for all.

        A team that the actor may not see keeps its name to itself.
        """
        values = {
            "county": in_words.region_name(session, self.county, language),
            "category": in_words.category_name(session, campaign, self.category),
            "severity": SEVERITIES.get(self.severity, {}).get(language, ""),
            "team": in_words.team_name(session, actor, campaign, self.team),
            "form": by_form.title(session, campaign, self.form) if self.form else "",
            "unit": in_words.unit_name(session, campaign, self.unit),
            "status": in_words.states(self.status, language),
            "stage": STAGES.get(self.stage, {}).get(language, ""),
            "source": SOURCE_NAMES.get(self.source, {}).get(language, ""),
            "shows": LEVELS.get(self.shows, {}).get(language, ""),
            "root": LEVELS.get(self.root, {}).get(language, ""),
            "overdue": OVERDUE[language] if self.overdue else "",
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "found_from": self.found_from.isoformat() if self.found_from else "",
            "found_to": self.found_to.isoformat() if self.found_to else "",
            "changed_from": self.changed_from.isoformat() if self.changed_from else "",
            "text": self.text,
        }
        return [
            (NAMES[name][language], value) for name, value in values.items() if value
        ]

    def sentence(
        self, session: Session, actor: Actor, campaign: Campaign, language: Language
    ) -> str:
        """Say the filter in one line, as it stands in a sub-title."""
        said = self.words(session, actor, campaign, language)
        mark = "：" if language == "zh" else ": "
        stop = "；" if language == "zh" else "; "
        return (
            stop.join(f"{name}{mark}{value}" for name, value in said) or ALL[language]
        )

    def _conditions(self) -> list[ColumnElement[bool]]:
        chosen = {name: getattr(self, name) for name in CONDITIONS}
        found = [
            CONDITIONS[name](self.book, value)
            for name, value in chosen.items()
            if value
        ]
        if self.overdue:
            found += [self.book.status.in_(OPEN), self.book.due_on < self.day]
        if self.changed_from:
            found.append(changed(start_of(self.changed_from), end_of(self.day)))
        return found

    def _beside(self, chosen: Select[Finding]) -> Select[Finding]:
        """Join the table that the rows are sorted by, if it is another."""
        asked = self.book
        if self.sort == "team":
            return chosen.outerjoin(Team, Team.id == Finding.team_id)
        if self.sort == "unit":
            return chosen.outerjoin(Unit, Unit.id == asked.responsible_unit_id)
        if self.sort == "category":
            same = IssueCategory.code == asked.category_code
            here = IssueCategory.campaign_id == Finding.campaign_id
            return chosen.outerjoin(IssueCategory, here & same)
        return chosen

    def _order(self) -> list[ColumnElement[Any]]:
        """Sort, then by day and number: what counts keeps its number for good."""
        asked = self.book
        orders: dict[str, list[Any]] = {
            "region": [Finding.region_code],
            "number": [Finding.finding_no],
            "category": [IssueCategory.position],
            "severity": [_weight(asked.severity, SEVERITIES)],
            "found": [Finding.found_on],
            "team": [Team.code],
            "unit": [Unit.region_code, Unit.code],
            "site": [Finding.site_name],
            "status": [_weight(asked.status, STATUSES)],
            "due": [asked.due_on],
        }
        first = orders[self.sort]
        turned = [key.desc() if self.descending else key.asc() for key in first]
        nulls_last = [key.nulls_last() for key in turned]
        return [*nulls_last, Finding.found_on.asc(), Finding.finding_no.asc()]


def _weight(column: Any, names: Iterable[str]) -> ColumnElement[int]:
    """Order by the place of a word in a list."""
    places = {name: place for place, name in enumerate(names)}
    return case(places, value=column, else_=len(places))


def _code(query: Mapping[str, str], name: str, longest: int = 32) -> str:
    value = query.get(name, "").strip()
    if len(value) > longest or "\0" in value:
        raise BadFilter(field=name, value=value[:40])
    return value


def _several_of(query: Mapping[str, str], name: str, known: Iterable[str]) -> str:
    """Read words with commas between them; raises BadFilter for one unknown."""
    given = query.get(name, "")
    if given and not set(given.split(",")) <= set(known):
        raise BadFilter(field=name, value=given[:40])
    return given


def _one_of(
    query: Mapping[str, str], name: str, allowed: tuple[str, ...], otherwise: str
) -> str:
    value = query.get(name, "").strip() or otherwise
    if value not in allowed:
        raise BadFilter(field=name, value=value[:40])
    return value


def _day(query: Mapping[str, str], name: str) -> date | None:
    value = query.get(name, "").strip()
    try:
        return read_day(value)
    except ValueError:
        raise BadFilter(field=name, value=value[:40]) from None

"""The board of themes, and the page of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from server.actions import access, themes
from server.actions.access import Actor
from server.console.pages import places
from server.console.pages.listing import SIZES, Slice
from server.models import (
    COUNTED,
    Campaign,
    Finding,
    IssueCategory,
    IssueTheme,
    RectificationMeasure,
    Region,
    ThemeFinding,
    Unit,
)
from server.models.place import LEVELS, level_of
from server.reports.filters import LedgerFilter

#: As many findings of a theme as its page bears.
MOST = 500
UNSAID = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A theme on the board, with how many of its findings count."""

    theme: IssueTheme
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    """What stands on the board."""

    cards: Sequence[Card]
    findings: Sequence[Finding]
    inside: Mapping[int, Sequence[str]]
    slice: Slice
    filter: LedgerFilter
    only_loose: bool
    aspects: Mapping[str, str]
    regions: Sequence[Region]
    places: places.Names

    @property
    def may_write(self) -> bool:
        """Whether the reader draws themes."""
        return bool(self.regions)

    @property
    def open(self) -> list[IssueTheme]:
        """The themes into which findings may still be put."""
        return [card.theme for card in self.cards if card.theme.closed_at is None]

    def query(self, **changes: object) -> dict[str, str]:
        """Give the fields of this page's address, with some changed or left out."""
        loose = "1" if self.only_loose else ""
        size = "" if self.slice.size == SIZES[0] else self.slice.size
        own = {**self.filter.query(), "loose": loose, "size": size, **changes}
        return {name: str(value) for name, value in own.items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """One theme."""

    theme: IssueTheme
    region: str
    findings: Sequence[Finding]
    table: Mapping[tuple[str, str], int]
    measures: Sequence[RectificationMeasure]
    lasting: int
    aspects: Mapping[str, str]
    units: Mapping[int, str]
    places: places.Names
    may_write: bool

    @property
    def levels(self) -> tuple[str, ...]:
        """The rows and columns of the table; the last for what nobody said."""
        return (*LEVELS, UNSAID)

    @property
    def total(self) -> int:
        """How many findings are in it; the list shows the first of them."""
        return sum(self.table.values())

    @property
    def alike(self) -> list[tuple[RectificationMeasure, int]]:
        """The measures, those of the same words once, with how many there are."""
        times = Counter(map(_words, self.measures))
        first: dict[tuple[str, str, str], RectificationMeasure] = {}
        for one in self.measures:
            first.setdefault(_words(one), one)
        return [(one, times[said]) for said, one in first.items()]

    def across(self, level: str) -> int:
        """Sum a row of the table."""
        return sum(self.table.get((level, root), 0) for root in self.levels)

    def down(self, root: str) -> int:
        """Sum a column of the table."""
        return sum(self.table.get((level, root), 0) for level in self.levels)


def _words(measure: RectificationMeasure) -> tuple[str, str, str]:
    return measure.text, measure.scope, measure.horizon


def board(
    session: Session, actor: Actor, campaign: Campaign, query: Mapping[str, str]
) -> Board:
    """Read the board with the findings that the address asks for; raises BadFilter."""
    asked = LedgerFilter.read({**query, "as_of": ""})
    loose = query.get("loose") == "1"
    rows = asked.select(actor, campaign)
    if loose:
        rows = rows.where(Finding.id.not_in(_in_any(actor, campaign)))
    total = rows.order_by(None).with_only_columns(
        func.count(), maintain_column_froms=True
    )
    part = Slice.read(query, session.scalar(total) or 0)
    shown = rows.offset(part.offset).limit(part.size)
    findings = next(iter(asked.rows(session, shown, part.size)), ())
    return Board(
        _cards(session, actor, campaign),
        findings,
        _inside(session, actor, campaign, findings),
        part,
        asked,
        loose,
        _aspects(session, campaign),
        session.scalars(access.drawable(actor, campaign)).all(),
        places.names(session, (one.region_code for one in findings)),
    )


def read(session: Session, actor: Actor, campaign: Campaign, theme: IssueTheme) -> Page:
    """Read a theme, as far as the reader may see its findings."""
    findings = session.scalars(_of(actor, campaign, theme).limit(MOST)).all()
    region = session.get(Region, theme.region_code)
    return Page(
        theme,
        region.name if region else theme.region_code,
        findings,
        _crossed(session, _of(actor, campaign, theme)),
        session.scalars(themes.measures(theme)).all(),
        len(session.scalars(themes.lasting(theme)).all()),
        _aspects(session, campaign),
        {one.id: one.name for one in session.scalars(Unit.of(campaign.id))},
        places.names(session, (one.region_code for one in findings)),
        access.may(actor, "theme.write", campaign, None, theme.region_code),
    )


def _crossed(session: Session, of: Select[Finding]) -> Mapping[tuple[str, str], int]:
    """Count all findings of a theme by where they show and where they are rooted."""
    levels = (Finding.manifest_level, Finding.root_level, Finding.region_code)
    rows = session.execute(
        of.order_by(None).with_only_columns(*levels, maintain_column_froms=True)
    )
    return Counter(
        (_shows(shows, place), root or UNSAID) for shows, root, place in rows
    )


def _shows(level: str, place: str | None) -> str:
    return level or (level_of(place) if place else UNSAID)


def _of(actor: Actor, campaign: Campaign, theme: IssueTheme) -> Select[Finding]:
    return (
        access.ledger(actor, campaign)
        .join(ThemeFinding, ThemeFinding.finding_id == Finding.id)
        .where(ThemeFinding.theme_id == theme.id)
        .order_by(Finding.finding_no)
    )


def _cards(session: Session, actor: Actor, campaign: Campaign) -> list[Card]:
    counts = (
        select(ThemeFinding.theme_id, func.count())
        .join(Finding, Finding.id == ThemeFinding.finding_id)
        .where(ThemeFinding.campaign_id == campaign.id, Finding.status.in_(COUNTED))
        .group_by(ThemeFinding.theme_id)
    )
    known = {row[0]: row[1] for row in session.execute(counts)}
    rows = session.scalars(access.themes(actor, campaign))
    return [Card(one, known.get(one.id, 0)) for one in rows]


def _inside(
    session: Session, actor: Actor, campaign: Campaign, findings: Sequence[Finding]
) -> Mapping[int, Sequence[str]]:
    """Name the themes in which findings are, of those that the reader sees."""
    rows = session.execute(
        access.themes(actor, campaign)
        .join(ThemeFinding, ThemeFinding.theme_id == IssueTheme.id)
        .where(ThemeFinding.finding_id.in_([one.id for one in findings]))
        .with_only_columns(ThemeFinding.finding_id, IssueTheme.name)
    )
    found: dict[int, list[str]] = {}
    for finding, name in rows:
        found.setdefault(finding, []).append(name)
    return found


def _in_any(actor: Actor, campaign: Campaign) -> Select[int]:
    mine = access.themes(actor, campaign).with_only_columns(IssueTheme.id)
    return select(ThemeFinding.finding_id).where(
        ThemeFinding.theme_id.in_(mine.order_by(None))
    )


def _aspects(session: Session, campaign: Campaign) -> dict[str, str]:
    rows = session.scalars(IssueCategory.of(campaign.id))
    return {row.aspect_code: row.aspect_name for row in rows}

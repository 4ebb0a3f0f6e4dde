"""What an import would do: pure, from the rows of a file and what is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from server.actions.imports.columns import COLUMNS, Kind
from server.actions.imports.messages import Language, said
from server.actions.imports.rows import (
    ArrangementRow,
    CategoryRow,
    ClueRow,
    LeadRow,
    MilestoneRow,
    OutcomeRow,
    RegionRow,
    RoundRow,
    TeamRow,
    UnitRow,
    UserRow,
    VisitRow,
)
from server.actions.imports.table import Formula
from server.errors import Conflict

Row = (
    RegionRow
    | UnitRow
    | TeamRow
    | UserRow
    | LeadRow
    | CategoryRow
    | ArrangementRow
    | MilestoneRow
    | RoundRow
    | VisitRow
    | OutcomeRow
    | ClueRow
)


class ImportOvertaken(Conflict):
    """Somebody else brought the same rows meanwhile; nothing was imported."""

    code = "import_overtaken"


@dataclass(frozen=True, slots=True)
class Remark:
    """An error or a note: where, and what."""

    row: int
    column: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Say it."""
        return said(self.code, self.values, language)


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is there and would become another."""

    before: Row
    after: Row

    def fields(self) -> dict[str, tuple[Any, Any]]:
        """Name what changes: field → (before, after)."""
        before, after = asdict(self.before), asdict(self.after)
        return {
            name: (before[name], after[name])
            for name in after
            if before[name] != after[name]
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be added and changed; with errors nothing is."""

    kind: Kind
    adds: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    errors: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    #: Rows that go; only a whole list (categories) lets any go.
    gone: tuple[Row, ...] = ()
    #: The logins of people who have no account yet.
    newcomers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already; each planner reads the part that it needs."""

    campaign_region: str
    region_levels: Mapping[str, str]
    regions: Mapping[str, RegionRow] = field(default_factory=dict)
    units: Mapping[str, UnitRow] = field(default_factory=dict)
    teams: Mapping[str, TeamRow] = field(default_factory=dict)
    #: By login, role and place, as ``UserRow.key`` says it.
    users: Mapping[str, UserRow] = field(default_factory=dict)
    leads: Mapping[str, LeadRow] = field(default_factory=dict)
    categories: frozenset[str] = frozenset()
    taxonomy: Mapping[str, CategoryRow] = field(default_factory=dict)
    arrangements: Mapping[str, ArrangementRow] = field(default_factory=dict)
    milestones: Mapping[str, MilestoneRow] = field(default_factory=dict)
    rounds: Mapping[str, RoundRow] = field(default_factory=dict)
    visits: Mapping[str, VisitRow] = field(default_factory=dict)
    outcomes: Mapping[str, OutcomeRow] = field(default_factory=dict)
    clues: Mapping[str, ClueRow] = field(default_factory=dict)
    #: The ids of the forms that a visit can be sent with.
    forms: frozenset[str] = frozenset()
    #: Categories that some finding carries or carried.
    used: frozenset[str] = frozenset()
    #: login → display name, of everybody in the store.
    logins: Mapping[str, str] = field(default_factory=dict)
    #: How the codes of the regions begin over which roles may be given.
    reach: tuple[str, ...] = ("",)


class Line:
    """One row of a file while it is read; collects what is wrong with it."""

    def __init__(
        self,
        kind: Kind,
        number: int,
        cells: tuple[str, ...],
        places: Mapping[str, int],
        written: Mapping[str, str],
    ) -> None:
        self.number = number
        self.errors: list[Remark] = []
        self.notes: list[Remark] = []
        self._kind = kind
        self._cells = cells
        self._places = places
        self._written = written

    def has(self, column: str) -> bool:
        """Tell whether the file has this column at all."""
        return column in self._places

    def text(self, column: str, most: int = 200) -> str:
        """Read a cell; a formula or too long a text is an error."""
        place = self._places.get(column)
        if place is None or place >= len(self._cells):
            return ""
        value = self._cells[place]
        if isinstance(value, Formula):
            self.fail(column, "formula")
            return ""
        if len(value) > most:
            self.fail(column, "too_long", most=most)
            return ""
        return value

    def needed(self, column: str, most: int = 200) -> str:
        """Read a cell that must not be empty."""
        before = len(self.errors)
        value = self.text(column, most)
        if not value and len(self.errors) == before:
            self.fail(column, "empty")
        return value

    def choice(self, column: str, otherwise: str) -> str:
        """Read a cell that holds one of a few words, in either language."""
        value = self.text(column)
        if not value:
            return otherwise
        choices = next(c.choices for c in COLUMNS[self._kind] if c.name == column) or {}
        if value in choices:
            return choices[value]
        if value.lower() in choices.values():
            return value.lower()
        self.fail(column, "choice_unknown", value=value, choices="、".join(choices))
        return otherwise

    def fail(self, column: str, code: str, /, **values: object) -> None:
        """Note an error at a column."""
        self.errors.append(Remark(self.number, self._name(column), code, values))

    def note(self, column: str, code: str, /, **values: object) -> None:
        """Note something that the office should know, and that stops nothing."""
        self.notes.append(Remark(self.number, self._name(column), code, values))

    def _name(self, column: str) -> str:
        """Call a column as the file calls it, else as the template does."""
        named = {c.name: c.chinese for c in COLUMNS[self._kind]}
        return self._written.get(column) or named[column]


Reader = Callable[[Line, Known], Row]

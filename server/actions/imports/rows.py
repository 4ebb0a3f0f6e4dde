"""What a row of an import means once it has been read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region."""

    code: str
    name: str
    parent_code: str | None
    level: str
    pinyin: str
    is_functional_zone: bool

    @property
    def key(self) -> str:
        """What makes it one of a kind."""
        return self.code


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An office that can be responsible."""

    code: str
    name: str
    short_name: str
    kind: str
    level: str
    region_code: str

    @property
    def key(self) -> str:
        """What makes it one of a kind."""
        return self.code


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and where it goes."""

    code: str
    name: str
    kind: str
    level: str
    region_codes: tuple[str, ...]
    recusal_codes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What makes it one of a kind."""
        return self.code


@dataclass(frozen=True, slots=True)
class UserRow:
    """A person in one role; another role of the same person is another row."""

    login: str
    display_name: str
    staff_no: str
    role: str
    region_code: str
    team_code: str
    unit_code: str = ""
    #: Only when the file gives one; never read back.
    password: str = field(default="", repr=False)

    @property
    def key(self) -> str:
        """What makes it one of a kind: who, as what, where."""
        place = self.region_code or self.team_code or self.unit_code
        return f"{self.login} {self.role} {place}"


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Who leads for a kind of problem in a region."""

    category_code: str
    region_code: str
    unit_code: str

    @property
    def key(self) -> str:
        """What makes it one of a kind."""
        return f"{self.category_code} {self.region_code}".strip()


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A kind of problem (重点问题) under its aspect (方面), in its place."""

    code: str
    name: str
    aspect_code: str
    aspect_name: str
    position: int = 0
    closed: bool = False

    @property
    def key(self) -> str:
        """What makes it one of a kind."""
        return self.code


@dataclass(frozen=True, slots=True)
class ArrangementRow:
    """Part of a campaign's set-up; days as ISO 8601, empty for none."""

    kind: str
    name: str
    owner: str = ""
    text: str = ""
    document: str = ""
    from_on: str = ""
    to_on: str = ""
    #: The name of the group or office that a member works in.
    part_of: str = ""
    #: How many came to what was held.
    people: int | None = None

    @property
    def key(self) -> str:
        """What makes it one of a kind: a name within its kind, or within a group."""
        return " ".join(one for one in (self.kind, self.part_of, self.name) if one)


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A task with a date and a length; days as ISO 8601, names of others as text."""

    name: str
    owner: str = ""
    days: int = 1
    due_on: str = ""
    after: str = ""
    part: str = ""
    done_on: str = ""

    @property
    def key(self) -> str:
        """What makes it one of a kind."""
        return self.name


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of visits with its first and its last day, as ISO 8601."""

    no: int
    name: str = ""
    from_on: str = ""
    to_on: str = ""

    @property
    def key(self) -> str:
        """What makes it one of a kind."""
        return str(self.no)


@dataclass(frozen=True, slots=True)
class ClueRow:
    """A clue to be registered; its day as ISO 8601."""

    source: str
    sub_source: str
    external_no: str
    received_on: str
    region_code: str
    place_code: str
    unit_named: str
    digest: str
    #: In plain words until it is sealed; never read back, and in no batch.
    content: str = field(default="", repr=False)

    @property
    def key(self) -> str:
        """What makes it one of a register: its source and the number it came by."""
        return f"{self.region_code} {self.source} {self.external_no}".strip()


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A team to be sent to a site; days as ISO 8601, empty for none."""

    team_code: str
    site_name: str
    region_code: str
    forms: tuple[str, ...]
    mode: str
    planned_from: str = ""
    planned_to: str = ""
    secret_to: str = ""
    spot: str = ""
    plan_item: str = ""

    @property
    def key(self) -> str:
        """What makes it one of a kind: who goes where on which day."""
        return f"{self.team_code} {self.site_name} {self.planned_from}".strip()


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What became of a period in a region; days as ISO 8601."""

    region_code: str
    since: str
    until: str
    problems: int
    persons: int
    sanctions: int

    @property
    def key(self) -> str:
        """What makes it one of a kind: where, and of which days."""
        return f"{self.region_code} {self.since} {self.until}"

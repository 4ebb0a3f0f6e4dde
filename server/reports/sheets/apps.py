"""The list of government apps (政务应用清单), by county, as townships answered.

What one app is, and which submissions count, is what the page of things says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.rows import ROW_KEY
from server.reports import distinct
from server.reports.distinct import Place
from server.reports.distinct_filter import DistinctFilter
from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.sheets import answers
from server.reports.sheets.answers import Told
from server.reports.wanted import Wanted

NAME, FORM, KIND = "政务应用清单", "app_burden", "app"
COLUMNS = (
    Column("序号", 5, Kind.WHOLE),
    Column("市", 9),
    Column("县（市、区）", 12),
    Column("名称", 22, Kind.WRAP),
    Column("类型", 14, Kind.WRAP),
    Column("主办层级", 11),
    Column("主办单位", 22, Kind.WRAP),
    Column("备案", 8),
    Column("使用乡镇数", 8, Kind.WHOLE),
    Column("强制使用", 8),
    Column("打卡积分", 8),
    Column("列入考核", 8),
    Column("功能重复", 8),
    Column("处置（保留/整合/关停）", 14),
)


def sheet(wanted: Wanted) -> Sheet:
    """Describe the list; an app is one row a county, however many townships use it."""
    return Sheet(
        name=NAME,
        title=f"{wanted.campaign.name}{NAME}",
        subtitle=wanted.subtitle,
        columns=COLUMNS,
        rows=_rows(wanted),
        total="合计",
        unit="项",
        empty="（没有审核通过的政务应用调查表）",
    )


@dataclass(slots=True)
class App:
    """What townships of one county say of one app."""

    places: tuple[str, ...]
    kind: str
    level: str
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    regions: set[str] = field(default_factory=set)
    registered: set[str] = field(default_factory=set)
    faults: set[str] = field(default_factory=set)

    def add(self, place: Place, row: Mapping[str, Any]) -> None:
        """Add what one township says."""
        self.names[place.name, place.issuer] += 1
        self.regions.add(place.region_code)
        self.registered.add(str(row.get("registered") or ""))
        self.faults |= {name for name, holds in FAULTS.items() if holds(row)}

    def cells(self, number: int) -> Row:
        """Write the app's row; what is done with it is for people to decide."""
        said = ("是" if name in self.faults else "否" for name in FAULTS)
        name, issuer = self.called
        about = (name, self.kind, self.level, issuer, self._registered)
        towns = distinct.reached(self.regions, "town")
        return Row((number, *self.places, *about, towns, *said, None))

    @property
    def called(self) -> tuple[str, str]:
        """The name and issuer that most places give."""
        return min(self.names, key=lambda said: (-self.names[said], said))

    @property
    def _registered(self) -> str:
        known = [name for name in ("no", "yes", "unknown") if name in self.registered]
        return REGISTERED[known[0]] if known else "—"


REGISTERED = {"no": "否", "yes": "是", "unknown": "不清楚"}


def _some(name: str, row: Mapping[str, Any]) -> bool:
    given = row.get(name) or []
    return bool(set(given) - {"none"})


FAULTS: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "forced": lambda row: _some("forced", row),
    "coerce": lambda row: _some("coerce", row),
    "in_assess": lambda row: row.get("in_assess") == "yes",
    "dup_app": lambda row: row.get("dup_app") == "yes",
}


def _rows(wanted: Wanted) -> Iterator[Row]:
    found: dict[tuple[str, int], App] = {}
    for told, place, row in _mentions(wanted):
        key = (place.region_code[:6], place.root)
        found.setdefault(key, _new(told, row)).add(place, row)
    ordered = sorted(found.items(), key=lambda one: (one[0][0], one[1].called))
    for number, (_key, app) in enumerate(ordered, start=1):
        yield app.cells(number)


def _mentions(wanted: Wanted) -> Iterator[tuple[Told, Place, Mapping[str, Any]]]:
    """Read what is said of each app beside what the app is counted as."""
    asked = DistinctFilter(KIND, as_of=wanted.chosen.as_of)
    places = distinct.places(wanted.session, wanted.actor, wanted.campaign, asked)
    known = {(one.submission_id, one.repeat_uuid): one for one in places}
    for told in answers.read(wanted, FORM, asked):
        for row in told.rows("app"):
            place = known.get((told.submission.id, str(row.get(ROW_KEY) or "")))
            if place is not None:
                yield told, place, row


def _new(told: Told, row: Mapping[str, Any]) -> App:
    return App(
        told.places[:2],
        told.say("kind", row.get("kind")),
        told.say("issuer_level", row.get("issuer_level")),
    )

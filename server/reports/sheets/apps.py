"""The list of government apps (政务应用清单), by county, as townships answered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.sheets import answers
from server.reports.sheets.answers import Told
from server.reports.wanted import Wanted

NAME, FORM = "政务应用清单", "app_burden"
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
#: What tells no app from another: blanks, quotes, brackets and dashes.
MARKS = re.compile(r"[\s“”‘’\"'《》〈〉()\[\]【】「」·.,\-—_]+")


def same(name: str, issuer: str) -> tuple[str, str]:
    """Give what two entries share when they are the same app: exact, but for form."""
    return _plain(name), _plain(issuer)


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
        empty="（没有填报过政务应用调查表）",
    )


@dataclass(slots=True)
class App:
    """What townships of one county say of one app."""

    places: tuple[str, ...]
    name: str
    kind: str
    level: str
    issuer: str
    towns: set[str] = field(default_factory=set)
    registered: set[str] = field(default_factory=set)
    faults: set[str] = field(default_factory=set)

    def add(self, town: str, row: Mapping[str, Any]) -> None:
        """Add what one township says."""
        self.towns.add(town)
        self.registered.add(str(row.get("registered") or ""))
        self.faults |= {name for name, holds in FAULTS.items() if holds(row)}

    def cells(self, number: int) -> Row:
        """Write the app's row; what is done with it is for people to decide."""
        said = ("是" if name in self.faults else "否" for name in FAULTS)
        about = (self.name, self.kind, self.level, self.issuer, self._registered)
        return Row((number, *self.places, *about, len(self.towns), *said, None))

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
    found: dict[tuple[str, str, str], App] = {}
    for told in answers.read(wanted, FORM):
        code = told.submission.region_code or ""
        for row in told.rows("app"):
            name, issuer = _text(row, "app_name"), _text(row, "issuer_unit")
            key = (code[:6], *same(name, issuer))
            app = found.setdefault(key, _new(told, row, name, issuer))
            app.add(code[:9], row)
    for number, key in enumerate(sorted(found), start=1):
        yield found[key].cells(number)


def _new(told: Told, row: Mapping[str, Any], name: str, issuer: str) -> App:
    return App(
        told.places[:2],
        name,
        told.say("kind", row.get("kind")),
        told.say("issuer_level", row.get("issuer_level")),
        issuer,
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name) or "").strip()


def _plain(text: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())

"""The sentences of a bulletin, each figure in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from server.actions import settings
from server.actions.access import SYSTEM
from server.models import Finding, Region, Unit
from server.models.place import ancestors
from server.reports.bulletin.figures import SEVERITIES, Figure, Scope, figures
from server.reports.bulletin.questions import Stood
from server.reports.filters import LedgerFilter
from server.reports.spoken import spoken

CASES = 3
#: The gravest first.
WEIGHTS = {name: place for place, name in enumerate(SEVERITIES)}
#: What stands for a unit that is not to be named.
SOMEBODY = "有关单位"
#: What stands for a county, town or village that would tell which unit it was.
SOMEWHERE = "有关地区"
#: How counties end; what is as short as this has no shorter name.
COUNTIES, SHORTEST = ("县", "市", "区"), "莘县"
PLACE = re.compile(r"\{([^}]+)\}")
TENS = "一二三四五六七八九十"

#: A sentence: words and figures in turn.
Sentence = tuple[str | Figure, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bulletin under its heading; a plain line opens with its own mark."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """All that a bulletin says."""

    parts: tuple[Part, ...]
    figures: Mapping[str, Figure]


def text(scope: Scope) -> Text:
    """Write a bulletin from its figures and from what was typed."""
    known = figures(scope)
    subject = scope.subject
    return Text(
        (
            Part("一、总体情况", tuple(_whole(scope, known))),
            Part("二、主要做法", _typed(subject.approach)),
            Part("三、发现的主要问题", tuple(_problems(scope, known))),
            Part("四、整改情况", tuple(_putting_right(scope, known))),
            Part("五、下步要求", _typed(subject.demands)),
        ),
        known,
    )


def plain(sentence: Sentence) -> str:
    """Write a sentence as it is printed."""
    return "".join(
        str(one.value) if isinstance(one, Figure) else one for one in sentence
    )


def placed(template: str, known: Mapping[str, Figure]) -> Sentence:
    """Put figures into the places that a sentence keeps for them by name."""
    pieces = PLACE.split(template)
    return tuple(
        known[piece] if nth % 2 else piece for nth, piece in enumerate(pieces) if piece
    )


def _whole(scope: Scope, known: Mapping[str, Figure]) -> Iterator[Sentence]:
    yield placed(
        f"截至{spoken(scope.subject.until)}，{_where(scope)}{scope.campaign.name}"
        "共认定问题{counted}个，其中严重问题{major}个、较重问题{serious}个、"
        f"一般问题{{general}}个。{_days(scope.subject.since, scope.subject.until)}，"
        "新认定问题{accepted}个。",
        known,
    )
    stat = scope.stat
    if stat is not None:
        yield placed(
            f"{_days(stat.since, stat.until)}，{scope.region}"
            "查处相关问题{problems}个，批评教育帮助和处理{persons}人，其中给予党纪政务处分{sanctions}人。",
            known,
        )


def _problems(scope: Scope, known: Mapping[str, Figure]) -> Iterator[Sentence]:
    place = 0
    for code, aspect in scope.aspects.items():
        figure = known[f"aspect.{code}"[:40]]
        if not figure.value:
            continue
        mark = TENS[place] if place < len(TENS) else str(place + 1)
        place += 1
        yield (f"（{mark}）{aspect}方面，发现问题", figure, "个。")
        for nth, said in enumerate(_cases(scope, code), start=1):
            yield (f"{nth}. {said}",)
    if not place:
        yield ("截至期末没有认定的问题。",)


def _putting_right(scope: Scope, known: Mapping[str, Figure]) -> Iterator[Sentence]:
    yield placed(
        f"截至{spoken(scope.subject.until)}，已整改销号{{closed}}个，其中本期销号"
        "{closed_now}个；尚未销号{open}个，其中超过整改时限{late}个。",
        known,
    )


def _cases(scope: Scope, aspect: str) -> list[str]:
    """Tell of the gravest findings of an aspect: of the period, else of all."""
    fields = scope.fields(scope.subject.until, category=aspect)
    rows = scope.asking.stood(scope.question(fields))
    period = [one for one in rows if one.found_on >= scope.subject.since]
    chosen = nsmallest(CASES, period or rows, key=_gravity)
    return [case(scope, one) for one in as_they_stood(scope, chosen)]


def as_they_stood(scope: Scope, chosen: Sequence[Stood]) -> list[Finding]:
    """Read findings as they stood on a bulletin's last day, in the order given."""
    asked = LedgerFilter.read({"as_of": scope.subject.until.isoformat()})
    keys = [one.key for one in chosen]
    rows = asked.select(SYSTEM, scope.campaign).where(Finding.key.in_(keys))
    parts = asked.rows(scope.session, rows, max(1, len(keys)))
    known = {one.key: one for part in parts for one in part}
    return [known[key] for key in keys]


def _gravity(one: Stood) -> tuple[int, int, str]:
    """Order by severity, the gravest first, then the newest."""
    weight = WEIGHTS.get(one.severity, len(WEIGHTS))
    return weight, -one.found_on.toordinal(), one.number


def is_named(scope: Scope) -> bool:
    """Whether the campaign lets a bulletin name units, and where they are."""
    return bool(settings.current(scope.campaign)["bulletin_units"])


def case(scope: Scope, finding: Finding) -> str:
    """Tell of a finding; where and who only when the campaign names units."""
    if is_named(scope):
        return _named(scope, finding)
    return _unnamed(scope, finding)


def brief(scope: Scope, finding: Finding) -> str:
    """Tell of a finding in a few words, for a row that says where in another cell."""
    if is_named(scope):
        return finding.title
    return _hidden(scope, finding, finding.title)


def _named(scope: Scope, finding: Finding) -> str:
    names = (one for one in _places(scope, finding) if one not in finding.site_name)
    return f"{''.join(names)}{finding.site_name}：{_sentence(finding)}"


def _places(scope: Scope, finding: Finding) -> list[str]:
    """Name where a finding lies, below the region that the bulletin is about."""
    path = Region.path(finding.region_code or scope.subject.region_code)
    home = len(ancestors(scope.subject.region_code))
    return [one.name for one in scope.session.scalars(path)][home:]


def _unnamed(scope: Scope, finding: Finding) -> str:
    """Tell of a finding without saying where and who."""
    return f"{SOMEBODY}：{_hidden(scope, finding, _sentence(finding))}"


def _hidden(scope: Scope, finding: Finding, said: str) -> str:
    """Take out what would tell who and where it was, the longest names first."""
    places = _places(scope, finding)
    hidden = dict.fromkeys([*places, *filter(None, map(_stem, places))], SOMEWHERE)
    hidden |= dict.fromkeys(_names(scope, finding), SOMEBODY)
    for name in sorted(hidden, key=len, reverse=True):
        said = said.replace(name, hidden[name])
    return said


def _stem(place: str) -> str:
    """Shorten a county as speech does, 齐河县 to 齐河; empty for any other place."""
    is_county = place.endswith(COUNTIES) and not place.endswith("社区")
    return place[:-1] if is_county and len(place) > len(SHORTEST) else ""


def _names(scope: Scope, finding: Finding) -> set[str]:
    """List what units and sites of a finding are called."""
    unit = scope.session.get(Unit, finding.responsible_unit_id or 0)
    known = {finding.site_name, finding.responsible_text}
    known |= {unit.name, unit.short_name} if unit else set()
    return known - {""}


def _sentence(finding: Finding) -> str:
    said = (finding.description or finding.title).strip().replace("\n", " ")
    return said if said.endswith(("。", "！", "？")) else f"{said}。"


def _typed(words: str) -> tuple[Sentence, ...]:
    lines = (line.strip() for line in words.splitlines())
    return tuple((line,) for line in lines if line)


def _days(since: date, until: date) -> str:
    return f"{spoken(since)}至{spoken(until)}"


def _where(scope: Scope) -> str:
    own = scope.subject.region_code
    return "" if own == scope.campaign.region_code else scope.region

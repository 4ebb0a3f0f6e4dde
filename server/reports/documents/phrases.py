"""What reports say of problems: how grave they are, by aspect, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from server.models import Finding, IssueCategory
from server.reports import figures
from server.reports.documents.matter import Matter, where
from server.reports.figures import Fact
from server.reports.letter.contract import Letter
from server.reports.spoken import spoken
from server.reports.vocabulary import SEVERITIES, STATUSES

#: As many cases stand for an aspect.
EXAMPLES = 3
NUMBERS = "一二三四五六七八九十"
NOTHING = "没有认定的问题。"


@dataclass(slots=True)
class Told:
    """What is said of problems, gathered one by one: a province's are not kept."""

    weights: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    #: The gravest of each category.
    examples: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, one: Finding) -> None:
        """Count one, and keep it while it is among the gravest of its category."""
        self.weights[one.severity] += 1
        self.counts[one.category_code] += 1
        kept = [*self.examples.get(one.category_code, []), one]
        self.examples[one.category_code] = sorted(kept, key=_gravity)[:EXAMPLES]


def problems(writing: Letter, about: Matter, found: Iterable[Finding]) -> None:
    """Say by aspect how many there are, with the gravest cases."""
    told = Told()
    for one in found:
        told.add(one)
    if not told.counts:
        writing.say(NOTHING)
        return
    writing.say(_weights(told))
    for number, (name, codes) in enumerate(_aspects(about, told)):
        mark = f"（{NUMBERS[number]}）" if number < len(NUMBERS) else ""
        count = sum(told.counts[code] for code in codes)
        writing.part(f"{mark}{name}（{count}个）")
        some = [one for code in codes for one in told.examples[code]]
        about.names.learn(some)
        for one in sorted(some, key=_gravity)[:EXAMPLES]:
            writing.say(f"{where(about, one)}：{_said(one)}")


def _weights(told: Told) -> str:
    """Say how many there are, and how many of each severity."""
    by_weight = "、".join(
        f"{name['zh']}{told.weights[word]}个"
        for word, name in reversed(SEVERITIES.items())
    )
    return f"共{told.counts.total()}个问题，其中{by_weight}。"


def stood(about: Matter, facts: Sequence[Fact]) -> str:
    """Say how far putting right has come, late ones and the rate with it."""
    if not facts:
        return f"截至{spoken(about.day)}，没有需要整改的问题。"
    counted = zip(figures.STATES, figures.states(facts), strict=True)
    said = "、".join(
        f"{STATUSES[state]['zh']}{count}个" for state, count in counted if count
    )
    return (
        f"截至{spoken(about.day)}，{said}；"
        f"超过整改时限{figures.late_ones(facts)}个，办结率{figures.rate(facts)}。"
    )


def _aspects(about: Matter, told: Told) -> Iterator[tuple[str, list[str]]]:
    """Name the aspects with the categories that something was found of."""
    kinds = about.session.scalars(IssueCategory.of(about.campaign.id)).all()
    for name, some in groupby(kinds, about.names.aspect):
        here = [kind.code for kind in some if kind.code in told.counts]
        if here:
            yield name, here
    rest = sorted(told.counts.keys() - {kind.code for kind in kinds})
    if rest:
        yield "其他", rest


def _gravity(one: Finding) -> tuple[int, str]:
    return -list(SEVERITIES).index(one.severity), one.finding_no or ""


def _said(one: Finding) -> str:
    said = (one.description or one.title).strip()
    return said if said.endswith(("。", "！", "？")) else f"{said}。"

"""What reports say of problems: how grave they are, by aspect, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from server.models import Finding, IssueCategory
from server.reports import figures
from server.reports.documents.matter import Matter, place
from server.reports.figures import Fact
from server.reports.letter.contract import Letter
from server.reports.spoken import spoken
from server.reports.vocabulary import SEVERITIES, STATUSES

#: As many cases stand for an aspect.
EXAMPLES = 3
NUMBERS = "一二三四五六七八九十"
NOTHING = "没有认定的问题。"


def problems(writing: Letter, about: Matter, found: Sequence[Finding]) -> None:
    """Say by aspect how many there are, with the gravest cases."""
    if not found:
        writing.say(NOTHING)
        return
    writing.say(weights(found))
    for number, (name, some) in enumerate(_by_aspect(about, found)):
        mark = f"（{NUMBERS[number]}）" if number < len(NUMBERS) else ""
        writing.part(f"{mark}{name}（{len(some)}个）")
        for one in sorted(some, key=_gravity)[:EXAMPLES]:
            writing.say(f"{place(about, one)}{one.site_name}：{_said(one)}")


def weights(found: Sequence[Finding]) -> str:
    """Say how many there are, and how many of each severity."""
    by_weight = "、".join(
        f"{name['zh']}{sum(one.severity == word for one in found)}个"
        for word, name in reversed(SEVERITIES.items())
    )
    return f"共{len(found)}个问题，其中{by_weight}。"


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


def _by_aspect(
    about: Matter, found: Sequence[Finding]
) -> Iterator[tuple[str, list[Finding]]]:
    kinds = about.session.scalars(IssueCategory.of(about.campaign.id)).all()
    listed = {kind.code for kind in kinds}
    for name, some in groupby(kinds, about.names.aspect):
        codes = {kind.code for kind in some}
        here = [one for one in found if one.category_code in codes]
        if here:
            yield name, here
    rest = [one for one in found if one.category_code not in listed]
    if rest:
        yield "其他", rest


def _gravity(one: Finding) -> tuple[int, str]:
    return -list(SEVERITIES).index(one.severity), one.finding_no or ""


def _said(one: Finding) -> str:
    said = (one.description or one.title).strip()
    return said if said.endswith(("。", "！", "？")) else f"{said}。"

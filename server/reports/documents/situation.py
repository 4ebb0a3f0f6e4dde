"""The report on a whole region (情况报告): its sentences come from the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from sqlalchemy import Select, select

from server.actions import access
from server.models import HELD, Arrangement, Finding, IssueTheme, ThemeFinding
from server.models.place import prefix
from server.reports import figures, made, overview
from server.reports.chart import Crossing, Overview
from server.reports.documents import phrases, summed
from server.reports.documents.matter import Matter
from server.reports.figures import Fact
from server.reports.sheets import summary, teams
from server.reports.spoken import spoken
from server.reports.wanted import Wanted

TITLE = "情况报告"
#: As many counties that nobody visited are named in a sentence.
NAMED = 20


def write(out: BinaryIO, about: Matter, wanted: Wanted) -> None:
    """Write the report on the region and the findings that are wanted."""
    facts = figures.read(wanted)
    sums = [*summary.sheets(wanted, facts), teams.sheet(wanted, facts)]
    region = _region(wanted)
    writing = about.writing(TITLE)
    writing.letter()
    writing.sign(wanted.issuer)
    writing.number(about.number())
    writing.title(about.campaign.name, f"{about.names.region(region)}{TITLE}")
    writing.flush("（主送机关由办公室填写）：")
    writing.level("一、总体情况")
    for sentence in _whole(about, wanted, region, len(facts)):
        writing.say(sentence)
    held = "" if region else _held(about)
    if held:
        writing.say(held)
    writing.level("二、发现的主要问题")
    found = (one for part in wanted.findings() for one in part)
    phrases.problems(writing, about, found)
    if facts:
        writing.say(_rooted(facts))
    writing.level("三、整改情况")
    writing.say(phrases.stood(about, facts))
    writing.level("四、共性问题和长效机制")
    writing.say(_lasting(wanted, region))
    writing.level("五、下步打算")
    writing.say("（由办公室填写）")
    writing.attached([summed.title(one) for one in sums])
    writing.signed(wanted.issuer, spoken(about.day))
    summed.attach(writing, sums)
    writing.save(out)


def _region(wanted: Wanted) -> str:
    """Give the part of the campaign that is asked for or looked over; none is all."""
    own = access.own_region(wanted.actor, wanted.campaign)
    below = "" if own == wanted.campaign.region_code else own
    return wanted.chosen.county or below


def _whole(about: Matter, wanted: Wanted, region: str, counted: int) -> Iterator[str]:
    """Say who went where, and which counties are still to be visited."""
    sent = teams.sent(wanted)
    visits, sites, forms = teams.together(sent)
    went = sum(brought[0] != 0 for brought in sent.values())
    yield (
        f"截至{spoken(about.day)}，共有{went}个察访组开展察访{visits}次，"
        f"到{sites}个点位，填报{forms}份，经审核认定问题{counted}个。"
    )
    chart = overview.read(
        wanted.session, wanted.actor, wanted.campaign, wanted.chosen.as_of
    )
    yield _covered(chart, prefix(region))
    if not region:
        yield from _rounds(chart)


def _held(about: Matter) -> str:
    """Say what was held until the day, with how many people, of the whole campaign."""
    rows = about.session.scalars(
        Arrangement.of(about.campaign.id).where(Arrangement.kind.in_(HELD))
    )
    found = [one for one in rows if one.from_on is None or one.from_on <= about.day]
    said = []
    for kind, word in (("activity", "开展会议、培训等活动"), ("talk", "座谈走访")):
        some = [one for one in found if one.kind == kind]
        if some:
            came = sum(one.people or 0 for one in some)
            said.append(f"{word}{len(some)}次、{came}人次")
    return f"{'，'.join(said)}。" if said else ""


def _covered(chart: Overview, below: str) -> str:
    """Say how many counties of a region were visited, and name the missing."""
    here = [one for one in chart.denominator if one.code.startswith(below)]
    missing = [one.name for one in here if not one.is_visited]
    if not here:
        return "本次统计范围内没有应到的县（市、区）。"
    said = f"应到县（市、区）{len(here)}个，已到{len(here) - len(missing)}个"
    if not missing:
        return f"{said}，实现全覆盖。"
    more = "等" if len(missing) > NAMED else ""
    names = "、".join(missing[:NAMED])
    return f"{said}，尚有{len(missing)}个未到：{names}{more}。"


def _rounds(chart: Overview) -> Iterator[str]:
    said = [
        f"第{one.no}轮（{spoken(one.from_on)}至{spoken(one.to_on)}）"
        f"到{one.covered}个、应到{one.denominator}个"
        for one in chart.rounds
    ]
    if said:
        yield f"分轮次看，{'；'.join(said)}。"


def _rooted(facts: Sequence[Fact]) -> str:
    """Say how many show below and are rooted above, and how many came by a visit."""
    levels = Crossing(Counter((one.shows, one.root) for one in facts))
    on_spot = sum(one.is_on_spot for one in facts)
    return (
        f"从层级看，表现在下级、根源在上级的问题{levels.above}个；"
        f"从整改方式看，立行立改{on_spot}个。"
    )


def _of_findings(wanted: Wanted, region: str) -> Select[int]:
    """Select the themes in which a finding of a region stood then."""
    here = Finding.region_code.startswith(prefix(region), autoescape=True)
    return (
        select(ThemeFinding.theme_id)
        .join(Finding, Finding.id == ThemeFinding.finding_id)
        .where(ThemeFinding.put_at < wanted.until, here)
    )


def _lasting(wanted: Wanted, region: str) -> str:
    """Say what was drawn together, advised, and made for good until the day."""
    session, seen = wanted.session, (wanted.actor, wanted.campaign)
    below = region or wanted.campaign.region_code
    themes = session.scalars(
        access.themes(*seen).where(IssueTheme.id.in_(_of_findings(wanted, below)))
    ).all()
    advised = list(made.advised(wanted, below))
    ended = sum(stage == "已办结" for _unit, _no, stage in advised)
    rules = Counter(stage for _unit, _title, stage in made.rules(wanted, below))
    if not (themes or advised or rules):
        return "还没有归纳共性问题，没有提出建议书。"
    stages = "、".join(f"{name}{n}项" for name, n in rules.items())
    return (
        f"归纳共性问题{len(themes)}个；提出建议书{len(advised)}件，"
        f"已办结{ended}件；形成制度成果{rules.total()}项{stages and f'（{stages}）'}。"
    )

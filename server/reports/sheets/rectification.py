"""The rectification list (整改清单): source, measure and unit of every finding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from server.reports import handled, ledger
from server.reports.cells import Value
from server.reports.evidence import NONE, leaving
from server.reports.handled import Handled
from server.reports.names import Names
from server.reports.sheet import Column, Kind, Row, Sheet, Shown
from server.reports.wanted import Wanted

NAME = "整改清单"
COLUMNS = (
    Column("序号", 5, Kind.WHOLE),
    Column("问题编号", 14),
    Column("问题来源", 9),
    Column("问题描述", 31, Kind.WRAP),
    Column("整改措施", 26, Kind.WRAP),
    Column("整改目标（验收标准）", 20, Kind.WRAP),
    Column("责任单位", 14),
    Column("牵头单位", 13),
    Column("配合单位", 13, shown=Shown.FILLED),
    Column("责任人（职务）", 12),
    Column("整改时限", 11, Kind.DATE),
    Column("整改进展", 20, Kind.WRAP),
    Column("佐证材料（份）", 8, Kind.WHOLE, summed=True),
    Column("核查单位/结论", 16, Kind.WRAP),
    Column("销号时间", 11, Kind.DATE),
    Column("长效机制", 18, Kind.WRAP),
    Column("备注", 12, Kind.WRAP),
)


def sheet(wanted: Wanted) -> Sheet:
    """Describe the list: one row a finding, in the ledger's order."""
    return Sheet(
        name=NAME,
        title=f"{wanted.campaign.name}{NAME}",
        subtitle=wanted.subtitle,
        columns=COLUMNS,
        rows=_rows(wanted),
        total="合计",
        unit="个",
        empty="（没有符合条件的问题）",
    )


def _rows(wanted: Wanted) -> Iterator[Row]:
    names = Names(wanted.session, wanted.campaign, wanted.chosen.as_of)
    numbers = count(1)
    for findings in wanted.findings():
        names.learn(findings)
        evidence = leaving(wanted.session, [finding.id for finding in findings])
        done = handled.learn(wanted.session, findings, wanted.until)
        for finding in findings:
            what = done[finding.id]
            said = ledger.told(finding, names, evidence.get(finding.id, NONE))
            said |= ledger.told_done(finding, names, what, wanted.chosen.day)
            said |= {"序号": next(numbers), **_listed(said, what)}
            yield Row(tuple(said.get(column.heading) for column in COLUMNS))


def _listed(said: dict[str, Value], done: Handled) -> dict[str, Value]:
    """Say by this list's headings what the ledger says by its own."""
    checked = [str(said[name]) for name in ("核查单位", "核查结论") if said[name]]
    lasting = [one.text for one in done.measures if one.horizon == "long_term"]
    return {
        "问题来源": said["发现方式/来源"],
        "整改目标（验收标准）": said["整改要求"],
        "佐证材料（份）": done.proofs,
        "核查单位/结论": "\n".join(checked),
        "长效机制": "\n".join(lasting),
    }

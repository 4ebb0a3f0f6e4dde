"""The responsibility list (责任清单): what each unit answers for, and oversees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from server.models import Rectification, RectificationMeasure, Unit
from server.reports import figures
from server.reports.cells import Value
from server.reports.figures import Fact
from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.sheets.summary import TOTAL, summed
from server.reports.wanted import Wanted

NAME = "责任清单"
MAIN, OVERSEES, NOBODY = "主体责任", "监管责任", "（责任单位未定）"
WORKING = ("rectifying", "assigned", "confirmed")
CHECKED = ("reported", "verifying", "pending_notice")
COLUMNS = (
    Column("序号", 5, Kind.WHOLE),
    Column("单位", 30, Kind.WRAP),
    Column("责任", 10),
    Column("责任领导（职务）", 22, Kind.WRAP),
    Column("问题数", 9, Kind.WHOLE),
    Column("立行立改", 9, Kind.WHOLE),
    Column("整改中", 9, Kind.WHOLE),
    Column("待核查", 9, Kind.WHOLE),
    Column("已销号", 9, Kind.WHOLE),
    Column("超期", 8, Kind.WHOLE),
    Column("办结率", 9),
    Column("制度成果（项）", 10, Kind.WHOLE),
)


def sheet(wanted: Wanted, facts: Sequence[Fact]) -> Sheet:
    """Describe the list: by unit in the units' order, what nobody has at the end."""
    return Sheet(
        name=NAME,
        title=f"{wanted.campaign.name}{NAME}",
        subtitle=wanted.subtitle,
        columns=COLUMNS,
        rows=list(_rows(wanted, facts)),
    )


def _rows(wanted: Wanted, facts: Sequence[Fact]) -> Iterator[Row]:
    lasting = _lasting(wanted)
    made = 0
    for place, (unit_id, name, part, some) in enumerate(_parts(wanted, facts), start=1):
        own = lasting.pop(unit_id, 0) if part == MAIN else 0
        made += own
        yield Row((place, name, part, *_counted(some, _posts(some)), own))
    yield summed(None, TOTAL, MAIN, *_counted(facts, ""), made)


def _parts(
    wanted: Wanted, facts: Sequence[Fact]
) -> Iterator[tuple[int, str, str, Sequence[Fact]]]:
    """Give each unit with what it answers for and what it oversees, then nobody's."""
    owed = figures.by(facts, lambda one: one.unit_id)
    overseen: dict[int, list[Fact]] = {}
    for fact in facts:
        for unit_id in fact.overseers:
            overseen.setdefault(unit_id, []).append(fact)
    called = wanted.called()
    for unit in wanted.session.scalars(Unit.of(wanted.campaign.id)):
        for part, some in ((MAIN, owed), (OVERSEES, overseen)):
            if unit.id in some:
                yield unit.id, called.unit(unit), part, some[unit.id]
    nobody = figures.by(owed.get(0, []), lambda one: one.unit_text)
    for text in sorted(nobody):
        yield 0, text or NOBODY, MAIN, nobody[text]


def _posts(facts: Sequence[Fact]) -> str:
    return "、".join(dict.fromkeys(one.post for one in facts if one.post))


def _counted(facts: Sequence[Fact], posts: str) -> tuple[Value, ...]:
    found = Counter(one.status for one in facts)
    return (
        posts,
        len(facts),
        sum(one.is_on_spot for one in facts),
        sum(found[one] for one in WORKING),
        sum(found[one] for one in CHECKED),
        figures.closed_ones(facts),
        figures.late_ones(facts),
        figures.rate(facts),
    )


def _lasting(wanted: Wanted) -> dict[int, int]:
    """Count the long-term measures that each unit has done for these findings."""
    chosen = wanted.chosen.select(wanted.actor, wanted.campaign).order_by(None)
    ids = chosen.with_only_columns(
        *wanted.chosen.book.keys[:1], maintain_column_froms=True
    )
    rows = wanted.session.execute(
        select(Rectification.unit_id, func.count().label("made"))
        .join(
            RectificationMeasure,
            RectificationMeasure.rectification_id == Rectification.id,
        )
        .where(
            Rectification.finding_id.in_(ids),
            RectificationMeasure.horizon == "long_term",
            RectificationMeasure.done_at < wanted.until,
        )
        .group_by(Rectification.unit_id)
    )
    return {row.unit_id: row.made for row in rows}

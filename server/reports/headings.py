"""The columns that every form's sheets begin with, and headings told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from server.reports.sheet import Column, Kind, Shown

FIXED = (
    Column("序号", 6, Kind.WHOLE),
    Column("填报编号", 24),
    Column("状态", 9),
    Column("察访组", 9),
    Column("市", 8),
    Column("县（市、区）", 12),
    Column("乡镇（街道）", 12),
    Column("村（社区）", 12),
    Column("区划代码", 13),
    Column("被察访单位", 20),
    Column("表单版本", 9),
    Column("完成时间", 20, Kind.MOMENT),
    Column("接收时间", 20, Kind.MOMENT),
)
ROW_FIXED = (
    Column("填报编号", 24, Kind.LINK),
    Column("行号", 6, Kind.WHOLE),
    Column("察访组", 9),
    Column("被察访单位", 20),
    Column("行标识", 24, shown=Shown.ASKED),
    Column("上级行标识", 24, shown=Shown.ASKED),
)


def apart(
    named: Iterable[tuple[str, Column]], fixed: tuple[Column, ...]
) -> Iterator[Column]:
    """Give each column a heading of its own, by the question's name if need be."""
    taken = {column.heading for column in fixed}
    for name, column in named:
        clash = column.heading in taken
        heading = f"{column.heading}（{name}）" if clash else column.heading
        taken.add(heading)
        yield replace(column, heading=heading)

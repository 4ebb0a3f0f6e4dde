"""The columns of files that bring sums: what became of a period, by region."""

from __future__ import annotations

from server.actions.imports.column import Column

OUTCOMES: tuple[Column, ...] = (
    Column(
        "region_code",
        "区划代码",
        "省、市或县的代码",
        "371424000000",
        ("地区", "region"),
        required=True,
    ),
    Column("since", "从", "第一天", "2026-03-01", ("开始",), required=True),
    Column(
        "until",
        "到",
        "最后一天；同一地区同一期间再导入，原来的留在记录里",
        "2026-03-31",
        ("结束",),
        required=True,
    ),
    Column("problems", "查处问题", "整数，只填合计", "46", ("问题数",), required=True),
    Column(
        "persons",
        "批评教育帮助和处理人数",
        "整数，只填合计",
        "58",
        ("处理人数",),
        required=True,
    ),
    Column(
        "sanctions",
        "党纪政务处分人数",
        "整数，不多于处理人数",
        "21",
        ("处分人数",),
        required=True,
    ),
)

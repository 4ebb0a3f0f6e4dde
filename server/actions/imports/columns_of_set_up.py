"""The columns of files that bring a campaign's set-up and what it plans."""

from __future__ import annotations

from server.actions.imports.column import Column

ARRANGED = {
    "牵头单位": "lead",
    "会同单位": "co_lead",
    "办公室": "office",
    "工作组": "group",
    "成员": "member",
    "工作机制": "mechanism",
    "主要措施": "measure",
    "年度计划项": "plan_item",
    "活动": "activity",
    "座谈走访": "talk",
}
MODES = {
    "四不两直": "unannounced",
    "事先通知": "announced",
    "集中察访": "concentrated",
    "下沉式调研": "embedded_research",
}

ARRANGEMENTS: tuple[Column, ...] = (
    Column(
        "kind",
        "类型",
        "、".join(ARRANGED),
        "工作组",
        required=True,
        choices=ARRANGED,
    ),
    Column("name", "名称", "同一类型里不重复", "综合协调组", required=True),
    Column("owner", "负责单位、职务", "可空；不写姓名", "市委督查室主任", ("负责",)),
    Column("text", "职责、内容、进展", "可空", "", ("内容", "职责")),
    Column("document", "依据文件、文号", "可空", "", ("文号", "依据")),
    Column("from_on", "从", "可空：2026-03-01", "2026-03-01", ("开始",)),
    Column("to_on", "到", "可空：2026-12-31", "2026-12-31", ("结束",)),
    Column(
        "part_of",
        "所属",
        "成员必填：所在的工作组或办公室；其他类型不填",
        "",
        ("所在工作组", "工作组"),
    ),
    Column("people", "人数", "活动、座谈走访可填：多少人次，不写姓名", "", ("人次",)),
)

MILESTONES: tuple[Column, ...] = (
    Column("name", "节点任务", "不重复", "摸底排查", ("名称", "任务"), required=True),
    Column("owner", "负责单位、职务", "可空；不写姓名", "市委督查室", ("负责",)),
    Column("days", "还需天数", "1–3660 的整数", "10", ("天数",), required=True),
    Column("due_on", "时限", "可空，默认专项的最后一天：2026-12-31", "2026-04-30"),
    Column("after", "前置任务", "可空：做完它才能开始的那项任务的名称", ""),
    Column("part", "挂在", "可空：主要措施、工作组等的名称", "", ("所属",)),
    Column("done_on", "完成日期", "可空：已经完成的写日期", "", ("完成",)),
)

ROUNDS: tuple[Column, ...] = (
    Column("no", "轮次", "1–99 的整数", "1", ("序号",), required=True),
    Column("name", "名称", "可空", "第一轮"),
    Column("from_on", "从", "第一天", "2026-03-01", ("开始",), required=True),
    Column(
        "to_on", "到", "最后一天；各轮不重叠", "2026-04-30", ("结束",), required=True
    ),
)

VISITS: tuple[Column, ...] = (
    Column(
        "team_code",
        "组代码",
        "先在察访组里导入",
        "DZ-07",
        ("组", "察访组", "team"),
        required=True,
    ),
    Column(
        "site_name",
        "被察访单位",
        "同一组同一天不重复",
        "孟寺镇人民政府",
        ("单位", "地点", "site"),
        required=True,
    ),
    Column(
        "region_code",
        "区划代码",
        "可空；要回避的地区不能安排",
        "371424105000",
        ("地区", "region"),
    ),
    Column(
        "forms",
        "表单",
        "表单的标识，多个用“;”分开",
        "app_burden;plaque_audit",
        ("表单标识",),
        required=True,
    ),
    Column("mode", "方式", "、".join(MODES), "四不两直", choices=MODES),
    Column("planned_from", "从", "可空：2026-03-01", "2026-03-09", ("开始",)),
    Column("planned_to", "到", "可空：2026-12-31", "2026-03-10", ("结束",)),
    Column(
        "secret_to",
        "暗访保密至",
        "可空：不填就到最后一天；没有最后一天，就到结束为止",
        "",
        ("保密至",),
    ),
    Column("spot", "位置", "可空：WGS-84，纬度, 经度", "37.189642, 116.866107"),
    Column("plan_item", "年度计划项", "可空：它的名称", "", ("计划项",)),
)

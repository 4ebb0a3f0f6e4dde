"""What filters, states and severities are called, in both languages."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]

SEVERITIES: dict[str, dict[str, str]] = {
    "general": {"zh": "一般", "en": "general"},
    "serious": {"zh": "较重", "en": "serious"},
    "major": {"zh": "严重", "en": "major"},
}
STATUSES: dict[str, dict[str, str]] = {
    "confirmed": {"zh": "待交办", "en": "to assign"},
    "assigned": {"zh": "待签收", "en": "assigned"},
    "rectifying": {"zh": "整改中", "en": "rectifying"},
    "reported": {"zh": "待核查", "en": "reported"},
    "verifying": {"zh": "核查中", "en": "verifying"},
    "pending_notice": {"zh": "公示中", "en": "public notice"},
    "closed": {"zh": "已销号", "en": "closed"},
}
#: Where a finding comes from (线索五源); every table prints all five.
SOURCE_NAMES: dict[str, dict[str, str]] = {
    "petition": {"zh": "信访举报", "en": "petitions"},
    "visit": {"zh": "专项察访", "en": "visits"},
    "data": {"zh": "大数据梳理", "en": "data"},
    "department": {"zh": "职能部门移送", "en": "departments"},
    "tour": {"zh": "巡视巡察反馈", "en": "inspection tours"},
}
SOURCES = {source: said["zh"] for source, said in SOURCE_NAMES.items()}
#: Where a clue stands, and what it came to.
CLUE_STATES: dict[str, dict[str, str]] = {
    "registered": {"zh": "待初筛", "en": "to be screened"},
    "screened": {"zh": "已初筛", "en": "screened"},
    "out_of_scope": {"zh": "已转出", "en": "passed on"},
    "accepted": {"zh": "待交办", "en": "to be assigned"},
    "assigned": {"zh": "待核查", "en": "to be checked"},
    "checking": {"zh": "核查中", "en": "being checked"},
    "concluded": {"zh": "待反馈", "en": "to be answered"},
    "answered": {"zh": "已反馈", "en": "answered"},
    "closed": {"zh": "已了结", "en": "closed"},
}
CLUE_OUTCOMES: dict[str, dict[str, str]] = {
    "substantiated": {"zh": "属实", "en": "substantiated"},
    "partly": {"zh": "部分属实", "en": "partly"},
    "not_substantiated": {"zh": "不属实", "en": "not substantiated"},
    "held": {"zh": "暂存待查", "en": "held"},
}
CLUE_SUMS: dict[str, dict[str, str]] = {
    "open": {"zh": "在办", "en": "open"},
    "out_of_scope": {"zh": "转出", "en": "passed on"},
    **CLUE_OUTCOMES,
}
#: How far a finding that counts has come, in the order of the moments of a book.
STAGES: dict[str, dict[str, str]] = {
    "confirmed": {"zh": "组长确认", "en": "confirmed"},
    "accepted": {"zh": "认定", "en": "accepted"},
    "assigned": {"zh": "交办", "en": "assigned"},
    "reported": {"zh": "上报整改完成", "en": "reported done"},
    "closed": {"zh": "核查销号", "en": "closed"},
}
#: Asks for rows of which nobody said what a filter is about.
UNSAID = "none"
NOWHERE = {"zh": "市级以上或未定", "en": "above counties, or not said"}
#: Where a finding shows and where it is rooted.
LEVELS: dict[str, dict[str, str]] = {
    "province": {"zh": "省", "en": "province"},
    "city": {"zh": "市", "en": "city"},
    "county": {"zh": "县", "en": "county"},
    "town": {"zh": "乡", "en": "town"},
    "village": {"zh": "村", "en": "village"},
    UNSAID: {"zh": "未定", "en": "not said"},
}
#: What a team saw when it went back (回头看结论).
FIXES = {
    "full": "整改到位",
    "part": "部分整改",
    "none": "未整改",
    "fake": "虚假整改",
    "rebound": "问题反弹",
    "unverifiable": "无法核实",
}
OVERDUE = {"zh": "已超期", "en": "overdue"}
NAMES: dict[str, dict[str, str]] = {
    "county": {"zh": "县（市、区）", "en": "county"},
    "category": {"zh": "问题类别", "en": "category"},
    "severity": {"zh": "严重程度", "en": "severity"},
    "team": {"zh": "察访组", "en": "team"},
    "form": {"zh": "表单", "en": "form"},
    "unit": {"zh": "责任单位", "en": "responsible unit"},
    "status": {"zh": "状态", "en": "status"},
    "stage": {"zh": "已到环节", "en": "came to"},
    "source": {"zh": "线索来源", "en": "source"},
    "shows": {"zh": "表现层级", "en": "shows at"},
    "root": {"zh": "根源层级", "en": "rooted at"},
    "overdue": {"zh": "时限", "en": "due date"},
    "found_from": {"zh": "发现时间自", "en": "found from"},
    "found_to": {"zh": "发现时间至", "en": "found to"},
    "changed_from": {"zh": "变化自", "en": "changed since"},
    "text": {"zh": "关键词", "en": "words"},
    "as_of": {"zh": "截止日期", "en": "as of"},
}
ALL = {"zh": "全部", "en": "all"}

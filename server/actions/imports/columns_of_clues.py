"""The columns of files that bring clues, and those of callers that are dropped."""

from __future__ import annotations

import re

from server.actions.imports.column import Column

SOURCES = {
    "信访举报": "petition",
    "专项察访": "visit",
    "大数据梳理": "data",
    "职能部门移送": "department",
    "巡视巡察反馈": "tour",
}
#: What hotlines and offices call the person who spoke: never read, never kept.
CALLER = re.compile(
    r"来电|诉求人|反映人|举报人|信访人|投诉人|联系人|联系方式|电话|手机|号码|姓名|身份证|"
    r"住址|caller|contact|phone|mobile|tel\b|person|address"
)

CLUES: tuple[Column, ...] = (
    Column(
        "source",
        "来源",
        "、".join(SOURCES),
        "信访举报",
        ("线索来源", "来源（五类）"),
        required=True,
        choices=SOURCES,
    ),
    Column("sub_source", "子来源", "可空", "12345 热线", ("细目",)),
    Column(
        "external_no",
        "来件编号",
        "同一来源、同一地区不重复；已登记的跳过",
        "RX-2026-000001",
        ("工单编号", "工单号", "外部编号", "来文号", "编号"),
        required=True,
    ),
    Column(
        "received_on",
        "收到时间",
        "2026-03-01；带时刻的只取日期",
        "2026-03-01",
        ("收到日期", "受理时间", "登记时间", "时间", "日期"),
        required=True,
    ),
    Column(
        "region_code",
        "登记地区",
        "可空，默认本账号的地区：区划代码，12 位",
        "371424000000",
        ("登记地区代码",),
    ),
    Column(
        "place_code",
        "反映地点",
        "可空：区划代码，12 位",
        "371424105000",
        ("区划代码", "地点代码"),
    ),
    Column(
        "unit_named",
        "反映单位",
        "可空；写单位，不写个人",
        "某镇人民政府",
        ("被反映单位", "涉及单位", "责任单位"),
    ),
    Column(
        "content",
        "反映内容",
        "加密保存；里面的手机号、身份证号自动隐去",
        "反映镇里要求每天打卡三次。",
        ("内容", "工单内容", "诉求内容", "线索内容"),
        required=True,
    ),
    Column(
        "digest",
        "内容摘要",
        "可空，初筛前补写；不写个人和号码",
        "反映某镇要求工作人员多次打卡。",
        ("摘要",),
    ),
)

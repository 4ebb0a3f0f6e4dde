"""The columns of files that bring places, units and teams."""

from __future__ import annotations

from server.actions.imports.column import Column

LEVELS = {
    "省": "province",
    "市": "city",
    "县": "county",
    "乡": "town",
    "村": "village",
}

UNIT_KINDS = {
    "党委": "party",
    "政府": "government",
    "部门": "department",
    "乡镇政府": "town_gov",
    "村级组织": "village_org",
    "站所": "station",
    "高校": "university",
    "企业": "enterprise",
    "事业单位": "institution",
    "媒体": "media",
}

TEAM_KINDS = {
    "察访组": "visit",
    "调研监督组": "research_supervision",
    "调研组": "research",
}

TEAM_LEVELS = {"省": "province", "市": "city", "县": "county"}
REGIONS: tuple[Column, ...] = (
    Column(
        "code",
        "区划代码",
        "12 位统计用区划代码；较短的自动补零",
        "371424000000",
        ("代码", "统计用区划代码", "region_code"),
        required=True,
    ),
    Column(
        "name",
        "名称",
        "区划全称",
        "临邑县",
        ("区划名称", "region_name"),
        required=True,
    ),
    Column(
        "parent",
        "上级代码",
        "可空，由代码决定",
        "371400000000",
        ("上级", "上级区划代码", "parent_code"),
    ),
    Column(
        "level",
        "层级",
        "可空，由代码决定：省、市、县、乡、村",
        "县",
        ("级别",),
        choices=LEVELS,
    ),
    Column("pinyin", "拼音", "可空，自动生成；读音特殊的请填写", "lin yi xian"),
)

UNITS: tuple[Column, ...] = (
    Column(
        "code",
        "单位代码",
        "本专项内唯一",
        "LY-XB",
        ("代码", "unit_code"),
        required=True,
    ),
    Column(
        "name",
        "单位名称",
        "全称",
        "临邑县信访局",
        ("名称", "unit_name"),
        required=True,
    ),
    Column("short_name", "简称", "可空", "县信访局", ("单位简称",)),
    Column(
        "region_code",
        "区划代码",
        "单位所在地区，12 位",
        "371424000000",
        ("所在区划代码", "所在区划", "region"),
        required=True,
    ),
    Column(
        "kind",
        "单位类别",
        "可空，默认“部门”",
        "部门",
        ("类别", "性质", "unit_kind"),
        choices=UNIT_KINDS,
    ),
    Column(
        "level",
        "层级",
        "可空，由区划决定",
        "县",
        ("级别",),
        choices=LEVELS,
    ),
)

TEAMS: tuple[Column, ...] = (
    Column(
        "code",
        "组代码",
        "本专项内唯一",
        "DZ-07",
        ("代码", "组编号", "team_code"),
        required=True,
    ),
    Column(
        "name",
        "组名称",
        "",
        "德州-07",
        ("名称", "组名", "team_name"),
        required=True,
    ),
    Column(
        "kind",
        "组类别",
        "可空，默认“察访组”",
        "调研监督组",
        ("类别", "team_kind"),
        choices=TEAM_KINDS,
    ),
    Column(
        "level",
        "层级",
        "可空，默认“县”：省、市、县",
        "市",
        ("级别",),
        choices=TEAM_LEVELS,
    ),
    Column(
        "regions",
        "负责地区",
        "区划代码，多个用“;”分开；空则为整个专项",
        "371424000000;371425000000",
        ("地区", "区划代码", "region_codes", "region_code"),
    ),
    Column(
        "recusals",
        "回避地区",
        "可空：不得去的地区的区划代码，多个用“;”分开",
        "",
        ("回避", "recusal_codes"),
    ),
)

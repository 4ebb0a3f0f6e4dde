"""The columns of each kind of import, by Chinese and English names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file brings."""

    REGIONS = "regions"
    UNITS = "units"
    TEAMS = "teams"
    USERS = "users"
    LEADS = "leads"
    CATEGORIES = "categories"
    ARRANGEMENTS = "arrangements"


KINDS = {
    Kind.REGIONS: {"zh": "行政区划", "en": "regions"},
    Kind.UNITS: {"zh": "单位", "en": "units"},
    Kind.TEAMS: {"zh": "察访组", "en": "teams"},
    Kind.USERS: {"zh": "用户", "en": "users"},
    Kind.LEADS: {"zh": "牵头单位", "en": "leads"},
    Kind.ARRANGEMENTS: {"zh": "专班与计划", "en": "arrangements"},
    Kind.CATEGORIES: {"zh": "问题分类", "en": "categories"},
}

ARRANGED = {
    "牵头单位": "lead",
    "会同单位": "co_lead",
    "办公室": "office",
    "工作组": "group",
    "工作机制": "mechanism",
    "主要措施": "measure",
    "年度计划项": "plan_item",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: our name, the names people give it, and what the template says."""

    name: str
    chinese: str
    hint: str
    example: str
    also: tuple[str, ...] = ()
    required: bool = False
    choices: Mapping[str, str] | None = None


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
ROLES = {
    "办公室": "office",
    "审核": "reviewer",
    "组长": "team_leader",
    "组员": "inspector",
    "核查": "verifier",
    "责任单位联系人": "unit_contact",
}

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.REGIONS: (
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
    ),
    Kind.UNITS: (
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
    ),
    Kind.TEAMS: (
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
    ),
    Kind.USERS: (
        Column(
            "login",
            "账号",
            "小写字母、数字、- _ . @",
            "dz07-zuzhang",
            ("登录名", "用户名", "username"),
            required=True,
        ),
        Column(
            "display_name",
            "显示名称",
            "",
            "德州-07 组长",
            ("姓名", "名称", "name"),
            required=True,
        ),
        Column("staff_no", "工号", "可空", "DZ0701", ("编号", "staff_number")),
        Column(
            "role",
            "角色",
            "办公室、审核、组长、组员、核查、责任单位联系人",
            "组长",
            (),
            required=True,
            choices=ROLES,
        ),
        Column(
            "region_code",
            "地区",
            "办公室、审核、核查必填：区划代码",
            "371400000000",
            ("区划代码", "region"),
        ),
        Column(
            "team_code",
            "组代码",
            "组长和组员必填",
            "DZ-07",
            ("组", "所在组", "team"),
        ),
        Column(
            "unit_code",
            "单位代码",
            "责任单位联系人必填",
            "",
            ("单位", "责任单位", "责任单位代码", "unit"),
        ),
        Column("password", "密码", "可空，自动生成", "", ("初始密码",)),
    ),
    Kind.LEADS: (
        Column(
            "category_code",
            "问题类别代码",
            "本专项的重点问题代码",
            "A1.3",
            ("类别代码", "问题类别", "category"),
            required=True,
        ),
        Column(
            "region_code",
            "区划代码",
            "牵头的地区（含以下），12 位；更近的地区优先",
            "371424000000",
            ("地区", "region"),
            required=True,
        ),
        Column(
            "unit_code",
            "单位代码",
            "牵头单位，先在单位里导入",
            "LY-XB",
            ("单位", "牵头单位", "牵头单位代码", "unit"),
            required=True,
        ),
    ),
    Kind.CATEGORIES: (
        Column(
            "aspect_code",
            "方面代码",
            "同一方面的各行相同",
            "A1",
            ("aspect",),
            required=True,
        ),
        Column("aspect_name", "方面", "", "指尖负担", ("方面名称",), required=True),
        Column(
            "code",
            "类别代码",
            "文件就是完整的清单：不在其中的，没人用过就删除，用过就停用",
            "A1.1",
            ("代码", "问题类别代码"),
            required=True,
        ),
        Column(
            "name",
            "类别",
            "按文件的行序排列",
            "强制使用",
            ("重点问题", "类别名称", "名称"),
            required=True,
        ),
    ),
    Kind.ARRANGEMENTS: (
        Column(
            "kind",
            "类型",
            "、".join(ARRANGED),
            "工作组",
            required=True,
            choices=ARRANGED,
        ),
        Column("name", "名称", "同一类型里不重复", "综合协调组", required=True),
        Column(
            "owner", "负责单位、职务", "可空；不写姓名", "市委督查室主任", ("负责",)
        ),
        Column("text", "职责、内容、进展", "可空", "", ("内容", "职责")),
        Column("document", "依据文件、文号", "可空", "", ("文号", "依据")),
        Column("from_on", "从", "可空：2026-03-01", "2026-03-01", ("开始",)),
        Column("to_on", "到", "可空：2026-12-31", "2026-12-31", ("结束",)),
    ),
}

"""The columns of files that bring people, and what problems are whose."""

from __future__ import annotations

from server.actions.imports.column import Column

ROLES = {
    "办公室": "office",
    "审核": "reviewer",
    "组长": "team_leader",
    "组员": "inspector",
    "核查": "verifier",
    "工作组": "working_group",
    "领导查阅": "leader_view",
    "审计": "auditor",
    "举报专岗": "clue_officer",
    "责任单位联系人": "unit_contact",
}

USERS: tuple[Column, ...] = (
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
        "办公室、审核、组长、组员、核查、工作组、领导查阅、审计、举报专岗、责任单位联系人",
        "组长",
        (),
        required=True,
        choices=ROLES,
    ),
    Column(
        "region_code",
        "地区",
        "除组内人员和联系人外必填：区划代码",
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
)

LEADS: tuple[Column, ...] = (
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
)

CATEGORIES: tuple[Column, ...] = (
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
)

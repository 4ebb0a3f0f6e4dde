"""The apps of the story: each shows one problem, and its screen shows why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from media.specimen import Card, Screen
from server.demo.story import County

#: Answers of an app without a problem; each problem changes a few.
QUIET: dict[str, Any] = {
    "kind": "mini",
    "issuer_level": "county",
    "registered": "yes",
    "purpose": "office",
    "forced": "none",
    "coerce": "none",
    "in_assess": "no",
    "freq": "weekly",
    "minutes": 3,
    "dup_app": "no",
    "trace": "no",
    "task": "no",
    "commercial": "no",
    "flag_n": 0,
}
SMEARED = "联系人：●●●"


@dataclass(frozen=True, slots=True)
class App:
    """An app as an inspector registers it; {县} and {简} stand for the county."""

    name: str
    department: str
    sector: str
    answers: Mapping[str, Any]
    screen: Screen | None
    shots: int = 1


FORCED = App(
    "{简}网格通",
    "社会治理服务中心",
    "politics_law",
    {"kind": "app", "forced": "install login", "minutes": 6, "users_required": 46},
    Screen(
        "通知公告",
        (
            Card(
                "关于全员使用“{简}网格通”的通知",
                (
                    "请各单位组织全体工作人员于本周内完成下载、注册，周登录率不低于95%。",
                    "每周五通报各单位安装率、登录率。",
                    SMEARED + "　传阅 132",
                ),
                "置顶",
            ),
            Card("本周登录率", ("全县 91.4%　本单位 87.0%", "未登录 6 人：●●●")),
        ),
        "我已阅读并确认",
        "red",
    ),
)
RETAINED = App(
    "{简}随手拍",
    "生态环境分局",
    "env",
    {"trace": "yes", "purpose": "patrol", "dup_entry": "no", "minutes": 7},
    Screen(
        "巡查上报",
        (
            Card("今日任务：河道巡查", ("完成依据：现场照片不少于 3 张",), "0/3"),
            Card("上传现场工作照片", ("须含巡查人员和现场环境", "须开启定位水印")),
            Card("未上传照片的，不计入完成数", (SMEARED,)),
        ),
        "上传照片并提交",
        "green",
    ),
    shots=2,
)
TASKED = App(
    "{简}健康采集",
    "卫生健康局",
    "health",
    {"task": "yes", "task_desc": "要求村干部每周代为录入慢性病随访信息", "minutes": 6},
    Screen(
        "任务清单",
        (
            Card(
                "慢病随访信息代录", ("责任人：各村（社区）干部", "每周四 18:00 前完成")
            ),
            Card("本周任务", ("孕产妇信息核对 12 人", "随访录入 38 人"), "待办 50"),
            Card("逾期未完成将在工作群通报", (SMEARED,)),
        ),
        "开始录入",
        "blue",
    ),
)
CHECKED = App(
    "{简}应急打卡",
    "应急管理局",
    "emergency",
    {"coerce": "checkin points ranking", "exempt": "no", "minutes": 4, "freq": "daily"},
    Screen(
        "每日打卡",
        (
            Card("连续打卡 27 天", ("累计积分 1,386", "今日 +8"), "第 4 名"),
            Card("本月积分排行", ("1　●●●　1,702", "2　●●●　1,655", "3　●●●　1,590")),
            Card("在线时长", ("今日 16 分钟　本周 92 分钟",)),
        ),
        "打卡签到",
        "orange",
    ),
)
REPEATED = App(
    "{简}兴农填报",
    "农业农村局",
    "agri",
    {"purpose": "report", "dup_entry": "yes", "dup_entry_n": 3, "minutes": 8},
    Screen(
        "数据填报",
        (
            Card(
                "土地流转情况月报", ("流转面积（亩）　426.5", "涉及农户　118"), "待报"
            ),
            Card("同步填报提示", ("本表数据另需在“省平台”“市平台”分别录入",)),
            Card("填报人", ("●●●　农业综合服务中心",)),
        ),
        "提交月报",
        "green",
    ),
)
ASSESSED = App(
    "{简}发布",
    "融媒体中心",
    "publicity",
    {
        "kind": "account",
        "registered": None,
        "in_assess": "yes",
        "purpose": "publicity",
        "minutes": 4,
    },
    Screen(
        "转发通报",
        (
            Card("上月转发、点赞情况通报", ("列入季度考核，占 5 分",), "第 2 期"),
            Card("各单位转发率", ("一组 100%", "二组 96.3%", "三组 71.8%　请加强")),
            Card("未转发人员", ("●●●　等 7 人",)),
        ),
        "去转发",
        "red",
    ),
)
DOUBLED = App(
    "{简}民政走访",
    "民政局",
    "civil",
    {"kind": "platform_app", "dup_app": "yes", "dup_of": "省级走访平台", "minutes": 5},
    Screen(
        "走访登记",
        (
            Card("特殊困难群众走访", ("走访对象：●●●", "走访方式：入户"), "登记"),
            Card("功能说明", ("与省级走访平台功能一致，两边都要登记",)),
        ),
        "保存并登记下一户",
        "blue",
    ),
)
GROUPED = App(
    "{简}防汛工作落实群",
    "应急管理局",
    "emergency",
    {
        "kind": "group",
        "registered": None,
        "commercial": None,
        "purpose": "comm",
        "group_expired": "yes",
        "group_instant": "yes",
        "minutes": 6,
        "freq": "daily",
    },
    Screen(
        "防汛工作落实群（186）",
        (
            Card("●●●", ("收到请接龙，10 分钟内回复！",), "21:46"),
            Card("接龙：收到", ("1. ●●●　2. ●●●", "3. ●●●　…… 共 94 人")),
            Card("群公告", ("2025年汛期值守专用，汛期结束后解散",), "2025-06"),
        ),
        "",
        "green",
    ),
)
STALE = App(
    "{简}微民政",
    "民政局",
    "civil",
    {
        "kind": "account",
        "registered": None,
        "purpose": "publicity",
        "stale_months": 7,
        "freq": "rare",
    },
    None,
    shots=0,
)
GOOD = App(
    "{简}政务服务",
    "政务服务管理局",
    "gov_office",
    {"purpose": "service"},
    None,
    shots=0,
)
#: In this order the teams meet them, each beginning further down.
TROUBLED = (
    FORCED,
    RETAINED,
    TASKED,
    CHECKED,
    REPEATED,
    ASSESSED,
    DOUBLED,
    GROUPED,
    STALE,
)


def row(app: App, county: County) -> dict[str, Any]:
    """Answer the questions about one app, as the form would compute them."""
    answers = {**QUIET, **app.answers}
    return {
        **answers,
        "app_name": named(app.name, county),
        "issuer_unit": county.name + app.department,
        "issuer_sector": app.sector,
        "flag_n": _flags(answers),
    }


def page(app: App, county: County) -> Screen | None:
    """Give the screen that proves it, with the county's names."""
    return app.screen and shown(app.screen, county)


def shown(screen: Screen, county: County) -> Screen:
    """Put the county's names on a screen."""
    cards = tuple(
        Card(
            named(card.heading, county),
            tuple(named(line, county) for line in card.lines),
            card.mark,
        )
        for card in screen.cards
    )
    return Screen(named(screen.title, county), cards, screen.button, screen.theme)


def named(text: str, county: County) -> str:
    """Put the county's names into a text."""
    return text.replace("{县}", county.name).replace("{简}", county.short)


def _flags(answers: Mapping[str, Any]) -> int:
    """Count the problems of a row, as the form's flag_n does."""
    yes = ("in_assess", "dup_app", "dup_entry", "trace", "task")
    group = ("group_expired", "group_instant", "commercial")
    marked: list[bool] = [answers.get(name) == "yes" for name in (*yes, *group)]
    exempt = answers.get("exempt", "no") != "no"
    forced = answers["forced"] != "none"
    coerced = answers["coerce"] != "none" and not exempt
    return [*marked, forced, coerced].count(True)

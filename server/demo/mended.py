"""What units did about the problems of the story, and the pictures that show it."""

from __future__ import annotations

from media.specimen import Card, Screen, Shot, screen, wall
from server.actions.life.work import Measure
from server.demo import apps, plaques
from server.demo.story import County

#: By the rule that had proposed a problem: the screen as it is afterwards.
SCREENS = {
    "A01": Screen(
        "通知公告",
        (
            Card(
                "关于停止通报“{简}网格通”登录率的通知",
                (
                    "即日起不再要求下载、注册，不再通报安装率、登录率。",
                    "此前下发的通知同时废止。",
                ),
                "置顶",
            ),
            Card("使用方式", ("确有工作需要的，自愿使用。",)),
        ),
        "",
        "red",
    ),
    "A02": Screen(
        "应急值守",
        (
            Card("功能调整公告", ("打卡、积分、排名、在线时长功能已全部下线。",)),
            Card("今日值守", ("值班电话：已接通",), "正常"),
        ),
        "",
        "orange",
    ),
    "A03": Screen(
        "工作动态",
        (
            Card("关于取消转发点赞通报的说明", ("不再统计各单位转发、点赞情况。",)),
            Card("季度考核指标（修订）", ("“{简}发布”转发率　已删除",), "已印发"),
        ),
        "",
        "red",
    ),
    "A04": Screen(
        "走访登记",
        (
            Card("功能已并入省级走访平台", ("本应用停止登记，历史数据已移交。",)),
            Card("请到省级走访平台办理", ("每户只登记一次",)),
        ),
        "",
        "blue",
    ),
    "A05": Screen(
        "数据填报",
        (
            Card("土地流转情况月报", ("数据由省平台回流，无需填报",), "免填"),
            Card("同步填报提示", ("“市平台”录入口已关闭",)),
        ),
        "",
        "green",
    ),
    "A06": Screen(
        "巡查上报",
        (
            Card("今日任务：河道巡查", ("发现问题时上报，照片选填",), "已巡"),
            Card("上报要求（修订）", ("不再要求上传工作照片和定位水印",)),
        ),
        "上报问题",
        "green",
    ),
    "A07": Screen(
        "账号信息",
        (Card("{简}微民政", ("该账号已注销，服务由“{县}发布”提供",), "已注销"),),
        "",
        "blue",
    ),
    "A09": Screen(
        "任务清单",
        (
            Card("慢病随访信息录入", ("责任人：乡镇卫生院",), "已调整"),
            Card("村（社区）待办", ("已全部取消",), "待办 0"),
        ),
        "",
        "blue",
    ),
    "A10": Screen(
        "群聊信息",
        (Card("{简}防汛工作落实群", ("该群已解散",), "已解散"),),
        "",
        "green",
    ),
}
#: What units of an app do, and what those do that had hung a plaque.
OF_APPS = (
    Measure("停止以积分、排名和下载率考核基层，已下发的通知收回", "point", "now"),
    Measure("全县政务应用、工作群一并清理", "area", "now", "分管负责人"),
    Measure("建立新增应用准入和备案制度", "area", "long_term", "主要负责人"),
)
OF_PLAQUES = (
    Measure("摘除清单外牌子，退还村里承担的制作费用", "point", "now"),
    Measure("本系统在村（社区）挂的牌子一并清理", "area", "now", "分管负责人"),
    Measure("建立挂牌准入制度，费用由要求挂牌的单位承担", "area", "long_term"),
)


def measures(rule: str) -> tuple[Measure, ...]:
    """Give what is done about a problem."""
    return OF_PLAQUES if rule.startswith("B") else OF_APPS


def picture(rule: str, county: County, shot: Shot) -> bytes:
    """Photograph how it is now: the screen that changed, or a wall with less on it."""
    if rule in SCREENS:
        return screen(apps.shown(SCREENS[rule], county), shot)
    return wall(plaques.KEPT[:2], shot)

"""What states, roles and the rest are called on screen, and which mark they wear."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Badge:
    """A word and one of the five marks: wait, doing, check, late, done."""

    mark: str
    text: LazyString


FINDING = {
    "hint": Badge("wait", _("仅提示")),
    "candidate": Badge("wait", _("候选")),
    "dropped": Badge("wait", _("不予认定")),
    "team_confirmed": Badge("doing", _("组长已确认")),
    "in_review": Badge("check", _("审核中")),
    "merged": Badge("wait", _("已并案")),
    "confirmed": Badge("wait", _("待交办")),
    "assigned": Badge("wait", _("待签收")),
    "rectifying": Badge("doing", _("整改中")),
    "reported": Badge("check", _("待核查")),
    "verifying": Badge("check", _("核查中")),
    "pending_notice": Badge("check", _("公示中")),
    "closed": Badge("done", _("已销号")),
    "cleared": Badge("wait", _("不属实")),
    "exempted": Badge("wait", _("容错免责")),
}
STAGE = {
    "partial": Badge("doing", _("照片未齐")),
    "checking": Badge("doing", _("正在核对")),
    "decide": Badge("wait", _("待组长确认")),
    "send": Badge("wait", _("待提交审核")),
    "review": Badge("check", _("审核中")),
    "pass": Badge("check", _("待审核通过")),
    "accepted": Badge("done", _("已通过")),
    "returned": Badge("check", _("退回补充")),
    "superseded": Badge("wait", _("已由更正件替代")),
}
SEVERITY = {"general": _("一般"), "serious": _("较重"), "major": _("严重")}
SEVERITY_BARS = {"general": 1, "serious": 2, "major": 3}
ROLE = {
    "office": _("专班办"),
    "reviewer": _("审核员"),
    "team_leader": _("组长"),
    "inspector": _("组员"),
    "verifier": _("核查员"),
    "unit_contact": _("责任单位"),
}
#: Why a submission is late evidence.
LATE = {
    "withdrawn": _("表单撤回后送达"),
    "revoked": _("授权收回后送达"),
    "shut": _("账号停用后送达"),
    "moved": _("调离本组后送达"),
}
SOURCE = {
    "in_page_camera": _("应用内拍摄"),
    "input_camera": _("系统相机拍摄"),
    "gallery": _("相册导入"),
    "unknown": _("来源不明"),
}
MODE = {
    "unannounced": _("四不两直"),
    "announced": _("事先通知"),
    "concentrated": _("集中察访"),
    "embedded_research": _("下沉式调研"),
}
VISIT = {
    "planned": Badge("wait", _("计划中")),
    "issued": Badge("wait", _("已下达")),
    "in_progress": Badge("doing", _("进行中")),
    "ended": Badge("done", _("已结束")),
    "cancelled": Badge("wait", _("已取消")),
}
FORM = {
    "open": Badge("doing", _("开放填报")),
    "closed": Badge("wait", _("停止填报")),
    "withdrawn": Badge("wait", _("已撤回")),
}
RULES = {
    "trying": Badge("doing", _("正在试算")),
    "tried": Badge("check", _("待启用")),
    "applying": Badge("doing", _("正在重新核对")),
    "applied": Badge("done", _("已启用")),
}
CHANGE = {
    "new": Badge("check", _("新增候选")),
    "changed": Badge("doing", _("内容改变")),
    "gone": Badge("wait", _("撤下候选")),
    "kept": Badge("late", _("不再提出，保留")),
}
LEVEL = {
    "province": _("省"),
    "city": _("市"),
    "county": _("县（市、区）"),
    "town": _("乡镇（街道）"),
    "village": _("村（社区）"),
}
PART = {"lead": _("牵头"), "assist": _("配合")}
SCOPE = {"point": _("点"), "area": _("面")}
HORIZON = {"now": _("当下改"), "long_term": _("长久立")}
INSTRUMENT = {
    "assign": _("交办"),
    "onspot": _("立行立改"),
    "recommend": _("建议"),
    "refer": _("移送"),
    "escalate": _("提级督办"),
    "reopen": _("重新打开"),
    "close": _("销号"),
    "clue": _("线索"),
}
THINGS = {"app": _("应用清单"), "plaque": _("挂牌清单")}

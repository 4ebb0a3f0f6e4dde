"""What clues are called on pages: sources, states, outcomes, steps."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from server.console.words import Badge

SOURCE = {
    "petition": _("信访举报"),
    "visit": _("专项察访"),
    "data": _("大数据梳理"),
    "department": _("职能部门移送"),
    "tour": _("巡视巡察反馈"),
}
STATE = {
    "registered": Badge("wait", _("待初筛")),
    "screened": Badge("doing", _("已初筛")),
    "out_of_scope": Badge("done", _("已转出")),
    "accepted": Badge("wait", _("待交办")),
    "assigned": Badge("wait", _("待核查")),
    "checking": Badge("doing", _("核查中")),
    "concluded": Badge("check", _("待反馈")),
    "answered": Badge("check", _("已反馈")),
    "closed": Badge("done", _("已了结")),
}
OUTCOME = {
    "substantiated": _("属实"),
    "partly": _("部分属实"),
    "not_substantiated": _("不属实"),
    "held": _("暂存待查"),
}
#: What the sums of the register count beside the outcomes.
SUM = {"open": _("在办"), "out_of_scope": _("转出"), **OUTCOME}
PART = {
    "lead": _("承办"),
    "assist": _("协办"),
    "room": _("监督检查室"),
    "stationed": _("派驻机构"),
    "local": _("属地"),
}
STEP = {
    "register": _("登记"),
    "amend": _("修改登记"),
    "screen": _("初筛"),
    "pass_on": _("不予受理，转出"),
    "come_back": _("对方退回"),
    "take": _("受理"),
    "assign": _("交办线索"),
    "hand_back": _("承办单位退回"),
    "check": _("开始核查"),
    "more_time": _("延长办理时限"),
    "conclude": _("报核查结果"),
    "resume": _("恢复核查"),
    "answer": _("反馈"),
    "become": _("转为问题"),
    "close": _("了结"),
    "transfer": _("移送线索"),
}
TRANSFER = {
    "sent": Badge("wait", _("待签收")),
    "received": Badge("doing", _("待回告")),
    "refused": Badge("late", _("对方不收")),
    "answered": Badge("done", _("已回告")),
}
HEARD = {
    "receive": _("对方已签收"),
    "refuse": _("对方不收"),
    "report": _("对方回告结果"),
}

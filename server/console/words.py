"""What states, roles and the rest are called on screen, and which mark they wear."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from server.models import COUNTED as COUNTED_ONES
from server.models import OPEN as OPEN_ONES


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
#: The states in which a finding counts, for templates that ask.
COUNTED = tuple(COUNTED_ONES)
#: Those in which somebody owes something, as a ledger's address names them.
OPEN = ",".join(OPEN_ONES)
PAPER = {
    "confirmation": _("问题确认单"),
    "slip": _("问题交办单"),
    "supervision": _("督办函"),
    "close_out": _("销号审批表"),
}
EXPORT = {
    "waiting": Badge("wait", _("等待")),
    "making": Badge("doing", _("正在制作")),
    "ready": Badge("done", _("可下载")),
    "failed": Badge("late", _("没有做成")),
    "cancelled": Badge("wait", _("已取消")),
    "expired": Badge("wait", _("已到期")),
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
PHASE = {
    "draft": Badge("wait", _("筹备")),
    "active": Badge("doing", _("进行")),
    "wrapping": Badge("check", _("收尾")),
    "closed": Badge("done", _("结束")),
    "routine": Badge("doing", _("常态")),
}
ROLE = {
    "office": _("专班办"),
    "reviewer": _("审核员"),
    "team_leader": _("组长"),
    "inspector": _("组员"),
    "verifier": _("核查员"),
    "working_group": _("工作组"),
    "leader_view": _("领导查阅"),
    "auditor": _("审计"),
    "unit_contact": _("责任单位"),
    "clue_officer": _("举报专岗"),
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
ARRANGEMENT = {
    "lead": _("牵头单位"),
    "co_lead": _("会同单位"),
    "office": _("办公室"),
    "group": _("工作组"),
    "member": _("成员"),
    "mechanism": _("工作机制"),
    "measure": _("主要措施"),
    "plan_item": _("年度计划项"),
    "activity": _("会议、培训等活动"),
    "talk": _("座谈走访"),
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
PART = {"lead": _("牵头"), "assist": _("配合"), "oversee": _("监管")}
#: Why a closed finding is opened again.
REBOUND = {"rebound": _("反弹"), "false_fix": _("虚假整改")}
#: Why it is so, as a person says (病灶).
CAUSE = {
    "discipline": _("纪律"),
    "duty": _("责任"),
    "style": _("作风"),
    "system": _("制度"),
}
#: Whom a rule means by a word, where no answer names the unit.
MEANT = {
    "site": _("被察访单位"),
    "town_gov": _("所在乡镇政府"),
    "county_lead": _("问题类别的牵头单位"),
    "responsible_of": _("原问题的责任单位"),
}
JOB = {
    "rules": _("规则核对"),
    "photos": _("照片检查"),
    "rerun": _("规则试算"),
    "export": _("制作导出文件"),
    "bulk": _("批量办理"),
    "answers": _("整理答案"),
    "likeness": _("比对名称"),
    "entities": _("名单登记"),
    "entity_wait": _("名单待并入"),
    "mail": _("发送邮件"),
    "webhook": _("推送通知"),
}
#: Why a job was given up, in words of people who keep no server.
JOB_WHY = {
    "database": _("数据库当时用不了"),
    "store": _("照片存储当时用不了"),
    "full": _("磁盘当时已满或已停写，请先腾出空间"),
    "damaged": _("照片文件损坏，请管理员运行 chafang fsck"),
    "memory": _("服务器内存不足"),
    "fault": _("程序出错；再试仍不成，请把任务和时间告诉管理员"),
}
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
#: What the lists of the library are called; others go by their own names.
LISTS = {"plaque_list": _("保留牌子清单"), "inspection_plan": _("年度督检考计划")}
THINGS = {"app": _("应用清单"), "plaque": _("挂牌清单")}
BULLETIN = {
    "draft": Badge("doing", _("草稿")),
    "published": Badge("done", _("已发布")),
    "dropped": Badge("wait", _("已丢弃")),
}
RECOUNT = {
    "equal": Badge("done", _("一致")),
    "differs": Badge("late", _("不一致")),
}
THEME = {
    "open": Badge("doing", _("归集中")),
    "closed": Badge("done", _("已办结")),
}
ADVICE = {
    "drafted": Badge("wait", _("待批准")),
    "approved": Badge("doing", _("待送达")),
    "delivered": Badge("wait", _("待签收")),
    "acknowledged": Badge("doing", _("已签收")),
    "objected": Badge("late", _("有异议")),
    "plan_filed": Badge("doing", _("已报方案")),
    "reported": Badge("check", _("待审核")),
    "passed": Badge("check", _("审核通过")),
    "failed": Badge("late", _("未落实")),
    "closed": Badge("done", _("已办结")),
}
UNIT_KIND = {
    "party": _("党委部门"),
    "government": _("政府"),
    "department": _("政府部门"),
    "town_gov": _("乡镇（街道）"),
    "village_org": _("村（社区）组织"),
    "station": _("站所"),
    "university": _("高校"),
    "enterprise": _("企业"),
    "institution": _("事业单位"),
    "media": _("媒体"),
}
MEASURE_KIND = {
    "rule": _("制度"),
    "flow": _("流程"),
    "list": _("清单"),
    "platform": _("平台"),
}
MEASURE_STAGE = {
    "drafting": Badge("wait", _("起草")),
    "consulting": Badge("doing", _("征求意见")),
    "approving": Badge("doing", _("审定")),
    "issued": Badge("check", _("印发")),
    "in_force": Badge("done", _("施行")),
}
MEASURE_STEP = {
    "added": _("开始"),
    "moved": _("到了"),
    "holds": _("回头看：落实了"),
    "broken": _("回头看：没有落实"),
}
NOTICE_KIND = {
    "rectification": _("整改通知书"),
    "assignment": _("交办单"),
    "supervision": _("督办函"),
}
#: What has numbers of its own: the kinds of notices, and what clues lead to.
NUMBERED = {
    **NOTICE_KIND,
    "transfer": _("线索移送函"),
    "minutes": _("会商纪要"),
}
NOTICE = {
    "drafted": Badge("wait", _("待批准")),
    "approved": Badge("doing", _("待印发")),
    "issued": Badge("wait", _("待签收")),
    "acknowledged": Badge("doing", _("待回复")),
    "replied": Badge("check", _("已回复")),
    "closed": Badge("done", _("已办结")),
    "withdrawn": Badge("wait", _("已作废")),
}
#: The steps that notices and recommendations share.
STEP = {
    "approve": _("批准并编号"),
    "acknowledge": _("签收"),
    "close": _("办结"),
}
NOTICE_STEP = {
    **STEP,
    "send_back": _("退回起草"),
    "issue": _("印发"),
    "withdraw": _("作废"),
    "reply": _("回复"),
    "ask_again": _("请补充回复"),
}
ADVICE_STEP = {
    **STEP,
    "deliver": _("送达"),
    "object": _("提出异议"),
    "plan": _("报送方案"),
    "report": _("报送落实情况"),
    "pass": _("审核通过"),
    "fail": _("退回落实"),
    "holds": _("回头看：保持"),
    "broken": _("回头看：反弹"),
}

ENTITY_ACT = {
    "created": _("新建"),
    "updated": _("更新"),
    "corrected": _("更正"),
    "brought": _("导入"),
    "resolved": _("人工定稿"),
    "deleted": _("删除"),
    "restored": _("恢复"),
}
ENTITY_CONFLICT = {
    "soft": Badge("check", _("不同项冲突")),
    "hard": Badge("late", _("同一项冲突")),
}
ENTITY_WAIT = {
    "no_id": _("没有有效的编号，无法确定是哪一条"),
    "taken": _("编号已被另一条使用"),
    "unknown": _("本组名单里没有这一条；如果它随后送达，会自动并入"),
    "branch": _("离线时的前一步还没有送达；送达后自动并入"),
    "base": _("没有写明依据哪个版本，或那个版本还没有送达"),
    "deleted": _("这一条已删除；并入会恢复它"),
}
ENTITY_SHARING = {
    "team": _("只有填报它的组"),
    "region": _("所在地区的组"),
    "campaign": _("本专项所有组"),
}

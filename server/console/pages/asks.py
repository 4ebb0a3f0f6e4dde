"""What each step of a finding's life asks, of whom, and when it can be taken."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from server.actions.life.stages import Step


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a step asks; `kind` names the control."""

    kind: str
    name: str
    label: LazyString
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """A step: who may take it, what it is called, what it asks."""

    name: str
    verb: str
    button: LazyString
    note: LazyString
    questions: tuple[Question, ...] = ()
    tone: str = "btn"


WHY = Question("text", "reason", _("原因"))
REMARK = Question("text", "comment", _("核查意见"), is_needed=False)
STILL_WRONG = Question("text", "comment", _("还有什么问题"))
NEW_DUE = Question("date", "due_on", _("新的整改时限"), is_needed=False)

ASKS = {
    ask.name: ask
    for ask in (
        Ask(
            "assign",
            "finding.assign",
            _("交办"),
            _("交办后责任单位在“我的任务”里看到，逾期未签收会提醒。"),
            (
                Question("unit", "unit", _("责任（牵头）单位")),
                Question("text", "requirement", _("整改要求")),
                Question("date", "due_on", _("整改时限")),
                Question("units", "assist", _("配合单位"), is_needed=False),
                Question("units", "oversight", _("监管单位"), is_needed=False),
                Question("line", "post", _("责任人（职务）"), is_needed=False),
                Question("one_unit", "root", _("根源单位"), is_needed=False),
                Question("level", "root_level", _("根源层级"), is_needed=False),
            ),
            "btn btn-main",
        ),
        Ask(
            "fix_on_spot",
            "finding.confirm",
            _("已立行立改"),
            _("上传整改后的照片，核查通过后公示、销号。"),
            (Question("files", "proofs", _("整改后的照片")),),
            "btn btn-main",
        ),
        Ask(
            "pass",
            "finding.verify",
            _("核查通过"),
            _("通过后交下一层级核查；各层级都通过后公示。"),
            (REMARK,),
            "btn btn-main",
        ),
        Ask(
            "fail",
            "finding.verify",
            _("退回重改"),
            _("退回责任单位继续整改。"),
            (STILL_WRONG, NEW_DUE),
            "btn btn-stop",
        ),
        Ask(
            "close",
            "finding.assign",
            _("销号"),
            _("核查和销号须由不同的人办理；销号后仍可因反弹重新打开。"),
            (),
            "btn btn-main",
        ),
        Ask(
            "object",
            "finding.assign",
            _("公示有异议"),
            _("记下异议，重新核查。"),
            (WHY,),
        ),
        Ask(
            "reopen",
            "finding.assign",
            _("重新打开"),
            _("问题反弹或虚假整改时，重新整改。"),
            (
                Question("rebound", "reason", _("情形")),
                STILL_WRONG,
                Question("date", "due_on", _("新的整改时限")),
            ),
            "btn btn-stop",
        ),
        Ask(
            "grant_time",
            "finding.assign",
            _("同意延期"),
            _("原时限保留在台账里。"),
            (),
        ),
        Ask(
            "refuse_time",
            "finding.assign",
            _("不同意延期"),
            _("整改时限不变。"),
            (),
        ),
        Ask(
            "escalate",
            "finding.assign",
            _("提级督办"),
            _("状态不变，由更高层级督办；层级只升不降。"),
            (Question("level", "level", _("督办层级")), WHY),
        ),
        Ask(
            "clear",
            "finding.assign",
            _("提议不属实"),
            _("由第二个人同意后不再计数，历史保留。"),
            (WHY,),
        ),
        Ask(
            "exempt",
            "finding.assign",
            _("提议容错免责"),
            _("由第二个人同意后不再计数，历史保留。"),
            (WHY,),
        ),
        Ask(
            "agree",
            "finding.assign",
            _("同意提议"),
            _("同意后不再计数，历史保留。"),
            (),
            "btn btn-stop",
        ),
        Ask(
            "decline",
            "finding.assign",
            _("不同意提议"),
            _("问题按原状态继续办理。"),
            (),
        ),
        Ask(
            "reclassify",
            "finding.review",
            _("改判"),
            _("改类别或严重程度，记入办理记录；以前日期的台账不变。"),
            (
                Question("category", "category", _("问题类别")),
                Question("severity", "severity", _("严重程度")),
                WHY,
            ),
        ),
        Ask(
            "trace",
            "finding.assign",
            _("溯源"),
            _("问题表现在哪里、根源在哪里、为什么发生。责任单位看不到原因。"),
            (
                Question("level", "manifest_level", _("表现层级")),
                Question("one_unit", "site", _("表现单位"), is_needed=False),
                Question("level", "root_level", _("根源层级"), is_needed=False),
                Question("one_unit", "root", _("根源单位"), is_needed=False),
                Question("cause", "cause_class", _("原因"), is_needed=False),
                Question("text", "cause_text", _("原因说明"), is_needed=False),
            ),
        ),
        Ask(
            "refer",
            "finding.refer",
            _("移送"),
            _(
                "状态不变，同时登记一条线索。摘要专班办看得到；"
                "详情加密，只有举报专岗能打开。"
            ),
            (
                Question("line", "to_unit", _("移送给")),
                Question("past", "referred_on", _("移送日期")),
                Question("text", "digest", _("摘要（不写个人和号码）")),
                Question("text", "reason", _("移送理由（详情）")),
            ),
        ),
        Ask(
            "merge",
            "finding.review",
            _("并案"),
            _("并入台账里的另一条问题，只计一次；对方须已认定。"),
            (Question("line", "into", _("并入的问题编号")),),
        ),
        Ask(
            "statement",
            "finding.confirm",
            _("记录单位说明"),
            _("认定前听取当事单位意见，与问题一并保存。"),
            (
                Question("line", "unit_text", _("单位")),
                Question("text", "text", _("说明")),
            ),
        ),
    )
}
#: The step that must lead on from where the finding stands.
STAGE: dict[str, Step] = {
    "assign": "assign",
    "fix_on_spot": "fix_on_spot",
    "pass": "pass_level",
    "fail": "fail",
    "close": "close",
    "object": "object",
    "reopen": "reopen",
    "clear": "clear",
    "exempt": "exempt",
    "merge": "merge",
    "statement": "statement",
    "escalate": "escalate",
    "grant_time": "answer_time",
    "refuse_time": "answer_time",
    "agree": "clear",
    "decline": "clear",
    "reclassify": "reclassify",
    "trace": "trace",
    "refer": "refer",
}

"""What was just done, said once on the next page."""

from __future__ import annotations

from urllib.parse import quote, unquote

from flask import Response, request
from flask_babel import lazy_gettext as _

COOKIE = "chafang_said"
SENTENCES = {
    "confirmed": _("已确认"),
    "edited": _("已保存修改"),
    "dropped": _("已不予认定，填报内容和照片保留"),
    "reinstated": _("已撤销，恢复为候选"),
    "promoted": _("已转为候选"),
    "written": _("已写入一个问题"),
    "submitted": _("已提交审核"),
    "accepted": _("已认定，编号"),
    "handed_back": _("已退回组长"),
    "sent_back": _("已退回补充，下次同步时到达手机"),
    "passed": _("已通过"),
    "published": _("已发布"),
    "advice_draft": _("已起草建议书，等待另一人批准"),
    "advice_step": _("已办理，记入记录"),
    "notice_drafted": _("已起草，等待另一人批准"),
    "notice_written": _("已保存"),
    "notice_approve": _("已批准并编号"),
    "notice_send_back": _("已退回起草；文号保留"),
    "notice_issue": _("已印发，单位现在能看到"),
    "notice_withdraw": _("已作废；文号不再使用"),
    "notice_acknowledge": _("已签收"),
    "notice_reply": _("已回复"),
    "notice_ask_again": _("已请单位补充回复"),
    "notice_close": _("已办结"),
    "notice_template_brought": _("已用真实内容试填通过，从现在起用这个模板"),
    "notice_template_ended": _("已恢复系统模板"),
    "check_started": _("已发出自查，单位现在能看到"),
    "check_answered": _("已报送自查结果"),
    "check_again": _("已请单位再查"),
    "check_send": _("已安排察访；认定以前不计数"),
    "check_decline": _("已说明不再核查"),
    "measure_added": _("已记下，从起草开始"),
    "measure_move": _("已记下新的阶段"),
    "measure_holds": _("已记下：落实了"),
    "measure_broken": _("已记下：没有落实，退回起草"),
    "theme_drawn": _("已新建主题"),
    "theme_put": _("已放入主题"),
    "theme_write": _("已保存"),
    "theme_take_out": _("已移出主题；台账里仍在"),
    "theme_close": _("已办结主题"),
    "theme_reopen": _("已重新打开"),
    "bulletin_drafted": _("已起草；每个数字都能点开"),
    "bulletin_dropped": _("已丢弃草稿；可以恢复"),
    "bulletin_taken_up": _("已恢复草稿"),
    "bulletin_written": _("已保存"),
    "bulletin_published": _("已发布；每个数字连同它的查询已留存"),
    "outcome_entered": _("已录入；原来的数据留在记录里"),
    "draft_dropped": _("已丢弃测试稿和它的测试填报"),
    "rules_brought": _("已收下，正在现有填报上试算"),
    "rules_applied": _("已启用；现有填报正在逐批重新核对"),
    "settings_saved": _("已保存设置"),
    "settings_tried": _("已收下，正在现有填报上试算；启用前照旧"),
    "settings_applied": _("已启用；现有填报正在逐批重新核对"),
    "settings_dropped": _("没有改动，照旧"),
    "entities_brought": _("已导入；手机下次同步时收到，现有填报在后台重新核对"),
    "entities_left": _("没有导入，照旧"),
    "entities_kept": _("已由本专项维护；手机下次同步时改用它"),
    "entities_shared": _("已改动共享范围；手机下次同步时收到"),
    "entity_settled": _("已按您所写的定下；各版本都留着"),
    "entity_deleted": _("已从名单删除；各版本都留着"),
    "entity_restored": _("已恢复到名单"),
    "entity_wait_applied": _("已并入名单"),
    "entity_wait_dropped": _("未并入；填报本身不变"),
    "closed": _("已停止收新填报；手机里已填的仍会收下"),
    "reopened": _("已恢复填报"),
    "withdrawn": _("已撤回；迟到的填报仍会收下并标明"),
    "arrangement_added": _("已写下"),
    "arrangement_removed": _("已去掉"),
    "draw_held": _("已抽签；种子和结果已留存"),
    "draw_sent": _("已按抽签结果安排察访，下次同步时到达手机，件数"),
    "draw_called_back": _("已撤回这次抽签的察访，件数"),
    "map_kept": _("已按边界文件画出地图"),
    "map_dropped": _("已去掉地图，改用方格"),
    "visit_planned": _("已安排察访，下次同步时到达手机"),
    "visit_located": _("已写上坐标，照片正在重新核对"),
    "visit_ended": _("已结束察访；被察访地区现在能看到"),
    "visit_cancelled": _("已取消察访"),
    "revoked": _("已停用手机；它已送达的内容都在"),
    "opening_granted": _("已同意；那台手机现在能打开并设新的 PIN"),
    "opening_refused": _("未同意；手机里的内容仍在"),
    "draft_taken": _("已按草稿现有内容收下"),
    "imported": _("已导入"),
    "import_undone": _("已撤销这次导入"),
    "user_disabled": _("已停用账号"),
    "role_taken": _("已收回角色"),
    "assigned_together": _("已交办"),
    "step_assign": _("已交办，责任单位现在能看到"),
    "step_fix_on_spot": _("已上报立行立改，等待核查"),
    "step_pass": _("核查通过"),
    "step_fail": _("已退回重改"),
    "step_close": _("已销号"),
    "step_object": _("已记下异议，重新核查"),
    "step_reopen": _("已重新打开"),
    "step_grant_time": _("已同意延期"),
    "step_refuse_time": _("未同意延期，时限不变"),
    "step_escalate": _("已提级督办"),
    "step_clear": _("已提议，等待第二个人决定"),
    "step_exempt": _("已提议，等待第二个人决定"),
    "step_agree": _("已同意，不再计数；请告知收到过它的单位"),
    "step_decline": _("未同意，继续办理"),
    "step_merge": _("已并案，只计一次"),
    "step_statement": _("已记录单位说明"),
    "step_reclassify": _("已改判，记入办理记录"),
    "step_trace": _("已记下表现、根源和原因"),
    "step_refer": _("已移送，状态不变"),
    "also_counts": _("已同时计入；合计里仍只计一次"),
    "also_counts_ended": _("已不再计入那个专项"),
    "taken_up": _("已按回头看的提议办理"),
    "corrected": _("已记下告知"),
    "photo_release": _("责任单位现在能看到这张照片"),
    "photo_withhold": _("责任单位不再看到这张照片"),
    "remark_written": _("已写上，本组和审核人员看得到"),
    "bulk_undone": _("已撤销，什么都没有改变"),
    "photo_cover": _("已涂抹；从现在起外流的都是涂抹件"),
    "photo_uncover": _("已撤销最近一次涂抹；各版都保留"),
    "photo_mark": _("已标为敏感；没有涂抹件就不进入任何导出"),
    "photo_unmark": _("已取消敏感标记"),
    "photo_original": _("已记录，15 分钟内可看原件"),
    "task_acknowledge": _("已签收"),
    "task_dispute": _("已提出责任异议，由专班办决定"),
    "task_plan": _("已加一条措施"),
    "task_done": _("已标明完成"),
    "task_explain": _("已说明原因"),
    "task_note": _("已保存进展"),
    "task_prove": _("已上传佐证"),
    "task_time": _("已申请延期，等待答复"),
    "task_report": _("已上报整改完成，等待核查"),
    "thing_united": _("已归为同一，只计一次"),
    "thing_kept_apart": _("已记下：不是同一个"),
    "thing_undone": _("已撤销"),
    "user_enabled": _("已恢复账号"),
    "round_added": _("已添加轮次，期间的察访已归入"),
    "milestone_added": _("已添加节点任务"),
    "milestone_done": _("已标为完成"),
    "milestone_resumed": _("已改为未完成"),
    "milestone_removed": _("已去掉节点任务"),
    "jobs_retried": _("已重新排队，稍后刷新本页"),
}


def say(response: Response, word: str, about: str = "") -> Response:
    """Let the next page say that something was done."""
    text = quote(f"{word} {about}".strip()[:200])
    response.set_cookie(
        COOKIE,
        text,
        max_age=60,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return response


def last() -> str:
    """Give the sentence that is to be said now; empty when nothing was done."""
    word, _space, about = unquote(request.cookies.get(COOKIE, "")).partition(" ")
    sentence = SENTENCES.get(word)
    return f"{sentence} {about}".strip() if sentence else ""


def forget(response: Response) -> Response:
    """Drop the sentence once a page has shown it."""
    shown = response.mimetype == "text/html" and response.status_code == 200
    if shown and COOKIE in request.cookies:
        response.delete_cookie(COOKIE, secure=request.is_secure)
    return response

"""What a refusal says: what happened, what to do, whether the data is safe.

Chinese first, English second. ``{name}`` stands for a value of the refusal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]

UNCHANGED = ("未作任何更改。", "Nothing was changed.")
ON_PHONE = (
    "填报内容和照片都在本机，没有丢失。",
    "Answers and photos are still on this phone.",
)
BOTH_KEPT = ("两份都已保留。", "Both are kept.")


@dataclass(frozen=True, slots=True)
class Text:
    """A refusal's sentences in one language."""

    title: str
    what_to_do: str
    data_safe: str


#: code: (what happened, what to do) in Chinese, then in English, then the data
TEXTS: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "not_found": (
        ("没有找到。", "请核对地址；也可能不在本人的权限范围内。"),
        ("Not found.", "Check the address; it may also be outside your scope."),
        UNCHANGED,
    ),
    "not_allowed": (
        ("本账号不能做这一步。", "请转有此权限的人员办理。"),
        ("Your account may not do this.", "Pass it on to somebody who may."),
        UNCHANGED,
    ),
    "sign_in_needed": (
        ("尚未登录或登录已过期。", "请重新登录后继续。"),
        ("Not signed in, or signed out by time.", "Sign in and go on."),
        UNCHANGED,
    ),
    "device_unknown": (
        ("这台手机的授权已失效。", "请联系组长重新扫码登记；登记后自动续传。"),
        (
            "This phone's authorisation is no longer valid.",
            "Ask the team leader for a new code; sending then goes on.",
        ),
        ON_PHONE,
    ),
    "own_finding": (
        ("不能认定本人提交的问题。", "请转其他审核员。"),
        ("You cannot accept your own finding.", "Pass it on to another reviewer."),
        UNCHANGED,
    ),
    "stale_form": (
        ("页面已过期。", "请刷新页面后重试。"),
        ("This page is out of date.", "Reload it and try again."),
        UNCHANGED,
    ),
    "bad_input": (
        ("提交的内容无法识别。", "请检查后重试。"),
        ("What was sent cannot be understood.", "Check it and try again."),
        UNCHANGED,
    ),
    "bad_json": (
        ("请求格式不对：{where}", "请更新应用后重试。"),
        ("The request has the wrong shape: {where}", "Update the app and try again."),
        ON_PHONE,
    ),
    "conflict": (
        ("内容在此期间已被更改。", "请刷新后再试。"),
        ("It was changed in the meantime.", "Reload and try again."),
        UNCHANGED,
    ),
    "wrong_state": (
        ("当前状态不能做这一步。", "请刷新后查看最新状态。"),
        ("This step does not fit the present state.", "Reload to see where it is."),
        UNCHANGED,
    ),
    "submission_not_judged": (
        ("这份填报尚未收全，或已退回、已被新版替代。", "收全后再办理。"),
        (
            "This submission is not whole, was sent back, or has been replaced.",
            "Wait until everything has arrived.",
        ),
        UNCHANGED,
    ),
    "instance_conflict": (
        ("服务器已有另一版本。", "两份都已保留，请组长选用一份。"),
        (
            "The server has another version.",
            "Both are kept; the team leader chooses one.",
        ),
        BOTH_KEPT,
    ),
    "unknown_predecessor": (
        ("找不到要更正的原填报。", "请先发送原件，再发送更正件。"),
        (
            "The submission this one corrects is not here.",
            "Send the original first, then the correction.",
        ),
        ON_PHONE,
    ),
    "stale_edit": (
        ("原填报已被另一份更正件替代。", "请联系组长核对后再更正。"),
        (
            "Another correction has already replaced it.",
            "Ask the team leader before correcting again.",
        ),
        ON_PHONE,
    ),
    "gone": (
        ("已失效。", "请重新获取。"),
        ("No longer valid.", "Ask for a new one."),
        UNCHANGED,
    ),
    "enrolment_unknown": (
        ("登记码不对。", "请让组长重新出示二维码，再扫一次。"),
        ("This enrolment code is wrong.", "Ask for the code again and rescan it."),
        UNCHANGED,
    ),
    "enrolment_used": (
        ("登记码已用过，只能用一次。", "请让组长重新生成二维码。"),
        (
            "This enrolment code has been used; it works once.",
            "Ask the team leader for a new one.",
        ),
        UNCHANGED,
    ),
    "enrolment_expired": (
        ("登记码已过期，24 小时内有效。", "请让组长重新生成二维码。"),
        (
            "This enrolment code has expired; it lives 24 hours.",
            "Ask the team leader for a new one.",
        ),
        UNCHANGED,
    ),
    "upload_gone": (
        ("续传任务不存在或已过期。", "应用会重新发送这张照片。"),
        ("This upload is gone.", "The app sends the photo again by itself."),
        ON_PHONE,
    ),
    "submission_unknown": (
        ("服务器还没有这份填报。", "请先发送填报内容，再发送照片。"),
        (
            "The server does not have this submission.",
            "Send the answers first, then the photos.",
        ),
        ON_PHONE,
    ),
    "form_unknown": (
        ("服务器没有这张表单或这个版本。", "请更新表单；已填内容请先保留。"),
        (
            "The server does not have this form or version.",
            "Update the forms; keep what is filled.",
        ),
        ON_PHONE,
    ),
    "answers_missing": (
        ("没有收到填报内容（xml_submission_file）。", "请重新发送。"),
        ("The answers (xml_submission_file) are missing.", "Send again."),
        ON_PHONE,
    ),
    "openrosa_version_missing": (
        ("缺少 X-OpenRosa-Version 请求头。", "请使用 ODK Collect 等客户端。"),
        ("The header X-OpenRosa-Version is missing.", "Use an OpenRosa client."),
        UNCHANGED,
    ),
    "campaign_unknown": (
        ("没有专项 {named}。", "请核对专项代码。"),
        ("There is no campaign {named}.", "Check its code."),
        UNCHANGED,
    ),
    "campaign_not_named": (
        ("没有指明专项。", "请用 --campaign 写明专项代码。"),
        ("No campaign was named.", "Name it with --campaign."),
        UNCHANGED,
    ),
    "team_unknown": (
        ("没有察访组 {named}。", "请核对组的代码。"),
        ("There is no team {named}.", "Check its code."),
        UNCHANGED,
    ),
    "file_ending": (
        ("文件名的结尾不对。", "请用：{endings}"),
        ("The file's name has the wrong ending.", "Use one of: {endings}"),
        UNCHANGED,
    ),
    "sign_in_wrong": (
        ("账号或密码不正确。", "请检查后重试。"),
        ("Login or password is not right.", "Check both and try again."),
        UNCHANGED,
    ),
    "sign_in_too_many": (
        ("尝试次数过多。", "请 {minutes} 分钟后再试。"),
        ("Too many attempts.", "Try again in {minutes} minutes."),
        UNCHANGED,
    ),
    "login_taken": (
        ("账号 {login} 已存在。", "请换一个账号。"),
        ("The login {login} is taken.", "Choose another."),
        UNCHANGED,
    ),
    "login_missing": (
        ("没有填写账号。", "请填写登录账号。"),
        ("No login was given.", "Fill it in."),
        UNCHANGED,
    ),
    "login_bad": (
        ("账号 {login} 不符合规则。", "请用小写字母、数字和 - _ . @。"),
        ("The login {login} will not do.", "Use lower-case letters, digits, - _ . @."),
        UNCHANGED,
    ),
    "display_name_missing": (
        ("没有填写显示名称。", "请填写。"),
        ("No display name was given.", "Fill it in."),
        UNCHANGED,
    ),
    "role_unknown": (
        ("没有角色 {role}。", "请从列表中选择。"),
        ("There is no role {role}.", "Choose one of the list."),
        UNCHANGED,
    ),
    "role_needs_place": (
        (
            "角色 {role} 需要指定范围。",
            "办公室、审核需要地区，组长、组员需要察访组。",
        ),
        (
            "The role {role} needs its place.",
            "Office and reviewer need a region, leader and inspector a team.",
        ),
        UNCHANGED,
    ),
    "own_account": (
        ("不能停用本人账号。", "请由其他办公室人员办理。"),
        ("You cannot disable your own account.", "Ask another of the office."),
        UNCHANGED,
    ),
    "shared_account": (
        ("此人还在其他专项任职。", "请由管理全部相关专项的办公室办理。"),
        (
            "This person also holds a role in another campaign.",
            "Ask an office that manages both.",
        ),
        UNCHANGED,
    ),
    "password_length": (
        ("密码长度不合要求。", "密码须为 {shortest}–{longest} 个字符。"),
        ("The password has the wrong length.", "{shortest} to {longest} characters."),
        UNCHANGED,
    ),
    "region_unknown": (
        ("没有地区 {region}。", "请核对 12 位区划代码。"),
        ("There is no region {region}.", "Check the 12-digit code."),
        UNCHANGED,
    ),
    "day_bad": (
        ("日期“{value}”无法识别。", "请写成 2026-03-12 的样子。"),
        ("The day “{value}” cannot be read.", "Write it like 2026-03-12."),
        UNCHANGED,
    ),
    "campaign_code_taken": (
        ("专项代码 {campaign} 已被使用。", "请换一个代码。"),
        ("The campaign code {campaign} is taken.", "Choose another."),
        UNCHANGED,
    ),
    "campaign_bad": (
        ("专项的“{field}”不正确。", "请按说明改正。"),
        ("The campaign's {field} will not do.", "Correct it."),
        UNCHANGED,
    ),
    "taxonomy_bad": (
        ("问题分类表第 {row} 行有误：{problem}", "请改正后重试。"),
        ("Row {row} of the taxonomy is wrong: {problem}", "Correct it."),
        UNCHANGED,
    ),
    "category_in_use": (
        ("分类 {codes} 已有问题使用，不能删除。", "请保留这些分类。"),
        ("Categories {codes} are in use.", "Keep them."),
        UNCHANGED,
    ),
    "filter_bad": (
        ("筛选条件“{field}”无法识别：{value}", "请清除后重选。"),
        ("The filter {field} cannot be understood: {value}", "Clear it."),
        UNCHANGED,
    ),
    "import_has_errors": (
        ("有 {count} 处错误，未导入任何内容。", "请按行改正后重新导入。"),
        ("{count} errors; nothing was imported.", "Correct the rows and import again."),
        UNCHANGED,
    ),
    "import_unreadable": (
        ("文件无法读取：{reason}", "请用模板另存为 xlsx 或 CSV（UTF-8 或 GB18030）。"),
        ("The file cannot be read: {reason}", "Save it as xlsx or CSV."),
        UNCHANGED,
    ),
    "import_overtaken": (
        ("导入期间数据已被他人修改，未导入任何内容。", "请重新试导入。"),
        ("Somebody changed the same rows meanwhile.", "Try the import again."),
        UNCHANGED,
    ),
    "form_not_named": (
        ("CSV 只能导出一张表单。", "请用 --form 指定，或改用 xlsx、zip。"),
        ("A CSV holds one form.", "Name it with --form, or use xlsx or zip."),
        UNCHANGED,
    ),
    "photo_missing": (
        ("照片原件不在库中。", "请通知管理员检查存储。"),
        ("The photo is not in the store.", "Tell the administrator."),
        UNCHANGED,
    ),
    "photo_unreadable": (
        ("这张照片无法识别，不能生成缩略图。", "可下载原件查看。"),
        ("This photo cannot be decoded.", "Download the original."),
        UNCHANGED,
    ),
    "too_many": (
        ("尝试次数过多。", "请 {minutes} 分钟后再试。"),
        ("Too many tries.", "Try again in {minutes} minutes."),
        UNCHANGED,
    ),
    "incomplete": (
        ("还缺必要内容。", "请补全后重试。"),
        ("Something is missing.", "Complete it and try again."),
        UNCHANGED,
    ),
    "reason_missing": (
        ("没有填写原因。", "请写明原因。"),
        ("No reason was given.", "Say why."),
        UNCHANGED,
    ),
    "title_missing": (
        ("没有填写问题标题。", "请填写标题。"),
        ("The finding has no title.", "Give it one."),
        UNCHANGED,
    ),
    "description_too_short": (
        ("问题描述太短。", "至少写 {least} 个字。"),
        ("The description is too short.", "Write at least {least} characters."),
        UNCHANGED,
    ),
    "category_missing": (
        ("没有选择问题类别。", "请在 20 项中选一项。"),
        ("No category is chosen.", "Choose one."),
        UNCHANGED,
    ),
    "severity_unknown": (
        ("没有这个严重程度。", "请选一般、较重或严重。"),
        ("There is no such severity.", "Choose general, serious or major."),
        UNCHANGED,
    ),
    "unit_missing": (
        ("没有选定责任单位。", "请从单位名录中选一个。"),
        ("No responsible unit is chosen.", "Pick one from the list of units."),
        UNCHANGED,
    ),
    "unit_unknown": (
        ("名录中没有这个单位。", "请从单位名录中选一个。"),
        ("There is no such unit.", "Pick one from the list of units."),
        UNCHANGED,
    ),
    "findings_undecided": (
        ("还有候选问题未处理。", "全部处理后才能通过。"),
        ("Candidates are still undecided.", "Decide them all first."),
        UNCHANGED,
    ),
    "candidates_undecided": (
        ("还有候选问题未确认。", "逐条确认、修改或不予认定后再提交。"),
        (
            "Candidates are still undecided.",
            "Confirm, edit or drop each of them, then submit.",
        ),
        UNCHANGED,
    ),
    "nothing_confirmed": (
        ("没有已确认的问题。", "至少确认一条再提交审核。"),
        ("Nothing has been confirmed.", "Confirm at least one, then submit."),
        UNCHANGED,
    ),
    "visit_site_missing": (
        ("没有填写被察访单位。", "请填写后再下发。"),
        ("The visit has no site.", "Name it, then issue the visit."),
        UNCHANGED,
    ),
    "visit_form_missing": (
        ("没有选择表单。", "至少选一张表单。"),
        ("No form is chosen.", "Choose at least one."),
        UNCHANGED,
    ),
    "form_file_missing": (
        ("表单引用的清单文件 {name} 没有上传。", "请与工作簿一起上传。"),
        (
            "The list {name} that the form names was not uploaded.",
            "Upload it together with the workbook.",
        ),
        UNCHANGED,
    ),
    "form_name_too_long": (
        ("表单编号或版本号太长。", "编号不超过 200 字，版本不超过 100 字。"),
        (
            "The form id or version is too long.",
            "At most 200 and 100 characters.",
        ),
        UNCHANGED,
    ),
    "version_exists": (
        ("版本 {version} 已发布且内容不同。", "请在 settings 表中改用新版本号。"),
        (
            "Version {version} is published with other content.",
            "Give it a new version in the settings sheet.",
        ),
        UNCHANGED,
    ),
    "empty_file": (
        ("收到的文件是空的（0 字节）。", "请重拍或重新选择后再发送。"),
        ("The file is empty (0 bytes).", "Take or choose it again and send."),
        ON_PHONE,
    ),
    "hash_mismatch": (
        ("照片校验不符，服务器未采用。", "原件在本机，请重发。"),
        (
            "The photo did not match its checksum and was not used.",
            "The original is on the phone; send it again.",
        ),
        ON_PHONE,
    ),
    "checksum_mismatch": (
        ("这一段传输有误，已丢弃。", "应用会自动重发这一段。"),
        ("This piece arrived damaged and was dropped.", "The app sends it again."),
        ON_PHONE,
    ),
    "storage_full": (
        ("服务器存储空间不足。", "请稍后再试，并通知管理员。"),
        ("The server's storage is full.", "Try later and tell the administrator."),
        ON_PHONE,
    ),
    "storage_unavailable": (
        ("服务器存储暂不可用。", "请稍后再试，并通知管理员。"),
        ("The server's storage is unavailable.", "Try later; tell the administrator."),
        ON_PHONE,
    ),
    "too_large": (
        ("内容太大，服务器没有接收。", "请分批发送或缩小文件。"),
        ("Too large; the server did not take it.", "Send less at once."),
        ON_PHONE,
    ),
    "fault": (
        ("服务器出错了。", "请稍后再试；仍然出错请通知管理员。"),
        ("The server failed.", "Try again later; tell the administrator."),
        ON_PHONE,
    ),
}


def say(code: str, values: dict[str, object], language: Language) -> Text:
    """Put a refusal into words; an unknown code speaks as bad input."""
    zh, en, safe = TEXTS.get(code, TEXTS["bad_input"])
    title, what_to_do = zh if language == "zh" else en
    told = _Told(values)
    return Text(
        title.format_map(told),
        what_to_do.format_map(told),
        safe[0] if language == "zh" else safe[1],
    )


class _Told(dict[str, object]):
    """Values of a refusal; one that was not told is left open."""

    def __missing__(self, name: str) -> str:
        return "…"

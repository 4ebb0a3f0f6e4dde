"""What is said about findings, submissions and evidence in the office."""

from server.texts.sentences import UNCHANGED, Sentences

OFFICE: dict[str, Sentences] = {
    "bad_input": (
        ("提交的内容无法识别。", "请检查后重试。"),
        ("What was sent cannot be understood.", "Check it and try again."),
        UNCHANGED,
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
    "rules_not_run": (
        (
            "规则还没有核对完这份填报，不能通过。",
            "请稍候再试；若首页列出未完成的任务，请办公室点“再试一次”。",
        ),
        (
            "The rules have not looked at this submission yet.",
            "Wait a little; work that was given up is tried again from the start page.",
        ),
        UNCHANGED,
    ),
    "gone": (
        ("已失效。", "请重新获取。"),
        ("No longer valid.", "Ask for a new one."),
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
    "incomplete": (
        ("还缺必要内容。", "请补全后重试。"),
        ("Something is missing.", "Complete it and try again."),
        UNCHANGED,
    ),
    "type_changed": (
        (
            "“{name}”在版本 {version} 里是 {before}，现在是 {after}。",
            "答案不能放在一列：请保留原题型，或换一个题名。",
        ),
        (
            "“{name}” is {before} in version {version} and {after} now.",
            "Both would not fit into one column: keep the type, or rename it.",
        ),
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
    "book_undecided": (
        (
            "这张表单按另行更换的规则 {number} 核对，与工作簿自带的不同。",
            "请选择：保留规则 {number}，或改用工作簿自带的（先试算，再启用）。",
        ),
        (
            "This form is looked at under rules {number}, which differ from its own.",
            "Choose: keep rules {number}, or take the workbook's own (tried first).",
        ),
        UNCHANGED,
    ),
    "rules_unknown": (
        (
            "表单“{form_id}”没有另行更换过规则。",
            "先用 chafang rules try 试算一套规则。",
        ),
        (
            "The form “{form_id}” has been given no other rules.",
            "Try some with `chafang rules try` first.",
        ),
        UNCHANGED,
    ),
    "bad_room": (
        ("存储位置不正确。", "请通知管理员。"),
        ("The storage room is wrong.", "Tell the administrator."),
        UNCHANGED,
    ),
    "blob_damaged": (
        ("库中的原件已损坏。", "请通知管理员用 fsck 核查并从备份恢复。"),
        (
            "The stored original is damaged.",
            "Tell the administrator: run fsck and restore it.",
        ),
        UNCHANGED,
    ),
    "blob_missing": (
        ("库中没有这份原件。", "请通知管理员用 fsck 核查并从备份恢复。"),
        (
            "The original is not in the store.",
            "Tell the administrator: run fsck and restore it.",
        ),
        UNCHANGED,
    ),
    "no_preview": (
        ("这张照片不能缩小显示。", "原件完好，可下载查看。"),
        ("This photo cannot be shown small.", "The original is kept; download it."),
        UNCHANGED,
    ),
}

"""What is said about notices and the templates that they are written from."""

from server.texts.sentences import UNCHANGED, Sentences

NOTICES: dict[str, Sentences] = {
    "notice_order": (
        ("这份通知现在不能这样办。", "刷新页面，按现在的状态办下一步。"),
        ("The notice is not at that point.", "Reload, and take the next step from it."),
        UNCHANGED,
    ),
    "notice_own": (
        ("起草人不能批准自己起草的通知。", "请另一位办公室人员批准。"),
        ("Who wrote it cannot approve it.", "Ask another of the office."),
        UNCHANGED,
    ),
    "notice_moved": (
        (
            "看过或批准之后，问题、时限或模板变了。",
            "刷新后再看一遍；已批准的请退回起草，重新批准。",
        ),
        (
            "Findings, days or the template changed since they were looked at.",
            "Reload and look again; what was approved has to be sent back first.",
        ),
        UNCHANGED,
    ),
    "notice_number_taken": (
        ("文号 {no} 已经用过。", "在设置里给这种通知换一个代字，再批准。"),
        ("The number {no} was given already.", "Change what numbers begin with."),
        UNCHANGED,
    ),
    "notice_region": (
        ("这个地区不归本账号发通知。", "请从所列地区中选。"),
        ("You do not write for this region.", "Choose one of those listed."),
        UNCHANGED,
    ),
    "notice_kind": (
        ("没有这种通知。", "请从整改通知书、交办单、督办函中选。"),
        ("There is no such kind of notice.", "Choose one of those listed."),
        UNCHANGED,
    ),
    "notice_unit_missing": (
        ("没有选主送单位。", "选发给哪个单位。"),
        ("No unit was chosen.", "Choose whom it is to."),
        UNCHANGED,
    ),
    "notice_due": (
        ("回复时限没有填，或早于今天。", "填今天或以后的日期。"),
        ("The day of reply is missing or past.", "Give today or a later day."),
        UNCHANGED,
    ),
    "notice_findings_missing": (
        ("没有选问题。", "至少勾选一个交办给该单位的问题。"),
        ("No finding was chosen.", "Choose at least one that the unit owes."),
        UNCHANGED,
    ),
    "notice_findings_many": (
        ("一份通知最多写 {most} 个问题。", "分成几份起草。"),
        ("One notice bears {most} findings at most.", "Draft several."),
        UNCHANGED,
    ),
    "notice_not_owed": (
        ("问题 {no} 现在不由这个单位整改。", "先交办给它，或从清单里去掉。"),
        ("The unit does not owe {no} now.", "Assign it first, or leave it out."),
        UNCHANGED,
    ),
    "notice_elsewhere": (
        ("问题 {no} 不在发文地区。", "由上一级发，或从清单里去掉。"),
        ("{no} lies outside the region.", "Leave it out, or write from above."),
        UNCHANGED,
    ),
    "notice_words_missing": (
        ("没有写内容。", "写清楚，再提交。"),
        ("Nothing was written.", "Write it, then send."),
        UNCHANGED,
    ),
    "notice_template_missing": (
        ("没有选文件。", "选一份 DOCX 模板，再上传。"),
        ("No file was chosen.", "Choose a DOCX template, then upload it."),
        UNCHANGED,
    ),
    "notice_template_unreadable": (
        ("这不是能打开的 DOCX 文件。", "请用 Word 或 WPS 另存为 .docx 再上传。"),
        ("This is no DOCX that can be opened.", "Save it as .docx and upload it anew."),
        UNCHANGED,
    ),
    "notice_template_large": (
        ("模板太大。", "模板里不要放大图；5 MB 以内。"),
        ("The template is too large.", "Leave large pictures out; 5 MB at most."),
        UNCHANGED,
    ),
    "notice_template_code": (
        ("模板里有宏、控件或嵌入的文件。", "去掉它们，另存为不带宏的 .docx。"),
        ("The template has macros or embedded files.", "Save it without them."),
        UNCHANGED,
    ),
    "notice_template_fetches": (
        ("模板要从别处取图片或文件。", "把图片插入文档本身，不要用链接。"),
        ("The template fetches something from elsewhere.", "Put it into the file."),
        UNCHANGED,
    ),
    "notice_template_field": (
        ("模板里的“{field}”不是可用的字段。", "可用的有：{known}。"),
        ("The template names “{field}”, which is no field.", "There are: {known}."),
        UNCHANGED,
    ),
    "notice_template_loop": (
        (
            "模板里的循环写法不对。",
            "只认 {{%tr for 问题 in {list} %}}…{{%tr endfor %}}，里面不能再套循环。",
        ),
        (
            "The loop in the template will not do.",
            "Only one over {list} is known, and none inside of it.",
        ),
        UNCHANGED,
    ),
    "notice_template_more": (
        ("模板里有不支持的写法：{what}。", "只能写字段、if 和对清单的循环。"),
        ("The template does more than is known: {what}.", "Use fields, if and a loop."),
        UNCHANGED,
    ),
    "notice_template_syntax": (
        ("模板里的标记写错了：{why}", "检查大括号是否成对，if 和 for 是否有结尾。"),
        ("A mark in the template is wrong: {why}", "Check braces and ends."),
        UNCHANGED,
    ),
    "notice_template_torn": (
        ("按这个模板填出来的文件打不开。", "{{%tr … %}} 要单独占表格一行。"),
        ("What is filled cannot be opened.", "Let {{%tr … %}} stand in its own row."),
        UNCHANGED,
    ),
}

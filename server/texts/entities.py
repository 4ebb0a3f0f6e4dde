"""What is said about entity lists and the files that bring them."""

from server.texts.sentences import UNCHANGED, Sentences

ENTITIES: dict[str, Sentences] = {
    "entity_moved": (
        ("这一条在此期间已被改动。", "请看最新的版本后再定。"),
        ("This entry has changed in the meantime.", "Look at its newest version."),
        UNCHANGED,
    ),
    "entity_label_missing": (
        ("条目要有名称。", "请填写名称。"),
        ("An entry needs a label.", "Write one."),
        UNCHANGED,
    ),
    "entity_list_name": (
        (
            "名单名“{name}”不能用。",
            "请以字母开头，只用字母、数字、下划线；不用系统生成的名单的名。",
        ),
        (
            "The list cannot be called “{name}”.",
            "Letters, digits, underscores, a letter first; no name of a made list.",
        ),
        UNCHANGED,
    ),
    "list_kept": (
        ("{name} 已由本专项作为名单维护。", "请在“名单”页改它；规则照那里判断。"),
        (
            "The campaign keeps {name} as a list of its own.",
            "Change it on the page of lists; rules judge by that one.",
        ),
        UNCHANGED,
    ),
    "entity_lists_differ": (
        ("几个表单自带的 {name} 内容不同。", "请把要用的一份作为文件导入。"),
        ("Forms brought different files {name}.", "Bring the right one as a file."),
        UNCHANGED,
    ),
    "entity_file_unreadable": (
        ("文件不是 UTF-8 编码的 CSV。", "请另存为“CSV UTF-8”再传。"),
        ("The file is no CSV in UTF-8.", "Save it as “CSV UTF-8” and send it again."),
        UNCHANGED,
    ),
    "entity_file_heading": (
        ("第一行要是列名，其中有 label，且不重复。", "请补上列名再传。"),
        (
            "The first line has to name the columns, label among them, each once.",
            "Mend it and send the file again.",
        ),
        UNCHANGED,
    ),
    "entity_file_column": (
        ("列名“{column}”不能用。", "请以字母开头，只用字母、数字、下划线。"),
        (
            "A column cannot be called “{column}”.",
            "Begin with a letter; use letters, digits and underscores.",
        ),
        UNCHANGED,
    ),
    "entity_file_large": (
        ("一次最多 {limit} 行。", "请分几个文件传。"),
        ("A file may have {limit} rows.", "Send it in parts."),
        UNCHANGED,
    ),
    "entity_file_row": (
        (
            "第 {row} 行缺少 label，或 name 重复、太长。",
            "请改正后再传，整个文件都未导入。",
        ),
        (
            "Line {row} lacks a label, or its name is there twice or too long.",
            "Mend it and send the file again; nothing of it was taken.",
        ),
        UNCHANGED,
    ),
    "entity_file_team": (
        ("第 {row} 行的察访组“{team}”不存在。", "请写察访组的代码。"),
        ("Line {row} names a team “{team}” that is not there.", "Write its code."),
        UNCHANGED,
    ),
}

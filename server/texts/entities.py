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
        (
            "名单的文件最多 {limit} 行。",
            "请只留要用的行；更长的名单只能作为随表单的文件。",
        ),
        (
            "A file for a list may have {limit} rows.",
            "Keep the rows that are needed; a longer one stays a file of its form.",
        ),
        UNCHANGED,
    ),
    "entity_file_wrong": (
        ("文件第 {row} 行“{column}”列有错。", "请按逐行结果改好再传，一行都没有导入。"),
        (
            "Row {row} of the file is wrong in column “{column}”.",
            "Mend what is told row by row and send it again; nothing was taken.",
        ),
        UNCHANGED,
    ),
    "entity_name_taken": (
        (
            "名单里已有编号“{name}”。",
            "请换一个编号，或空着由系统给；删除过的可恢复。",
        ),
        (
            "The list has an entry “{name}” already.",
            "Take another id or leave it empty; one that was deleted can be restored.",
        ),
        UNCHANGED,
    ),
    "entity_row_formula": (
        ("是公式，文件里没有它的值。", "请粘贴为数值。"),
        ("A formula: its value is not in the file.", "Paste it as a value."),
        UNCHANGED,
    ),
    "entity_row_label": (
        ("不能空着。", "请写上条目的名称。"),
        ("It cannot be empty.", "Write what the entry is called."),
        UNCHANGED,
    ),
    "entity_row_long": (
        ("“{text}…”太长。", "编号最多 100 字。"),
        ("“{text}…” is too long.", "An id has 100 letters at most."),
        UNCHANGED,
    ),
    "entity_row_twice": (
        ("“{text}”在文件里有两行。", "每个编号只写一行。"),
        ("“{text}” is there twice.", "Write each id on one row."),
        UNCHANGED,
    ),
    "entity_row_team": (
        ("没有察访组“{text}”。", "请写组的代码。"),
        ("There is no team “{text}”.", "Write the code of a team."),
        UNCHANGED,
    ),
    "entity_row_region": (
        ("本专项没有地区“{text}”。", "请写 12 位代码。"),
        ("The campaign has no region “{text}”.", "Write a code of 12 digits."),
        UNCHANGED,
    ),
}

"""What is said about files that are imported."""

from server.texts.sentences import UNCHANGED, Sentences

IMPORTS: dict[str, Sentences] = {
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
    "import_has_errors": (
        ("有 {count} 处错误，未导入任何内容。", "请按行改正后重新导入。"),
        ("{count} errors; nothing was imported.", "Correct the rows and import again."),
        UNCHANGED,
    ),
    "import_stood_on": (
        (
            "不能撤销，这次导入的内容上已经有：{zh}（共 {count} 处）。",
            "先处理这些，或只在新文件里改正。",
        ),
        (
            "It cannot be undone; on its rows stand {en} ({count} in all).",
            "Deal with these first, or correct the rows by another file.",
        ),
        UNCHANGED,
    ),
    "import_changed_since": (
        (
            "不能撤销，这 {count} 行后来又改过：{names}。",
            "先撤销后来的导入，再撤销这一次。",
        ),
        (
            "It cannot be undone; {count} rows were changed since: {names}.",
            "Undo the later imports first.",
        ),
        UNCHANGED,
    ),
    "import_unreadable": (
        ("文件无法读取。", "请用模板另存为 xlsx 或 CSV（UTF-8 或 GB18030）。"),
        ("The file cannot be read.", "Save it as xlsx or CSV."),
        UNCHANGED,
    ),
    "import_not_a_table": (
        (
            "{file} 不是表格，无法读取。",
            "请用模板另存为 xlsx 或 CSV（UTF-8 或 GB18030）。",
        ),
        ("{file} is no table.", "Fill in the template; save it as xlsx or CSV."),
        UNCHANGED,
    ),
    "import_old_excel": (
        ("{file} 是旧版 Excel（xls），无法读取。", "请另存为 xlsx 再导入。"),
        ("{file} is an old Excel file (xls).", "Save it as xlsx and try again."),
        UNCHANGED,
    ),
    "import_broken": (
        ("{file} 已损坏，无法读取。", "请用 Excel 或 WPS 打开后另存为 xlsx 再导入。"),
        ("{file} is damaged.", "Open it in a spreadsheet and save it as xlsx anew."),
        UNCHANGED,
    ),
    "import_empty": (
        ("{file} 是空的。", "请下载模板，填好后再导入。"),
        ("{file} is empty.", "Download the template, fill it in and try again."),
        UNCHANGED,
    ),
    "import_too_large": (
        ("{file} 太大。", "请只留要导入的工作表，或分几个文件导入。"),
        ("{file} is too large.", "Keep its one sheet only, or bring it in parts."),
        UNCHANGED,
    ),
    "import_too_many_rows": (
        ("{file} 行数太多。", "请分几个文件导入。"),
        ("{file} has too many rows.", "Bring it in parts."),
        UNCHANGED,
    ),
    "import_overtaken": (
        ("导入期间数据已被他人修改，未导入任何内容。", "请重新试导入。"),
        ("Somebody changed the same rows meanwhile.", "Try the import again."),
        UNCHANGED,
    ),
}

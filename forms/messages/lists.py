"""What is said about lists that come beside a form."""

from collections.abc import Mapping

LISTS: Mapping[str, tuple[str, str]] = {
    "list_unreadable": (
        "名单读到第 {row} 行读不下去（{reason}）。请用 CSV UTF-8 另存后重新上传。",
        "The list cannot be read past row {row} ({reason}). Save it as CSV UTF-8.",
    ),
    "list_big": (
        "名单超过 {limit} MB。请删去用不着的列和行。",
        "The list is larger than {limit} MB. Take out columns and rows nobody needs.",
    ),
    "list_not_text": (
        (
            "这一行不是 UTF-8 文字：文件可能是图片、Excel 工作簿，或按 GBK 保存。请在 "
            "Excel 或 WPS 中“另存为 CSV UTF-8”后再上传。"
        ),
        (
            "This row is no UTF-8 text: the file may be a picture, a workbook, or be "
            "saved in GBK. Save it as “CSV UTF-8” and upload that."
        ),
    ),
    "list_quote": (
        "从这一行起有一个引号没有收尾，后面各行都被当成一格。请补上或删去引号。",
        (
            "A quotation mark that opens in this row never closes, so all rows after "
            "it count as one cell. Close it or take it out."
        ),
    ),
    "list_field": (
        "这一行有一格超过 131072 个字符，多半是引号没有收尾。请检查引号。",
        (
            "A cell of this row has over 131,072 characters; most likely a quotation "
            "mark never closes. Check the quotes."
        ),
    ),
    "list_line_ends": (
        "这一行夹有单独的回车符，手机读法不一。请在 Excel 或 WPS 中另存为 CSV UTF-8。",
        (
            "This row holds a lone carriage return, which phones read in different "
            "ways. Save the list as CSV UTF-8."
        ),
    ),
    "list_syntax": (
        "这一行不合 CSV 的写法（{reason}）。请检查引号和逗号。",
        "This row is not written as CSV is ({reason}). Check quotes and commas.",
    ),
    "list_empty": (
        "名单没有列名。请在第 1 行写 name、label 等列名。",
        "The list has no headings. Write name, label and so on in row 1.",
    ),
    "list_column_missing": (
        "缺少“{wanted}”列，“{name}”没有选项可选。请在第 1 行补上这一列。",
        (
            "The column “{wanted}” is missing, so “{name}” has nothing to choose from. "
            "Add it to row 1."
        ),
    ),
    "lint_list_long": (
        "名单有 {count} 行；1 万行就会让旧手机停 3 秒。请只留本专项用得着的行。",
        (
            "The list has {count} rows; 10,000 keep an old phone busy for 3 seconds. "
            "Keep the rows that the campaign needs."
        ),
    ),
    "lint_list_endless": (
        (
            "名单有 {count} 行，超过 {limit} 行：旧手机会停十几秒，服务器上 instance() "
            "也用不了。请只留用得着的行，或用 pulldata()。"
        ),
        (
            "The list has {count} rows, more than {limit}: an old phone stands still "
            "for over ten seconds, and the server's instance() gives up. Keep what is "
            "needed, or use pulldata()."
        ),
    ),
}

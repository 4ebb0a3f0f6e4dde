"""What is said about the slips that stop a form."""

from collections.abc import Mapping

MISTAKES: Mapping[str, tuple[str, str]] = {
    "mistake_no_type": (
        "这一行没有题型。请在 type 列写上，如 text、note；不用的行请整行清空。",
        "This row has no type. Write one, such as text or note, or empty the row.",
    ),
    "mistake_type": (
        "“{written}”不是题型。请写 XLSForm 的题型，如 text、integer。",
        "“{written}” is no type. Use one of XLSForm's, such as text or integer.",
    ),
    "mistake_type_near": (
        "“{written}”不是题型，疑为“{meant}”。请改正。",
        "“{written}” is no type; “{meant}” may be meant.",
    ),
    "mistake_no_list": (
        "{written} 后面缺名单名。请写成“{written} 名单名”，并在 choices 表列出选项。",
        "{written} names no list. Write “{written} list”, its choices in choices.",
    ),
    "mistake_list": (
        "choices 表里没有名单“{written}”。请补上它的选项，或改成已有的名单名。",
        "There is no list “{written}” in the choices sheet. Add it, or name another.",
    ),
    "mistake_no_name": (
        "这一题没有名称。请在 name 列写一个代码，如 site_name。",
        "This question has no name. Write one in the column name, such as site_name.",
    ),
    "mistake_name": (
        (
            "“{name}”不能作名称。请以字母或下划线开头，只用字母、数字、下划线、"
            "连字符和点，不留空格。"
        ),
        (
            "“{name}” cannot be a name. Begin with a letter or underscore; use "
            "letters, digits, underscores, hyphens and points, and no spaces."
        ),
    ),
    "mistake_name_twice": (
        "名称“{name}”第 {other} 行已经用了，同一分组里不能重复。请改名。",
        "Row {other} has the name “{name}” already, in the same group. Rename one.",
    ),
    "mistake_no_label": (
        "“{name}”没有题面，填的人看不到问什么。请写 label。",
        "“{name}” has no label, so nobody could see what is asked. Write one.",
    ),
    "mistake_no_sum": (
        "“{name}”是 calculate，却没有算式。请在 calculation 列写上。",
        "“{name}” calculates nothing. Write an expression in the column calculation.",
    ),
    "mistake_not_begun": (
        "这里结束 {kind}，前面却没有对应的 begin_{kind}。请补上，或删去这一行。",
        "This ends a {kind} that was never begun. Add begin_{kind}, or take this out.",
    ),
    "mistake_crossed": (
        (
            "这里结束 {kind}，但第 {other} 行开始的是 {begun}，要先结束它。请调整顺序或"
            "改为 end_{begun}。"
        ),
        (
            "This ends a {kind}, but row {other} began a {begun} that has to end "
            "first. Change the order, or write end_{begun}."
        ),
    ),
    "mistake_not_ended": (
        "“{name}”开始后没有结束。请在它最后一题后面加一行 end_{kind}。",
        "“{name}” is begun and never ended. Add end_{kind} behind its last question.",
    ),
    "mistake_reference": (
        "表单里没有叫“{name}”的题。请核对 ${{{name}}} 的拼写和大小写。",
        "No question is called “{name}”. Check how ${{{name}}} is spelt.",
    ),
    "mistake_reference_near": (
        "表单里没有叫“{name}”的题，疑为 ${{{meant}}}。请改正。",
        "No question is called “{name}”; ${{{meant}}} may be meant.",
    ),
    "mistake_choice_name": (
        "名单“{listed}”的这个选项没有名称。请在 name 列写一个代码。",
        "This choice of “{listed}” has no name. Write one.",
    ),
    "mistake_choice_space": (
        "多选题用的选项“{name}”名称里有空格，几个答案会分不开。请去掉空格。",
        "“{name}” has a space, and several answers would mix. Take it out.",
    ),
    "mistake_choice_twice": (
        "名单“{listed}”里“{name}”与第 {other} 行重复，答案会分不清。请改名。",
        "“{name}” stands in row {other} of the list “{listed}” too. Rename one.",
    ),
}

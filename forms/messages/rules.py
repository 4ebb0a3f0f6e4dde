"""What is said about rules and what they rest on."""

from collections.abc import Mapping

RULES: Mapping[str, tuple[str, str]] = {
    "rule_code": (
        "规则编号“{written}”应为 1–40 个字母、数字或 _ . -。",
        "The rule's code “{written}” must be 1–40 letters, digits or _ . -",
    ),
    "rule_twice": (
        "规则编号“{name}”与第 {other} 行重复。请改用新编号。",
        "Row {other} has the code “{name}” as well. Give this rule another.",
    ),
    "cell_missing": (
        "规则“{name}”缺少此项。请填写。",
        "Rule “{name}” lacks this. Please fill it in.",
    ),
    "rule_unknown_name": (
        "表单里没有名为“{name}”的题目。请检查拼写，或在 survey 表中添加。",
        (
            "The form has no question “{name}”. Check the spelling, or add it to the "
            "survey sheet."
        ),
    ),
    "rule_other_repeat": (
        (
            "“{name}”在重复组“{repeat}”里，有多行。请把 each 设为“{repeat}”，或用 "
            "count()、sum() 等汇总。"
        ),
        (
            "“{name}” stands in the repeat “{repeat}” and has many rows. Set each to "
            "“{repeat}”, or sum it up with count(), sum() and the like."
        ),
    ),
    "rule_unknown_repeat": (
        "表单里没有名为“{name}”的重复组。请检查 each，或留空表示整份表单。",
        (
            "The form has no repeat “{name}”. Mend `each`, or leave it empty for the "
            "whole form."
        ),
    ),
    "rule_unknown_choice": (
        "题目“{name}”没有选项“{choice}”（可选：{known}）。请检查拼写。",
        "“{name}” has no choice “{choice}” (there are: {known}). Check the spelling.",
    ),
    "rule_unknown_photo": (
        "“{name}”不是照片或附件题，不能作为佐证。请填 image 题的名称。",
        "“{name}” asks for no file, so it is no evidence. Name an image question.",
    ),
    "rule_not_a_question": (
        "“{name}”是分组，不是题目。请填题目名称。",
        "“{name}” is a group, not a question. Name a question.",
    ),
    "rule_unknown_basis": (
        "规则“{name}”引用的依据“{basis}”不在 bases 表中。请补上一行，或改正引用。",
        (
            "Rule “{name}” cites “{basis}”, which the bases sheet does not list. Add "
            "it there, or mend the citation."
        ),
    ),
    "rule_category": (
        (
            "类别“{written}”应写成“编号 名称”，如“A1.1 强制使用”；由人选定时写“(由审"
            "核人选)”。"
        ),
        (
            "Write the category as code and name, like “A1.1 强制使用” instead of "
            "“{written}”; or in brackets when a person is to pick it."
        ),
    ),
    "rule_severity": (
        "严重程度应为 general、serious、major 或算出它们的表达式，这里是“{text}”。",
        (
            "Severity must be general, serious, major or an expression that gives "
            "one of them, not “{text}”."
        ),
    ),
    "rule_instrument": (
        "处置方式“{written}”不认识（可用：{known}）。",
        "The instrument “{written}” is unknown (there are: {known}).",
    ),
    "rule_days": (
        "期限应为 1–3650 的整数天，这里是“{written}”。",
        "Days must be a whole number from 1 to 3650, not “{written}”.",
    ),
    "rule_pattern": (
        "正则表达式“{text}”有误：{reason}。",
        "The pattern “{text}” cannot be read: {reason}.",
    ),
    "rule_failed": (
        "规则“{rule}”在这份填报上没有算出结果：{reason} 其他规则照常运行。",
        (
            "Rule “{rule}” gave no result on these answers: {reason} The other rules "
            "ran as usual."
        ),
    ),
    "rules_nothing": (
        (
            "工作簿里没有 findings、parameters 表，也没有名单（现有：{names}）。请放入"
            "规则、参数或名为“某某.csv”的名单表。"
        ),
        (
            "This workbook has no sheet findings or parameters, and no list (found: "
            "{names}). Put in rules, parameters, or a sheet named like “plaques.csv”."
        ),
    ),
    "parameter_name": (
        "参数名“{written}”应由字母、数字和下划线组成，如 plaque_limit。",
        "“{written}” is no name for a setting; write letters, digits and _.",
    ),
    "parameter_twice": (
        "参数“{name}”写了两次。请只留一行。",
        "The setting “{name}” is given twice. Keep one row.",
    ),
    "parameter_value": (
        "参数“{name}”没有值。请填写 value 列。",
        "The setting “{name}” has no value. Fill in the column value.",
    ),
    "basis_unnamed": (
        "这一行没有依据名称。请填写 basis 列。",
        "This row names no basis. Fill in the basis column.",
    ),
    "basis_day": (
        "“{written}”不是日期。请写成 2026-01-25。",
        "“{written}” is no day. Write it like 2026-01-25.",
    ),
}

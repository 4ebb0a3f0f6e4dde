"""What forms says to people: each code in Chinese and in English.

Every message says what happened and what to do; those about answers say as well
that nothing kept was touched.
"""

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]

_PLACES = {
    "place": ("[{parts}] ", "[{parts}] "),
    "place_sheet": ("工作表“{sheet}”", "sheet “{sheet}”"),
    "place_row": ("第 {row} 行", "row {row}"),
    "place_column": ("“{column}”列", "column “{column}”"),
}

_WORKBOOK = {
    "workbook": (
        "表单没有发布，原有版本不受影响。请按下列 {count} 处提示修改后重新上传：",
        "The form was not published; earlier versions stand. "
        "Please mend these {count} places and upload it again:",
    ),
    "not_a_workbook": (
        "这不是 Excel 工作簿（.xlsx）。请在 Excel 或 WPS 中“另存为 .xlsx”后再上传。",
        "This is no Excel workbook (.xlsx). Save it as .xlsx and upload that.",
    ),
    "workbook_big": (
        "文件超过 {limit} MB。请删去图片和无关的工作表后再上传。",
        "The file is larger than {limit} MB. Take out pictures and other sheets.",
    ),
    "workbook_bomb": (
        "文件解压后超过 {limit} MB，已拒绝处理。请只保留表单所需的工作表。",
        "Unpacked, the file is larger than {limit} MB and was not read. "
        "Keep only the sheets that the form needs.",
    ),
    "workbook_unreadable": (
        "工作簿已损坏或含有不支持的内容（{reason}）。请用 Excel 或 WPS 打开后另存一份。",
        "The workbook is damaged or holds something unreadable ({reason}). "
        "Open it in Excel and save a new copy.",
    ),
    "no_survey": (
        "这不是 XLSForm：没有名为 survey 的工作表（现有：{names}）。"
        "请把题目放在 survey 表，第 1 行为 type、name、label 等列名。",
        "This is no XLSForm: there is no sheet named survey (found: {names}). "
        "Put the questions in a sheet named survey whose first row holds the "
        "headings type, name, label.",
    ),
    "no_xform": (
        "这不是可用的 XForm（{reason}）。请上传 XLSForm 工作簿或 pyxform 生成的 XML。",
        "This is no usable XForm ({reason}). Upload an XLSForm workbook, or the XML "
        "that pyxform makes of one.",
    ),
    "survey_empty": (
        "survey 表没有题目。请至少写一行题目。",
        "The survey sheet has no question. Write at least one.",
    ),
    "column_missing": (
        "缺少这一列。请在第 1 行补上列名。",
        "This column is missing. Add its heading to row 1.",
    ),
    "column_twice": (
        "列名重复。请删去或改名其中一列。",
        "Two columns have this heading. Remove or rename one.",
    ),
    "column_misspelt": (
        "列名“{written}”疑为“{meant}”的误写，会被当作无关列而失效。请改为“{meant}”，"
        "或换一个不相近的列名。",
        "“{written}” looks like “{meant}” misspelt and would be ignored. Write "
        "“{meant}”, or choose a heading less like it.",
    ),
    "sheet_misspelt": (
        "工作表名“{written}”疑为“{meant}”的误写，会被忽略。请改为“{meant}”，"
        "或换一个不相近的名称（以下划线开头的表不检查）。",
        "“{written}” looks like “{meant}” misspelt and would be ignored. Rename it to "
        "“{meant}”, or to something less like it (names that begin with _ pass).",
    ),
    "rows_many": (
        "行数超过 {limit}。长名单请改用 CSV 附件（select_one_from_file）。",
        "There are more than {limit} rows. Keep long lists in a CSV file beside the "
        "form (select_one_from_file).",
    ),
    "pyxform": (
        "表单转换没有通过，请按下面的说明修改这一处：{text}",
        "The form could not be converted; please mend this: {text}",
    ),
    "odk_validate": (
        "ODK Validate 没有通过，手机可能打不开这份表单：{text}",
        "ODK Validate refused the form; phones may not open it: {text}",
    ),
}

_PHOTOS = {
    "photos_number": (
        "x_max_photos 应为 1 至 {most} 的整数，这里是“{written}”。",
        "x_max_photos must be a whole number from 1 to {most}, not “{written}”.",
    ),
    "photos_not_image": (
        "x_max_photos 只能用于 image 题，这里是“{kind}”。请删去或改题型。",
        "x_max_photos goes only with image questions; this is “{kind}”.",
    ),
    "photos_taken": (
        "多张照片需要使用名称“{name}”，但第 {other} 行已用。请改其中一个名称。",
        "Several photos need the name “{name}”, which row {other} has taken. "
        "Rename one of them.",
    ),
}

_RULES = {
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
        "The form has no question “{name}”. Check the spelling, or add it to the "
        "survey sheet.",
    ),
    "rule_other_repeat": (
        "“{name}”在重复组“{repeat}”里，有多行。请把 each 设为“{repeat}”，"
        "或用 count()、sum() 等汇总。",
        "“{name}” stands in the repeat “{repeat}” and has many rows. Set each to "
        "“{repeat}”, or sum it up with count(), sum() and the like.",
    ),
    "rule_unknown_repeat": (
        "表单里没有名为“{name}”的重复组。请检查 each，或留空表示整份表单。",
        "The form has no repeat “{name}”. Mend `each`, or leave it empty for the "
        "whole form.",
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
        "Rule “{name}” cites “{basis}”, which the bases sheet does not list. Add it "
        "there, or mend the citation.",
    ),
    "rule_category": (
        "类别“{written}”应写成“编号 名称”，如“A1.1 强制使用”；由人选定时写“(由审核人选)”。",
        "Write the category as code and name, like “A1.1 强制使用” instead of "
        "“{written}”; or in brackets when a person is to pick it.",
    ),
    "rule_severity": (
        "严重程度应为 general、serious、major 或算出它们的表达式，这里是“{text}”。",
        "Severity must be general, serious, major or an expression that gives one of "
        "them, not “{text}”.",
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
        "Rule “{rule}” gave no result on these answers: {reason} "
        "The other rules ran as usual.",
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

_EXPRESSIONS = {
    "expression_long": (
        "表达式超过 {limit} 个字符。请拆成几个计算题。",
        "The expression is longer than {limit} characters. Split it up.",
    ),
    "expression_deep": (
        "表达式嵌套或运算过多（上限 {limit}）。请拆成几个计算题。",
        "The expression nests or joins more than {limit} parts. Split it up.",
    ),
    "expression_character": (
        "表达式第 {at} 个字符“{text}”无法识别。请检查引号和标点是否为英文半角。",
        "Character {at} of the expression, “{text}”, cannot be read. Check quotes "
        "and punctuation.",
    ),
    "expression_unexpected": (
        "表达式第 {at} 个字符处的“{text}”不该出现在这里。请检查括号和运算符。",
        "“{text}” at character {at} of the expression does not belong there. Check "
        "brackets and operators.",
    ),
    "expression_unfinished": (
        "表达式没有写完：{source}。请检查括号和引号。",
        "The expression ends too early: {source}. Check brackets and quotes.",
    ),
    "expression_function": (
        "没有名为“{name}”的函数，或此处不能使用。请检查拼写。",
        "There is no function “{name}” that can be used here. Check the spelling.",
    ),
    "expression_arguments": (
        "函数“{name}”的参数个数不对。",
        "The function “{name}” was given too many or too few arguments.",
    ),
    "expression_setting": (
        "param() 的第一个参数应为带引号的设置名，如 param('plaque_limit', 8)。",
        "The first argument of param() must be a setting's name in quotes, like "
        "param('plaque_limit', 8).",
    ),
    "expression_reference": (
        "此处不能用 ${{{name}}}，请写完整路径。",
        "${{{name}}} cannot be used here; write the whole path.",
    ),
    "expression_failed": (
        "表达式无法计算：{text}。",
        "The expression cannot be evaluated: {text}.",
    ),
}

_KEPT_ZH = "服务器上已保存的内容没有变化。"
_KEPT_EN = "Nothing that the server had kept has changed."

_INSTANCES = {
    "not_xml": (
        f"收到的填报内容不是完整的 XML（{{reason}}），没有保存。请在手机上重新发送。"
        f"{_KEPT_ZH}",
        "What arrived is no complete XML ({reason}) and was not kept. Send it again "
        f"from the phone. {_KEPT_EN}",
    ),
    "dtd_not_allowed": (
        f"填报内容带有文档类型声明（DTD），出于安全已拒绝。请用本系统或 ODK Collect 填报。"
        f"{_KEPT_ZH}",
        "The answers declare a document type (DTD), which is not allowed. Fill the "
        f"form in our app or in ODK Collect. {_KEPT_EN}",
    ),
    "too_deep": (
        f"填报内容嵌套超过 {{limit}} 层，已拒绝。请用本系统或 ODK Collect 填报。{_KEPT_ZH}",
        "The answers nest deeper than {limit} levels. Fill the form in our app or in "
        f"ODK Collect. {_KEPT_EN}",
    ),
    "too_large": (
        f"填报内容超过 {{limit}} MB 或条目过多。请减少重复组的条数，分两次填报。{_KEPT_ZH}",
        "The answers are larger than {limit} MB or have too many rows. Split them "
        f"into two submissions. {_KEPT_EN}",
    ),
    "no_form_id": (
        f"填报内容没有写明是哪份表单，没有保存。请重新下载表单后再填。{_KEPT_ZH}",
        "The answers do not say which form they belong to. Download the form again "
        f"and fill it anew. {_KEPT_EN}",
    ),
    "not_this_form": (
        f"这是表单“{{sent}}”的填报，却发到了“{{form}}”。请从该表单重新发送。{_KEPT_ZH}",
        "These answers belong to the form “{sent}” but were sent to “{form}”. Send "
        f"them there. {_KEPT_EN}",
    ),
    "no_instance_id": (
        "填报内容没有编号（instanceID），无法防止重复，没有保存。"
        f"请更新手机上的应用后重新发送。{_KEPT_ZH}",
        "The answers carry no instanceID, so a copy could not be told from the "
        f"original. Update the app and send again. {_KEPT_EN}",
    ),
    "bad_instance_id": (
        f"填报编号（instanceID）不可用：{{reason}}。请更新手机上的应用后重新发送。{_KEPT_ZH}",
        "The instanceID cannot be used: {reason}. Update the app and send again. "
        f"{_KEPT_EN}",
    ),
}

MESSAGES: Mapping[str, tuple[str, str]] = {
    **_PLACES,
    **_WORKBOOK,
    **_PHOTOS,
    **_RULES,
    **_EXPRESSIONS,
    **_INSTANCES,
}


class _Blank(dict[str, object]):
    """A message may lack a value; it must not lack the rest."""

    def __missing__(self, key: str) -> str:
        return "…"


def message(code: str, values: Mapping[str, object], language: Language) -> str:
    """Fill the message of a code; an unknown code speaks for itself."""
    template = MESSAGES.get(code, (code, code))[0 if language == "zh" else 1]
    return template.format_map(_Blank(values))

"""What an import says about a row or a column, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]

#: code → (Chinese, English); the values stand in braces.
MESSAGES: dict[str, tuple[str, str]] = {
    "column_missing": (
        "缺少“{name}”列；请使用模板中的列名",
        "The column “{name}” is missing; use the names of the template",
    ),
    "column_near": (
        "列名“{given}”不认识，是否应为“{name}”？",
        "The column “{given}” is unknown; is “{name}” meant?",
    ),
    "column_twice": (
        "列“{name}”出现了两次",
        "The column “{name}” is there twice",
    ),
    "column_ignored": (
        "列“{given}”不认识，已忽略",
        "The column “{given}” is unknown and was left out",
    ),
    "caller_dropped": (
        "列“{given}”是反映人的信息，没有读取，也不保存",
        "The column “{given}” is of who called; it was neither read nor kept",
    ),
    "clue_there": (
        "来件编号“{no}”已登记，跳过",
        "“{no}” is registered already and was left out",
    ),
    "number_of_person": (
        "里面有手机号或身份证号；请删去",
        "There is a phone or identity number in it; take it out",
    ),
    "numbers_covered": (
        "隐去了 {count} 个手机号或身份证号",
        "{count} phone or identity numbers were covered",
    ),
    "register_above": (
        "地区“{code}”的登记簿不归本账号管；应为省、市、县的区划代码",
        "You keep no register of “{code}”; give a province, city or county",
    ),
    "day_ahead": ("日期晚于今天", "The day is ahead"),
    "no_rows": (
        "文件只有表头，没有数据行",
        "The file has a header and no rows",
    ),
    "formula": (
        "单元格是公式；请粘贴为数值",
        "The cell is a formula; paste it as a value",
    ),
    "empty": ("不能为空", "Must not be empty"),
    "too_long": (
        "超过 {most} 个字",
        "Longer than {most} characters",
    ),
    "code_bad": (
        "代码“{value}”只能由字母、数字、“-”“_”“.”组成，最多 32 位",
        "The code “{value}” may hold letters, digits, - _ and . only, 32 at most",
    ),
    "region_code_bad": (
        "“{value}”不是区划代码：应为 12 位数字（省 2、市 4、县 6、乡 9 位可自动补零）",
        "“{value}” is no region code: 12 digits (2, 4, 6 or 9 digits are filled up)",
    ),
    "region_code_padded": (
        "“{value}”已补零为“{code}”",
        "“{value}” was filled up to “{code}”",
    ),
    "region_unknown": (
        "区划代码“{code}”不在区划表中；请先导入区划",
        "The region “{code}” is not in the table; import the regions first",
    ),
    "region_outside": (
        "区划“{code}”不在本专项范围内",
        "The region “{code}” is outside of this campaign",
    ),
    "region_above": (
        "区划“{code}”超出本办公室的地区，不能授予这里的角色",
        "The region “{code}” is beyond your own office's; no role can be given there",
    ),
    "parent_unknown": (
        "上级“{code}”既不在本文件中，也不在区划表中",
        "The region above, “{code}”, is neither in this file nor in the table",
    ),
    "parent_wrong": (
        "上级应为“{code}”（由代码决定），文件中写的是“{value}”",
        "By its code the region above is “{code}”, not “{value}”",
    ),
    "level_unknown": (
        "层级“{value}”不认识；可填：省、市、县、乡、村",
        "The level “{value}” is unknown: province, city, county, town or village",
    ),
    "level_wrong": (
        "按代码应为“{level}”级，文件中写的是“{value}”",
        "By its code the level is “{level}”, not “{value}”",
    ),
    "choice_unknown": (
        "“{value}”不认识；可填：{choices}",
        "“{value}” is unknown; it may be: {choices}",
    ),
    "row_twice": (
        "与第 {first} 行重复（{key}）",
        "The same as row {first} ({key})",
    ),
    "team_unknown": (
        "组“{code}”不存在；请先导入组",
        "The team “{code}” does not exist; import the teams first",
    ),
    "category_unknown": (
        "问题类别“{code}”不在本专项的类别表中",
        "The category “{code}” is not one of this campaign's",
    ),
    "unit_unknown": (
        "单位“{code}”不存在；请先导入单位",
        "The unit “{code}” does not exist; import the units first",
    ),
    "place_missing": (
        "角色“{role}”需要填写“{name}”",
        "The role “{role}” needs “{name}”",
    ),
    "place_surplus": (
        "角色“{role}”不能填写“{name}”",
        "The role “{role}” must not have “{name}”",
    ),
    "login_bad": (
        "账号“{value}”只能由小写字母、数字、“-”“_”“.”“@”组成，2–60 位",
        "The login “{value}” may hold lower-case letters, digits and - _ . @ only",
    ),
    "day_bad": ("“{value}”不是日期；写成 2026-03-01", "“{value}” is no day"),
    "part_surplus": (
        "只有成员填写“所属”",
        "Only a member is part of a group",
    ),
    "part_unknown": (
        "“{name}”既不在本文件中，也还没有写下",
        "“{name}” is neither in this file nor written down yet",
    ),
    "part_twice": (
        "叫“{name}”的不止一个，分不清是哪个",
        "More than one is called “{name}”",
    ),
    "number_bad": (
        "“{value}”不是 1–{most} 的整数",
        "“{value}” is no whole number from 1 to {most}",
    ),
    "form_unknown": (
        "没有标识为“{form_id}”的开放表单",
        "There is no open form “{form_id}”",
    ),
    "visit_there": (
        "这个组这一天已有这次察访，内容不同；请在组的页面上改",
        "This team's visit is there and differs; change it on the team's page",
    ),
    "spot_bad": (
        "位置“{value}”无法识别；写成“纬度, 经度”：37.189642, 116.866107",
        "The place “{value}” cannot be read; write latitude, longitude",
    ),
    "secret_idle": (
        "不是四不两直，保密至不起作用，未采用",
        "Only an unannounced visit is kept secret; the day was left out",
    ),
    "done_ahead": ("完成日期在今天之后", "It would be done on a day to come"),
    "region_too_low": (
        "“{code}”是乡镇或村；结果数据只录到县",
        "“{code}” is a town or village; sums are entered of counties and above",
    ),
    "people_surplus": (
        "只有活动和座谈走访填人数",
        "Only what was held has a number of people",
    ),
    "sum_bad": ("“{value}”不是整数", "“{value}” is no whole number"),
    "sums_swapped": (
        "处分 {sanctions} 人多于处理 {persons} 人，两列是否填反",
        "{sanctions} sanctions are more than {persons} persons; were they swapped",
    ),
    "days_turned": ("“到”早于“从”", "It would end before it begins"),
    "aspect_differs": (
        "方面“{code}”在第 {first} 行的名称不同",
        "The aspect “{code}” has another name in row {first}",
    ),
    "aspect_apart": (
        "方面“{code}”的各行要连在一起；第 {first} 行已有",
        "The rows of aspect “{code}” must stand together; it began in row {first}",
    ),
    "name_differs": (
        "账号“{login}”在第 {first} 行的姓名不同",
        "The login “{login}” has another name in row {first}",
    ),
    "name_taken": (
        "账号“{login}”已存在，显示名称不同；请核对是否同一人",
        "The login “{login}” exists under another name; is it the same person?",
    ),
    "password_length": (
        "密码须为 {shortest}–{longest} 个字符；留空则自动生成",
        "A password has {shortest} to {longest} characters; left empty, one is made",
    ),
    "password_kept": (
        "账号“{login}”已存在，密码保持不变",
        "The login “{login}” exists; its password stays as it is",
    ),
}


def said(code: str, values: Mapping[str, object], language: Language) -> str:
    """Say a message in a language."""
    chinese, english = MESSAGES[code]
    return (chinese if language == "zh" else english).format(**values)

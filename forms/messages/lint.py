"""What is said about a form that could be better; each with its mend."""

from collections.abc import Mapping

LINT: Mapping[str, tuple[str, str]] = {
    "lint_circle": (
        (
            "“{name}”的条件或计算绕了一圈又等自己：{way}。手机打不开这样的表单，请断开"
            "其中一处。"
        ),
        (
            "The logic of “{name}” goes in a circle: {way}. No phone can open such a "
            "form; cut one link."
        ),
    ),
    "lint_unreachable": (
        "“{name}”永远不会出现：{why} 不可能成立。请改条件，或删去这道题。",
        "“{name}” is never asked: {why} cannot hold. Mend the condition or drop it.",
    ),
    "lint_condition": (
        "方括号里的 ${{{inside}}} 会变成绝对路径，不是逐行比较。请写 ./{inside}。",
        (
            "In brackets ${{{inside}}} becomes an absolute path, not asked row by row. "
            "Write ./{inside}."
        ),
    ),
    "lint_unreachable_through": (
        (
            "“{name}”只在“{other}”有回答时出现，而“{other}”永远不会出现。请改条件，或删"
            "去这道题。"
        ),
        (
            "“{name}” is asked only where “{other}” is answered, and that is never "
            "asked. Mend the condition or drop it."
        ),
    ),
    "lint_condition_path": (
        "方括号里的 {inside} 是绝对路径，不是逐行比较。请写 ./{last}。",
        (
            "In brackets {inside} is an absolute path, not asked row by row. Write "
            "./{last}."
        ),
    ),
    "entities_none": (
        "“{name}”要存到实体，但没有 entities 表。请加上 entities 表，写明 list_name。",
        (
            "“{name}” is to be saved to an entity, but there is no entities sheet. Add "
            "one that names the list."
        ),
    ),
    "entities_list_name": (
        (
            "名单名“{name}”不能用：以字母开头，只用字母、数字、下划线和连字符，不含点，"
            "不以两个下划线开头。"
        ),
        (
            "The list cannot be called “{name}”: begin with a letter, use letters, "
            "digits, underscores and hyphens, no full stop, not two underscores first."
        ),
    ),
    "entities_made": (
        "名单“{name}”由办公室生成，填报不能写入。请换一个名单名。",
        (
            "The list “{name}” is made by the office; no answer writes to it. Choose "
            "another name."
        ),
    ),
    "entities_property": (
        "属性名“{name}”不能用：不能是 name 或 label，不以两个下划线开头，不含点。",
        (
            "A property cannot be called “{name}”: not name or label, no two "
            "underscores in front, no full stop."
        ),
    ),
    "entities_label": (
        "新建实体要有名称。请在 label 列写明，写一个问题或表达式。",
        "An entity that is created needs a label: a question, or an expression.",
    ),
    "entities_id": (
        "更新实体要知道是哪一个。请在 entity_id 列写选它的那个问题。",
        (
            "An update has to say of which entity. Write the question that chooses it "
            "under entity_id."
        ),
    ),
    "entities_both": (
        "又新建又更新时，要在 update_if 列写明什么时候更新。",
        "Where a form creates and updates, update_if has to say when it updates.",
    ),
    "entities_list_absent": (
        (
            "表单更新名单“{name}”，但没有用到它，手机读不出所选条目的版本。请用 "
            "select_one_from_file {file} 选择条目。"
        ),
        (
            "The form updates the list “{name}” without using it, so a phone cannot "
            "tell which version is updated. Let select_one_from_file {file} choose it."
        ),
    ),
    "lint_entity_file": (
        "照片“{name}”存到实体时只留文件名，别的表单里看不到照片。请去掉 save_to。",
        (
            "Of the photo “{name}” the entity keeps the file name alone; no other form "
            "shows it. Remove the save_to."
        ),
    ),
    "entities_newer": (
        "表单用了 entities 规范 {written} 版，本系统只认识到 {known}。请用较早的版本。",
        (
            "The form uses version {written} of the entities specification; only "
            "{known} and earlier are known here. Use an earlier version."
        ),
    ),
    "lint_function": (
        "服务器不认识函数“{called}”，收到后不能复核这一处。请检查拼写，或换用别的写法。",
        (
            "The server does not know “{called}”, so it cannot check this again. Check "
            "the spelling, or write it another way."
        ),
    ),
    "lint_filter_column": (
        "选项表没有“{where}”这一列，筛选后什么也不剩。请在 choices 表加上这一列。",
        (
            "The choices have no column “{where}”, so nothing is left to choose. Add "
            "it to the choices sheet."
        ),
    ),
    "lint_filter_column_of_file": (
        "名单 {file} 没有“{where}”这一列，筛选后什么也不剩。请在第 1 行加上这一列。",
        (
            "The list {file} has no column “{where}”, so nothing is left to choose. "
            "Add it to row 1."
        ),
    ),
    "lint_filter_empty": (
        "“{where}”等于 {values} 时没有任何选项可选。请补上选项，或改筛选条件。",
        (
            "Where “{where}” is {values} nothing is left to choose. Add choices, or "
            "change the filter."
        ),
    ),
    "lint_case": (
        "“{name}”与“{other}”只差大小写或全半角，导出和数据库里容易混淆。请改名。",
        (
            "“{name}” differs from “{other}” only by case or width; exports and "
            "databases mix them up. Rename one."
        ),
    ),
    "lint_long": (
        "名称“{name}”超过 {limit} 个字节，有的数据库会截断。请改短。",
        (
            "The name “{name}” has over {limit} bytes; some databases cut it off. Make "
            "it shorter."
        ),
    ),
    "lint_pixels": (
        (
            "照片“{name}”没有写 max-pixels，会按相机原尺寸上传，又慢又费流量。请写 "
            "max-pixels=1600。"
        ),
        (
            "The photo “{name}” has no max-pixels and is sent as large as the camera "
            "takes it. Write max-pixels=1600."
        ),
    ),
    "lint_translation": (
        "“{name}”有“{given}”，缺这一种语言。请补上译文。",
        "“{name}” has “{given}” but lacks this language. Translate it.",
    ),
    "lint_person": (
        "“{name}”在问个人信息（{what}），本专项没有允许收集。请删去或改问职务、编号。",
        (
            "“{name}” asks for personal data ({what}), which the campaign does not "
            "allow. Drop it, or ask for a post or a case number."
        ),
    ),
    "pyxform_warning": ("表单转换时的提醒：{text}", "Told while converting: {text}"),
    "formula_empty": (
        (
            "这一格是公式 {written}，文件里没有算好的值。请在 Excel 或 WPS 中打开、"
            "保存，或粘贴为数值。"
        ),
        (
            "This cell is a formula, {written}, without a value in the file. Open and "
            "save it in Excel, or paste it as a value."
        ),
    ),
    "cells_merged": (
        (
            "单元格 {written} 合并过，只有左上角一格有内容，其余是空的。请取消合并，"
            "逐行填写。"
        ),
        (
            "The cells {written} are merged: only the first holds anything. Take the "
            "merge apart and fill in each row."
        ),
    ),
    "lint_bare": (
        (
            "“{bare}”单独写在这里不是题目，永远没有值。问题目请写 ${{{bare}}}，比文字请"
            "加引号。"
        ),
        (
            "“{bare}” by itself is no question here and never has a value. Write "
            "${{{bare}}} for a question, or put a text in quotes."
        ),
    ),
    "lint_required": (
        "看不懂“{bare}”，会被当作一个不存在的题。请写 yes、no 或条件。",
        "“{bare}” would be taken for a question. Write yes, no or a condition.",
    ),
    "lint_language": (
        "语言“{language}”缺这些列：{columns}。请补上“列名::{language}”。",
        "The language “{language}” lacks: {columns}. Add them as “column::{language}”.",
    ),
    "lint_language_code": (
        (
            "这些语言没有标准代码：{languages}。手机照样显示；要让手机按系统语言自动"
            "选，请写成如“中文 (zh)”。"
        ),
        (
            "These languages have no code: {languages}. Write them like “中文 (zh)”, "
            "so that a phone chooses by its own language."
        ),
    ),
    "lint_section_label": (
        "这一组没有标题，填的人看不出在填什么。请写 label。",
        "This group has no label, so nobody sees what it is about. Write one.",
    ),
    "lint_choice_label": (
        "这个选项没有文字，手机上显示代码。请写 label。",
        "This choice has no label; phones show its name. Write one.",
    ),
    "lint_skipped": (
        "这一行没有题型、名称和题面，已略过。",
        "This row has no type, name or label, and is left out.",
    ),
    "workbook_slow": (
        (
            "服务器正忙，{limit} 秒内没有读完这份文件，已停下，什么都没有发布。请稍后再"
            "试；总是这样，就删去无关内容，或拆成几份表单。"
        ),
        (
            "The server is busy and could not read the file in {limit} seconds. "
            "Nothing was published. Try again later, or shorten or split the form."
        ),
    ),
    "workbook_costly": (
        (
            "这份文件太大或太复杂，{limit} 秒内没有读完，已停下。请删去无关内容，或拆成"
            "几份表单。"
        ),
        (
            "The file is too large or too tangled: it could not be read in {limit} "
            "seconds. Take out what is not needed, or split the form."
        ),
    ),
}

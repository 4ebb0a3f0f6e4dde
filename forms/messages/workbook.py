"""What is said about a workbook that cannot be published."""

from collections.abc import Mapping

WORKBOOK: Mapping[str, tuple[str, str]] = {
    "workbook": (
        "表单没有发布，原有版本不受影响。请按下列 {count} 处提示修改后重新上传：",
        (
            "The form was not published; earlier versions stand. Please mend these "
            "places ({count}) and upload it again:"
        ),
    ),
    "not_a_workbook": (
        "这不是 Excel 工作簿。请在 Excel 或 WPS 中“另存为 .xlsx”后再上传。",
        "This is no Excel workbook. Save it as .xlsx and upload that.",
    ),
    "workbook_big": (
        "文件超过 {limit} MB。请删去图片和无关的工作表后再上传。",
        "The file is larger than {limit} MB. Take out pictures and other sheets.",
    ),
    "form_large": (
        (
            "转换后的表单超过 {limit} MB 或 25 万个元素，手机打不开。请缩短文字、减少"
            "题目或语言，或拆成几份表单。"
        ),
        (
            "Converted, the form is larger than {limit} MB or 250,000 elements, and no "
            "phone opens it. Shorten its texts, or split it."
        ),
    ),
    "form_deep": (
        "分组套得太深：最多 {limit} 层，手机打不开更深的。请减少层次。",
        "Groups stand too deep in one another: {limit} levels at most. Use fewer.",
    ),
    "workbook_bomb": (
        "文件解压后超过 {limit} MB，已拒绝处理。请只保留表单所需的工作表。",
        (
            "Unpacked, the file is larger than {limit} MB and was not read. Keep "
            "only the sheets that the form needs."
        ),
    ),
    "workbook_unreadable": (
        (
            "工作簿已损坏或含有不支持的内容（{reason}）。请用 Excel 或 WPS 打开后另存"
            "一份。"
        ),
        (
            "The workbook is damaged or holds something unreadable ({reason}). Open "
            "it in Excel and save a new copy."
        ),
    ),
    "no_survey": (
        (
            "这不是 XLSForm：没有名为 survey 的工作表（现有：{names}）。请把题目放在 "
            "survey 表，第 1 行为 type、name、label 等列名。"
        ),
        (
            "This is no XLSForm: there is no sheet named survey (found: {names}). "
            "Put the questions in a sheet named survey whose first row holds the "
            "headings type, name, label."
        ),
    ),
    "form_dtd": (
        "这个 XML 带有文档类型声明（DTD），不能处理。请去掉 <!DOCTYPE …> 后再上传。",
        (
            "This XML declares a document type (DTD) and was not read. Take out "
            "<!DOCTYPE …> and upload it again."
        ),
    ),
    "form_not_xml": (
        "这不是完整的 XML。请上传 XLSForm 工作簿或 pyxform 生成的 XML。",
        (
            "This is no complete XML. Upload an XLSForm workbook, or the XML that "
            "pyxform makes of one."
        ),
    ),
    "no_xform": (
        "这不是可用的 XForm（{reason}）。请上传 XLSForm 工作簿或 pyxform 生成的 XML。",
        (
            "This is no usable XForm ({reason}). Upload an XLSForm workbook, or the "
            "XML that pyxform makes of one."
        ),
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
        (
            "列名“{written}”疑为“{meant}”的误写，会被当作无关列而失效。请改为"
            "“{meant}”，或换一个不相近的列名。"
        ),
        (
            "“{written}” looks like “{meant}” misspelt and would be ignored. Write "
            "“{meant}”, or choose a heading less like it."
        ),
    ),
    "sheet_misspelt": (
        (
            "工作表名“{written}”疑为“{meant}”的误写，会被忽略。请改为“{meant}”，或换"
            "一个不相近的名称（以下划线开头的表不检查）。"
        ),
        (
            "“{written}” looks like “{meant}” misspelt and would be ignored. Rename "
            "it to “{meant}”, or to something less like it (names that begin with _ "
            "pass)."
        ),
    ),
    "rows_many": (
        "行数超过 {limit}。长名单请改用 CSV 附件（select_one_from_file）。",
        (
            "There are more than {limit} rows. Keep long lists in a CSV file beside "
            "the form (select_one_from_file)."
        ),
    ),
    "pyxform": (
        "表单转换没有通过，请按下面的说明修改这一处：{text}",
        "The form could not be converted; please mend this: {text}",
    ),
    "odk_validate": (
        "ODK Validate 没有通过，手机可能打不开这份表单：{text}",
        "ODK Validate refused the form; phones may not open it: {text}",
    ),
    "photos_number": (
        "x_max_photos 应为 1 至 {most} 的整数，这里是“{written}”。",
        "x_max_photos must be a whole number from 1 to {most}, not “{written}”.",
    ),
    "photos_not_image": (
        "x_max_photos 只能用于 image 题，这里是“{kind}”。请删去或改题型。",
        "x_max_photos goes only with image questions; this is “{kind}”.",
    ),
    "photos_path": (
        (
            "“{name}”有多张照片，位于分组“{group}”中。条件里请写 {group}/{name}，"
            "或写 ${{{name}}}。"
        ),
        (
            "“{name}” has several photos and stands in the group “{group}”. Write "
            "{group}/{name} here, or ${{{name}}}."
        ),
    ),
    "photos_taken": (
        "多张照片需要使用名称“{name}”，但第 {other} 行已用。请改其中一个名称。",
        (
            "Several photos need the name “{name}”, which row {other} has taken. "
            "Rename one of them."
        ),
    ),
}

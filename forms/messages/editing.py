"""What is said about cells that are edited in the browser."""

from collections.abc import Mapping

EDITING: Mapping[str, tuple[str, str]] = {
    "edit_no_sheet": (
        "工作簿里没有这张工作表。请下载工作簿，加上后再上传。",
        "The workbook has no such sheet. Download it, add the sheet, upload it again.",
    ),
    "edit_formula": (
        "单元格 {cell} 是公式，改成文字会丢掉公式。请下载工作簿，在 Excel 里改。",
        "Cell {cell} is a formula that would be lost. Change it in Excel.",
    ),
    "edit_merged": (
        "单元格 {cell} 在合并单元格里，写进去看不到。请先在 Excel 里拆开。",
        "Cell {cell} is hidden in merged cells. Take them apart in Excel first.",
    ),
    "edit_rich": (
        (
            "单元格 {cell} 里有部分文字带格式（加粗、颜色等），在这里改会丢掉。请下载"
            "工作簿，在 Excel 里改。"
        ),
        (
            "Cell {cell} has words in bold or colour that would be lost. Change it in "
            "Excel."
        ),
    ),
    "edit_commented": (
        "第 {cell} 行有批注，移动后批注会留在原处。请在 Excel 里移动。",
        "Row {cell} has a comment that would stay behind. Move it in Excel.",
    ),
    "edit_last_choice": (
        "这是最后一个选项，去掉后题目无法选择。请先加一个，再去掉它。",
        "This is the last choice of its list. Add another one first.",
    ),
    "edit_choice_name": (
        "选项代码“{written}”不能用：不能为空，也不能有空格。",
        "“{written}” is no name for a choice: it may not be empty or have spaces.",
    ),
    "edit_choice_taken": (
        "这个名单已有代码 {name}。请换一个代码。",
        "The list has a choice called {name} already. Take another name.",
    ),
    "edit_no_row": (
        "这一行没有题目。请刷新页面。",
        "There is no question in this row. Reload the page.",
    ),
    "edit_name": (
        "题目代码“{written}”不能用：用字母开头的字母、数字和下划线。",
        "“{written}” is no name for a question: letters, digits and _ only.",
    ),
    "edit_name_taken": (
        "已有题目叫 {name}。请换一个代码。",
        "There is a question called {name} already. Take another name.",
    ),
    "edit_no_choices": (
        "新名单至少要有一个选项，一行写一个。",
        "A new list needs a choice: write one on each line.",
    ),
    "edit_into_itself": (
        "分组不能移进自己里面。请选另一个分组。",
        "A group cannot go into itself. Choose another one.",
    ),
    "edit_empty": (
        "这一栏不能空着，请写上。",
        "This cannot be empty. Write it.",
    ),
    "edit_row_taken": (
        "已有一行叫 {name}。请换一个代码。",
        "There is a row called {name} already. Take another name.",
    ),
    "edit_held_formulas": (
        "工作簿里有公式或名称指着这些行，插入一行会错位。请在 Excel 里加题。",
        "Formulas or names point at these rows and would go astray. Add it in Excel.",
    ),
    "edit_held_comments": (
        "这一行以下有批注，插入一行后批注会错位。请在 Excel 里加题。",
        "Comments further down would go astray. Add it in Excel.",
    ),
    "edit_held_drawn": (
        "这张工作表有图片、表格或扩展格式，插入一行会错位。请在 Excel 里加题。",
        "Pictures, tables or extended formats would go astray. Add it in Excel.",
    ),
    "edit_not_xlsx": (
        (
            "这份表单不是 .xlsx 工作簿（是 .xls 或 XForm），不能在这里编辑。请在 Excel "
            "里另存为 .xlsx，再上传。"
        ),
        (
            "This form is no .xlsx workbook (an .xls or an XForm) and cannot be edited "
            "here. Save it as .xlsx and upload that."
        ),
    ),
}

"""What the editor calls columns, sheets, and what stands in the way of a cell."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

COLUMNS: dict[str, LazyString] = {
    "label": _("题面"),
    "hint": _("提示"),
    "guidance_hint": _("填报说明"),
    "required": _("必填"),
    "required_message": _("必填说明"),
    "constraint": _("约束"),
    "constraint_message": _("不符合要求时的说明"),
    "relevant": _("何时出现"),
    "calculation": _("计算"),
    "appearance": _("外观"),
    "parameters": _("参数"),
    "choice_filter": _("选项筛选"),
    "default": _("默认值"),
    "readonly": _("只读"),
    "repeat_count": _("重复次数"),
    "x_max_photos": _("照片张数"),
    "rule": _("规则"),
    "each": _("逐项"),
    "dedupe": _("去重"),
    "when": _("条件"),
    "category": _("类别"),
    "severity": _("程度"),
    "responsible": _("责任"),
    "instrument": _("办理方式"),
    "days": _("时限（天）"),
    "title": _("提出的问题"),
    "basis": _("依据"),
    "origin": _("来源"),
    "evidence": _("佐证"),
    "disabled": _("停用"),
    "doc_no": _("文号"),
    "effective_from": _("起"),
    "effective_to": _("止"),
    "url": _("网址"),
    "name": _("名称"),
    "value": _("值"),
    "note": _("备注"),
    "form_title": _("表单名称"),
    "form_id": _("标识"),
    "version": _("版本"),
    "default_language": _("默认语言"),
    "instance_name": _("填报名称"),
}
#: What can be added besides a question of a known type.
NEW: dict[str, LazyString] = {
    "select_one": _("单选，新名单"),
    "select_multiple": _("多选，新名单"),
    "begin_group": _("分组"),
    "begin_repeat": _("重复组"),
}
#: What a new row of a sheet is asked for.
ASKED: dict[str, tuple[str, ...]] = {
    "findings": ("title", "rule", "when"),
    "bases": ("basis", "title"),
    "parameters": ("name", "value"),
}
ADDED: dict[str, LazyString] = {
    "findings": _("加一条规则"),
    "bases": _("加一条依据"),
    "parameters": _("加一个参数"),
}
SHEETS: dict[str, LazyString] = {
    "findings": _("发现规则"),
    "bases": _("依据"),
    "parameters": _("参数"),
    "settings": _("设置"),
}
HINDRANCES: dict[str, LazyString] = {
    "edit_formula": _("是公式，在这里改会丢掉公式。请在 Excel 里改。"),
    "edit_merged": _("在合并单元格里，写进去看不到。请先在 Excel 里拆开。"),
    "edit_rich": _("有部分文字带格式，在这里改会丢掉。请在 Excel 里改。"),
    "fixed": _("改了就是另一张表单，不能在这里改。"),
}
VALUES: dict[str, LazyString] = {
    "yes": _("是"),
    "no": _("否"),
    "general": _("一般"),
    "serious": _("较重"),
    "major": _("严重"),
}
#: How a column is written, where its name does not say it.
HINTS: dict[str, LazyString] = {
    "parameters": _("如 max-pixels=1600（照片长边像素）、rows=3；几项之间空一格"),
    "x_max_photos": _("1–10，空着是 1 张"),
    "days": _("整改天数；空着按程度"),
    "evidence": _("照片题的名称，几个之间空一格"),
    "basis": _("依据的简称，几个之间用分号"),
    "disabled": _("停用的规则留在工作簿里，不再提出问题"),
}

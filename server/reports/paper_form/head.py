"""The words that stand on every form's paper, and the lines above its questions."""

from __future__ import annotations

from server.reports.cells import file_name
from server.reports.paper_form.asked import PaperForm

#: Two abreast: who was where, when. Staff numbers, never names.
LINES = (
    ("察访组", "行程编号"),
    ("被察访单位", "察访日期"),
    ("察访人员工号", "录入日期"),
)
HOW = (
    "带 * 的必须填写；□ 内打 ✓。照片照常用相机拍摄，把照片编号写在对应处。"
    "网络或手机恢复后，照此录入系统并补传照片，纸表留存备查。"
)
HEADINGS = ("题号", "题目", "填写")


def version_line(form: PaperForm) -> str:
    """Say which form this is, so that the right one is typed in."""
    version = f"　版本 {form.version}" if form.version else ""
    return f"表单 {form.form_id}{version}"


def name_of_file(form: PaperForm, ending: str) -> str:
    """Name the paper of a version."""
    parts = (form.title, form.version, "纸质表")
    return file_name("_".join(part for part in parts if part), ending)

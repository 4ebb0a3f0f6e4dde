"""A workbook to begin a form with: every column that is edited, and one question."""

from __future__ import annotations

import io

SURVEY = (
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "appearance",
    "parameters",
)
FIRST = ("text", "site_name", "单位名称", "", "yes")
CHOICES = (("yn", "yes", "是"), ("yn", "no", "否"))


def blank(form_id: str, title: str) -> bytes:
    """Make an XLSForm that asks for the place, and has a list of yes and no."""
    import openpyxl  # noqa: PLC0415 - slow to load, and rarely needed

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheets = {
        "survey": (SURVEY, FIRST),
        "choices": (("list_name", "name", "label"), *CHOICES),
        "settings": (("form_title", "form_id", "version"), (title, form_id, "1")),
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.freeze_panes = "A2"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()

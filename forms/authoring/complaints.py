"""pyxform's warnings, in our words; what the lint says anyway is left out."""

import re
from collections.abc import Iterator

from forms.errors import WorkbookProblem

_ROW = re.compile(r"\[row : (\d+)\]\s*")
#: What `forms.authoring.lint` says too, with the column and the mend.
SAID = ("Use the max-pixels parameter", "case-insensitive match")
#: Ours by what theirs begins with, and the sheet and column that is meant.
OURS = (
    ("Repeat has no label", "lint_section_label", "survey", "label"),
    ("Group has no label", "lint_section_label", "survey", "label"),
    (
        "On the 'choices' sheet, the 'label' value",
        "lint_choice_label",
        "choices",
        "label",
    ),
    ("Row without name, text, or label", "lint_skipped", "survey", None),
)
_LANGUAGE = re.compile(
    r"Language '([^']+)' is missing the (\w+) (?:(\S+) column|columns (.+?))\.(?=\n|$)"
)
_CODES = re.compile(r"do not contain valid machine-readable codes: (.+?)\. Learn more")


def in_our_words(warning: str) -> Iterator[WorkbookProblem]:
    """Say what pyxform warns of: where, why and how to mend it."""
    if any(one in warning for one in SAID):
        return
    if found := _LANGUAGE.findall(warning):
        for language, sheet, one, several in found:
            told = {"language": language, "columns": one or several}
            yield WorkbookProblem("lint_language", sheet, 1, values=told)
        return
    if codes := _CODES.search(warning):
        told = {"languages": codes.group(1)}
        yield WorkbookProblem("lint_language_code", "survey", 1, values=told)
        return
    row, text = _ROW.search(warning), _ROW.sub("", warning)
    for begins, code, sheet, column in OURS:
        if row and text.startswith(begins):
            yield WorkbookProblem(code, sheet, int(row.group(1)), column)
            return
    yield WorkbookProblem("pyxform_warning", "", values={"text": warning})

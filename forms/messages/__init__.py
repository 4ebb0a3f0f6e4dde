"""What forms says to people: each code in Chinese and in English.

Every message says what happened and what to do; those about answers say as well
that nothing kept was touched.
"""

from collections.abc import Mapping
from typing import Literal

from forms.messages.distinct import DISTINCT
from forms.messages.editing import EDITING
from forms.messages.expressions import EXPRESSIONS
from forms.messages.instances import INSTANCES
from forms.messages.issues import ISSUES
from forms.messages.lint import LINT
from forms.messages.lists import LISTS
from forms.messages.mistakes import MISTAKES
from forms.messages.rules import RULES
from forms.messages.workbook import WORKBOOK

Language = Literal["zh", "en"]

_PLACES = {
    "place": ("[{parts}] ", "[{parts}] "),
    "place_sheet": ("工作表“{sheet}”", "sheet “{sheet}”"),
    "place_list": ("名单“{sheet}”", "list “{sheet}”"),
    "place_xform": ("XForm 文件", "the XForm"),
    "place_line": ("第 {row} 行", "line {row}"),
    "place_row": ("第 {row} 行", "row {row}"),
    "place_column": ("“{column}”列", "column “{column}”"),
}

MESSAGES: Mapping[str, tuple[str, str]] = {
    **_PLACES,
    **WORKBOOK,
    **RULES,
    **DISTINCT,
    **EDITING,
    **EXPRESSIONS,
    **INSTANCES,
    **ISSUES,
    **LINT,
    **LISTS,
    **MISTAKES,
}


class _Blank(dict[str, object]):
    """A message may lack a value; it must not lack the rest."""

    def __missing__(self, key: str) -> str:
        return "…"


def message(code: str, values: Mapping[str, object], language: Language) -> str:
    """Fill the message of a code; an unknown code speaks for itself."""
    template = MESSAGES.get(code, (code, code))[0 if language == "zh" else 1]
    return template.format_map(_Blank(values))

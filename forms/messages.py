"""What forms says to people: each code in Chinese and in English."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]

MESSAGES: dict[str, tuple[str, str]] = {
    "place_sheet": ("工作表“{sheet}”", "sheet “{sheet}”"),
    "place_row": ("第 {row} 行", "row {row}"),
    "place_column": ("“{column}”列", "column “{column}”"),
    "place": ("[{parts}] ", "[{parts}] "),
}


class _Blank(dict[str, object]):
    """A message may lack a value; it must not lack the rest."""

    def __missing__(self, key: str) -> str:
        return "…"


def message(code: str, values: Mapping[str, object], language: Language) -> str:
    """Fill the message of a code; an unknown code speaks for itself."""
    template = MESSAGES.get(code, (code, code))[0 if language == "zh" else 1]
    return template.format_map(_Blank(values))

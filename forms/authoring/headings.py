"""Column headings: what they mean, and which are nearly right."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from forms.authoring.book import Book, Sheet
from forms.errors import WorkbookProblem

SURVEY = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "appearance",
    "parameters",
    "choice_filter",
    "default",
    "readonly",
    "repeat_count",
    "trigger",
    "save_to",
    "x_max_photos",
)
CHOICES = ("list_name", "name", "label")
SETTINGS = (
    "form_title",
    "form_id",
    "version",
    "default_language",
    "instance_name",
    "submission_url",
    "public_key",
)
FINDINGS = (
    "rule",
    "each",
    "dedupe",
    "when",
    "category",
    "severity",
    "responsible",
    "instrument",
    "days",
    "title",
    "basis",
    "origin",
    "evidence",
    "disabled",
)
BASES = ("basis", "title", "doc_no", "effective_from", "effective_to", "url")

PARAMETERS = ("name", "value", "note")
DISTINCT = ("kind", "each", "name", "issuer")

COLUMNS = {
    "survey": SURVEY,
    "choices": CHOICES,
    "settings": SETTINGS,
    "findings": FINDINGS,
    "bases": BASES,
    "parameters": PARAMETERS,
    "distinct": DISTINCT,
}
SHEETS = (*COLUMNS, "external_choices", "entities")

ALIASES = {
    "relevance": "relevant",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "read_only": "readonly",
    "calculate": "calculation",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::calculate": "calculation",
    "bind::constraint": "constraint",
    "bind::readonly": "readonly",
    "bind::x_max_photos": "x_max_photos",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "set_form_id": "form_id",
    "set_form_title": "form_title",
}
OTHERS = frozenset(
    {"image", "audio", "video", "media", "bind", "body", "control", "instance"}
    | {"big-image", "rows", "autoplay", "style", "prefix", "namespaces", "intent"}
    | {"auto_send", "auto_delete", "sms_field", "note", "notes", "comment", "order"}
    | {"level", "parent", "disabled", "query", "count", "tags"}
)
"""Right as they stand, however near to others."""


def plain(heading: str) -> str:
    """Write a heading as XLSForm reads it: lower case, underscores, `::`."""
    folded = "_".join(heading.split()).lower()
    colons = folded if "::" in folded or "jr:" in folded else folded.replace(":", "::")
    return ALIASES.get(colons, colons)


def meaning(heading: str) -> str:
    """Say which column a heading stands for, its language left aside."""
    folded = plain(heading)
    return ALIASES.get(first := folded.partition("::")[0], first)


def headings_for(sheet: Sheet, column: str) -> tuple[str, ...]:
    """List the headings that stand for a column, one for each language."""
    return _standing_for(sheet.headings, column)


@lru_cache(maxsize=1024)
def _standing_for(headings: tuple[str, ...], column: str) -> tuple[str, ...]:
    """Find them once, not for every row."""
    return tuple(h for h in headings if column in {meaning(h), plain(h)})


def misspelt(book: Book) -> Iterator[WorkbookProblem]:
    """Find sheets and columns spelt nearly like ones we know."""
    for key, sheet in book.sheets.items():
        if key in COLUMNS:
            yield from _columns(sheet, COLUMNS[key])
        elif not key.startswith("_") and (near := _nearest(key, SHEETS)):
            values = {"written": sheet.name, "meant": near}
            yield WorkbookProblem("sheet_misspelt", sheet.name, values=values)


def _columns(sheet: Sheet, known: tuple[str, ...]) -> Iterator[WorkbookProblem]:
    for heading in sheet.headings:
        word = meaning(heading)
        near = _nearest(word, known)
        if word not in known and word not in OTHERS and near:
            values = {"written": heading, "meant": near}
            yield WorkbookProblem("column_misspelt", sheet.name, 1, heading, values)


def _nearest(word: str, known: Iterable[str]) -> str | None:
    return next((each for each in known if nearly(word, each)), None)


def nearly(word: str, known: str) -> bool:
    """Tell whether a word is another one with a slip or two of the fingers."""
    slips = 1 if len(known) <= 5 else 2
    if word == known or abs(len(word) - len(known)) > slips:
        return False
    return _slips(word, known) <= slips


def _slips(a: str, b: str) -> int:
    """Count letters changed, added, lost, or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            steps = [last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y)]
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                steps.append(before[j - 2] + 1)
            row.append(min(steps))
        before, last = last, row
    return last[-1]


def attribute(sheet: Sheet, column: str) -> str:
    """Name a bind's attribute in a sheet's colons: `bind::` or the older `bind:`."""
    older = any(":" in h and not h.startswith("jr:") for h in sheet.headings)
    newer = any("::" in h for h in sheet.headings)
    return f"bind:{column}" if older and not newer else f"bind::{column}"

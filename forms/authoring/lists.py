"""Lists that come beside a form, read before anybody publishes them."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms.background import CSV
from forms.definition import FormDefinition
from forms.errors import WorkbookError, WorkbookProblem
from forms.lists import MOST_ELEMENTS, ItemList, of_rows

MAX_LIST = 20 * 1024 * 1024
KEEPS_BUSY = 10_000
"""So many rows keep an old phone busy for three seconds."""

STUMBLES = {
    "unexpected end": "list_quote",
    "field limit": "list_field",
    "new-line": "list_line_ends",
}
OTHER = "list_syntax"


@dataclass(frozen=True, slots=True)
class Beside:
    """The lists beside a form by file name, and what their author should know."""

    lists: Mapping[str, ItemList]
    warnings: tuple[WorkbookProblem, ...]


NOTHING = Beside({}, ())


def read_lists(definition: FormDefinition, files: Mapping[str, bytes]) -> Beside:
    """Read the lists strictly; raises WorkbookError with every problem found."""
    found: dict[str, ItemList] = {}
    problems: list[WorkbookProblem] = []
    for file, content in files.items():
        if not file.lower().endswith(CSV):
            continue
        try:
            found[file] = _read(file, content)
        except WorkbookError as refused:
            problems += refused.problems
            continue
        problems += _lacking(definition, found[file])
    if problems:
        raise WorkbookError(problems)
    return Beside(found, tuple(_long(found.values())))


def _read(file: str, content: bytes) -> ItemList:
    if len(content) > MAX_LIST:
        raise _refused("list_big", file, None, limit=MAX_LIST // 1024 // 1024)
    heading, *rows = _rows(file, _decoded(file, content))
    return of_rows(file, heading, rows)


def _decoded(file: str, content: bytes) -> str:
    """Decode as phones do; raises WorkbookError where it is no text in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise _refused("list_not_text", file, row) from error
    if "\0" in text:
        raise _refused("list_not_text", file, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _rows(file: str, text: str) -> list[list[str]]:
    """Read the rows; what is wrong is told by the row in which it begins."""
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[list[str]] = []
    begins = 1
    try:
        for row in reader:
            rows.append(row)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _refused(_code(error), file, begins, reason=str(error)) from error
    if not rows or not any(rows[0]):
        raise _refused("list_empty", file, 1)
    return rows


def _code(error: csv.Error) -> str:
    """Name what the reader stumbled over."""
    told = str(error)
    return next((code for word, code in STUMBLES.items() if word in told), OTHER)


def _refused(code: str, file: str, row: int | None, **values: object) -> WorkbookError:
    return WorkbookError([WorkbookProblem(code, file, row, None, values)])


def _lacking(definition: FormDefinition, known: ItemList) -> Iterator[WorkbookProblem]:
    """Find columns that a question needs to pick from a list."""
    needed = {
        column: question.name
        for question in reversed(definition.questions)
        if question.list_file == known.name
        for column in (question.choice_value, question.choice_label)
    }
    for column, name in needed.items():
        if column not in known.columns:
            values = {"wanted": column, "name": name}
            yield WorkbookProblem("list_column_missing", known.name, 1, column, values)


def _long(lists: Iterable[ItemList]) -> Iterator[WorkbookProblem]:
    for known in lists:
        count = len(known.rows)
        if count > KEEPS_BUSY:
            code = "lint_list_endless" if count > MOST_ELEMENTS else "lint_list_long"
            values = {"count": count, "limit": MOST_ELEMENTS}
            yield WorkbookProblem(code, known.name, values=values)

"""A file as rows of text: XLSX by openpyxl, CSV in UTF-8 or GB18030."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.errors import BadInput

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 30
ZIP, OLD_EXCEL, UTF_16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    EOFError,
    OSError,
    NotImplementedError,
)


class Unreadable(BadInput):
    """The file is no table that we can read; ``reason`` says why."""

    code = "import_unreadable"

    def __init__(self, reason: str, file: str) -> None:
        super().__init__(f"import_{reason}", reason=reason, file=file)


class Formula(str):
    """A cell whose value is computed: what it shows is not in the file."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the rows below it, each with its number in the sheet."""

    header_row: int
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes, name: str) -> Table:
    """Read a file, whatever its name says; raises Unreadable. Slow when it is long."""
    if len(content) > MOST_BYTES:
        raise Unreadable(reason="too_large", file=name)
    if content.startswith(OLD_EXCEL):
        raise Unreadable(reason="old_excel", file=name)
    lines = _xlsx(content, name) if content.startswith(ZIP) else _csv(content, name)
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise Unreadable(reason="empty", file=name)
    (number, header), *rows = filled
    return Table(number, header, tuple(rows))


def clean(text: str) -> str:
    """Give text one form: NFC, nothing invisible, single blanks, none around it."""
    normal = unicodedata.normalize("NFC", text)
    if normal.isprintable():
        return " ".join(normal.split())
    seen = (c for c in normal if unicodedata.category(c) not in ("Cf", "Cs", "Co"))
    plain = "".join(" " if unicodedata.category(c) == "Cc" else c for c in seen)
    return " ".join(plain.split())


def _xlsx(content: bytes, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow, and rarely needed

    try:
        _refuse_bomb(content, name)
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1)
        for number, cells in rows:
            _refuse_long(number, name)
            yield number, tuple(_text(cell.value, cell.data_type) for cell in cells)
    except BROKEN as error:
        raise Unreadable(reason="broken", file=name) from error


def _refuse_bomb(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED:
        raise Unreadable(reason="too_large", file=name)


def _csv(content: bytes, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = _decoded(content, name)
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for cells in reader:
            _refuse_long(reader.line_num, name)
            yield reader.line_num, tuple(clean(cell) for cell in cells[:MOST_COLUMNS])
    except csv.Error as error:
        raise Unreadable(reason="broken", file=name) from error


def _decoded(content: bytes, name: str) -> str:
    wide = content.startswith(UTF_16)
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(reason="not_a_table", file=name)


def _refuse_long(number: int, name: str) -> None:
    if number > MOST_ROWS:
        raise Unreadable(reason="too_many_rows", file=name)


def _text(value: Any, kind: str) -> str:
    """Write a cell's value as a person reads it; codes typed as numbers too."""
    if value is None:
        return ""
    if kind == "f":
        return Formula(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    return clean(str(value))

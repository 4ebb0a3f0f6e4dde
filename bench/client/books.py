"""The forms that the field app is measured with, as workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

LONG, ROWS, PHOTOS = "Three hundred questions", "Fifty rows", "Forty photos"
HEAD = ("type", "name", "label", "required", "relevant", "repeat_count", "x_max_photos")
#: Two hundred and eighty-five of them ask; the rest are what real forms hold.
KINDS = (
    "text",
    "integer",
    "decimal",
    "date",
    "select_one yesno",
    "select_multiple assets",
    "text",
    "select_one yesno",
    "integer",
    "text",
    "select_one yesno",
    "text",
    "note",
    "integer",
    "text",
)
CHOICES = {
    "yesno": ("yes", "no"),
    "assets": ("radio", "phone", "bike", "car", "fridge"),
}
QUESTIONS, COUNT, STRIPS, SHOTS = 300, 50, 4, 10
PLACES, COUNTIES, TOWNS, VILLAGES = "Twenty thousand places", 10, 40, 49

Row = tuple[str, ...]


def write_all(folder: Path) -> tuple[Path, ...]:
    """Write the workbooks into a folder."""
    books = {"long": (LONG, _long()), "rows": (ROWS, _rows()), "photos": _photos()}
    return tuple(
        _write(folder / f"{name}.xlsx", name, title, iter([HEAD, *survey]))
        for name, (title, survey) in books.items()
    )


def _long() -> Iterator[Row]:
    """Three hundred questions in twenty groups; a third of them hang on another."""
    for page in range(QUESTIONS // len(KINDS)):
        yield "begin_group", f"g{page}", f"Page {page + 1}"
        for at, kind in enumerate(KINDS):
            name = f"q{page}_{at}"
            hangs = f"${{q{page}_4}} = 'yes'" if at % 3 == 2 else ""
            yield kind, name, f"Question {page + 1}.{at + 1}", "", hangs
        yield ("end_group",)


def _rows() -> Iterator[Row]:
    """Fifty rows of five questions, a photo in each."""
    yield "begin_repeat", "row", "Row", "", "", str(COUNT)
    yield "text", "r_name", "Name", "yes"
    yield "integer", "r_count", "Count"
    yield "select_one yesno", "r_kept", "Kept"
    yield "select_multiple assets", "r_what", "What"
    yield "image", "r_photo", "Photo"
    yield ("end_repeat",)


def _photos() -> tuple[str, Iterator[Row]]:
    strips = (
        ("image", f"strip{n}", f"Strip {n}", "", "", "", str(SHOTS))
        for n in range(STRIPS)
    )
    return PHOTOS, strips


def write_places(folder: Path) -> Path:
    """Write a workbook with a cascade over 20,000 places, and its list beside it."""
    county, town = "place-{}", "place-{}-{}"
    lines = ["name,label,level,parent"]
    for c in range(COUNTIES):
        lines.append(f"{county.format(c)},County {c},county,0")
        for t in range(TOWNS):
            lines.append(f"{town.format(c, t)},Town {c}-{t},town,{county.format(c)}")
            lines.extend(
                f"place-{c}-{t}-{v},Village {c}-{t}-{v},village,{town.format(c, t)}"
                for v in range(VILLAGES)
            )
    (folder / "places.csv").write_text("\n".join(lines))
    kind = "select_one_from_file places.csv"
    filters = {
        "county": "level='county'",
        "town": "level='town' and parent=${county}",
        "village": "level='village' and parent=${town}",
        "any": "",
    }
    asked = [
        (kind, name, name.title(), "minimal", rule) for name, rule in filters.items()
    ]
    head = ("type", "name", "label", "appearance", "choice_filter")
    return _write(folder / "places.xlsx", "places", PLACES, iter([head, *asked]))


def _write(file: Path, name: str, title: str, survey: Iterator[Row]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    choices = [
        (kind, value, value.title())
        for kind, values in CHOICES.items()
        for value in values
    ]
    sheets: dict[str, list[Row]] = {
        "survey": list(survey),
        "choices": [("list_name", "name", "label"), *choices],
        "settings": [("form_title", "form_id", "version"), (title, name, "1")],
    }
    for heading, rows in sheets.items():
        sheet = book.create_sheet(heading)
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(file)
    return file

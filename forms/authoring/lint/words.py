"""Names, texts, photos, and questions that ask for what nobody should write down."""

import re
import unicodedata
from collections.abc import Iterator

from forms.authoring.book import Sheet, SheetRow
from forms.authoring.headings import meaning, plain
from forms.authoring.lint.inspected import Inspected
from forms.authoring.lint.sheet import Written
from forms.errors import WorkbookProblem

LONGEST_NAME = 63
SPOKEN = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message"}
)
SHOWN = frozenset({"image", "big-image", "audio", "video"})
TYPED = frozenset({"text", "string", "barcode", "integer", "int"})
_PERSON = re.compile(
    r"姓名|身份证|证件号|full name|\bfirst name|\blast name|\bsurname|person.?s name"
    r"|\bid (card|number)|passport|identity card",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(不|勿|无需|请勿|do not|don.t|without)[^，。,.;；]{0,12}$", re.IGNORECASE
)


def names(written: Inspected) -> Iterator[WorkbookProblem]:
    """Find names that differ only by case, or that are too long for a column."""
    first: dict[str, str] = {}
    for asked in written.asked:
        folded = unicodedata.normalize("NFKC", asked.name).casefold()
        other = first.setdefault(folded, asked.name)
        if other != asked.name:
            yield written.problem(asked, "name", "lint_case", other=other)
        if len(asked.name.encode()) > LONGEST_NAME:
            yield written.problem(asked, "name", "lint_long", limit=LONGEST_NAME)


def values(written: Written) -> Iterator[WorkbookProblem]:
    """Find choices of one list that differ only by case."""
    sheet = written.book.sheet("choices")
    for list_name, rows in written.choices.items() if sheet else ():
        first: dict[str, str] = {}
        for row, value in zip(rows, written.values(list_name), strict=True):
            other = first.setdefault(value.casefold(), value)
            if sheet and other != value:
                told = {"name": value, "other": other}
                yield WorkbookProblem("lint_case", sheet.name, row.number, "name", told)


def photos(written: Inspected) -> Iterator[WorkbookProblem]:
    """Find photos that would be sent as large as the camera takes them."""
    for asked in written.asked:
        large = "max-pixels" not in written.cell(asked, "parameters")
        if written.is_image(asked) and large:
            yield written.problem(asked, "parameters", "lint_pixels")


def translations(written: Written) -> Iterator[WorkbookProblem]:
    """Find texts, pictures and sounds that one language has and another lacks."""
    for name in ("survey", "choices"):
        sheet = written.book.sheet(name)
        for headings in _languages(sheet) if sheet else ():
            if sheet and len(headings) > 1:
                yield from _untold(sheet, headings)


def _languages(sheet: Sheet) -> list[tuple[str, ...]]:
    """Group the headings that say the same in different languages."""
    found: dict[str, list[str]] = {}
    for heading in sheet.headings:
        first, _, rest = plain(heading).partition("::")
        kind = rest.partition("::")[0] if first == "media" else meaning(heading)
        if kind in (SHOWN if first == "media" else SPOKEN | SHOWN):
            found.setdefault(kind, []).append(heading)
    return [tuple(headings) for headings in found.values()]


def _untold(sheet: Sheet, headings: tuple[str, ...]) -> Iterator[WorkbookProblem]:
    for row in sheet.rows:
        given = [heading for heading in headings if row.cells.get(heading)]
        for heading in headings if given else ():
            if heading not in given:
                told = {"name": _told(row), "given": given[0]}
                place = (sheet.name, row.number, heading)
                yield WorkbookProblem("lint_translation", *place, told)


def _told(row: SheetRow) -> str:
    return row.cells.get("name") or next(iter(row.cells.values()), "")


def persons(written: Inspected) -> Iterator[WorkbookProblem]:
    """Find questions that ask for somebody's name or number."""
    for asked in written.asked:
        if asked.kind.lower() not in TYPED:
            continue
        for label in written.labels(asked):
            found = _PERSON.search(label)
            if found and not _NOT.search(label[: found.start()]):
                told = {"what": found.group(0)}
                yield written.problem(asked, "label", "lint_person", **told)
                break

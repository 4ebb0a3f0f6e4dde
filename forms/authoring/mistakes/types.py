"""Types of question that are not there, and lists of choices that are not."""

from collections.abc import Iterator, Sequence

from forms.authoring.book import Book, SheetRow
from forms.authoring.headings import headings_for, nearly
from forms.authoring.survey import Survey
from forms.errors import WorkbookProblem

#: What authors write; a slip of these is named.
COMMON = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "note",
    "calculate",
    "hidden",
    "image",
    "audio",
    "video",
    "file",
    "barcode",
    "geopoint",
    "geotrace",
    "geoshape",
    "acknowledge",
    "trigger",
    "range",
    "start",
    "end",
    "today",
    "username",
    "deviceid",
    "select_one",
    "select_multiple",
    "select_one_from_file",
    "select_multiple_from_file",
    "rank",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
)
#: Words that pyxform's older and rarer types begin with: those are left to it.
LEFT = frozenset(
    """
    add audit background-audio background-geopoint begin cascading cascading_select
    csv-external datetime device email end get gps imei int location number osm
    percentage phone phonenumber photo q select select1 select_one_external sim
    simserial start start-geopoint string subscriber subscriberid xml-external
    """.split()
)
LISTED = ("select_one", "select_multiple", "rank")


def in_use(survey: Survey) -> tuple[SheetRow, ...]:
    """List the rows that ask or hold something; a row put out of use does neither."""
    shut = headings_for(survey.sheet, "disabled")
    return tuple(
        row
        for row in survey.sheet.rows
        if not any(row.cells.get(one, "").lower() in {"yes", "true"} for one in shut)
    )


def strangers(survey: Survey, rows: Sequence[SheetRow]) -> Iterator[WorkbookProblem]:
    """Find types that nobody knows, and questions that have none."""
    known = {one.lower() for one in COMMON} | LEFT
    spoken = (*headings_for(survey.sheet, "label"), survey.heading("name"))
    for row in rows:
        written = survey.cell(row, "type")
        if not written and any(row.cells.get(heading) for heading in spoken):
            yield _problem(survey, row, "mistake_no_type")
        first = (written.split() or [""])[0]
        if not first or first.lower() in known or first.startswith("uri:"):
            continue
        near = next((one for one in COMMON if nearly(first.lower(), one)), "")
        code = "mistake_type_near" if near else "mistake_type"
        yield _problem(survey, row, code, written=first, meant=near)


def without_lists(
    book: Book, survey: Survey, rows: Sequence[SheetRow]
) -> Iterator[WorkbookProblem]:
    """Find questions that choose from a list that the workbook lacks."""
    known = _list_names(book)
    for row in rows:
        words = survey.cell(row, "type").split()
        if not words or words[0] not in LISTED:
            continue
        listed = words[1] if len(words) > 1 else ""
        if not listed:
            yield _problem(survey, row, "mistake_no_list", written=words[0])
        elif listed not in known and not listed.startswith("${"):
            yield _problem(survey, row, "mistake_list", written=listed)


def _list_names(book: Book) -> set[str]:
    sheet = book.sheet("choices")
    headings = headings_for(sheet, "list_name") if sheet else ()
    rows = sheet.rows if sheet else ()
    return {row.cells[one] for row in rows for one in headings if one in row.cells}


def _problem(
    survey: Survey, row: SheetRow, code: str, **values: object
) -> WorkbookProblem:
    place = (survey.sheet.name, row.number, survey.heading("type"))
    return WorkbookProblem(code, *place, values)

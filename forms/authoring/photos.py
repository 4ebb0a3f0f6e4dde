"""Several photos on one question: `x_max_photos` becomes places side by side.

A question `shot` with `x_max_photos` 3 becomes a group on one screen that holds
shot, shot_2 and shot_3. The group takes over the question's relevance; only the
first place is required; none depends on another, so that taking the first photo
away never drops the others. `${shot}` stays a single value.
"""

from collections.abc import Iterator

from forms.authoring.book import Cells, SheetRow
from forms.authoring.headings import attribute, headings_for
from forms.authoring.survey import Survey
from forms.errors import WorkbookError, WorkbookProblem

COLUMN = "x_max_photos"
MOST = 10


def with_places(survey: Survey) -> Survey:
    """Give each question its places for photos; raises WorkbookError."""
    problems = [p for row in survey.sheet.rows for p in _problems(survey, row)]
    if problems:
        raise WorkbookError(problems)
    if not headings_for(survey.sheet, COLUMN):
        return survey
    return survey.with_rows(r for row in survey.sheet.rows for r in _rows(survey, row))


def _problems(survey: Survey, row: SheetRow) -> Iterator[WorkbookProblem]:
    written = survey.cell(row, COLUMN)
    if not written:
        return
    if not written.isdecimal() or not 1 <= int(written) <= MOST:
        yield _problem(survey, row, "photos_number", written=written, most=MOST)
    elif not survey.is_image(row):
        yield _problem(survey, row, "photos_not_image", kind=survey.cell(row, "type"))
    else:
        yield from _taken(survey, row)


def also_named(survey: Survey, row: SheetRow) -> list[str]:
    """List the names that a question's photos take beside its own."""
    name, written = survey.cell(row, "name"), survey.cell(row, COLUMN)
    most = min(int(written), MOST) if written.isdecimal() else 1
    return [group_name(name), *place_names(name, most)[1:]] if most > 1 else []


def _taken(survey: Survey, row: SheetRow) -> Iterator[WorkbookProblem]:
    names = survey.names()
    for wanted in also_named(survey, row):
        if wanted.lower() in names:
            other = names[wanted.lower()]
            yield _problem(survey, row, "photos_taken", name=wanted, other=other)


def _problem(
    survey: Survey, row: SheetRow, code: str, **values: object
) -> WorkbookProblem:
    heading = survey.heading(COLUMN)
    return WorkbookProblem(code, survey.sheet.name, row.number, heading, values)


def names_moved(survey: Survey) -> frozenset[str]:
    """Name the questions that have come to stand in a group of their photos."""
    several = (r for r in survey.sheet.rows if survey.cell(r, COLUMN) not in {"", "1"})
    return frozenset(survey.cell(row, "name") for row in several)


def group_name(name: str) -> str:
    """Name the group that holds a question's photos."""
    return f"{name}_photos"


def place_names(name: str, most: int) -> list[str]:
    """Name the places of a question's photos: shot, shot_2, shot_3."""
    return [name, *(f"{name}_{place}" for place in range(2, most + 1))]


def _rows(survey: Survey, row: SheetRow) -> Iterator[SheetRow]:
    most = int(survey.cell(row, COLUMN) or 1)
    if most > 1:
        yield SheetRow(row.number, _group(survey, row))
        yield SheetRow(row.number, _first(survey, row, most))
        for place in range(2, most + 1):
            yield SheetRow(row.number, _further(survey, row, place))
        yield SheetRow(row.number, {survey.heading("type"): "end_group"})
    else:
        yield SheetRow(row.number, _without(row, headings_for(survey.sheet, COLUMN)))


def _group(survey: Survey, row: SheetRow) -> Cells:
    return {
        **survey.cells_of(row, "label", "relevant"),
        survey.heading("type"): "begin_group",
        survey.heading("name"): group_name(survey.cell(row, "name")),
        survey.heading("appearance"): "field-list",
    }


def _first(survey: Survey, row: SheetRow, most: int) -> Cells:
    columns = (COLUMN, "relevant")
    gone = [h for column in columns for h in headings_for(survey.sheet, column)]
    return {**_without(row, tuple(gone)), attribute(survey.sheet, COLUMN): str(most)}


def _further(survey: Survey, row: SheetRow, place: int) -> Cells:
    labels = survey.cells_of(row, "label")
    return {
        **survey.cells_of(row, "type", "parameters", "appearance"),
        **{heading: f"{label} ({place})" for heading, label in labels.items()},
        survey.heading("name"): f"{survey.cell(row, 'name')}_{place}",
    }


def _without(row: SheetRow, gone: tuple[str, ...]) -> Cells:
    return {h: cell for h, cell in row.cells.items() if h not in gone}

"""Give every repeat a hidden key, so that its rows keep their names when they move."""

from collections.abc import Iterator

from forms.authoring.book import SheetRow
from forms.authoring.survey import Survey
from forms.rows import ROW_KEY


def with_keys(survey: Survey) -> Survey:
    """Add `repeat_uuid` to each repeat that has none of its own."""
    return survey.with_rows(_rows(survey))


def _rows(survey: Survey) -> Iterator[SheetRow]:
    for at, row in enumerate(survey.sheet.rows):
        yield row
        if survey.begins(row) == "repeat" and not _has_key(survey, at):
            yield _key(survey, row)


def _has_key(survey: Survey, at: int) -> bool:
    return any(survey.cell(row, "name") == ROW_KEY for row in survey.inside(at))


def _key(survey: Survey, repeat: SheetRow) -> SheetRow:
    cells = {
        survey.heading("type"): "hidden",
        survey.heading("name"): ROW_KEY,
        survey.heading("default"): "uuid()",
    }
    return SheetRow(repeat.number, cells)

"""Groups and repeats that are begun and never ended, or the other way round."""

from collections.abc import Iterator, Sequence

from forms.authoring.book import SheetRow
from forms.authoring.survey import Survey
from forms.errors import WorkbookProblem


def wrong(survey: Survey, rows: Sequence[SheetRow]) -> Iterator[WorkbookProblem]:
    """Match each end with what was begun last."""
    if any(_is_odd(survey, row) for row in rows):
        return
    begun: list[tuple[SheetRow, str]] = []
    for row in rows:
        if kind := survey.begins(row):
            begun.append((row, kind))
        ended = survey.ends(row)
        if not ended:
            continue
        if not begun:
            yield _problem(survey, row, "mistake_not_begun", kind=ended)
            continue
        opened, kind = begun.pop()
        if kind != ended:
            told = {"kind": ended, "begun": kind, "other": opened.number}
            yield _problem(survey, row, "mistake_crossed", **told)
    for row, kind in begun:
        name = survey.cell(row, "name")
        yield _problem(survey, row, "mistake_not_ended", kind=kind, name=name)


def _is_odd(survey: Survey, row: SheetRow) -> bool:
    """Tell an older way of writing begin and end, which is left to pyxform."""
    kind = survey.kind(row)
    sections = kind.replace("_", " ").startswith(("begin ", "end "))
    known = survey.begins(row) or survey.ends(row) or kind == "end time"
    return sections and not known


def _problem(
    survey: Survey, row: SheetRow, code: str, **values: object
) -> WorkbookProblem:
    place = (survey.sheet.name, row.number, survey.heading("type"))
    return WorkbookProblem(code, *place, values)

"""Read every expression of the survey sheet, as phones will have to."""

from collections.abc import Iterator

from forms.authoring.headings import headings_for
from forms.authoring.survey import Survey
from forms.errors import ExpressionError, WorkbookProblem
from forms.xpath.parser import parse

COLUMNS = ("relevant", "constraint", "calculation", "required", "choice_filter")
MISREAD = frozenset(
    {"expression_character", "expression_unexpected", "expression_unfinished"}
)
_QUOTES = str.maketrans("‘’“”", "''\"\"")


def straight(written: str) -> str:
    """Straighten curly quotes, which word processors put in, as pyxform does."""
    return written.translate(_QUOTES)


def misread(survey: Survey) -> Iterator[WorkbookProblem]:
    """Find expressions that no client can read."""
    headings = [h for column in COLUMNS for h in headings_for(survey.sheet, column)]
    for row in survey.sheet.rows:
        for heading in headings:
            error = _complaint(row.cells.get(heading, ""))
            if error is not None:
                place = (survey.sheet.name, row.number, heading)
                yield WorkbookProblem(error.reason, *place, error.values)


def _complaint(written: str) -> ExpressionError | None:
    try:
        if written:
            parse(straight(written))
    except ExpressionError as error:
        return error if error.reason in MISREAD else None
    return None

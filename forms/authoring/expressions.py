"""Read every expression of the survey sheet, as phones will have to."""

from collections.abc import Iterator

from forms.authoring.headings import headings_for
from forms.authoring.photos import group_name, names_moved
from forms.authoring.survey import Survey
from forms.errors import ExpressionError, WorkbookProblem
from forms.xpath.parser import parse
from forms.xpath.tree import Path, paths

COLUMNS = ("relevant", "constraint", "calculation", "required", "choice_filter")
MISREAD = frozenset(
    {"expression_character", "expression_unexpected", "expression_unfinished"}
)
_QUOTES = str.maketrans("‘’“”", "''\"\"")


def straight(written: str) -> str:
    """Straighten curly quotes, which word processors put in, as pyxform does."""
    return written.translate(_QUOTES)


def misread(survey: Survey) -> Iterator[WorkbookProblem]:
    """Find expressions that no client can read, or that would miss a photo."""
    headings = [h for column in COLUMNS for h in headings_for(survey.sheet, column)]
    moved = names_moved(survey)
    for row in survey.sheet.rows:
        for heading in headings:
            written = row.cells.get(heading, "")
            error = _complaint(written, moved) if written else None
            if error is not None:
                place = (survey.sheet.name, row.number, heading)
                yield WorkbookProblem(error.reason, *place, error.values)


def _complaint(written: str, moved: frozenset[str]) -> ExpressionError | None:
    try:
        tree = parse(straight(written))
    except ExpressionError as error:
        return error if error.reason in MISREAD else None
    missed = next((n for path in paths(tree) for n in _missed(path, moved)), None)
    if missed is None:
        return None
    return ExpressionError("photos_path", name=missed, group=group_name(missed))


def _missed(path: Path, moved: frozenset[str]) -> Iterator[str]:
    """Name photos that a path looks for where they no longer stand."""
    above = ""
    for step in path.steps:
        if step.test in moved and above != group_name(step.test):
            yield step.test
        above = step.test

"""What is wrong with a form although it can be published, and what cannot be.

Each warning says where (sheet, row, column), why, and how to mend it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from forms.authoring.book import Book
from forms.authoring.lint import choices, entities, logic, reach, words
from forms.authoring.lint.drawn import Drawn
from forms.authoring.lint.sheet import Written
from forms.authoring.survey import Survey
from forms.errors import WorkbookProblem
from forms.lists import ItemList

MOST = 200
#: What every form is looked at for, however it was written.
ALWAYS = (
    reach.unreachable,
    logic.in_conditions,
    logic.strangers,
    choices.empty_filters,
    words.photos,
    words.persons,
    entities.files,
)
OF_WORKBOOKS = (
    logic.bare_names,
    words.names,
    words.values,
    words.translations,
)


def circles(book: Book, survey: Survey) -> tuple[WorkbookProblem, ...]:
    """Find logic that waits for itself: such a form is refused."""
    return tuple(logic.circles(Written(book, survey)))


def lint(
    book: Book, survey: Survey, lists: Mapping[str, ItemList]
) -> tuple[WorkbookProblem, ...]:
    """Find what should be mended, in the order of sheets and rows."""
    written = Written(book, survey, lists)
    found = [problem for check in ALWAYS for problem in check(written)]
    found += [problem for check in OF_WORKBOOKS for problem in check(written)]
    return _in_order(found)


def lint_xform(
    drawn: Drawn, lists: Mapping[str, ItemList]
) -> tuple[WorkbookProblem, ...]:
    """Find what should be mended in an XForm, line by line."""
    with_lists = replace(drawn, lists=lists)
    found = [problem for check in ALWAYS for problem in check(with_lists)]
    return _in_order(found)


def _in_order(found: Iterable[WorkbookProblem]) -> tuple[WorkbookProblem, ...]:
    order = {"survey": 0, "choices": 1}
    in_order = sorted(found, key=lambda p: (order.get(p.sheet, 2), p.row or 0))
    return tuple(in_order[:MOST])

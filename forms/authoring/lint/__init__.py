"""What is wrong with a form although it can be published, and what cannot be.

Each warning says where (sheet, row, column), why, and how to mend it.
"""

from forms.authoring.book import Book
from forms.authoring.lint import choices, logic, words
from forms.authoring.lint.sheet import Written
from forms.authoring.survey import Survey
from forms.errors import WorkbookProblem

MOST = 200
CHECKS = (
    logic.unreachable,
    logic.in_conditions,
    logic.strangers,
    choices.empty_filters,
    words.names,
    words.values,
    words.photos,
    words.translations,
    words.persons,
)


def circles(book: Book, survey: Survey) -> tuple[WorkbookProblem, ...]:
    """Find logic that waits for itself: such a form is refused."""
    return tuple(logic.circles(Written(book, survey)))


def lint(book: Book, survey: Survey) -> tuple[WorkbookProblem, ...]:
    """Find what should be mended, in the order of sheets and rows."""
    written = Written(book, survey)
    found = [problem for check in CHECKS for problem in check(written)]
    order = {"survey": 0, "choices": 1}
    found.sort(key=lambda one: (order.get(one.sheet, 2), one.row or 0))
    return tuple(found[:MOST])

"""The slips that stop a form, told all at once, in words and where they stand.

pyxform refuses each of them as well, but one at a time and in English; what is not
looked for here is still told in its words.
"""

from collections.abc import Iterator
from itertools import islice

from forms.authoring.book import Book
from forms.authoring.mistakes import choices, names, references, sections, types
from forms.authoring.survey import Survey
from forms.errors import WorkbookProblem

MOST = 200


def mistakes(book: Book, survey: Survey) -> tuple[WorkbookProblem, ...]:
    """Find what has to be mended before a form can be made, in the order of rows."""
    return tuple(islice(_found(book, survey), MOST))


def _found(book: Book, survey: Survey) -> Iterator[WorkbookProblem]:
    rows = types.in_use(survey)
    checks = (
        types.strangers(survey, rows),
        types.without_lists(book, survey, rows),
        names.wrong(survey, rows),
        names.without_words(survey, rows),
        sections.wrong(survey, rows),
        references.unknown(survey, rows),
    )
    of_survey = [one for check in checks for one in islice(check, MOST)]
    yield from sorted(of_survey, key=lambda one: one.row or 0)
    yield from choices.wrong(book, survey)

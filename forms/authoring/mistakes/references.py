"""`${name}` where no question has that name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from forms.authoring.book import SheetRow
from forms.authoring.headings import meaning, nearly
from forms.authoring.photos import also_named
from forms.authoring.survey import Survey
from forms.errors import WorkbookProblem
from forms.rows import ROW_KEY

COLUMNS = frozenset(
    """
    label hint guidance_hint constraint_message required_message relevant constraint
    calculation required choice_filter default repeat_count trigger
    """.split()
)
#: So many names are compared at most: a slip is told in time, or without a guess.
COMPARED = 300
_ASKED = re.compile(r"\$\{(?:last-saved#)?([^{}]+)\}")


def unknown(survey: Survey, rows: Sequence[SheetRow]) -> Iterator[WorkbookProblem]:
    """Find references to questions that are not there, and say which may be meant."""
    known = _names(survey, rows)
    headings = [one for one in survey.sheet.headings if meaning(one) in COLUMNS]
    for row in rows:
        for heading in headings:
            asked = dict.fromkeys(_ASKED.findall(row.cells.get(heading, "")))
            for name in asked:
                if name not in known:
                    near = _near(name, known)
                    code = "mistake_reference_near" if near else "mistake_reference"
                    place = (survey.sheet.name, row.number, heading)
                    told = {"name": name, "meant": near}
                    yield WorkbookProblem(code, *place, told)


def _near(name: str, known: Iterable[str]) -> str:
    """Find what may be meant, among the names that begin alike."""
    alike = islice((one for one in known if one[0] == name[0]), COMPARED)
    return next((one for one in alike if nearly(name, one)), "")


def _names(survey: Survey, rows: Sequence[SheetRow]) -> dict[str, None]:
    """Name what can be asked for, also what publishing adds; in order."""
    own = (survey.cell(row, "name") for row in rows)
    photos = (name for row in rows for name in also_named(survey, row))
    return dict.fromkeys([*filter(None, own), *photos, ROW_KEY])

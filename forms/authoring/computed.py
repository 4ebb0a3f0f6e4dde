"""Words for what a form computes: an XForm has no place for them but the bind.

A `calculate` with a label stands in sheets, charts and papers under that label; other
tools ignore the attribute, as they ignore such labels.
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.authoring.book import SheetRow
from forms.authoring.headings import attribute
from forms.authoring.survey import Survey

COLUMN = "x_label"
COMPUTED = frozenset({"calculate", "hidden"})


def with_words(survey: Survey) -> Survey:
    """Carry the labels of what is computed into the form, in its first language."""
    return survey.with_rows(_rows(survey))


def _rows(survey: Survey) -> Iterator[SheetRow]:
    for row in survey.sheet.rows:
        label = survey.cell(row, "label")
        if label and survey.kind(row) in COMPUTED:
            words = {attribute(survey.sheet, COLUMN): label}
            yield SheetRow(row.number, {**row.cells, **words})
        else:
            yield row

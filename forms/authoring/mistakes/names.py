"""Names that are missing, cannot be, or are there twice; questions without words."""

import re
from collections.abc import Iterator, Sequence

from forms.authoring.book import SheetRow
from forms.authoring.headings import headings_for, meaning, plain
from forms.authoring.survey import Survey
from forms.errors import WorkbookProblem

#: Named by pyxform itself where the author did not.
NAMELESS = frozenset({"note", "audit"})
#: What a person is asked, so that it must say something.
SPEAKING = frozenset(
    """
    text integer decimal date time datetime note image photo audio video file barcode
    geopoint geotrace geoshape select_one select_multiple rank select_one_from_file
    select_multiple_from_file
    """.split()
)
SHOWN = frozenset({"label", "hint", "image", "audio", "video", "media"})
_START = (
    r"A-Za-z_\u00c0-\u02ff\u0370-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(rf"[{_START}][{_START}:.0-9\xb7\u0300-\u036f\u203f\u2040-]*")


def wrong(survey: Survey, rows: Sequence[SheetRow]) -> Iterator[WorkbookProblem]:
    """Find names that are missing, unfit, or taken in the same group."""
    around: list[dict[str, int]] = [{}]
    for row in rows:
        if survey.ends(row):
            del around[max(len(around) - 1, 1) :]
            continue
        name, kind = survey.cell(row, "name"), survey.kind(row)
        if kind and not kind.startswith("end") and kind not in NAMELESS and not name:
            yield _problem(survey, row, "name", "mistake_no_name")
        if name and not _NAME.fullmatch(name):
            yield _problem(survey, row, "name", "mistake_name", name=name)
        if kind and name and name in around[-1]:
            told = {"name": name, "other": around[-1][name]}
            yield _problem(survey, row, "name", "mistake_name_twice", **told)
        if kind and name:
            around[-1].setdefault(name, row.number)
        if survey.begins(row):
            around.append({})


def without_words(
    survey: Survey, rows: Sequence[SheetRow]
) -> Iterator[WorkbookProblem]:
    """Find questions without a word or a picture, and calculations of nothing."""
    shown = [one for one in survey.sheet.headings if _shows(one)]
    for row in rows:
        first = (survey.kind(row).split() or [""])[0]
        if survey.cell(row, "calculation"):
            continue
        name = survey.cell(row, "name")
        if first == "calculate" and not survey.cell(row, "default"):
            yield _problem(survey, row, "calculation", "mistake_no_sum", name=name)
        if first in SPEAKING and not any(row.cells.get(one) for one in shown):
            yield _problem(survey, row, "label", "mistake_no_label", name=name)


def _shows(heading: str) -> bool:
    return {meaning(heading), plain(heading).partition("::")[0]} & SHOWN != set()


def _problem(
    survey: Survey, row: SheetRow, column: str, code: str, **values: object
) -> WorkbookProblem:
    headings = headings_for(survey.sheet, column)
    where = headings[0] if headings else column
    return WorkbookProblem(code, survey.sheet.name, row.number, where, values)

"""A question of another type: what it asks changes, its name and its row stay."""

from __future__ import annotations

from forms.authoring.survey import Survey
from forms.checks import UNASKED
from forms.editing.changes import Edit, Write
from forms.editing.outline import Outline
from forms.editing.survey_rows import SHEET, survey_of
from forms.errors import EditRefused, WorkbookProblem

IMAGE = "image"
#: Beside a photo, and beside nothing else.
OF_PHOTOS = ("parameters", "x_max_photos")


def is_held(kind: str, held: frozenset[str]) -> bool:
    """Tell whether answers that are there already would stand in the way of a type.

    `held` are the types that the versions of before ask the question by.
    """
    asked = held - UNASKED
    first = kind.partition(" ")[0]
    return bool(asked) and first not in UNASKED and asked != {first}


def retype(outline: Outline, row: int, kind: str) -> list[Edit]:
    """Give a question another type; raises EditRefused for what is no question."""
    survey, line = survey_of(outline), outline.row(SHEET, row)
    asked = {one.row for one in outline.entries("") if one.kind == "question"}
    if row not in asked or not kind.strip():
        raise EditRefused([WorkbookProblem("edit_no_row", SHEET, row)])
    edits: list[Edit] = [Write(SHEET, row, survey.heading("type"), kind)]
    if kind == IMAGE and not survey.cell(line, "parameters"):
        edits.append(_parameters(survey, row, "max-pixels=1600"))
    if survey.is_image(line) and kind != IMAGE:
        edits += [
            Write(SHEET, row, survey.heading(one), "")
            for one in OF_PHOTOS
            if survey.cell(line, one)
        ]
    return edits


def _parameters(survey: Survey, row: int, text: str) -> Write:
    return Write(SHEET, row, survey.heading("parameters"), text)

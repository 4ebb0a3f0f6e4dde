"""Questions moved and taken out, as changes of the survey's rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.authoring.survey import Survey
from forms.editing.changes import Edit, Shift
from forms.editing.outline import Outline
from forms.errors import EditRefused, WorkbookProblem

SHEET = "survey"


@dataclass(frozen=True, slots=True)
class Block:
    """A question, or a group with all that is in it, by its first and last row."""

    first: int
    last: int
    inside: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Added:
    """A question to be written: in which row, and whether that must be made free."""

    row: int
    is_taken: bool
    edits: list[Edit]
    #: How many rows it takes.
    height: int = 1


def move_up(outline: Outline, row: int) -> list[Edit]:
    """Let a block change places with the one before it in its group."""
    among = next(_among(blocks(outline), row), [])
    at = next((n for n, one in enumerate(among) if one.first == row), 0)
    return _exchange(among[at - 1], among[at]) if at else []


def move_down(outline: Outline, row: int) -> list[Edit]:
    """Let a block change places with the one after it in its group."""
    among = next(_among(blocks(outline), row), [])
    at = next((n for n, one in enumerate(among) if one.first == row), len(among))
    return _exchange(among[at], among[at + 1]) if at + 1 < len(among) else []


def remove(outline: Outline, row: int) -> list[Edit]:
    """Empty the rows of a block; the workbook keeps their place."""
    block = block_at(outline, row)
    rows = tuple((one, None) for one in range(block.first, block.last + 1))
    return [Shift(SHEET, rows)]


def names(outline: Outline, row: int) -> list[str]:
    """Name a question, or all that stand in a group."""
    found = next(_among(blocks(outline), row), [])
    of = [one for one in found if one.first == row]
    inside = {row for one in of for row in range(one.first, one.last + 1)}
    told = ((e.row, e.name) for e in outline.entries(""))
    return [name for at, name in told if at in inside and name]


def blocks(outline: Outline) -> list[Block]:
    """Read the survey as blocks, those of a group inside it."""
    survey = survey_of(outline)
    root = Block(0, 0)
    open_: list[Block] = [root]
    for row in survey.sheet.rows:
        if survey.ends(row):
            if len(open_) > 1:
                begun = open_.pop()
                ended = Block(begun.first, row.number, begun.inside)
                open_[-1].inside[-1] = ended
        elif survey.cell(row, "type"):
            block = Block(row.number, row.number)
            open_[-1].inside.append(block)
            if survey.begins(row):
                open_.append(block)
    return root.inside


def _among(found: list[Block], row: int) -> Iterator[list[Block]]:
    """Find the blocks among which one begins at a row."""
    if any(one.first == row for one in found):
        yield found
    for one in found:
        yield from _among(one.inside, row)


def block_at(outline: Outline, row: int) -> Block:
    """Find a block by its first row; raises EditRefused."""
    for among in _among(blocks(outline), row):
        return next(one for one in among if one.first == row)
    raise EditRefused([WorkbookProblem("edit_no_row", SHEET, row)])


def _exchange(one: Block, other: Block) -> list[Edit]:
    """Let two blocks change places, what is between them kept between."""
    ones = range(one.first, one.last + 1)
    between = range(one.last + 1, other.first)
    others = range(other.first, other.last + 1)
    order = [*others, *between, *ones]
    rows = zip(range(one.first, other.last + 1), order, strict=True)
    return [Shift(SHEET, tuple(rows))]


def survey_of(outline: Outline) -> Survey:
    """Read the survey; raises EditRefused where there is none."""
    sheet = outline.book.sheet(SHEET)
    if sheet is None:
        raise EditRefused([WorkbookProblem("edit_no_sheet", SHEET)])
    return Survey(sheet)


def is_taken(outline: Outline, row: int) -> bool:
    """Tell whether anything stands in a row of the survey."""
    return bool(outline.row(SHEET, row).cells)

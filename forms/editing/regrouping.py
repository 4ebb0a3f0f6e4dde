"""A question, or a group with all that is in it, moved into another group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.editing.changes import Edit, Shift
from forms.editing.outline import Outline
from forms.editing.survey_rows import SHEET, Block, block_at, blocks
from forms.errors import EditRefused, WorkbookProblem

#: Names the form itself where a group is asked for: the row of the headings.
FORM = 1


@dataclass(frozen=True, slots=True)
class Home:
    """A group or repeat that something may be moved into, by its first row."""

    row: int
    kind: str
    name: str
    label: str
    depth: int


def homes(outline: Outline, row: int, language: str) -> list[Home]:
    """List the groups and repeats that a block may be moved into, in order."""
    moved = block_at(outline, row)
    return [
        Home(one.row, one.kind, one.name, one.label, one.depth)
        for one in outline.entries(language)
        if one.kind != "question" and not moved.first <= one.row <= moved.last
    ]


def to_first(outline: Outline, row: int, home: int) -> list[Edit]:
    """Let a block be the first in a group; raises EditRefused."""
    moved = block_at(outline, row)
    return _moved(moved, _home(outline, moved, home).first)


def to_last(outline: Outline, row: int, home: int) -> list[Edit]:
    """Let a block be the last in a group; raises EditRefused."""
    moved = block_at(outline, row)
    found = _home(outline, moved, home)
    inside = [one for one in found.inside if one.first != moved.first]
    return _moved(moved, inside[-1].last if inside else found.first)


def _home(outline: Outline, moved: Block, home: int) -> Block:
    """Find a group by its first row; none may go into itself."""
    found = blocks(outline)
    if home == FORM:
        return Block(FORM, found[-1].last, found)
    if moved.first <= home <= moved.last:
        raise EditRefused([WorkbookProblem("edit_into_itself", SHEET, home)])
    known = next((one for one in _walk(found) if one.first == home), None)
    if known is None or known.first == known.last:
        raise EditRefused([WorkbookProblem("edit_no_row", SHEET, home)])
    return known


def _moved(block: Block, behind: int) -> list[Edit]:
    """Put the rows of a block behind a row; those between close up."""
    own = list(range(block.first, block.last + 1))
    if behind in (*own, block.first - 1):
        return []
    if behind > block.last:
        order = [*range(block.last + 1, behind + 1), *own]
        rows = range(block.first, behind + 1)
    else:
        order = [*own, *range(behind + 1, block.first)]
        rows = range(behind + 1, block.last + 1)
    return [Shift(SHEET, tuple(zip(rows, order, strict=True)))]


def _walk(found: list[Block]) -> Iterator[Block]:
    for one in found:
        yield one
        yield from _walk(one.inside)

"""Two sets of answers, line by line.

Rows of a repeat are the same by their own id; where the sides share none, by place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from server.console.pages.answers import Answer, Block

#: Where an answer stands: block, row, question.
Place = tuple[str, str, str]
#: A block, or one row of it.
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """One question and what each side says."""

    row: Row
    heading: str
    label: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        """Whether the two sides say different things."""
        return self.left != self.right


def paired(left: tuple[Block, ...], right: tuple[Block, ...]) -> tuple[Pair, ...]:
    """Lay two sheets beside one another, in the order of the first, then the second."""
    known = _shared(left, right)
    ours, theirs = dict(_lines(left, known)), dict(_lines(right, known))
    return tuple(
        _pair(place[:2], ours.get(place), theirs.get(place))
        for place in dict.fromkeys([*ours, *theirs])
    )


@dataclass(frozen=True, slots=True)
class Line:
    """An answer as one side has it."""

    heading: str
    label: str
    said: str


def _pair(row: Row, left: Line | None, right: Line | None) -> Pair:
    shown = left or right
    if shown is None:
        raise AssertionError("a place comes from one of the sides")
    said = (left.said if left else "", right.said if right else "")
    return Pair(row, shown.heading, shown.label, *said)


def _shared(left: tuple[Block, ...], right: tuple[Block, ...]) -> set[str]:
    """Name the repeats in which both sides have a row by the same id."""
    ours, theirs = (
        {(block.name, row.uuid) for block in side for row in block.rows if row.uuid}
        for side in (left, right)
    )
    return {name for name, _uuid in ours & theirs}


def _lines(blocks: tuple[Block, ...], known: set[str]) -> Iterator[tuple[Place, Line]]:
    for block in blocks:
        for answer in block.answers:
            line = Line(block.label, answer.label, _said(answer))
            yield (block.name, "", answer.question), line
        for row in block.rows:
            heading = f"{block.label} {row.position}"
            same = row.uuid if block.name in known else str(row.position)
            for answer in row.answers:
                line = Line(heading, answer.label, _said(answer))
                yield (block.name, same, answer.question), line


def _said(answer: Answer) -> str:
    return answer.text or "、".join(answer.files)

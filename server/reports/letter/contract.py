"""What can be written on an office's paper, whether python-docx or typst sets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, Protocol

from server.reports.letter.tables import Box, Column, Picture


class Letter(Protocol):
    """A document that holds one letter after another."""

    def letter(self) -> None:
        """Begin a letter on a leaf of its own."""

    def wide(self) -> None:
        """Go on with a turned page."""

    def upright(self) -> None:
        """Go on with an upright page."""

    def sign(self, name: str, like: str = "") -> None:
        """Write in red who the letter is from, as large as `like` fits in a line."""

    def number(self, text: str) -> None:
        """Write the document's number over the red line."""

    def title(self, *parts: str) -> None:
        """Write a title in the middle; a long one breaks where it reads well."""

    def flush(self, text: str) -> None:
        """Write a line that begins at the edge: whom it is to."""

    def level(self, text: str) -> None:
        """Write a heading of the first level."""

    def part(self, text: str) -> None:
        """Write a heading of the second level."""

    def say(self, text: str) -> None:
        """Write a paragraph."""

    def attached(self, names: Sequence[str]) -> None:
        """List below the text what is attached."""

    def signed(self, name: str, day: str) -> None:
        """Write at the right who signs, and the day."""

    def attachment(self, mark: str, title: str) -> None:
        """Write which attachment begins here, and what it is called."""

    def remark(self, text: str) -> None:
        """Write a smaller line around a table."""

    def space(self) -> None:
        """Leave a little room, as between two tables."""

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], total: str
    ) -> None:
        """Write a ruled table, headings on every page; a total ends it, if told."""

    def boxes(self, rows: Iterable[Sequence[Box]]) -> None:
        """Draw a form of boxes, one or two in a row."""

    def pictures(self, shown: Sequence[Picture]) -> None:
        """Show pictures two abreast, each with its words below."""

    def beside(self, words: str, shown: Sequence[Picture]) -> None:
        """Show two pictures side by side, with words at their left."""

    def save(self, out: BinaryIO) -> None:
        """Write the document: equal content is equal bytes."""


#: Begins a document of a title and an author.
Begin = Callable[[str, str], Letter]

"""A submission's answers as JSON-safe values, and the files that they name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.definition import FormDefinition, Node, Question
from forms.rows import ROW_KEY, Row, by_name, rows_of
from forms.text import clean
from forms.typed import typed

RAW = "#text"
"""Where a level keeps the text of answers that would not be typed."""


@dataclass(frozen=True, slots=True)
class DeclaredFile:
    """A file that the answers name; the name is a label, never a path."""

    name: str
    question: str
    repeat: str | None
    repeat_uuid: str | None
    position: int | None


def answers_of(definition: FormDefinition, root: Any) -> dict[str, Any]:
    """Give the answers under a submission's root, groups flattened."""
    return _Told(_by_element(definition, root)).level(definition.tree, root)


def _by_element(definition: FormDefinition, root: Any) -> Mapping[Any, Row]:
    found = rows_of(definition, root).values()
    return {row.element: row for rows in found for row in rows}


class _Told:
    """Tells answers level by level: the form, and each row by itself."""

    def __init__(self, rows: Mapping[Any, Row]) -> None:
        self.rows = rows

    def level(self, node: Node, element: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        raw: dict[str, str] = {}
        self.collect(node, element, found, raw)
        return {**found, RAW: raw} if raw else found

    def collect(
        self, node: Node, element: Any, found: dict[str, Any], raw: dict[str, str]
    ) -> None:
        children = {} if element is None else by_name(element)
        for each in node.children:
            below = children.get(each.name, [])
            if isinstance(each.part, Question):
                _take(each.part, below, found, raw)
            elif each.part is not None and each.part.kind == "repeat":
                found[each.name] = [self.row(each, one) for one in below]
            else:
                self.collect(each, below[0] if below else None, found, raw)

    def row(self, node: Node, element: Any) -> dict[str, Any]:
        return {**self.level(node, element), ROW_KEY: self.rows[element].uuid}


def _take(
    question: Question, given: list[Any], found: dict[str, Any], raw: dict[str, str]
) -> None:
    text = clean((given[0].text or "") if given else "")
    value = typed(question.type, text)
    # Of two questions with one name, the one that is answered is told.
    if found.get(question.name) is None:
        found[question.name] = value
    if value is None and text.strip():
        raw[question.name] = text


def files_of(definition: FormDefinition, root: Any) -> Iterator[DeclaredFile]:
    """Find the files named under a submission's root, in document order."""
    if definition.file_questions:
        rows = _by_element(definition, root)
        yield from _Named(definition, rows).inside(definition.tree, root, None)


class _Named:
    """Walks only where files can be named."""

    def __init__(self, definition: FormDefinition, rows: Mapping[Any, Row]) -> None:
        self.rows = rows
        asked = definition.file_questions
        self.names = {name for question in asked for name in question.path}

    def inside(
        self, node: Node, element: Any, row: Row | None
    ) -> Iterator[DeclaredFile]:
        children = by_name(element)
        for each in node.children:
            if each.name not in self.names:
                continue
            below = children.get(each.name, [])
            if isinstance(each.part, Question):
                yield from _named(each.part, below, row)
            else:
                for one in below:
                    yield from self.inside(each, one, self.rows.get(one, row))


def _named(
    question: Question, given: list[Any], row: Row | None
) -> Iterator[DeclaredFile]:
    name = ((given[0].text or "") if given else "").strip()
    if name and question.is_file:
        uuid, position = (row.uuid, row.position) if row else (None, None)
        yield DeclaredFile(name, question.name, question.repeat, uuid, position)

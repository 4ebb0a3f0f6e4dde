"""An XForm as the lint reads it: its parts by their paths, its lines for rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from forms.authoring.book import SheetRow
from forms.authoring.expressions import MISREAD
from forms.authoring.lint.inspected import FROM_FILE, PICKS, Asked, Inspected
from forms.authoring.lint.settling import settled
from forms.definition import FormDefinition, Question, Section
from forms.errors import XFORM, ExpressionError, WorkbookProblem
from forms.hardened import child, local, parse_hardened
from forms.lists import ItemList
from forms.xform_body import list_name
from forms.xpath.parser import parse
from forms.xpath.tree import Expr

#: Attributes of a bind, by the names that workbooks have for them.
LOGIC = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
    "required": "required",
    "readonly": "readonly",
}
PLACES = ("ref", "nodeset", "value")
Part = Question | Section


@dataclass(frozen=True)
class Drawn(Inspected):
    """A form that came as XML, with its expressions read once."""

    definition: FormDefinition
    source: bytes
    lists: Mapping[str, ItemList] = field(default_factory=dict)

    @cached_property
    def model(self) -> Any:
        """Give the model of the form."""
        return child(child(self._html, "head"), "model")

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """List the parts in the order of the form."""
        in_order = sorted(self._parts.values(), key=self._order)
        return tuple(map(self._asked, in_order))

    @cached_property
    def logic(self) -> Mapping[tuple[str, str], Expr]:
        """Read every expression of a bind that can be read."""
        found: dict[tuple[str, str], Expr] = {}
        for asked in self.asked:
            for column in LOGIC.values():
                if written := self.cell(asked, column):
                    found |= self._read(asked, column, written)
        return found

    def misread(self) -> Iterator[WorkbookProblem]:
        """Find expressions, wherever they stand, that no client can read."""
        for element in self._html.iter():
            for name, written in _expressions(element):
                try:
                    parse(written)
                except ExpressionError as error:
                    if error.reason in MISREAD:
                        place = (XFORM, element.sourceline, name)
                        yield WorkbookProblem(error.reason, *place, error.values)

    def cell(self, asked: Asked, column: str) -> str:
        """Read what is written about a part."""
        return asked.row.cells.get(column, "")

    def labels(self, asked: Asked) -> Sequence[str]:
        """Give a part's label in every language."""
        return [*self._parts[asked.name].label.values()]

    def is_image(self, asked: Asked) -> bool:
        """Tell whether a part asks for a photo."""
        return asked.kind == "image"

    def has_list(self, list_name: str) -> bool:
        """Tell whether a list stands in the form or beside it."""
        return list_name in self.definition.lists or list_name in self.lists

    def column(self, list_name: str, column: str) -> Sequence[str]:
        """Give a column of a list."""
        known = self.lists.get(list_name) or self.definition.lists.get(list_name)
        return known.cells(column) if known else ()

    def problem(
        self, asked: Asked, column: str, code: str, **values: object
    ) -> WorkbookProblem:
        """Tell something about a part, by the line of its bind or its control."""
        place = (XFORM, asked.row.number, column)
        return WorkbookProblem(code, *place, {"name": asked.name, **values})

    @cached_property
    def _html(self) -> Any:
        return parse_hardened(self.source)

    @cached_property
    def _parts(self) -> Mapping[str, Part]:
        d = self.definition
        parts: list[Part] = [*d.groups, *d.repeats, *d.questions]
        return {_name(part.path): part for part in parts}

    @cached_property
    def _binds(self) -> Mapping[str, Any]:
        binds = (e for e in self.model if local(e) == "bind")
        return {bind.get("nodeset", ""): bind for bind in binds}

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        """Say on which line each part stands: its control's, else its bind's."""
        found = {name: bind.sourceline for name, bind in self._binds.items()}
        body = child(self._html, "body")
        for element in body.iter() if body is not None else ():
            place = element.get("ref") or element.get("nodeset")
            if place in self._parts:
                found.setdefault(place, element.sourceline)
        return found

    def _order(self, part: Part) -> tuple[int, int]:
        return self._lines.get(_name(part.path), 0), len(part.path)

    def _asked(self, part: Part) -> Asked:
        name = _name(part.path)
        above = [_name(part.path[:depth]) for depth in range(2, len(part.path))]
        repeats = {_name(section.path) for section in self.definition.repeats}
        return Asked(
            name=name,
            kind=self._kind(part),
            row=SheetRow(self._lines.get(name, 1), self._cells(name)),
            around=tuple(above),
            repeats=tuple(each for each in above if each in repeats),
            is_section=isinstance(part, Section),
        )

    def _kind(self, part: Part) -> str:
        """Say a type as a workbook would, its list with it."""
        if isinstance(part, Section):
            return f"begin {part.kind}"
        if part.type not in PICKS:
            return part.type
        if part.list_file:
            return f"{part.type}{FROM_FILE} {part.list_file}"
        return f"{part.type} {list_name(part.itemset or '')}".strip()

    def _cells(self, name: str) -> dict[str, str]:
        bind = self._binds.get(name)
        if bind is None:
            return {}
        told = {key.rpartition("}")[2]: value for key, value in bind.attrib.items()}
        cells = {LOGIC[key]: value for key, value in told.items() if key in LOGIC}
        cells["parameters"] = " ".join(f"{key}={told[key]}" for key in told)
        return cells

    def _read(
        self, asked: Asked, column: str, written: str
    ) -> dict[tuple[str, str], Expr]:
        try:
            read = parse(written)
        except ExpressionError:
            return {}
        here = tuple(asked.name.strip("/").split("/"))
        return {(asked.name, column): settled(read, here, self._find)}

    def _find(self, names: tuple[str, ...]) -> str | None:
        name = _name(names)
        return name if name in self._parts else None


def _name(path: Sequence[str]) -> str:
    return "/" + "/".join(path)


def _expressions(element: Any) -> Iterator[tuple[str, str]]:
    """List the expressions of an element: of a bind, and what is shown or set."""
    kind = local(element)
    if kind == "bind":
        told = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        yield from ((key, told[key]) for key in LOGIC if told.get(key, "").strip())
    elif kind in {"output", "setvalue", "itemset"}:
        yield from ((key, element.get(key)) for key in PLACES if element.get(key))

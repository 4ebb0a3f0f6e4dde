"""A form as the lint reads it: every question with its place, logic and choices."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from forms.authoring.book import SheetRow
from forms.errors import WorkbookProblem
from forms.lists import ItemList
from forms.xpath.tree import Binary, Expr, Reference, everything

PICKS = frozenset({"select_one", "select_multiple", "rank"})
FROM_FILE = "_from_file"


@dataclass(frozen=True, slots=True)
class Asked:
    """One named question, group or repeat."""

    name: str
    kind: str
    row: SheetRow
    #: The names of the groups and repeats around it, from the outside in.
    around: tuple[str, ...]
    #: The repeats among them.
    repeats: tuple[str, ...]
    is_section: bool = False

    @property
    def list_name(self) -> str:
        """Name the list that it picks from, or its file; nothing where it has none."""
        word, _, rest = self.kind.partition(" ")
        picks = word.removesuffix(FROM_FILE) in PICKS
        return rest.split()[0] if picks and rest else ""

    @property
    def is_from_file(self) -> bool:
        """Tell whether its list lies beside the form."""
        return self.kind.partition(" ")[0].endswith(FROM_FILE)


class Inspected(ABC):
    """What every check looks at, however the form was written."""

    lists: Mapping[str, ItemList]

    @property
    @abstractmethod
    def asked(self) -> tuple[Asked, ...]:
        """List what is named, in order."""

    @property
    @abstractmethod
    def logic(self) -> Mapping[tuple[str, str], Expr]:
        """Give every expression that can be read, by question and column."""

    @cached_property
    def by_name(self) -> Mapping[str, Asked]:
        """Find what is asked by name; of two the first."""
        return {each.name: each for each in reversed(self.asked)}

    @abstractmethod
    def cell(self, asked: Asked, column: str) -> str:
        """Read what is written about a question by its column's meaning."""

    @abstractmethod
    def labels(self, asked: Asked) -> Sequence[str]:
        """Give a question's label in every language."""

    @abstractmethod
    def is_image(self, asked: Asked) -> bool:
        """Tell whether a question asks for a photo."""

    @abstractmethod
    def has_list(self, list_name: str) -> bool:
        """Tell whether a list is known."""

    @abstractmethod
    def column(self, list_name: str, column: str) -> Sequence[str]:
        """Give a column of a list."""

    def values(self, list_name: str) -> Sequence[str]:
        """Give the values of a list."""
        return self.column(list_name, "name")

    @abstractmethod
    def problem(
        self, asked: Asked, column: str, code: str, **values: object
    ) -> WorkbookProblem:
        """Tell something about a question, with its place."""


def references(expr: Expr) -> set[str]:
    """Name the questions that an expression asks about."""
    return {each.name for each in everything(expr) if isinstance(each, Reference)}


def conjuncts(expr: Expr) -> Iterator[Expr]:
    """List the conditions that have to hold together."""
    match expr:
        case Binary("and", left, right):
            yield from conjuncts(left)
            yield from conjuncts(right)
        case _:
            yield expr

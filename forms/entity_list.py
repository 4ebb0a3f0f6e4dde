"""An entity list as clients carry it: CSV with the columns that Collect demands."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Collect ignores a list of which one row lacks any of these.
COLUMNS = ("name", "label", "__version")
CSV = ".csv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity of a list, as phones should have it."""

    name: str
    label: str
    version: int
    values: Mapping[str, str]

    def cells(self, properties: Iterable[str]) -> list[str]:
        """Lay it out under a heading."""
        told = (self.values.get(name, "") for name in properties)
        return [self.name, self.label, str(self.version), *told]


def entity_list_csv(properties: Sequence[str], entries: Iterable[Entry]) -> bytes:
    """Write a list: name, label, version, then its properties."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*COLUMNS, *properties))
    for entry in entries:
        writer.writerow(map(_one_line, entry.cells(properties)))
    return text.getvalue().encode()


def file_of(list_name: str) -> str:
    """Name the file by which forms ask for a list."""
    return f"{list_name}{CSV}"


def list_of(file_name: str) -> str:
    """Name the list that a file is, as Collect calls it."""
    return file_name.removesuffix(CSV)


def _one_line(cell: str) -> str:
    """Keep each entry on a line of its own: not every reader joins lines."""
    return " ".join(cell.splitlines())

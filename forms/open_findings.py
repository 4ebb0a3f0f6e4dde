"""The list of open findings as the follow-up form carries it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

VERSION = "__version"
#: The name under which forms ask for the list.
FINDING_LIST = "open_findings.csv"


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """One open finding, in the words that a phone shows: `name` is its key."""

    name: str
    label: str
    number: str
    title: str
    site: str
    unit: str
    category: str
    severity: str
    #: The day by which it is due, as 2026-03-12; empty when none is set.
    due: str
    require: str
    claim: str
    #: Where it was found, as a form writes a place: latitude, longitude, 0, accuracy.
    place: str
    #: Keys of the photos that show it, by blanks.
    before: str
    #: Grows with each change: Collect keeps a row of which it has this version.
    version: int = 1


def open_findings_csv(rows: Iterable[OpenFinding]) -> bytes:
    """Write `open_findings.csv`, what is due first at the top."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [field.name for field in fields(OpenFinding)]
    writer.writerow((*names[:-1], VERSION))
    for row in sorted(rows, key=lambda r: (r.due or "9999", r.number)):
        writer.writerow(map(_one_line, astuple(row)))
    return text.getvalue().encode()


def _one_line(cell: object) -> str:
    """Keep each finding on a line of its own: not every reader joins lines."""
    return " ".join(str(cell).split())

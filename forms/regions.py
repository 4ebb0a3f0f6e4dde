"""The list of regions as forms carry it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

#: How entity lists count the versions of a row; Collect takes no row without it.
VERSION = "__version"
#: The name under which forms ask for the list.
REGION_LIST = "regions.csv"
COLUMNS = ("name", "label", "parent", "level", VERSION)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region: 12-digit codes for itself and the region above it."""

    code: str
    label: str
    parent: str
    level: str
    #: Grows with each change of its name: Collect keeps what has the same version.
    version: int = 1


def regions_csv(rows: Iterable[RegionRow]) -> bytes:
    """Write `regions.csv` in code order: name, label, parent, level, version."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda r: r.code):
        place = (padded(row.code), row.label, padded(row.parent), row.level)
        writer.writerow((*place, row.version))
    return text.getvalue().encode()


def padded(code: str) -> str:
    """Fill a region code with zeros to 12 digits; the empty code stays empty."""
    return code.ljust(12, "0") if code else ""

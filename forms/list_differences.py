"""What a list beside a form holds that another version of it does not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.errors import ListUnreadable
from forms.lists import ItemList, of_csv

MOST_ROWS = 50
"""As many rows are shown; how many there are is always told."""
APART = " | "


@dataclass(frozen=True, slots=True)
class Rows:
    """A list as it is set beside another: how long it is, and what only it says."""

    columns: str = ""
    count: int = 0
    differing: Mapping[str, str] = field(default_factory=dict)


def list_rows(content: bytes, other: bytes) -> Rows:
    """Read a list and pick the rows that the other does not have just so."""
    own = _read(content)
    if own is None:
        return Rows()
    known = set(_keyed(_read(other)).items())
    rows = _keyed(own)
    differing = [(key, told) for key, told in rows.items() if (key, told) not in known]
    return Rows(", ".join(own.columns), len(own.rows), dict(differing[:MOST_ROWS]))


def _read(content: bytes) -> ItemList | None:
    try:
        return of_csv("", content) if content else None
    except ListUnreadable:
        return None


def _keyed(kept: ItemList | None) -> dict[str, str]:
    """Name rows by what is chosen, and by place where several are called the same."""
    if kept is None:
        return {}
    at = kept.columns.index("name") if "name" in kept.columns else 0
    seen: Counter[str] = Counter()
    rows: dict[str, str] = {}
    for row in kept.rows:
        name = row[at] if at < len(row) else ""
        seen[name] += 1
        key = name if seen[name] == 1 else f"{name} ({seen[name]})"
        rows[key] = APART.join(cell for place, cell in enumerate(row) if place != at)
    return rows

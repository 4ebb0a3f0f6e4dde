"""The header row: which column stands where, and what is wrong with the names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from server.actions.imports.columns import CALLER, COLUMNS, Column, Kind

#: A column as written, the code of a message, and its values.
Said = tuple[str, str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Heading:
    """Which place in a row holds which column, and what the header gets wrong."""

    places: dict[str, int]
    written: dict[str, str]
    errors: tuple[Said, ...]
    notes: tuple[Said, ...]


def heading(kind: Kind, header: tuple[str, ...]) -> Heading:
    """Read a header row: each name is known, nearly known, or left out."""
    known = {
        folded(name): column
        for column in reversed(COLUMNS[kind])
        for name in (*column.also, column.name, column.chinese)
    }
    found = Heading({}, {}, (), ())
    errors: list[Said] = []
    notes: list[Said] = []
    for place, given in enumerate(header):
        column = known.get(folded(given))
        if column is None:
            _unknown(kind, given, known, errors, notes)
        elif column.name in found.places:
            errors.append((given, "column_twice", {"name": given}))
        else:
            found.places[column.name] = place
            found.written[column.name] = given
    errors += _missing(kind, found.places)
    return Heading(found.places, found.written, tuple(errors), tuple(notes))


def folded(name: str) -> str:
    """Forget case, blanks, marks and remarks in brackets in a column's name."""
    bare = re.sub(r"[（(\[【].*?[）)\]】]", "", name)
    return re.sub(r"[\s_*＊:：-]", "", bare).lower()


def _unknown(
    kind: Kind,
    given: str,
    known: Mapping[str, Column],
    errors: list[Said],
    notes: list[Said],
) -> None:
    if not given:
        return
    if kind is Kind.CLUES and CALLER.search(folded(given)):
        notes.append((given, "caller_dropped", {"given": given}))
        return
    near = difflib.get_close_matches(folded(given), known, n=1, cutoff=0.6)
    if near:
        meant = known[near[0]]
        shown = meant.chinese if not given.isascii() else meant.name
        errors.append((given, "column_near", {"given": given, "name": shown}))
        return
    notes.append((given, "column_ignored", {"given": given, "kind": kind}))


def _missing(kind: Kind, places: Mapping[str, int]) -> list[Said]:
    lost = [c for c in COLUMNS[kind] if c.required and c.name not in places]
    return [
        (c.chinese, "column_missing", {"name": f"{c.chinese}（{c.name}）"})
        for c in lost
    ]

"""Write the library's compiled forms and lists to `tests/fixtures/`."""

import json
from pathlib import Path

from forms import library
from forms.library.build import write_workbook
from forms.library.tables import read_tables
from forms.workbook import compile_workbook
from tests.actors.field_lists import FIELD_LISTS
from tests.actors.tables import compiled

TESTS = Path(__file__).parents[1] / "tests"
FOLDER = TESTS / "fixtures"
CONFORMANCE = TESTS.parents[2] / "tests" / "conformance"
#: Shared cases that draw their forms as tables, by how their fixtures begin.
DRAWN = {"recheck": "recheck.json", "entities": "entity_blocks.json"}
EVERY = TESTS / "forms" / "every_question" / "form.md"


def main() -> None:
    """Compile all forms afresh."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in library.NAMES:
        form = compile_workbook(library.workbook(name), f"{name}.xlsx")
        (FOLDER / f"{name}.xml").write_bytes(form.xform)
    every = compiled(EVERY.read_text())
    (FOLDER / "every_question.xml").write_bytes(every.xform)
    for prefix, file in DRAWN.items():
        _draw(prefix, json.loads((CONFORMANCE / file).read_text())["forms"])
    for file, content in FIELD_LISTS.items():
        (FOLDER / file).write_bytes(content)


def _draw(prefix: str, drawn: dict[str, dict[str, list[str]]]) -> None:
    for name, one in drawn.items():
        sheets = read_tables("\n".join(one["sheets"]))
        form = compile_workbook(write_workbook(sheets), f"{name}.xlsx")
        (FOLDER / f"{prefix}_{name}.xml").write_bytes(form.xform)


main()

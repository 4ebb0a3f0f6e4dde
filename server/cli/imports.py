"""`chafang import`: lists from XLSX or CSV, and the bundles of phones."""

from __future__ import annotations

from pathlib import Path

import click

from server.actions import imports
from server.actions.access import SYSTEM
from server.actions.imports import Credential, Kind, Plan, Remark
from server.cli import bundles, place
from server.cli.place import office
from server.cli.told import REFUSED, Told, command
from server.cli.tongue import lang_option, tongue
from server.db import reading, writing
from server.models import ImportBatch
from server.texts import Language

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
#: How many errors the terminal shows; JSON has them all.
SHOWN = 40
#: Where an error stands, and how many errors there are, in either language.
PLACED = {
    "zh": "第 {row} 行“{column}”：{said}",
    "en": "Row {row}, column “{column}”: {said}",
}
TRIED = {
    "zh": "新增 {adds}，更改 {changes}，不变 {kept}；有误 {errors}；未作任何更改。",
    "en": "{adds} new, {changes} changed, {kept} unchanged; {errors} errors; "
    "nothing was changed.",
}
MORE = {
    "zh": "另有 {count} 处；--json 列出全部。",
    "en": "{count} more; --json lists them all.",
}


def hang(main: click.Group) -> None:
    """Add the commands of imports, one for each kind."""

    @main.group("import")
    def import_() -> None:
        """Bring in lists, whole or not at all; and what phones saved to a file."""

    bundles.hang(import_)
    _hang_past(import_)
    for kind in Kind:
        # What clues say is brought by who may read it, and by nobody at the machine.
        if kind is not Kind.CLUES:
            _hang_one(import_, kind)


def _hang_past(group: click.Group) -> None:
    @command(group, "list")
    @click.option("--campaign", "code", help="The campaign's code.")
    def past(code: str | None) -> Told:
        """List what was imported, newest first, with the keys to undo it by."""
        with office():
            home = place.campaign(reading(), code)
            found = [_batch(one) for one in reading().scalars(ImportBatch.of(home.id))]
        return Told({"imports": found}, [_line(one) for one in found])

    @command(group, "undo")
    @click.argument("key")
    @click.option("--campaign", "code", help="The campaign's code.")
    def undo(key: str, code: str | None) -> Told:
        """Take an import back, while nothing stands on its rows."""
        with office(), writing() as session:
            home = place.campaign(session, code)
            batch = imports.named(session, home, key)
            imports.undo(session, SYSTEM, home, batch)
            told = _batch(batch)
        return Told(told, [_line(told)])


def _batch(batch: ImportBatch) -> dict[str, object]:
    return {
        "key": batch.key,
        "kind": batch.kind,
        "file": batch.file_name,
        "at": batch.made_at.isoformat(),
        "adds": len(batch.added),
        "changes": len(batch.changed),
        "undone": batch.undone_at is not None,
    }


def _line(told: dict[str, object]) -> str:
    shown = ("key", "kind", "at", "adds", "changes", "file")
    undone = "  已撤销" if told["undone"] else ""
    return "  ".join(str(told[name]) for name in shown) + undone


def _hang_one(group: click.Group, kind: Kind) -> None:
    @command(group, kind.value)
    @click.argument("file", type=FILE)
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--dry-run", is_flag=True, help="Only say what would happen.")
    @lang_option
    def bring(
        file: Path,
        code: str | None,
        dry_run: bool,  # noqa: FBT001
        lang: str | None,
    ) -> Told:
        """Bring a list in from an XLSX or CSV file."""
        table = imports.read_table(file.read_bytes(), file.name)
        with office():
            home = place.campaign(reading(), code)
            known = imports.known(reading(), SYSTEM, home, kind)
            plan = imports.plan(kind, table, known)
            if dry_run or plan.errors:
                return _planned(plan, tongue(lang))
            new = imports.credentials(plan)
            with writing() as session:
                imports.apply(session, SYSTEM, home, plan, new, file.name)
        return _done(plan, new)


def _planned(plan: Plan, to: Language) -> Told:
    errors = [_placed(one, to) for one in plan.errors]
    counted = {
        "adds": len(plan.adds),
        "changes": len(plan.changes),
        "unchanged": plan.unchanged,
        "gone": len(plan.gone),
    }
    said = TRIED[to].format(
        adds=len(plan.adds),
        changes=len(plan.changes),
        kept=plan.unchanged,
        errors=len(errors),
    )
    more = [MORE[to].format(count=len(errors) - SHOWN)] if errors[SHOWN:] else []
    lines = [said, *(str(error["text"]) for error in errors[:SHOWN]), *more]
    facts = {"applied": False, **counted, "errors": errors}
    return Told(facts, lines, REFUSED if errors else 0)


def _placed(error: Remark, to: Language) -> dict[str, object]:
    """Say an error with its row and column, also as fields of their own."""
    place = {"row": error.row, "column": error.column}
    text = PLACED[to].format(**place, said=error.text(to))
    return {**place, "code": error.code, "text": text}


def _done(plan: Plan, new: tuple[Credential, ...]) -> Told:
    facts = {
        "applied": True,
        "adds": len(plan.adds),
        "changes": len(plan.changes),
        "unchanged": plan.unchanged,
        "errors": [],
        "accounts": [{"login": one.login, "password": one.password} for one in new],
    }
    said = f"{_counted(plan)}已导入。"
    passwords = [f"{one.login}  {one.password}" for one in new]
    return Told(facts, [said, *passwords])


def _counted(plan: Plan) -> str:
    adds, changes = len(plan.adds), len(plan.changes)
    return f"新增 {adds}，更改 {changes}，不变 {plan.unchanged}；"

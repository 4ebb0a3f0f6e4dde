"""`chafang form`: publish a form, and write its paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from forms.aside import compile_aside
from forms.compiled import CompiledForm
from forms.errors import WorkbookProblem
from server.actions import forms
from server.actions.access import SYSTEM
from server.actions.entities import brought_lists
from server.actions.forms import Source
from server.actions.standing_book import BookChoice
from server.cli import paper_forms, place
from server.cli.place import office
from server.cli.told import Told, command
from server.db import writing
from server.models import FormVersion

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def hang(main: click.Group) -> None:
    """Add the commands of forms."""

    @main.group("form")
    def form() -> None:
        """Publish forms, and write them on paper."""

    paper_forms.hang(form)

    @command(form, "publish")
    @click.argument("file", type=FILE)
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--with", "lists", type=FILE, multiple=True, help="A list it needs.")
    @click.option("--notes", default="", help="What is new in this version.")
    @click.option(
        "--rules",
        "choice",
        type=click.Choice([one.value for one in BookChoice]),
        help="Where the form was given other rules: keep them, or try its own.",
    )
    @click.option(
        "--lists",
        "kept",
        type=click.Choice(["files", "keep"]),
        default="files",
        help="Leave its lists files, or keep them as lists of the campaign.",
    )
    def publish(
        file: Path,
        code: str | None,
        lists: tuple[Path, ...],
        notes: str,
        choice: str | None,
        kept: str,
    ) -> Told:
        """Publish an XLSForm workbook or an XForm.

        Lists that lie beside the workbook under the name it asks for go along.
        """
        over = BookChoice(choice) if choice else None
        return _publish(file, code, lists, notes, over, kept)


def _publish(
    file: Path,
    code: str | None,
    lists: tuple[Path, ...],
    notes: str,
    over: BookChoice | None,
    kept: str,
) -> Told:
    source = file.read_bytes()
    beside = _beside(file, lists)
    tables = [name for name in beside if name.lower().endswith(".csv")]
    compiled = compile_aside(source, file.name, _read(beside, tables))
    given = Source(file.name, source, _read(beside, compiled.media_names))
    with office(), writing() as session:
        home = place.campaign(session, code)
        version = forms.publish(session, SYSTEM, home, compiled, given, notes, over)
        if kept == "keep":
            brought_lists.keep_those_of(session, SYSTEM, home, version)
        noticed = forms.warnings(home, compiled)
    return _told(compiled, version, noticed)


def _told(
    compiled: CompiledForm, version: FormVersion, noticed: Sequence[WorkbookProblem]
) -> Told:
    facts = {
        "form": compiled.form_id,
        "version": version.version,
        "warnings": [one.text("en") for one in noticed],
        "rules": [rule.rule for rule in compiled.rules],
    }
    said = f"已发布：{compiled.title}（{compiled.form_id}，版本 {version.version}）"
    return Told(facts, [said, *(one.text("zh") for one in noticed)])


def _beside(file: Path, lists: tuple[Path, ...]) -> dict[str, Path]:
    """Find what lies beside a workbook, and what is named, by file name."""
    found = {path.name: path for path in file.parent.iterdir() if path.is_file()}
    return found | {path.name: path for path in lists}


def _read(beside: Mapping[str, Path], wanted: Iterable[str]) -> dict[str, bytes]:
    return {name: beside[name].read_bytes() for name in wanted if name in beside}

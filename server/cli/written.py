"""Files that commands write: of a campaign that is there, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click
from sqlalchemy.orm import Session

from server.actions import exports
from server.actions.access import SYSTEM
from server.actions.exports import Taken
from server.cli import place
from server.cli.told import Told
from server.db import writing
from server.errors import BadInput
from server.models import Campaign

OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@contextmanager
def whole(out: Path) -> Iterator[BinaryIO]:
    """Open a file to write; it takes its name, and another's place, once whole.

    Raises BadInput when there is nowhere to write it.
    """
    part = out.with_name(f".{out.name}.part")
    begun = _begun(part)
    try:
        with begun as file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _begun(part: Path) -> BinaryIO:
    if not part.parent.is_dir():
        raise BadInput("folder_missing", folder=part.parent)
    try:
        return part.open("wb")
    except OSError as error:
        why = error.strerror or error
        raise BadInput("folder_unwritable", folder=part.parent, why=why) from error


def home(session: Session, code: str | None, team: str) -> Campaign:
    """Find the campaign; a team that is named must be one of its teams."""
    home = place.campaign(session, code)
    if team:
        place.team(session, home, team)
    return home


def fits(out: Path, endings: tuple[str, ...]) -> None:
    """Refuse a name whose ending says nothing that can be written."""
    if out.suffix not in endings:
        raise BadInput("file_ending", endings=" ".join(endings))


def written(out: Path, count: int) -> Told:
    """Say what was written."""
    facts = {"file": str(out), "rows": count, "bytes": out.stat().st_size}
    return Told(facts, [f"已导出 {count} 条：{out}"])


PURPOSE = click.option(
    "--purpose",
    default=exports.USUAL,
    show_default=True,
    help="What for; noted in the log.",
)


def noted(campaign: Campaign, what: Taken, out: Path) -> Told:
    """Write down that the machine's owner took a file, and say what was written."""
    with out.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with writing() as session:
        exports.take(session, SYSTEM, campaign, replace(what, sha256=digest))
    return written(out, what.rows)

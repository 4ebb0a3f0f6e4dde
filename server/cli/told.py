"""How commands answer: lines for people, one JSON object for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from forms.errors import FormsError, WorkbookError, WorkbookProblem
from media.errors import MediaError
from server.config import BadSetting
from server.errors import Refusal
from server.schema import MigrationFailed, NewerSchema
from server.texts import say
from sync.errors import SyncError

#: What a command ends with when it refused, and when the machine is not ready for it.
REFUSED, UNREADY = 2, 1


class CannotStart(Refusal):
    """The machine is not ready: a port is taken, the database is away."""

    code = "cannot_start"


Refused = (Refusal, FormsError, MediaError, SyncError, BadSetting, NewerSchema)


@dataclass(frozen=True, slots=True)
class Told:
    """What a command has to say, and how it ends."""

    facts: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    ends: int = 0


def command(
    group: click.Group, name: str
) -> Callable[[Callable[..., Told]], click.Command]:
    """Hang a function into a group as a command that also speaks JSON."""

    def hang(run: Callable[..., Told]) -> click.Command:
        @wraps(run)
        def told(*, as_json: bool, **chosen: Any) -> None:
            answer = _run(run, chosen)
            _print(answer, as_json=as_json)
            sys.exit(answer.ends)

        option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
        return group.command(name)(option(told))

    return hang


def _run(run: Callable[..., Told], chosen: dict[str, Any]) -> Told:
    try:
        return run(**chosen)
    except OperationalError as error:
        return _refusal(CannotStart("database_away", why=_why(error)))
    except MigrationFailed as error:
        return _refusal(CannotStart("migration_failed", why=str(error)))
    except Refused as error:
        return _refusal(error)


def _refusal(error: Exception) -> Told:
    told: dict[str, Any] = {
        "code": getattr(error, "code", type(error).__name__),
        "text": _words(error),
    }
    if isinstance(error, WorkbookError):
        told["problems"] = [_problem(one) for one in error.problems]
    ends = UNREADY if isinstance(error, CannotStart) else REFUSED
    return Told({"error": told}, [], ends)


def _problem(one: WorkbookProblem) -> dict[str, Any]:
    place = {"sheet": one.sheet, "row": one.row, "column": one.column}
    return {
        **place,
        "code": one.code,
        "text": one.text("zh"),
        "text_en": one.text("en"),
    }


def _why(error: OperationalError) -> str:
    """Give the first line of what the database's driver says; it names no password."""
    return next(iter(str(error.orig).strip().splitlines()), "")


def _words(error: Exception) -> str:
    if isinstance(error, FormsError):
        return f"{error.text('zh')}\n{error.text('en')}"
    if isinstance(error, Refusal | MediaError | SyncError):
        return "\n".join(_sentence(error.code, error.values, to) for to in ("zh", "en"))
    if isinstance(error, NewerSchema):
        return f"数据库由更新的版本写成。The database is newer than this: {error}"
    return str(error)


def _sentence(code: str, values: dict[str, object], to: Any) -> str:
    text = say(code, values, to)
    gap = "" if to == "zh" else " "
    return f"{text.title}{gap}{text.what_to_do}"


def _print(answer: Told, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer.facts, ensure_ascii=False))
        return
    if "error" in answer.facts:
        click.echo(answer.facts["error"]["text"], err=True)
        return
    for line in answer.lines:
        click.echo(line)

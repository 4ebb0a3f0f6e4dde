"""How commands answer: lines for people, one JSON object for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import click

from forms.errors import FormsError
from media.errors import MediaError
from server.config import BadSetting
from server.errors import Refusal
from server.schema import NewerSchema
from server.texts import say
from sync.errors import SyncError

#: What a command ends with when it refused.
REFUSED = 2

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
    except Refused as error:
        code = getattr(error, "code", type(error).__name__)
        return Told({"error": {"code": code, "text": _words(error)}}, [], REFUSED)


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
    if answer.ends == REFUSED and "error" in answer.facts:
        click.echo(answer.facts["error"]["text"], err=True)
        return
    for line in answer.lines:
        click.echo(line)

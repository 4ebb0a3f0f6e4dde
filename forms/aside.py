"""Publish a form in a process of its own: a hostile file costs a child, not the server.

The child has little memory and little time, and knows nothing of the office: no
settings, no secrets.
"""

import base64
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.compiled import CompiledForm
from forms.errors import WorkbookError, WorkbookProblem
from forms.rule_json import from_json, to_json

MEMORY = 500 * 1024 * 1024
SECONDS = 20
FILES = 64 * 1024 * 1024
#: For a machine that is busy with other things.
PATIENCE = 60
_PACKAGES = Path(__file__).parents[1]


def compile_aside(source: bytes, file_name: str) -> CompiledForm:
    """Compile a workbook or take an XForm, as `workbook.compile_source` does.

    Raises WorkbookError, also for a file that takes too much memory or time.
    """
    path = [str(_PACKAGES), *filter(None, sys.path)]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "forms.aside", file_name],
            input=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1"},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _costly() from None
    if done.returncode:
        raise _costly()
    told: dict[str, Any] = json.loads(done.stdout)
    if "problems" in told:
        raise WorkbookError(_problem(each) for each in told["problems"])
    return _compiled(told)


def _costly() -> WorkbookError:
    return WorkbookError(
        [WorkbookProblem("workbook_costly", "", values={"limit": SECONDS})]
    )


def _compiled(told: Mapping[str, Any]) -> CompiledForm:
    return CompiledForm(
        form_id=told["form_id"],
        title=told["title"],
        version=told["version"],
        xform=base64.b64decode(told["xform"]),
        rules=from_json(told["rules"]),
        warnings=tuple(_problem(each) for each in told["warnings"]),
        media_names=tuple(told["media_names"]),
        languages=tuple(told["languages"]),
    )


def _problem(told: Mapping[str, Any]) -> WorkbookProblem:
    return WorkbookProblem(
        told["code"], told["sheet"], told["row"], told["column"], told["values"]
    )


def _written(problem: WorkbookProblem) -> dict[str, object]:
    values = {key: _plain(value) for key, value in problem.values.items()}
    place = {"sheet": problem.sheet, "row": problem.row, "column": problem.column}
    return {"code": problem.code, **place, "values": values}


def _plain(value: object) -> object:
    return value if isinstance(value, (int, float, str)) else str(value)


def _told(compiled: CompiledForm) -> dict[str, object]:
    return {
        "form_id": compiled.form_id,
        "title": compiled.title,
        "version": compiled.version,
        "xform": base64.b64encode(compiled.xform).decode(),
        "rules": to_json(compiled.rules),
        "warnings": [_written(each) for each in compiled.warnings],
        "media_names": compiled.media_names,
        "languages": compiled.languages,
    }


def main() -> None:
    """Compile what comes in and tell what became of it; the child's whole life."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILES, FILES))
    from forms.workbook import compile_source  # noqa: PLC0415 - within the limits

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        told = _told(compile_source(sys.stdin.buffer.read(), sys.argv[1]))
    except WorkbookError as refused:
        told = {"problems": [_written(each) for each in refused.problems]}
    json.dump(told, answers)
    answers.close()


if __name__ == "__main__":
    main()

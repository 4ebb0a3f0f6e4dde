"""Read workbooks in a process of its own: a hostile file costs a child, not the server.

The child has little memory and little time, and knows nothing of the office: no
settings, no secrets.
"""

import base64
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from forms import distinct
from forms.brought import Brought
from forms.compiled import CompiledForm
from forms.errors import XFORM, WorkbookError, WorkbookProblem
from forms.rule_json import from_json, to_json

MEMORY = 500 * 1024 * 1024
#: Whoever publishes has an answer before this many seconds have passed.
PROMISED = 10
#: Of the processor.
SECONDS = PROMISED - 1
FILES = 64 * 1024 * 1024
#: By the clock; a machine that is busy with other things says so.
PATIENCE = PROMISED - 0.5
#: How long ODK Validate, where it is there, may think about a form that came as XML.
VALIDATES = 6
CSV = ".csv"
NO_FILES: Mapping[str, bytes] = {}
_PACKAGES = Path(__file__).parents[1]


def compile_aside(
    source: bytes, file_name: str, files: Mapping[str, bytes] = NO_FILES
) -> CompiledForm:
    """Compile a workbook or take an XForm, as `workbook.compile_source` does.

    `files` are the lists that come along. Raises WorkbookError, also for what takes
    too much memory or time.
    """
    return _compiled(_asked("form", {"name": file_name}, source, files))


def read_rules_aside(
    source: bytes, xform: bytes, files: Mapping[str, bytes] = NO_FILES
) -> Brought:
    """Read a workbook of rules for a form, and lists, as `rule_workbook` does.

    Raises WorkbookError, also for a file that takes too much memory or time.
    """
    about = {"xform": base64.b64encode(xform).decode()}
    told = _asked("rules", about, source, files)
    rules = told["rules"]
    return Brought(
        rules=None if rules is None else from_json(rules),
        parameters=told["parameters"],
        lists={name: base64.b64decode(one) for name, one in told["lists"].items()},
    )


def _asked(
    kind: str, about: Mapping[str, str], source: bytes, files: Mapping[str, bytes]
) -> dict[str, Any]:
    """Ask a child; raises WorkbookError for what it finds or does not live through."""
    path = [str(_PACKAGES), *filter(None, sys.path)]
    parts = {name: one for name, one in files.items() if name.lower().endswith(CSV)}
    sizes = {name: len(one) for name, one in parts.items()}
    head = json.dumps({**about, "source": len(source), "files": sizes}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "forms.aside", kind],
            input=b"\n".join([head, b"".join([source, *parts.values()])]),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1"},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refusal("workbook_slow", PROMISED) from None
    if done.returncode:
        raise _refusal("workbook_costly", SECONDS)
    told: dict[str, Any] = json.loads(done.stdout)
    if "problems" in told:
        raise WorkbookError(_problem(each) for each in told["problems"])
    return told


def _refusal(code: str, seconds: int) -> WorkbookError:
    return WorkbookError([WorkbookProblem(code, "", values={"limit": seconds})])


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
        distinct=distinct.from_json(told["distinct"]),
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
        "distinct": distinct.to_json(compiled.distinct),
    }


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a child was sent."""

    about: Mapping[str, Any]
    source: bytes
    files: Mapping[str, bytes]

    @classmethod
    def read(cls, stream: BinaryIO) -> "_Sent":
        about = json.loads(stream.readline())
        source = stream.read(about["source"])
        sizes = about["files"].items()
        return cls(about, source, {name: stream.read(size) for name, size in sizes})


def _form(sent: _Sent) -> dict[str, object]:
    from forms.workbook import compile_source  # noqa: PLC0415 - within the limits

    compiled = compile_source(sent.source, sent.about["name"], sent.files)
    if compiled.xform == sent.source:
        told = (*compiled.warnings, *_said_of(compiled))
        compiled = replace(compiled, warnings=told)
    return _told(compiled)


def _said_of(compiled: CompiledForm) -> Iterator[WorkbookProblem]:
    """Pass on what ODK Validate says of a form that we did not make, if it is there."""
    from forms import odk_validate  # noqa: PLC0415 - within the limits

    if odk_validate.available():
        told = odk_validate.complaint(compiled.xform, VALIDATES)
        if told:
            yield WorkbookProblem("odk_validate", XFORM, values={"text": told})


def _rules(sent: _Sent) -> dict[str, object]:
    from forms.rule_workbook import read_rule_workbook  # noqa: PLC0415 - the same
    from forms.xform import read  # noqa: PLC0415 - the same

    definition = read(base64.b64decode(sent.about["xform"]))
    brought = read_rule_workbook(sent.source, definition, sent.files)
    return {
        "rules": None if brought.rules is None else to_json(brought.rules),
        "parameters": brought.parameters,
        "lists": {
            name: base64.b64encode(one).decode() for name, one in brought.lists.items()
        },
    }


#: What a child may be asked for.
KINDS = {"form": _form, "rules": _rules}


def main() -> None:
    """Read what comes in and tell what became of it; the child's whole life."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILES, FILES))
    # A short life: looking for rings of garbage costs a quarter of it.
    gc.disable()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        told = KINDS[sys.argv[1]](_Sent.read(sys.stdin.buffer))
    except WorkbookError as refused:
        told = {"problems": [_written(each) for each in refused.problems]}
    json.dump(told, answers)
    answers.close()


if __name__ == "__main__":
    main()

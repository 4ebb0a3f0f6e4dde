"""`chafang serve`, but killed at a named step of an upload: no chance to tidy up.

python -m tests.faults.dying STEP serve --port 8000
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from server.actions import events, submissions, uploads
from server.api import arrival
from server.cli import main
from sync import openrosa as answers

#: Step: the function in whose place, or behind which, death stands.
BEFORE: dict[str, tuple[Any, str]] = {
    "body read, bytes not stored": (arrival, "stored"),
    "bytes stored, no row": (submissions, "receive"),
    "upload whole, not joined": (uploads, "finish"),
}
AFTER: dict[str, tuple[Any, str]] = {
    "rows written, not committed": (events, "write"),
    "committed, not answered": (answers, "response"),
}


def die(*_told: Any, **_more: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def then_die(deed: Callable[..., Any]) -> Callable[..., Any]:
    def doomed(*told: Any, **more: Any) -> Any:
        deed(*told, **more)
        die()

    return doomed


def arm(step: str) -> None:
    """Put death at the step."""
    if step in BEFORE:
        place, name = BEFORE[step]
        setattr(place, name, die)
        return
    place, name = AFTER[step]
    setattr(place, name, then_die(getattr(place, name)))


if __name__ == "__main__":
    arm(sys.argv.pop(1))
    main()

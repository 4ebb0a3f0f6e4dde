"""What somebody types at a terminal, without another interpreter for each word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from click.testing import CliRunner

from server.cli import main


def told(settings: Mapping[str, str], *words: object) -> tuple[int, Any]:
    """Run a command, and give how it ended and what it says in JSON."""
    asked = [*map(str, words), "--json"]
    done = CliRunner().invoke(main, asked, env=settings)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, json.loads(done.stdout)

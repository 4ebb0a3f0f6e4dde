"""An old Python, or none, is answered with one sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "bootstrap" / "python.sh"


def _ask(**surroundings):
    return subprocess.run(
        ["sh", str(SCRIPT)],
        env={**os.environ, **surroundings},
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_python_that_is_new_enough_is_named():
    said = _ask(PYTHON=sys.executable)
    assert said.stdout.strip() == sys.executable
    assert said.returncode == 0


def test_an_old_python_is_refused_in_one_sentence(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    said = _ask(PYTHON=str(old))
    assert said.returncode == 1
    assert said.stdout == ""
    assert said.stderr.count("\n") == 1
    assert "Python 3.11" in said.stderr

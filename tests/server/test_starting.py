"""A server is ready soon: what is rarely needed is loaded when it is."""

import subprocess
import sys

SLOW = {"pyxform", "openpyxl", "pypinyin", "boto3", "alembic", "PIL", "docx"}
LOADED = "import server.cli.serving, server.app, sys; print(*sys.modules)"


def test_a_server_that_starts_loads_nothing_slow():
    told = subprocess.run(
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )
    assert SLOW.isdisjoint(told.stdout.split())

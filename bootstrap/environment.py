"""Make .venv and install the lock into it: `python3 -m bootstrap.environment runtime`.

`develop` is what tests and linters need; it holds all of `runtime`.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from bootstrap import apt
from bootstrap.stamp import ROOT, fingerprint, leave, stands

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
SATISFYING = {"runtime": ("runtime", "develop"), "develop": ("develop",)}


def prepare(kind: str) -> None:
    """Make the environment hold what this kind needs, and the command chafang."""
    if _ours() and any(stands(_stamp(k), _wanted(k)) for k in SATISFYING[kind]):
        return
    if not _ours():
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        _make()
    print(f"Python packages: installing requirements/{kind}.lock …", file=sys.stderr)
    install("--no-deps", "--require-hashes", "-r", f"requirements/{kind}.lock")
    install("--no-deps", "--no-build-isolation", "--editable", ".")
    leave(_stamp(kind), _wanted(kind))


def install(*words: str) -> None:
    """Run pip's install for the environment; ends with pip's own words if it fails."""
    quiet = ["install", "--quiet", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run(
        [*_pip(), *quiet, *words], cwd=ROOT, check=False, stderr=subprocess.PIPE
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
        sys.exit("The Python packages could not be installed; pip says why above.")


def _pip() -> list[str]:
    if any(ENVIRONMENT.glob("lib/python3*/site-packages/pip")):
        return [str(PYTHON), "-m", "pip"]
    # Made without ensurepip: the machine's pip serves the environment.
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def _make() -> None:
    without_pip = [] if _have("ensurepip") else ["--without-pip"]
    if without_pip and not _have("pip"):
        if not apt.install("python3-venv"):
            sys.exit(
                "This Python has neither ensurepip nor pip; install them once with:"
                " sudo apt-get install -y python3-venv"
            )
        without_pip = []
    words = [sys.executable, "-m", "venv", *without_pip, str(ENVIRONMENT)]
    subprocess.run(words, check=True)


def _have(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _ours() -> bool:
    """Tell whether the environment stands and runs this very Python."""
    words = [str(PYTHON), "-c", "import sys; print(sys.version)"]
    if not PYTHON.exists():
        return False
    said = subprocess.run(words, check=False, capture_output=True, text=True)
    return said.stdout.strip() == sys.version


def _stamp(kind: str) -> Path:
    return ENVIRONMENT / f"{kind}.stamp"


def _wanted(kind: str) -> str:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = json.dumps([about["project"], about["tool"]["setuptools"]])
    lock = ROOT / "requirements" / f"{kind}.lock"
    return fingerprint([lock], str(ROOT), sys.version, package)


if __name__ == "__main__":
    prepare(sys.argv[1])

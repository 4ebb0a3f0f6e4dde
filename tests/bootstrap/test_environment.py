"""A bare machine: a real Python without ensurepip, and what is made of it.

The machine is a copy of this Python in a folder of its own, without what Debian leaves
out, and a project small enough to be installed without a network.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

BOOTSTRAP = Path(__file__).resolve().parents[2] / "bootstrap"
STDLIB = Path(sysconfig.get_path("stdlib"))
VERSION = STDLIB.name
PROJECT = """
[build-system]
requires = []
build-backend = "tiny"
backend-path = ["."]
[project]
name = "tiny"
version = "1"
[tool.setuptools]
"""
#: A build backend that needs nothing: it writes a wheel that leads to the folder.
BACKEND = """
import zipfile
from pathlib import Path

META = "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n"
WHEEL = "\\n".join(
    ("Wheel-Version: 1.0", "Generator: t", "Root-Is-Purelib: true", "Tag: py3-none-any")
)
HELLO = "said = 'installed'\\n"


def build_editable(folder, settings=None, metadata=None):
    name = "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder, name), "w") as wheel:
        wheel.writestr("tiny_hello.py", HELLO)
        wheel.writestr("tiny-1.dist-info/METADATA", META)
        wheel.writestr("tiny-1.dist-info/WHEEL", WHEEL)
        wheel.writestr("tiny-1.dist-info/RECORD", "")
    return name
"""
APT = """#!/bin/sh
echo "$@" >> {said}
case "$*" in *python3-venv*) ln -s {ensurepip} {stdlib}/ensurepip ;; esac
"""


class Machine:
    """A machine with a Python of its own, and nothing else on its path."""

    def __init__(self, folder):
        self.folder = folder
        self.project = folder / "project"
        self.stdlib = folder / "usr" / "lib" / VERSION
        self.path = folder / "usr" / "bin"
        self.said = folder / "apt.said"
        self._python()
        self._project()

    def _python(self):
        """Lay the interpreter and its library out, without ensurepip and pip."""
        self.path.mkdir(parents=True)
        self.stdlib.mkdir(parents=True)
        shutil.copy(Path(sys.base_prefix, "bin", VERSION), self.path / "python3")
        left_out = {"ensurepip", "site-packages", "dist-packages"}
        for part in STDLIB.iterdir():
            if part.name not in left_out:
                (self.stdlib / part.name).symlink_to(part)
        (self.stdlib / "site-packages").mkdir()

    def _project(self):
        self.project.mkdir()
        shutil.copytree(BOOTSTRAP, self.project / "bootstrap", ignore=_node_modules)
        (self.project / "requirements").mkdir()
        (self.project / "requirements" / "runtime.lock").write_text("")
        (self.project / "pyproject.toml").write_text(PROJECT)
        (self.project / "tiny.py").write_text(BACKEND)

    def give_pip(self):
        found = importlib.util.find_spec("pip")
        assert found is not None
        assert found.origin is not None
        pip = Path(found.origin).parent
        (self.stdlib / "site-packages" / "pip").symlink_to(pip)

    def give_apt(self):
        """Let Debian's tool be there; it brings what python3-venv brings."""
        apt = self.path / "apt-get"
        brought = {"ensurepip": STDLIB / "ensurepip", "stdlib": self.stdlib}
        apt.write_text(APT.format(said=self.said, **brought))
        apt.chmod(0o755)
        for tool in ("sh", "ln"):
            (self.path / tool).symlink_to(str(shutil.which(tool)))

    def prepare(self):
        return subprocess.run(
            [self.path / "python3", "-m", "bootstrap.environment", "runtime"],
            cwd=self.project,
            env={"PATH": str(self.path), "HOME": str(self.folder), "LANG": "C.UTF-8"},
            check=False,
            capture_output=True,
            text=True,
        )

    def installed(self):
        """Ask the environment that was made what is in it."""
        python = self.project / ".venv" / "bin" / "python"
        words = [python, "-c", "import tiny_hello; print(tiny_hello.said)"]
        return subprocess.run(
            words, check=False, capture_output=True, text=True
        ).stdout.strip()


def _node_modules(_folder, names):
    return [name for name in names if name == "node_modules"]


@pytest.fixture
def machine(tmp_path):
    made = Machine(tmp_path)
    words = [made.path / "python3", "-c", "import venv"]
    ready = subprocess.run(words, check=False, capture_output=True, text=True)
    if ready.returncode:
        pytest.skip(f"this Python cannot be copied: {ready.stderr.splitlines()[-1:]}")
    return made


def test_without_ensurepip_the_machines_pip_serves_the_environment(machine):
    machine.give_pip()
    done = machine.prepare()
    assert done.returncode == 0, done.stderr
    assert machine.installed() == "installed"
    assert machine.prepare().stderr == "", "what is done is not done twice"


def test_without_both_one_sentence_says_what_to_install(machine):
    done = machine.prepare()
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert "sudo apt-get install -y python3-venv" in done.stderr
    assert not (machine.project / ".venv").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install packages")
@pytest.mark.skipif(
    importlib.util.find_spec("ensurepip") is None, reason="this Python has no ensurepip"
)
def test_root_gets_it_from_debian(machine):
    machine.give_apt()
    done = machine.prepare()
    assert done.returncode == 0, done.stderr
    assert "python3-venv" in machine.said.read_text()
    assert machine.installed() == "installed"

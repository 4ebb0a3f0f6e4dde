"""Debian's own packages, where we are allowed to install them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def install(*packages: str) -> bool:
    """Install Debian packages as root; tell whether they are there afterwards.

    False at once when this is no Debian or we are not root.
    """
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Installing {' '.join(packages)} with apt-get …", file=sys.stderr)
    if _succeeds("install", "-y", "--no-install-recommends", *packages):
        return True
    # A new machine knows no packages before its first update.
    return _succeeds("update") and _succeeds(
        "install", "-y", "--no-install-recommends", *packages
    )


def _succeeds(*words: str) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *words],
        check=False,
        env=quiet,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode == 0

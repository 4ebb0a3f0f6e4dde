"""Lock files carry names, versions and hashes, and no addresses: any mirror serves."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted((ROOT / "requirements").glob("*.lock"))
NPM = sorted(
    folder / "package-lock.json"
    for folder in (
        ROOT / "bootstrap" / "chromium",
        ROOT / "server" / "assets",
        ROOT / "sync" / "client",
        ROOT / "tests" / "foreign",
    )
)


@pytest.mark.parametrize("lock", PYTHON, ids=lambda lock: lock.name)
def test_python_locks_have_hashes_and_no_addresses(lock):
    text = lock.read_text()
    assert "://" not in text
    assert "--hash=sha256:" in text
    assert lock.with_suffix(".in").exists()


@pytest.mark.parametrize("lock", NPM, ids=lambda lock: lock.parent.name)
def test_npm_locks_have_hashes_and_no_addresses(lock):
    text = lock.read_text()
    packages = json.loads(text)["packages"]
    taken = {name: about for name, about in packages.items() if name}
    assert "://" not in text
    assert all("integrity" in about for about in taken.values())

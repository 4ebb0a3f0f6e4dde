"""What templates name is there: styles, scripts, icons."""

from __future__ import annotations

import re
from pathlib import Path

import server

ROOM = Path(server.__file__).parent
PAGES = "\n".join(file.read_text("utf-8") for file in ROOM.glob("templates/**/*.html"))
MENU = (ROOM / "console" / "pages" / "menu.py").read_text("utf-8")


def test_every_icon_is_in_the_sprite():
    wanted = (ROOM / "assets" / "icons.txt").read_text("utf-8").split("\n")
    marks = re.findall(r'id="([\w-]+)"', (ROOM / "assets" / "marks.svg").read_text())
    named = set(re.findall(r"""icon\(["']([\w-]+)["']""", PAGES))
    named |= set(re.findall(r'(?:_queue\(|Entry\("[\w.]+", )"([\w-]+)"', MENU))
    assert named - {*wanted, *marks} == set()
    assert len(named) > 30


def test_every_style_and_script_is_there():
    named = set(re.findall(r"""static\(['"]((?:css|js)/[\w./-]+)['"]\)""", PAGES))
    assert {name for name in named if not (ROOM / "static" / name).is_file()} == set()
    assert len(named) > 10


def test_every_module_that_is_imported_is_there():
    for file in (ROOM / "static" / "js").rglob("*.js"):
        for name in re.findall(r'(?:from|import) "(\.[^"]+)"', file.read_text("utf-8")):
            assert (file.parent / name).is_file(), (file, name)

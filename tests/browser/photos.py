"""Photographs that lie on the disk of a phone, as a file chooser finds them."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from media.specimen import Card, Fonts, Plaque, Screen, Shot, plaque, screen, wall
from tests.actors.device import HERE

FOLDER = Path(__file__).resolve().parents[2] / "server" / "static" / "fonts"
FONTS = Fonts(FOLDER / "NotoSansSC-Regular.ttf", FOLDER / "NotoSansSC-SemiBold.ttf")
TAKEN = datetime(2026, 3, 12, 10, 30, tzinfo=HERE)
APP = Screen(
    "临邑通",
    (
        Card("今日任务", ("走访打卡 3 / 5", "联系人：●●●")),
        Card("积分排名", ("第 12 名",)),
    ),
    "立即打卡",
)
PLAQUES = ("农家书屋", "科普工作站", "网格化服务管理工作站", "乡村振兴讲习所")


class Gallery:
    """A folder of photographs, taken once for all tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def plaque(self, text: str) -> Path:
        return self._kept(f"plaque-{text}.jpg", lambda s: plaque(Plaque(text), s))

    def wall(self, seed: str) -> Path:
        many = [Plaque(text) for text in PLAQUES]
        return self._kept(f"wall-{seed}.jpg", lambda shot: wall(many, shot))

    def screen(self, seed: str) -> Path:
        return self._kept(f"screen-{seed}.jpg", lambda shot: screen(APP, shot))

    def _kept(self, name: str, take) -> Path:
        path = self.folder / name
        if not path.exists():
            path.write_bytes(take(Shot(TAKEN, name, FONTS)))
        return path


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def hashes(*paths: Path) -> list[str]:
    """Give the hashes of photographs, in the order they were taken."""
    return [sha256(path.read_bytes()) for path in paths]

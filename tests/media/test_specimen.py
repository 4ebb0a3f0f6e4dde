"""Specimen photographs: nothing on them exists, and they are always the same."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from media.photo import Darkroom
from media.specimen import Card, Fonts, Plaque, Screen, Shot, plaque, screen, wall

FOLDER = Path(__file__).parents[2] / "server" / "static" / "fonts"
FONTS = Fonts(FOLDER / "NotoSansSC-Regular.ttf", FOLDER / "NotoSansSC-SemiBold.ttf")
TAKEN = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)
PAGE = Screen("通知", (Card("安装率", ("联系人：●●●",), "置顶"),), "确认", "red")
MADE = {
    "plaque": lambda shot: plaque(Plaque("网格化服务管理工作站"), shot),
    "upright": lambda shot: plaque(Plaque("科普工作站", "red", upright=True), shot),
    "wall": lambda shot: wall([Plaque("农家书屋"), Plaque("调解室", "steel")], shot),
    "screen": lambda shot: screen(PAGE, shot),
}


@pytest.fixture(scope="module")
def darkroom():
    with Darkroom() as darkroom:
        yield darkroom


@pytest.mark.parametrize("kind", MADE)
def test_the_same_seed_gives_the_same_photograph_and_another_another(kind):
    first, again, other = (MADE[kind](Shot(TAKEN, seed, FONTS)) for seed in "aab")
    assert first == again
    assert first != other


@pytest.mark.parametrize("kind", MADE)
def test_a_specimen_is_a_photograph_to_the_darkroom(kind, darkroom):
    facts = darkroom.describe(MADE[kind](Shot(TAKEN, "a", FONTS)))
    assert facts.undecodable is None
    assert max(facts.width, facts.height) == 1600
    assert facts.taken_at is not None

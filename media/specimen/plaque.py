"""Plaques on the walls of village offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from media.specimen.camera import (
    LONG_EDGE,
    Fonts,
    Shot,
    developed,
    grainy,
    lit,
    noise,
    tilted,
)

SIZE = (LONG_EDGE, 1200)
#: Room around a plaque for its slant and its shadow.
MARGIN = 60
Colour = tuple[int, int, int]
#: Face, frame and letters of the plaques that one sees.
LOOKS: dict[str, tuple[Colour, Colour, Colour]] = {
    "copper": ((214, 178, 106), (150, 112, 52), (140, 22, 22)),
    "steel": ((226, 229, 232), (160, 166, 172), (30, 34, 40)),
    "red": ((176, 30, 36), (128, 18, 22), (246, 214, 120)),
    "white": ((247, 246, 240), (180, 178, 170), (24, 24, 28)),
    "blue": ((30, 84, 158), (20, 58, 112), (250, 250, 250)),
}
WALLS: tuple[Colour, ...] = ((222, 218, 208), (206, 196, 180), (214, 220, 222))


@dataclass(frozen=True, slots=True)
class Plaque:
    """One plaque: its words, its look, and whether it hangs upright."""

    text: str
    look: str = "copper"
    upright: bool = False


def plaque(one: Plaque, shot: Shot) -> bytes:
    """Photograph one plaque from nearby."""
    chance = shot.chance()
    scene = _wall(chance)
    face = _face(one, shot.fonts)
    wide, high = (430, 1060) if one.upright else (1180, 700)
    left, top = (SIZE[0] - wide) // 2, (SIZE[1] - high) // 2
    _hang(scene, face, (left, top, wide, high), chance)
    return developed(grainy(lit(scene, chance), 14, chance), shot)


def wall(many: Sequence[Plaque], shot: Shot) -> bytes:
    """Photograph a wall with all its plaques."""
    chance = shot.chance()
    scene = _wall(chance)
    across = min(4, len(many)) or 1
    down = -(-len(many) // across)
    wide, high = SIZE[0] // across, min(420, SIZE[1] // max(down, 1))
    for place, one in enumerate(many):
        flat = Plaque(one.text, one.look)
        left = place % across * wide + wide // 10
        top = 60 + place // across * high
        box = (left, top, wide * 8 // 10, high * 7 // 10)
        _hang(scene, _face(flat, shot.fonts), box, chance)
    return developed(grainy(lit(scene, chance), 16, chance), shot)


def _wall(chance: Random) -> Image.Image:
    """Paint plaster above a tiled or painted base."""
    colour = chance.choice(WALLS)
    scene = Image.new("RGB", SIZE, colour)
    rough = noise(SIZE, 8, chance)
    scene = ImageChops.multiply(
        scene, Image.merge("RGB", (rough.point(lambda n: 225 + n * 30 // 255),) * 3)
    )
    brush = ImageDraw.Draw(scene)
    base = SIZE[1] - chance.randint(60, 130)
    brush.rectangle((0, base, SIZE[0], SIZE[1]), fill=(148, 152, 150))
    for x in range(0, SIZE[0], 200):
        brush.line((x, base, x, SIZE[1]), fill=(120, 124, 122), width=3)
    return scene


def _face(one: Plaque, fonts: Fonts) -> Image.Image:
    """Draw a plaque straight on."""
    face, frame, letters = LOOKS[one.look]
    size = (400, 1000) if one.upright else (1180, 700)
    drawn = Image.new("RGB", size, face)
    brush = ImageDraw.Draw(drawn)
    brush.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=frame, width=16)
    brush.rectangle((28, 28, size[0] - 29, size[1] - 29), outline=frame, width=4)
    for x, y in ((48, 48), (size[0] - 48, 48), (48, size[1] - 48)):
        brush.ellipse((x - 10, y - 10, x + 10, y + 10), fill=frame)
    brush.ellipse((size[0] - 58, size[1] - 58, size[0] - 38, size[1] - 38), fill=frame)
    lines = list(one.text) if one.upright else _lines(one.text)
    _letter(brush, lines, size, letters, fonts)
    return _shining(drawn)


def _lines(text: str) -> list[str]:
    """Break the words of a plaque into lines of at most nine characters."""
    rows = -(-len(text) // 9)
    each = -(-len(text) // rows)
    return [text[start : start + each] for start in range(0, len(text), each)]


def _letter(
    brush: ImageDraw.ImageDraw,
    lines: list[str],
    size: tuple[int, int],
    colour: Colour,
    fonts: Fonts,
) -> None:
    longest = max(map(len, lines))
    high = min((size[0] - 130) // longest, int((size[1] - 130) / len(lines) / 1.25))
    font = fonts.bold_of(max(12, high))
    pitch = (size[1] - 130) / len(lines)
    for row, line in enumerate(lines):
        middle = (size[0] / 2, 65 + pitch * (row + 0.5))
        brush.text(middle, line, font=font, fill=colour, anchor="mm")


def _shining(face: Image.Image) -> Image.Image:
    """Let metal and enamel catch a little light from above."""
    slope = Image.linear_gradient("L").rotate(180).resize(face.size)
    glint = slope.point(lambda level: level * 34 // 255)
    return ImageChops.add(face, Image.merge("RGB", (glint,) * 3), 1.0, -12)


def _hang(
    scene: Image.Image,
    face: Image.Image,
    box: tuple[int, int, int, int],
    chance: Random,
) -> None:
    """Hang a plaque on the wall: a little crooked, with its shadow."""
    left, top, wide, high = box
    slack, margin = max(3, wide // 40), MARGIN
    room = (wide + 2 * margin, high + 2 * margin)

    def near(x: float, y: float) -> tuple[float, float]:
        return x + chance.uniform(-slack, slack), y + chance.uniform(-slack, slack)

    corners = (
        near(margin, margin),
        near(margin + wide, margin),
        near(margin + wide, margin + high),
        near(margin, margin + high),
    )
    mask = tilted(Image.new("L", face.size, 255), corners, room)
    shadow = ImageChops.offset(mask, 14, 18).filter(ImageFilter.GaussianBlur(12))
    dark = shadow.point(lambda level: level * 120 // 255)
    place = (left - margin, top - margin)
    scene.paste((58, 54, 50), (*place, place[0] + room[0], place[1] + room[1]), dark)
    scene.paste(tilted(face, corners, room), place, mask)

"""What makes a drawing look like a photograph: light, grain, and its EXIF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageFilter, ImageFont

LONG_EDGE = 1600
QUALITY = 80
MAKE, MODEL, TAKEN, OFFSET, EXIF_PART = 271, 272, 36867, 36881, 34665
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fonts:
    """Where the two weights of an open CJK font lie."""

    regular: Path
    bold: Path

    def of(self, size: int) -> ImageFont.FreeTypeFont:
        """Open the regular weight in a size."""
        return ImageFont.truetype(self.regular, size)

    def bold_of(self, size: int) -> ImageFont.FreeTypeFont:
        """Open the heavy weight in a size."""
        return ImageFont.truetype(self.bold, size)


@dataclass(frozen=True, slots=True)
class Shot:
    """How a photograph is taken: when, with which hand, by which fonts."""

    taken_at: datetime
    seed: str
    fonts: Fonts

    def chance(self) -> Random:
        """Give the chance of this photograph: the same for the same seed."""
        return Random(self.seed)  # noqa: S311 - it paints


def lit(scene: Image.Image, chance: Random) -> Image.Image:
    """Let light fall on a scene from a side, and the corners darken."""
    turn = chance.choice((0, 90, 180, 270))
    slope = Image.linear_gradient("L").rotate(turn).resize(scene.size)
    light = slope.point(lambda level: 205 + level * 50 // 255)
    edge = Image.radial_gradient("L").resize(scene.size)
    corners = edge.point(lambda level: 255 - max(0, level - 110) // 2)
    shade = ImageChops.multiply(light, corners)
    return ImageChops.multiply(scene, Image.merge("RGB", (shade,) * 3))


def noise(size: tuple[int, int], coarse: int, chance: Random) -> Image.Image:
    """Make grey noise of spots this coarse; always the same for the same chance."""
    small = (-(-size[0] // coarse), -(-size[1] // coarse))
    spots = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
    return spots.resize(size, Image.Resampling.BILINEAR)


def grainy(scene: Image.Image, strength: int, chance: Random) -> Image.Image:
    """Give a scene the softness and grain of a small lens."""
    soft = scene.filter(ImageFilter.GaussianBlur(0.7))
    spots = noise(scene.size, 2, chance)
    grain = spots.point(lambda level: 128 + (level - 128) * strength // 128)
    return ImageChops.add(soft, Image.merge("RGB", (grain,) * 3), 1.0, -128)


def tilted(
    flat: Image.Image, corners: tuple[Point, Point, Point, Point], size: tuple[int, int]
) -> Image.Image:
    """Lay a flat picture between four corners of a larger one, seen at an angle."""
    factors = _perspective(corners, (flat.width, flat.height))
    return flat.transform(
        size, Image.Transform.PERSPECTIVE, factors, Image.Resampling.BICUBIC
    )


def developed(scene: Image.Image, shot: Shot) -> bytes:
    """Write the photograph as JPEG with the moment it was taken."""
    exif = Image.Exif()
    exif[MAKE], exif[MODEL] = "Specimen", "Demonstration"
    exif[EXIF_PART] = {
        TAKEN: f"{shot.taken_at:%Y:%m:%d %H:%M:%S}",
        OFFSET: f"{shot.taken_at:%z}"[:3] + ":" + f"{shot.taken_at:%z}"[3:],
    }
    out = io.BytesIO()
    scene.save(out, "JPEG", quality=QUALITY, exif=exif)
    return out.getvalue()


def passed_on(photo: bytes) -> bytes:
    """Give a photograph as it comes back through a chat: smaller, without notes."""
    with Image.open(io.BytesIO(photo)) as scene:
        small = scene.convert("RGB").resize(
            (scene.width * 2 // 3, scene.height * 2 // 3)
        )
    out = io.BytesIO()
    small.save(out, "JPEG", quality=60)
    return out.getvalue()


def _perspective(
    corners: tuple[Point, Point, Point, Point], flat: tuple[int, int]
) -> list[float]:
    """Solve for the eight factors that Pillow maps a picture's places with."""
    wide, high = flat
    targets = ((0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high))
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, targets, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """Solve linear equations, the last column being the right side (Gauss)."""
    count = len(rows)
    for step in range(count):
        best = max(range(step, count), key=lambda row: abs(rows[row][step]))
        rows[step], rows[best] = rows[best], rows[step]
        lead = rows[step][step]
        rows[step] = [value / lead for value in rows[step]]
        for row in range(count):
            if row != step:
                factor = rows[row][step]
                pairs = zip(rows[row], rows[step], strict=True)
                rows[row] = [value - factor * base for value, base in pairs]
    return [row[-1] for row in rows]

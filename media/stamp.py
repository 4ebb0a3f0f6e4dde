"""Stamp a copy of a photograph: lines on a band below. Runs in the darkroom only.

The original stays as it is; the copy carries none of the camera's notes.
"""

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from media.develop import opened, upright_of

#: The longer edge of a stamped copy: enough for print, light enough to send.
EDGE = 2560
#: How much of the picture's height the band takes at most.
BAND = 0.22
LEADING, BESIDE = 1.3, 0.6
DARK, LIGHT, DARKNESS = (0, 0, 0), (255, 255, 255), 0.5
QUALITY = 85


def stamp(photo: bytes, lines: list[str], font: str) -> bytes:
    """Give an upright JPEG with these lines at its lower left; raises Refused."""
    with opened(photo) as image:
        copy = upright_of(image, EDGE)
        _write(copy, lines, font)
        out = io.BytesIO()
        copy.save(out, "JPEG", quality=QUALITY)
        return out.getvalue()


def _write(copy: Image.Image, lines: list[str], font: str) -> None:
    face = _fitting(copy, lines, font)
    step = face.size * LEADING
    beside = round(face.size * BESIDE)
    top = copy.height - round(step * len(lines) + beside)
    widest = max(face.getlength(line) for line in lines)
    box = (0, top, min(copy.width, round(widest) + 2 * beside), copy.height)
    band = copy.crop(box)
    band = Image.blend(band, Image.new("RGB", band.size, DARK), DARKNESS)
    pen = ImageDraw.Draw(band)
    for place, line in enumerate(lines):
        pen.text((beside, beside / 2 + place * step), line, LIGHT, face)
    copy.paste(band, box)


def _fitting(copy: Image.Image, lines: list[str], font: str) -> ImageFont.FreeTypeFont:
    """Take the largest size at which the band stays low and no line is cut."""
    size = copy.height * BAND / (len(lines) * LEADING + BESIDE)
    face = _face(font, max(8, int(size)))
    room = copy.width - 2 * BESIDE * face.size
    widest = max(face.getlength(line) for line in lines)
    if widest <= room:
        return face
    return _face(font, max(8, int(face.size * room / widest)))


@lru_cache(maxsize=32)
def _face(font: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font, size)

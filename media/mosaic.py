"""Cover a region of a picture so that nothing of it can be brought back.

A mosaic that averages what lies under it can be undone where few things can lie
there: digits, a name out of a list. So a region keeps one thing only, its mean
colour; the squares that people see are a pattern that is the same everywhere.
"""

from math import ceil, floor

from PIL import Image, ImageDraw, ImageStat

#: Left, top, width, height: shares of the upright picture, 0 to 1.
Region = tuple[float, float, float, float]
#: So many squares along the longer side of a region, and how light they are.
SQUARES = 8
SHADES = (-14, 6, -5, 15, 0, -10, 10)


def cover(picture: Image.Image, region: Region) -> None:
    """Cover a region of a picture, outwards to whole pixels."""
    left, top, right, bottom = _box(picture, region)
    if right <= left or bottom <= top:
        return
    mean = ImageStat.Stat(picture.crop((left, top, right, bottom))).mean
    square = max(1, ceil(max(right - left, bottom - top) / SQUARES))
    brush = ImageDraw.Draw(picture)
    for row, y in enumerate(range(top, bottom, square)):
        for column, x in enumerate(range(left, right, square)):
            end = (min(x + square, right) - 1, min(y + square, bottom) - 1)
            shade = SHADES[(3 * row + 5 * column) % len(SHADES)]
            brush.rectangle((x, y, *end), _shaded(mean, shade))


def _box(picture: Image.Image, region: Region) -> tuple[int, int, int, int]:
    left, top, width, height = region
    return (
        max(0, floor(left * picture.width)),
        max(0, floor(top * picture.height)),
        min(picture.width, ceil((left + width) * picture.width)),
        min(picture.height, ceil((top + height) * picture.height)),
    )


def _shaded(mean: list[float], shade: int) -> tuple[int, ...]:
    """Keep even the mean colour coarse: in steps of sixteen."""
    return tuple(min(255, max(0, round(value / 16) * 16 + shade)) for value in mean[:3])

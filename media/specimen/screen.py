"""Screens of phones: pages of work apps, names smeared as the rules ask."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

from media.specimen.camera import LONG_EDGE, Fonts, Shot, developed

WIDE, HIGH = 738, LONG_EDGE
EDGE, BAR, HEAD = 30, 56, 104
INK, GREY, PAPER = (28, 34, 44), (118, 126, 138), (243, 245, 248)
Colour = tuple[int, int, int]
THEMES: dict[str, Colour] = {
    "red": (188, 42, 46),
    "blue": (28, 102, 196),
    "green": (22, 134, 96),
    "orange": (214, 118, 24),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A block of a page: a heading, its lines, and a mark at the right."""

    heading: str
    lines: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page of an app: its bar, its cards, and the button at the foot."""

    title: str
    cards: tuple[Card, ...]
    button: str = ""
    theme: str = "blue"


def screen(page: Screen, shot: Shot) -> bytes:
    """Take a screenshot of a page."""
    chance = shot.chance()
    drawn = Image.new("RGB", (WIDE, HIGH), PAPER)
    brush = ImageDraw.Draw(drawn)
    colour = THEMES[page.theme]
    _bars(brush, page, shot, colour, chance)
    top = BAR + HEAD + 26
    for card in page.cards:
        top = _card(brush, card, top, shot.fonts, colour, chance)
    if page.button:
        _button(brush, page.button, shot.fonts, colour)
    brush.rounded_rectangle(
        (WIDE // 2 - 110, HIGH - 22, WIDE // 2 + 110, HIGH - 14), 4, INK
    )
    return developed(drawn, shot)


def _bars(
    brush: ImageDraw.ImageDraw, page: Screen, shot: Shot, colour: Colour, chance: Random
) -> None:
    """Draw the phone's own bar and the app's."""
    brush.rectangle((0, 0, WIDE, BAR + HEAD), fill=colour)
    small, large = shot.fonts.of(24), shot.fonts.bold_of(36)
    white = (255, 255, 255)
    clock = f"{shot.taken_at:%H:%M}"
    brush.text((EDGE, BAR / 2), clock, font=small, fill=white, anchor="lm")
    charge = f"5G  {chance.randint(31, 96)}%"
    brush.text((WIDE - EDGE, BAR / 2), charge, font=small, fill=white, anchor="rm")
    middle = BAR + HEAD / 2
    brush.line((EDGE + 18, middle - 16, EDGE, middle, EDGE + 18, middle + 16), white, 5)
    brush.text((WIDE / 2, middle), page.title, font=large, fill=white, anchor="mm")


def _card(
    brush: ImageDraw.ImageDraw,
    card: Card,
    top: int,
    fonts: Fonts,
    colour: Colour,
    chance: Random,
) -> int:
    """Draw a card and tell where the next one begins."""
    heading, text = fonts.bold_of(30), fonts.of(26)
    lines = [part for line in card.lines for part in _wrapped(line, 24)]
    bottom = top + 78 + 40 * len(lines) + (16 if lines else 0)
    brush.rounded_rectangle((EDGE, top, WIDE - EDGE, bottom), 16, (255, 255, 255))
    middle = top + 40
    brush.text((EDGE + 24, middle), card.heading, font=heading, fill=INK, anchor="lm")
    if card.mark:
        place = (WIDE - EDGE - 24, middle)
        brush.text(place, card.mark, font=heading, fill=colour, anchor="rm")
    for row, line in enumerate(lines):
        _line(brush, line, top + 96 + 40 * row, text, chance)
    return bottom + 20


def _line(
    brush: ImageDraw.ImageDraw, line: str, middle: int, font: object, chance: Random
) -> None:
    """Draw a line; a name, written as ●●●, is smeared over."""
    said, smeared, rest = line.partition("●●●")
    brush.text((EDGE + 24, middle), said, font=font, fill=GREY, anchor="lm")  # type: ignore[arg-type]
    if not smeared:
        return
    start = EDGE + 24 + int(brush.textlength(said, font=font))  # type: ignore[arg-type]
    for square in range(8):
        grey = chance.randint(120, 210)
        x, y = start + square % 4 * 22, middle - 22 + square // 4 * 22
        brush.rectangle((x, y, x + 21, y + 21), fill=(grey, grey, grey + 6))
    brush.text((start + 100, middle), rest, font=font, fill=GREY, anchor="lm")  # type: ignore[arg-type]


def _button(
    brush: ImageDraw.ImageDraw, words: str, fonts: Fonts, colour: Colour
) -> None:
    box = (EDGE, HIGH - 160, WIDE - EDGE, HIGH - 64)
    brush.rounded_rectangle(box, 48, colour)
    place = (WIDE / 2, HIGH - 112)
    font = fonts.bold_of(34)
    brush.text(place, words, font=font, fill=(255, 255, 255), anchor="mm")


def _wrapped(line: str, wide: int) -> list[str]:
    return [line[start : start + wide] for start in range(0, len(line), wide)] or [""]

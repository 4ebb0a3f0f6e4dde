"""Pinyin of place names: plain libraries misread them, so ours has overrides.

Only the dictionary of single characters is loaded (13 MB instead of 57): what a
phrase dictionary knows of everyday words is more often wrong for places.
"""

from __future__ import annotations

import os
import re

PLACES = {
    "单县": "shan xian",
    "乐陵": "lao ling",
    "长清": "chang qing",
    "莘县": "shen xian",
    "东阿": "dong e",
    "牟平": "mu ping",
    "重庆": "chong qing",
    "厦门": "xia men",
    "四十里堡": "si shi li pu",
}
#: What a character with several readings is called in most place names.
CHARACTERS = {
    "长": "chang",
    "重": "chong",
    "单": "shan",
    "都": "du",
    "佛": "fo",
    "似": "si",
    "曾": "zeng",
    "查": "zha",
    "畜": "xu",
    "什": "shi",
}
KNOWN = PLACES | CHARACTERS
OURS = re.compile("(" + "|".join(sorted(KNOWN, key=len, reverse=True)) + ")")


def of_place(name: str) -> str:
    """Spell a place name in lower-case syllables: 单县 is "shan xian"."""
    parts = (part for part in OURS.split(name) if part)
    return " ".join(KNOWN.get(part) or _spelled(part) for part in parts)


def _spelled(text: str) -> str:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - only imports need it

    return " ".join(lazy_pinyin(text)).lower()

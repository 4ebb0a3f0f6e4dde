"""The sheet as PDF, set by typst in the house's own font, QR codes drawn in it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import segno
import typst

from server.db import LOCAL
from server.errors import Incomplete
from server.reports.enrolment_sheet.cards import SheetCard

TEMPLATE = Path(__file__).with_name("sheet.typ")
NO_TIME = 0
STEPS = (
    "1. 手机联网，用浏览器或相机扫码",
    "2. 核对组名，点“登记这台手机”",
    "3. 添加到主屏幕，之后没有信号也能填报",
)
WARNING = "每码只能用一次；剪开后交给本人，用后销毁"
NOBODY = "领用人：＿＿＿＿＿＿"


def require(fonts: Path) -> None:
    """Raise Incomplete when the house's fonts are not in the folder."""
    if not any(fonts.glob("*.ttf")):
        raise Incomplete("fonts_missing")


def write(
    out: BinaryIO, title: str, cards: Sequence[SheetCard], until: datetime, fonts: Path
) -> None:
    """Write the cards, eight on a page of A4, with lines to cut along.

    Raises Incomplete when the house's fonts are not in the folder.
    """
    require(fonts)
    told = _told(title, cards, until)
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        timestamp=NO_TIME,
    )
    out.write(made)


def _told(title: str, cards: Sequence[SheetCard], until: datetime) -> dict[str, Any]:
    day = until.astimezone(LOCAL)
    return {
        "title": title,
        "line": f"手机登记码　共 {len(cards)} 张",
        "warning": WARNING,
        "steps": STEPS,
        "until": f"{day:%Y-%m-%d %H:%M} 前有效，只能用一次",
        "cards": [
            {
                "number": f"{number} / {len(cards)}",
                "team": one.team,
                "who": one.who or NOBODY,
                "code": one.link.rpartition("/")[2],
                "picture": _drawn(one.link),
            }
            for number, one in enumerate(cards, start=1)
        ],
    }


def _drawn(link: str) -> str:
    out = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, border=2)
    return out.getvalue().decode()

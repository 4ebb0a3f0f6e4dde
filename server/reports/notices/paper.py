"""A notice as a file: filled into the template that holds, or set by typst."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

from server.models import NoticeKind
from server.reports.documents.matter import Matter
from server.reports.notices import own, shipped
from server.reports.notices.fields import TITLES


def docx(
    out: BinaryIO, kind: str, values: Mapping[str, Any], template: bytes | None
) -> None:
    """Fill the office's own template, or the shipped one where there is none.

    Raises BadTemplate.
    """
    content = template or _shipped(kind, values["发文单位"])
    own.fill(out, content, values)


def pdf(out: BinaryIO, about: Matter, kind: str, values: Mapping[str, Any]) -> None:
    """Set what the shipped template says; raises Incomplete without a font."""
    letter = about.begin(values["标题"].replace("\n", ""), values["发文单位"])
    shipped.write(letter, NoticeKind(kind), values)
    letter.save(out)


def name_of_file(about: Matter, kind: str, unit: str) -> str:
    """Name the file: campaign, what it is, to whom, day."""
    return about.file_name(TITLES[NoticeKind(kind)], unit)


def _shipped(kind: str, issuer: str) -> bytes:
    out = io.BytesIO()
    shipped.template(out, NoticeKind(kind), issuer)
    return out.getvalue()

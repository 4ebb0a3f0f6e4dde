"""The files of notices; python-docx and typst are slow to load, so only when asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any, BinaryIO

from flask import current_app

from server.actions.notices import drafting, templates
from server.console.desk import here
from server.console.files import room
from server.db import now, reading
from server.errors import NotFound
from server.models import Notice, NoticeFile, NoticeTemplate, Unit
from server.reports.kinds import FONTS


@dataclass(frozen=True, slots=True)
class Drawn:
    """A notice as it reads now, ready to become a file."""

    kind: str
    values: Mapping[str, Any]
    template: NoticeTemplate | None

    @property
    def mark(self) -> str:
        """A mark of all that is approved."""
        fields: Any = import_module("server.reports.notices.fields")
        by = self.template.sha256 if self.template else ""
        found: str = fields.mark(self.values, by)
        return found

    def docx(self, out: BinaryIO) -> None:
        """Fill the template that holds; raises BadTemplate."""
        paper: Any = import_module("server.reports.notices.paper")
        own = content(self.template) if self.template else None
        paper.docx(out, self.kind, self.values, own)

    def pdf(self) -> BytesIO | None:
        """Set the shipped template; None where the office has its own."""
        if self.template is not None:
            return None
        paper: Any = import_module("server.reports.notices.paper")
        out = BytesIO()
        paper.pdf(out, matter().as_pdf(FONTS), self.kind, self.values)
        return out


def drawn(subject: Notice) -> Drawn:
    """Read a notice as it would be written now."""
    fields: Any = import_module("server.reports.notices.fields")
    chosen = reading().scalars(drafting.findings(subject)).all()
    values = fields.values(matter(), subject, chosen)
    own = templates.in_use(reading(), here().campaign, subject.kind)
    return Drawn(subject.kind, values, own)


def of(subject: Notice, ending: str) -> tuple[BinaryIO, str]:
    """Give a notice's file with its name: as issued, or as it would read now.

    Raises NotFound where it has no such file.
    """
    if subject.issued_at is None:
        out = _now(subject, ending)
    else:
        digest = subject.sha256 if ending == "docx" else subject.pdf_sha256
        if not digest:
            raise NotFound
        out = room()
        with current_app.extensions["store"].open(here().campaign.room, digest) as kept:
            out.write(kept.read())
    paper: Any = import_module("server.reports.notices.paper")
    about = matter() if ending == "docx" else matter().as_pdf(FONTS)
    unit = reading().get_one(Unit, subject.unit_id).name
    return out, paper.name_of_file(about, subject.kind, unit)


def replied(subject: Notice, digest: str) -> NoticeFile:
    """Find a file of a reply; raises NotFound."""
    chosen = NoticeFile.of(subject.id).where(NoticeFile.sha256 == digest)
    found = reading().scalar(chosen)
    if found is None:
        raise NotFound
    return found


def matter() -> Any:
    """Gather what documents of this desk share."""
    made: Any = import_module("server.reports.documents.matter")
    store = current_app.extensions["store"]
    return made.matter(reading(), store, here().campaign, now())


def content(template: NoticeTemplate) -> bytes:
    """Read an office's own template."""
    store = current_app.extensions["store"]
    with store.open(here().campaign.room, template.sha256) as kept:
        found: bytes = kept.read()
        return found


def _now(subject: Notice, ending: str) -> BinaryIO:
    read = drawn(subject)
    if ending == "docx":
        out = BytesIO()
        read.docx(out)
        return out
    made = read.pdf()
    if made is None:
        raise NotFound
    return made

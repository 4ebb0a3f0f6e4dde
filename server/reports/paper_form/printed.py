"""A version's paper, in the kind of file that its name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from server.actions import forms, lists_in_force
from server.errors import NotFound
from server.models import Campaign, FormVersion
from server.reports.paper_form import docx, pdf
from server.reports.paper_form.asked import PaperForm, paper_form
from server.reports.paper_form.head import name_of_file

ENDINGS = ("docx", "pdf")


def write(
    out: BinaryIO, session: Session, version: FormVersion, ending: str, fonts: Path
) -> str:
    """Write a version's paper and name the file; `fonts` are the house's.

    Raises NotFound for any other ending, Incomplete without fonts.
    """
    if ending not in ENDINGS:
        raise NotFound
    form = _of(session, version)
    office = session.get_one(Campaign, version.campaign_id).name
    if ending == "pdf":
        pdf.write(out, form, office, fonts)
    else:
        docx.write(out, form, office)
    return name_of_file(form, ending)


def _of(session: Session, version: FormVersion) -> PaperForm:
    book = lists_in_force.book_of(session, version.form_id)
    files = lists_in_force.files(session, version, book)
    known = {name: file.content for name, file in files.items()}
    return paper_form(forms.definition(version), known)

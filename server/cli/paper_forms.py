"""`chafang form paper`: write a form to be filled by hand."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.orm import Session

from server.actions import forms
from server.cli import place
from server.cli.place import office
from server.cli.told import Told, command
from server.cli.written import OUT, fits, whole
from server.db import reading
from server.errors import NotFound
from server.models import Campaign, Form, FormVersion

ENDINGS = (".pdf", ".docx")


def hang(form: click.Group) -> None:
    """Add the command to those of forms."""

    @command(form, "paper")
    @click.argument("form_id", metavar="FORM")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--version", help="Which version; the present one otherwise.")
    @click.option("--out", type=OUT, required=True, help="A .pdf or a .docx.")
    def paper(form_id: str, code: str | None, version: str | None, out: Path) -> Told:
        """Write a form's paper, for the day the phone is broken."""
        from server.reports.paper_form import printed  # noqa: PLC0415 - slow to load

        fits(out, ENDINGS)
        with office() as app:
            home = place.campaign(reading(), code)
            found = _version(reading(), home, form_id, version)
            fonts = Path(app.static_folder or "") / "fonts"
            with whole(out) as file:
                ending = out.suffix.removeprefix(".")
                printed.write(file, reading(), found, ending, fonts)
            facts = {"file": str(out), "form": form_id, "version": found.version}
            return Told(facts, [f"已写好纸质表：{out}（版本 {found.version}）"])


def _version(
    session: Session, home: Campaign, form_id: str, wanted: str | None
) -> FormVersion:
    """Find the version; raises NotFound."""
    form = session.scalar(Form.of(home.id).where(Form.form_id == form_id))
    if form is None:
        raise NotFound("form_unknown", form_id=form_id, version=wanted or "")
    if wanted is None:
        return session.get_one(FormVersion, form.current_version_id)
    known = forms.published(session, home.id, form_id, wanted)
    return session.get_one(FormVersion, known.id)

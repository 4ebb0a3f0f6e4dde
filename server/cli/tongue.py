"""Which language the terminal is answered in: asked by --lang, else by LANG."""

from __future__ import annotations

import os
from collections.abc import Mapping

import click

from server.texts import Language

#: In the order in which a system asks them.
ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")

lang_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help="Language of the answer; as LANG says when left out, else Chinese.",
)


def tongue(chosen: str | None, environment: Mapping[str, str] = os.environ) -> Language:
    """Choose the language: as asked, as the system says, else Chinese."""
    spoken = (environment.get(name, "") for name in ASKED)
    wanted = chosen or next(filter(None, spoken), "")
    return "en" if wanted.lower().startswith("en") else "zh"

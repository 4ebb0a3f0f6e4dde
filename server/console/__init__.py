"""The office console: pages for people, in Chinese first and English second.

One file holds the views of one noun; what a page shows is read in `pages/`.
"""

from pathlib import Path

from flask import Blueprint, Flask
from flask_babel import Babel

from server.console import (
    decisions,
    distinct,
    door,
    entry,
    findings,
    form,
    forms,
    imports,
    ledger,
    notices,
    overview,
    phones,
    photos,
    proofs,
    protection,
    review,
    rivals,
    rules,
    shapes,
    start,
    steps,
    submissions,
    tasks,
    teams,
    users,
    visits,
)
from server.language import language

TRANSLATIONS = Path(__file__).parent.parent / "translations"
PARTS = (
    entry,
    start,
    submissions,
    review,
    rivals,
    decisions,
    overview,
    ledger,
    notices,
    findings,
    distinct,
    steps,
    tasks,
    forms,
    form,
    rules,
    teams,
    phones,
    protection,
    visits,
    imports,
    users,
    photos,
    proofs,
)


def set_up(app: Flask) -> None:
    """Hang the console into the application, with its door before every page."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(
        app,
        default_locale="zh",
        default_timezone="Asia/Shanghai",
        locale_selector=language,
    )
    app.register_blueprint(made())


def made() -> Blueprint:
    """Make the console: one blueprint of all its parts."""
    blueprint = Blueprint("console", __name__)
    for part in PARTS:
        blueprint.register_blueprint(part.blueprint)
    door.hang(blueprint)
    shapes.hang(blueprint)
    return blueprint

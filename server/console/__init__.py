"""The office console: pages for people, in Chinese first and English second.

One file holds the views of one noun; what a page shows is read in `pages/`.
"""

from pathlib import Path

from flask import Blueprint, Flask
from flask_babel import Babel

from server.console import (
    consequences,
    decisions,
    door,
    drafts,
    entry,
    evidence,
    exports,
    findings,
    forms,
    imports,
    jobs,
    ledger,
    notices,
    overview,
    papers,
    phones,
    photos,
    proofs,
    protection,
    remarks,
    review,
    reviewing,
    revisions,
    rivals,
    rules,
    settings,
    shapes,
    start,
    steps,
    submissions,
    tasks,
    teams,
    together,
    users,
    visits,
)
from server.language import language

TRANSLATIONS = Path(__file__).parent.parent / "translations"
PARTS = (
    entry,
    start,
    jobs,
    submissions,
    review,
    reviewing,
    remarks,
    revisions,
    rivals,
    decisions,
    evidence,
    overview,
    ledger,
    together,
    notices,
    exports,
    papers,
    findings,
    steps,
    consequences,
    tasks,
    drafts,
    forms,
    rules,
    teams,
    phones,
    protection,
    visits,
    imports,
    users,
    settings,
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

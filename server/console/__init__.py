"""The office console: pages for people, in Chinese first and English second.

One file holds the views of one noun; what a page shows is read in `pages/`.
"""

from pathlib import Path

from flask import Blueprint, Flask
from flask_babel import Babel

from server.console import (
    across,
    advice,
    arrangements,
    audit,
    bulletins,
    checks,
    clue_papers,
    clues,
    conferences,
    consequences,
    decisions,
    distinct,
    door,
    drafts,
    draws,
    editor,
    editor_files,
    editor_moves,
    editor_rows,
    editor_sheets,
    enrolments,
    entities,
    entry,
    evidence,
    exports,
    findings,
    form,
    forms,
    imports,
    jobs,
    ledger,
    list_trials,
    measures,
    milestones,
    notice_templates,
    notices,
    outcomes,
    overview,
    papers,
    phones,
    photos,
    printed,
    proofs,
    protection,
    remarks,
    review,
    reviewing,
    revisions,
    rivals,
    rounds,
    rules,
    search,
    served,
    settings,
    shapes,
    start,
    steps,
    submissions,
    tasks,
    teams,
    themes,
    together,
    users,
    verifying,
    visits,
)
from server.language import language

TRANSLATIONS = Path(__file__).parent.parent / "translations"
PARTS = (
    entry,
    start,
    search,
    jobs,
    submissions,
    review,
    reviewing,
    verifying,
    remarks,
    revisions,
    rivals,
    decisions,
    evidence,
    overview,
    across,
    milestones,
    arrangements,
    draws,
    rounds,
    ledger,
    together,
    themes,
    advice,
    checks,
    measures,
    notices,
    notice_templates,
    served,
    printed,
    exports,
    bulletins,
    clues,
    clue_papers,
    conferences,
    audit,
    outcomes,
    papers,
    findings,
    distinct,
    list_trials,
    entities,
    steps,
    consequences,
    tasks,
    drafts,
    editor,
    editor_files,
    editor_moves,
    editor_rows,
    editor_sheets,
    forms,
    form,
    rules,
    teams,
    phones,
    enrolments,
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

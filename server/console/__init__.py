"""The office console: pages for people, in Chinese first and English second.

One file holds the views of one noun; what a page shows is read in `pages/`.
"""

from flask import Blueprint, Flask

from server.console import (
    decisions,
    door,
    entry,
    findings,
    forms,
    imports,
    ledger,
    phones,
    photos,
    review,
    rivals,
    shapes,
    start,
    submissions,
    teams,
    users,
    visits,
)

PARTS = (
    entry,
    start,
    submissions,
    review,
    rivals,
    decisions,
    ledger,
    findings,
    forms,
    teams,
    phones,
    visits,
    imports,
    users,
    photos,
)


def set_up(app: Flask) -> None:
    """Hang the console into the application, with its door before every page."""
    app.register_blueprint(made())


def made() -> Blueprint:
    """Make the console: one blueprint of all its parts."""
    blueprint = Blueprint("console", __name__)
    for part in PARTS:
        blueprint.register_blueprint(part.blueprint)
    door.hang(blueprint)
    shapes.hang(blueprint)
    return blueprint

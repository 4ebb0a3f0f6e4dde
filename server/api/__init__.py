"""The machines' face: the field app's JSON, tus, and OpenRosa for Collect."""

from __future__ import annotations

from flask import Flask
from flask_smorest import Api

from server.api import (
    begun,
    changes,
    described,
    drafts,
    enrolments,
    field_app,
    forms,
    health,
    openrosa,
    openrosa_forms,
    photos,
    protection,
    submissions,
    uploads,
    visits,
)

OPENAPI = {
    "API_TITLE": "Chafang field API",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "components": {
            "securitySchemes": {
                "device": {"type": "http", "scheme": "bearer"},
            }
        },
        "security": [{"device": []}],
    },
}
DESCRIBED = (
    enrolments,
    forms,
    visits,
    changes,
    begun,
    submissions,
    protection,
)
#: Described in words of our own, for they speak tus, XML and pictures.
PLAIN = (uploads, photos, openrosa, openrosa_forms, drafts, health)


def set_up(app: Flask) -> None:
    """Hang the routes into the application, with their description.

    The JSON ones describe themselves; the field app's own files are no API.
    """
    app.config.update(OPENAPI)
    api = Api()
    api.init_app(app)
    for room in DESCRIBED:
        api.register_blueprint(room.blueprint)
    for room in (*PLAIN, field_app):
        app.register_blueprint(room.blueprint)
    described.describe(app, api, {room.blueprint.name for room in PLAIN})

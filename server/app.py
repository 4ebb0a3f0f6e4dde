"""The application: settings in, everything tied together here and nowhere else."""

from __future__ import annotations

import secrets

from flask import Flask, Response, request

from media.filesystem import FilesystemStore
from media.photo import Darkroom
from media.store import Store
from media.upload import Partial
from server import db, problem
from server.api import set_up as set_up_api
from server.config import Settings
from server.console import set_up as set_up_console
from server.sealing import office_key

MEGABYTE = 1024 * 1024
#: Collect is told the same: X-OpenRosa-Accept-Content-Length.
LARGEST = 100 * MEGABYTE

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; "
    "script-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
)
FIELD_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self' data:; "
    "worker-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(self)",
}


def create_app(settings: Settings) -> Flask:
    """Make the application for these settings; touches the data folder only."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    app = Flask("server", static_folder="static", template_folder="templates")
    app.config.update(
        SECRET_KEY=secrets.token_hex(32),
        MAX_CONTENT_LENGTH=LARGEST + MEGABYTE,
        MAX_FORM_PARTS=1000,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["settings"] = settings
    app.extensions["store"] = _store(settings)
    app.extensions["darkroom"] = Darkroom()
    app.extensions["sealing"] = office_key(settings.data)
    app.extensions["partial"] = Partial(settings.data / "incoming")
    db.set_up(app, settings.database_url, settings.data)
    set_up_api(app)
    set_up_console(app)
    # Last: flask-smorest brings a handler of its own, and ours is the one that counts.
    problem.set_up(app)
    app.after_request(_head)
    return app


def _store(settings: Settings) -> Store:
    if settings.bucket is None:
        return FilesystemStore(settings.data / "media")
    from media.s3 import S3Store  # noqa: PLC0415 - boto3 costs a second to load

    bucket = settings.bucket
    return S3Store(
        bucket=bucket.name,
        endpoint=bucket.endpoint,
        region=bucket.region,
        access_key=bucket.access_key,
        secret_key=bucket.secret_key,
        addressing=bucket.addressing,
        prefix="",
        spool=settings.data / "spool",
    )


def _head(response: Response) -> Response:
    """Put the security headers on every answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    policy = FIELD_POLICY if request.path.startswith("/app/") else POLICY
    response.headers.setdefault("Content-Security-Policy", policy)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response

"""OpenAPI of what flask-smorest does not describe: tus, photos, OpenRosa, health.

Paths, methods and sentences are read from the routes themselves; only what a route
cannot tell (headers, bodies, statuses) is written here.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from flask_smorest import Api
from werkzeug.routing import Rule

from sync import tus

Operation = dict[str, Any]

VARIABLE = re.compile(r"<(?:(\w+):)?(\w+)>")
#: What the key in the path opens needs no header.
KEYED = ("/v1/key/", "/v1/test/")
#: Asked by machines that look after us, and by nobody with a key.
OPEN = ("health",)
UNTOLD = {"HEAD", "OPTIONS"}


def describe(app: Flask, api: Api, names: set[str]) -> None:
    """Add the routes of these blueprints to the description."""
    for rule in app.url_map.iter_rules():
        name = rule.endpoint.partition(".")[0]
        if name in names:
            view = app.view_functions[rule.endpoint]
            operations = dict(_operations(rule, name, view))
            api.spec.path(path=path(rule), rule=rule, operations=operations)


def path(rule: Rule) -> str:
    """Write a route as OpenAPI writes it."""
    return VARIABLE.sub(r"{\2}", rule.rule)


def methods(rule: Rule) -> set[str]:
    """Name the methods that are told: OPTIONS and HEAD only where they are meant."""
    told = set(rule.methods or ())
    return told - UNTOLD or told - {"OPTIONS"} or told


def _operations(
    rule: Rule, name: str, view: Callable[..., Any]
) -> Iterator[tuple[str, Operation]]:
    summary, _, more = (inspect.getdoc(view) or "").partition("\n")
    for method in sorted(methods(rule)):
        operation = {
            "tags": [name],
            "summary": summary,
            "responses": {"200": {"description": "What was asked for"}},
            **WRITTEN.get(rule.endpoint, {}),
        }
        if more.strip():
            operation["description"] = more.strip()
        if rule.rule.startswith(KEYED) or name in OPEN:
            operation["security"] = []
        yield method.lower(), operation


def _header(name: str, says: str, *, required: bool = True) -> Operation:
    schema = {"type": "string"}
    told = {"name": name, "in": "header", "description": says}
    return {**told, "required": required, "schema": schema}


def _query(name: str, says: str) -> Operation:
    schema = {"type": "string"}
    told = {"name": name, "in": "query", "description": says}
    return {**told, "required": False, "schema": schema}


def _answers(**told: str) -> Operation:
    return {status[1:]: {"description": says} for status, says in told.items()}


def _body(kind: str) -> Operation:
    binary = {"type": "string", "format": "binary"}
    return {"required": True, "content": {kind: {"schema": binary}}}


RESUMABLE = _header("Tus-Resumable", tus.VERSION)
OPENROSA = _header("X-OpenRosa-Version", "1.0")
MULTIPART = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["xml_submission_file"],
                "properties": {
                    "xml_submission_file": {"type": "string", "format": "binary"}
                },
                "additionalProperties": {"type": "string", "format": "binary"},
            }
        }
    },
}
#: By endpoint.
#: What Collect sends, to a form that is published or on trial.
TAKEN: Operation = {
    "parameters": [OPENROSA],
    "requestBody": MULTIPART,
    "responses": _answers(
        _201="Something new was kept", _202="Known", _400="Refused", _409="A rival"
    ),
}
WRITTEN: dict[str, Operation] = {
    "uploads.abilities": {"responses": _answers(_204="Version, extensions, limits")},
    "uploads.create": {
        "parameters": [
            RESUMABLE,
            _header("Upload-Length", "Bytes of the whole file"),
            _header("Upload-Metadata", "instance, filename and sha256, in base64"),
        ],
        "responses": _answers(_201="Location, Upload-Offset, Upload-Expires"),
    },
    "uploads.stand": {
        "parameters": [RESUMABLE],
        "responses": _answers(_200="Upload-Offset, Upload-Length", _404="It is gone"),
    },
    "uploads.extend": {
        "parameters": [
            RESUMABLE,
            _header("Upload-Offset", "Where the piece begins"),
            _header("Upload-Checksum", "sha1 or sha256, in base64", required=False),
        ],
        "requestBody": _body(tus.CONTENT_TYPE),
        "responses": _answers(
            _204="The new Upload-Offset",
            _409="Another offset: ask HEAD",
            _413="More than was announced",
            _460="The piece, or the whole file, has another hash",
        ),
    },
    "uploads.terminate": {
        "parameters": [RESUMABLE],
        "responses": _answers(_204="The upload is given up"),
    },
    "openrosa_forms.integrity": {
        "parameters": [_query("id", "Entities of the list, joined by commas")]
    },
    "openrosa.probe": {"responses": _answers(_204="Location, largest request")},
    "openrosa.receive": TAKEN,
    "drafts.probe": {"responses": _answers(_204="Location, largest request")},
    "drafts.receive": TAKEN,
}

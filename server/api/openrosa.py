"""OpenRosa's submission: what ODK Collect sends (interop study §4.1)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, request

from server.actions import submissions
from server.api import arrival
from server.api.arrival import Part
from server.api.asking import keyed
from server.db import writing
from server.errors import BadInput, InstanceConflict
from server.language import language
from sync import openrosa
from sync.decision import Decision

LARGEST = "100000000"
SAID = {
    "zh": ("已收到。", "此前已收到，没有新内容。"),
    "en": ("Received.", "Already received; nothing new."),
}

blueprint = Blueprint(
    "openrosa", __name__, url_prefix="/v1/key/<token>/projects/<int:n>"
)


@blueprint.url_value_preprocessor
def number_means_nothing(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Drop the project's number: the key says whose phone it is."""
    (values or {}).pop("n", None)


@blueprint.route("/submission", methods=["HEAD"])
def probe(token: str) -> Response:
    """Say that submissions are taken, and how large one request may be."""
    keyed(token)
    answer = make_response("", 204)
    answer.headers["Location"] = request.base_url
    return _headed(answer)


@blueprint.post("/submission")
def receive(token: str) -> Response:
    """Take in a submission, or more files of one: 201 when new, 202 when not."""
    actor, device = keyed(token)
    _version_named()
    envelope = arrival.envelope(device, _answers(), parts=_files())
    with writing() as session:
        reception = submissions.receive(session, actor, device, envelope)
    if reception.decision is Decision.CONFLICT:
        raise InstanceConflict(instance_id=envelope.instance.instance_id)
    new, known = SAID[language()]
    body = openrosa.response(new if reception.is_new else known, "submit_success")
    answer = make_response(body, 201 if reception.is_new else 202)
    answer.content_type = openrosa.CONTENT_TYPE
    return _headed(answer)


def _version_named() -> None:
    if openrosa.VERSION_HEADER not in request.headers:
        raise BadInput("openrosa_version_missing")


def _answers() -> bytes:
    part = request.files.get(openrosa.XML_PART)
    if part is not None:
        return part.stream.read()
    text = request.form.get(openrosa.XML_PART)
    if not text:
        raise BadInput("answers_missing")
    return text.encode()


def _files() -> list[Part]:
    """List the other parts: Collect names the field as it names the file."""
    return [
        Part(file.filename or name, file.stream)  # type: ignore[arg-type]
        for name, file in request.files.items(multi=True)
        if name != openrosa.XML_PART
    ]


def _headed(answer: Response) -> Response:
    answer.headers[openrosa.VERSION_HEADER] = openrosa.VERSION
    answer.headers[openrosa.LENGTH_HEADER] = LARGEST
    return answer

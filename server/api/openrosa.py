"""OpenRosa's submission: what ODK Collect sends (interop study §4.1)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, request

from server.actions import submissions
from server.api import arrival
from server.api.arrival import Part
from server.api.asking import keyed
from server.api.parts import Sent, parts_sent
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
    return headed(answer)


@blueprint.post("/submission")
def receive(token: str) -> Response:
    """Take in a submission, or more files of one: 201 when new, 202 when not."""
    actor, device = keyed(token)
    version_named()
    with parts_sent() as parts:
        envelope = arrival.envelope(
            device, answers_among(parts), parts=files_among(parts)
        )
    with writing() as session:
        reception = submissions.receive(session, actor, device, envelope)
    if reception.decision is Decision.CONFLICT:
        raise InstanceConflict(instance_id=envelope.instance.instance_id)
    new, known = SAID[language()]
    body = openrosa.response(new if reception.is_new else known, "submit_success")
    answer = make_response(body, 201 if reception.is_new else 202)
    answer.content_type = openrosa.CONTENT_TYPE
    return headed(answer)


def version_named() -> None:
    """Raise BadInput when a request names no version of OpenRosa."""
    if openrosa.VERSION_HEADER not in request.headers:
        raise BadInput("openrosa_version_missing")


def answers_among(parts: list[Sent]) -> bytes:
    """Read the answers among the parts of a request; raises BadInput without any."""
    part = next((one for one in parts if one.field == openrosa.XML_PART), None)
    answers = part.stream.read() if part else b""
    if not answers:
        raise BadInput("answers_missing")
    return answers


def files_among(parts: list[Sent]) -> list[Part]:
    """List the other parts: Collect names the field as it names the file."""
    return [
        Part(part.label or part.field, part.stream)
        for part in parts
        if part.field != openrosa.XML_PART and part.label is not None
    ]


def headed(answer: Response) -> Response:
    """Say which OpenRosa is spoken, and how large a request may be."""
    answer.headers[openrosa.VERSION_HEADER] = openrosa.VERSION
    answer.headers[openrosa.LENGTH_HEADER] = LARGEST
    return answer

"""Forms on trial, for ODK Collect: one draft, opened by its own token.

The same lists and the same submission as for published forms, beside them; what comes
in here is kept with the draft and goes with it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, make_response, request
from werkzeug.wrappers import Response as Answer

from media import photo
from server.actions import draft_tests, drafts
from server.actions.draft_tests import Sent
from server.api.arrival import Part
from server.api.files import sent as handed
from server.api.openrosa import answers_among, files_among, headed, version_named
from server.api.openrosa_forms import spoken
from server.api.parts import parts_sent
from server.api.versions import from_address, in_address
from server.config import Settings
from server.db import reading, writing
from server.errors import BadInput, NotFound
from server.language import language
from server.models import FormDraft
from sync import openrosa
from sync.openrosa import ListedForm, MediaFile

MARK = {"zh": "【测试】", "en": "[TEST] "}
SAID = {
    "zh": ("测试填报已收到；发布时连同照片一起删除。", "测试填报此前已收到。"),
    "en": (
        "Test received; it is deleted with its photos at publication.",
        "Test already received.",
    ),
}

blueprint = Blueprint(
    "drafts", __name__, url_prefix="/v1/test/<token>/projects/<int:n>"
)


@blueprint.url_value_preprocessor
def number_means_nothing(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Drop the project's number: the token says which draft it is."""
    (values or {}).pop("n", None)


@blueprint.get("/formList")
def form_list(token: str) -> Response:
    """List the one form that this token opens, marked as a test."""
    draft = drafts.by_token(reading(), token)
    wanted = request.args.get("formID", draft.form_id) == draft.form_id
    return spoken(openrosa.form_list([_listed(draft, token)] if wanted else []))


@blueprint.get("/forms/<form_id>/<version>/manifest")
def manifest(token: str, form_id: str, version: str) -> Response:
    """List the files of the draft."""
    draft = _draft(token, form_id, version)
    base = _form_url(draft, token)
    found = drafts.files(reading(), draft)
    return spoken(
        openrosa.manifest(
            [
                MediaFile(
                    name,
                    openrosa.md5_hash(found[name]),
                    f"{base}/media/{quote(name, safe='')}",
                )
                for name in sorted(found)
            ]
        )
    )


@blueprint.get("/forms/<form_id>/<version>/form.xml")
def form(token: str, form_id: str, version: str) -> Answer:
    """Send the draft's XForm, byte for byte what would be published."""
    found = _draft(token, form_id, version)
    return handed(found.xform, "application/xml; charset=utf-8")


@blueprint.get("/forms/<form_id>/<version>/media/<name>")
def media(token: str, form_id: str, version: str, name: str) -> Answer:
    """Send a file of the draft."""
    found = drafts.files(reading(), _draft(token, form_id, version)).get(name)
    if found is None:
        raise NotFound
    return handed(found)


@blueprint.route("/submission", methods=["HEAD"])
def probe(token: str) -> Response:
    """Say that tests are taken, and how large one request may be."""
    drafts.by_token(reading(), token)
    answer = make_response("", 204)
    answer.headers["Location"] = request.base_url
    return headed(answer)


@blueprint.post("/submission")
def receive(token: str) -> Response:
    """Take in a test, or more files of one: 201 when new, 202 when not."""
    draft = drafts.by_token(reading(), token)
    version_named()
    with parts_sent() as parts:
        tried = draft_tests.look(reading(), draft, answers_among(parts))
        files = [_sent(part) for part in files_among(parts)]
    with writing() as session:
        home = drafts.by_token(session, token)
        is_new = draft_tests.receive(session, home, tried, files)
    new, known = SAID[language()]
    body = openrosa.response(new if is_new else known, "submit_success")
    answer = make_response(body, 201 if is_new else 202)
    answer.content_type = openrosa.CONTENT_TYPE
    return headed(answer)


def _draft(token: str, form_id: str, version: str) -> FormDraft:
    draft = drafts.by_token(reading(), token)
    if (draft.form_id, draft.version) != (form_id, from_address(version)):
        raise NotFound
    return draft


def _sent(part: Part) -> Sent:
    content = part.stream.read(draft_tests.LARGEST_FILE + 1)
    if not content:
        raise BadInput("draft_file_empty")
    return Sent(part.name, photo.sniff(content[:32]), content)


def _form_url(draft: FormDraft, token: str) -> str:
    settings: Settings = current_app.extensions["settings"]
    base = f"{settings.base_url}/v1/test/{quote(token, safe='')}/projects/1"
    return f"{base}/forms/{quote(draft.form_id, safe='')}/{in_address(draft.version)}"


def _listed(draft: FormDraft, token: str) -> ListedForm:
    url = _form_url(draft, token)
    return ListedForm(
        form_id=draft.form_id,
        name=MARK[language()] + draft.title,
        version=draft.version,
        hash=f"md5:{draft.xform_md5}",
        download_url=f"{url}/form.xml",
        manifest_url=f"{url}/manifest" if draft.media_names else None,
    )

"""From named refusals to answers: the only place that knows statuses.

Three tongues: JSON for the field app, OpenRosa's XML for Collect, a page for
people. Each says what happened, what to do, and whether the data is safe.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from forms.errors import FormsError, InstanceError, WorkbookError
from media.errors import MediaError
from server import errors
from server.language import language
from server.texts import Text, say
from sync import openrosa
from sync.errors import SyncError

log = logging.getLogger(__name__)

#: By code where the class is too wide.
STATUS = {
    "not_found": 404,
    "enrolment_unknown": 404,
    "upload_gone": 404,
    "submission_unknown": 404,
    "opening_unknown": 404,
    "form_unknown": 404,
    "campaign_unknown": 404,
    "team_unknown": 404,
    "photo_missing": 404,
    "photo_unreadable": 404,
    "sign_in_wrong": 401,
    "upload_missing": 404,
    "unknown_predecessor": 404,
    "stale_edit": 409,
    "offset_conflict": 409,
    "upload_taken_over": 409,
    "upload_unfinished": 409,
    "checksum_mismatch": 460,
    "hash_mismatch": 460,
    "upload_too_long": 413,
    "too_large": 413,
    "blob_missing": 500,
    "blob_damaged": 500,
    "storage_full": 507,
    "storage_unavailable": 503,
    "storage_halted": 503,
}
BY_CLASS: tuple[tuple[type[Exception], int], ...] = (
    (errors.NotFound, 404),
    (errors.SignInNeeded, 401),
    (errors.DeviceUnknown, 401),
    (errors.NotAllowed, 403),
    (errors.Conflict, 409),
    (errors.Gone, 410),
    (errors.TooMany, 429),
    (errors.Incomplete, 422),
    (Exception, 400),
)
#: What the framework itself refuses, in our words.
FRAMEWORK = {404: "not_found", 405: "bad_input", 413: "too_large", 401: "not_allowed"}
#: Collect asks for a password at a 401, and a phone's key has none.
KEYLESS = ("device_unknown", "device_revoked")
RETRY_AFTER = {429: "60", 503: "30", 507: "300"}

Named = errors.Refusal | FormsError | MediaError | SyncError


def set_up(app: Flask) -> None:
    """Answer every refusal in the tongue of the face that was asked."""
    for kind in (errors.Refusal, FormsError, MediaError, SyncError):
        app.register_error_handler(kind, refused)
    app.register_error_handler(HTTPException, by_framework)
    for unusable in (DataError, RecursionError):
        app.register_error_handler(unusable, unfit)
    app.register_error_handler(Exception, fault)


def refused(error: Named) -> Response:
    """Answer a named refusal."""
    return _answer(status_of(error), error.code, words(error), error)


def by_framework(error: HTTPException) -> Response:
    """Answer what Flask or werkzeug refused; a redirect goes through as it is."""
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    code = FRAMEWORK.get(status, "bad_input" if status < 500 else "fault")
    where = getattr(error, "data", {}).get("messages", {})
    told = say("bad_json", {"where": where}, language()) if where else None
    return _answer(status, code, told or say(code, {}, language()), None)


def unfit(error: Exception) -> Response:
    """Answer what can be read but not be meant: a NUL in a name, endless nesting."""
    log.warning("unfit input: %s", type(error).__name__)
    return refused(errors.BadInput())


def fault(error: Exception) -> Response:
    """Answer what nobody foresaw; the log has the story, the answer has not."""
    log.error("unforeseen", exc_info=error)
    return _answer(500, "fault", say("fault", {}, language()), None)


def status_of(error: Exception) -> int:
    """Tell the HTTP status of a refusal."""
    known = STATUS.get(getattr(error, "code", ""))
    if known is not None:
        return known
    return next(status for kind, status in BY_CLASS if isinstance(error, kind))


def words(error: Named) -> Text:
    """Put a refusal into words of the asker's language."""
    if isinstance(error, FormsError):
        kind = "bad_json" if isinstance(error, InstanceError) else "bad_input"
        told = say(kind, {"where": ""}, language())
        return Text(error.text(language()), "", told.data_safe)
    return say(error.code, dict(error.values), language())


def _answer(status: int, code: str, text: Text, error: Named | None) -> Response:
    if request.path.startswith("/v1/"):
        answer = _openrosa(text)
        status = 403 if code in KEYLESS else status
    elif request.path.startswith("/api/"):
        answer = _json(code, text, error)
    else:
        answer = make_response(render_template("problem.html", text=text, code=code))
    answer.status_code = status
    if status in RETRY_AFTER:
        answer.headers["Retry-After"] = RETRY_AFTER[status]
    return answer


def _json(code: str, text: Text, error: Named | None) -> Response:
    return jsonify(
        code=code,
        title=text.title,
        what_to_do=text.what_to_do,
        data_safe=text.data_safe,
        details=_details(error),
    )


def _details(error: Named | None) -> dict[str, object]:
    if error is None:
        return {}
    if isinstance(error, WorkbookError):
        return {"problems": [one.text(language()) for one in error.problems]}
    return {name: str(value) for name, value in error.values.items()}


def _openrosa(text: Text) -> Response:
    message = " ".join(part for part in (text.title, text.what_to_do) if part)
    answer = make_response(openrosa.response(message, "error"))
    answer.content_type = openrosa.CONTENT_TYPE
    answer.headers[openrosa.VERSION_HEADER] = openrosa.VERSION
    return answer

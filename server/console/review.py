"""The review page of one submission, and what is decided about the whole of it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from server.actions import access, findings, judging
from server.console.asked import in_page, of_campaign
from server.console.desk import here
from server.console.pages import queue, review
from server.console.said import say
from server.db import reading, writing
from server.language import language
from server.models import Submission

blueprint = Blueprint("review", __name__)
PATH = "/c/<campaign>/submissions/<key>"


@blueprint.get(PATH)
def show(key: str) -> str:
    """Show answers, photos and candidates of a submission."""
    return render_template("review.html", page=_page(key, request.args.get("photo")))


@blueprint.get(f"{PATH}/photos/<photo>")
def photo(key: str, photo: str) -> ResponseReturnValue:
    """Show another photo in the page that is open."""
    _of(reading(), key, "submission.read")
    if not in_page():
        return redirect(url_for("console.review.show", key=key, photo=photo), 303)
    return render_template("review/_photo_swap.html", page=_page(key, photo))


@blueprint.post(f"{PATH}/submit")
def submit(key: str) -> ResponseReturnValue:
    """Send what the team confirmed to review."""
    with writing() as session:
        submission = _of(session, key, "finding.confirm")
        findings.submit(session, here().actor, submission)
    return say(_back(key), "submitted")


@blueprint.get(f"{PATH}/return")
def ask_return(key: str) -> str:
    """Ask for the reason and the notes of a return to the phone."""
    _of(reading(), key, "submission.review")
    page = _page(key, None)
    return render_template("review/return.html", page=page, in_page=in_page())


@blueprint.post(f"{PATH}/return")
def send_back(key: str) -> ResponseReturnValue:
    """Return the submission to the phone."""
    reason = request.form.get("reason", "")
    with writing() as session:
        submission = _of(session, key, "submission.review")
        judging.send_back(session, here().actor, submission, reason, _notes())
    return say(_back(key), "sent_back")


@blueprint.post(f"{PATH}/accept")
def accept(key: str) -> ResponseReturnValue:
    """Let the submission pass and go on to the next."""
    desk = here()
    after = queue.read(reading(), desk.actor, desk.campaign, key).after
    with writing() as session:
        submission = _of(session, key, "submission.review")
        judging.accept(session, desk.actor, submission)
    return say(_back(after or key), "passed")


def _page(key: str, photo: str | None) -> review.Page:
    desk = here()
    submission = _of(reading(), key, "submission.read")
    return review.read(
        reading(), desk.actor, desk.campaign, submission, language(), photo or ""
    )


def _of(session: Session, key: str, verb: str) -> Submission:
    return of_campaign(access.submission(session, here().actor, key, verb))


def _back(key: str) -> Response:
    return Response(
        status=303, headers={"Location": url_for("console.review.show", key=key)}
    )


def _notes() -> list[dict[str, str]]:
    """Read the notes as they were typed: question, row, text; empty ones fall out."""
    fields = [request.form.getlist(name) for name in ("question", "row", "note")]
    return [
        {"question": question, "repeat_uuid": row, "text": text.strip()}
        for question, row, text in zip(*fields, strict=False)
        if text.strip()
    ]

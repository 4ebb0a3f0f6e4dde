"""The responsible unit's desk: only what was assigned to it, and what it does."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy.orm import Session

from server.actions import access, redaction
from server.actions.access import Actor
from server.actions.life import assignment, more_time, work
from server.actions.life.work import Measure, Stored
from server.console.asked import day, of_campaign, told
from server.console.brought import stored
from server.console.desk import here
from server.console.originals import small
from server.console.pages import advice, checks, notices, tasks
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput, NotFound
from server.models import Finding, Rectification, RectificationMeasure

blueprint = Blueprint("tasks", __name__)
#: The longer edge of what a unit sees of a photo: re-encoded, without its EXIF.
EDGE = 1600
COPY = f"copy-{EDGE}"


@blueprint.get("/c/<campaign>/tasks")
def show() -> str:
    """Show what the unit owes, the most urgent open."""
    return _desk(None)


@blueprint.get("/c/<campaign>/tasks/<key>")
def one(key: str) -> str:
    """Show one task beside the list."""
    return _desk(key)


@blueprint.post("/c/<campaign>/tasks/<key>/<step>")
def take(key: str, step: str) -> Response:
    """Do something about a task; what it brings is stored before it is written."""
    if step not in DOES:
        raise NotFound
    access.rectification(reading(), here().actor, key)
    files = stored(here().campaign, "proofs")
    with writing() as session:
        owed = of_campaign(access.rectification(session, here().actor, key))
        finding = session.get_one(Finding, owed.finding_id)
        DOES[step](session, here().actor, finding, owed, files)
    place = url_for("console.tasks.one", key=key)
    gone = step == "dispute"
    place = url_for("console.tasks.show") if gone else place
    return say(Response(status=303, headers={"Location": place}), f"task_{step}")


@blueprint.get("/c/<campaign>/tasks/photos/<key>")
def photo(key: str) -> Response:
    """Show a unit a released photo: developed anew, never the original bytes."""
    found = of_campaign(access.evidence(reading(), here().actor, key))
    leaves = redaction.leaving(reading(), [found]).get(found.id)
    if leaves is None:
        raise NotFound
    return small(here().campaign.room, leaves.sha256, COPY, EDGE)


def _desk(key: str | None) -> str:
    page = tasks.read(reading(), here().actor, here().campaign, key)
    advised = advice.owed(reading(), here().actor, here().campaign)
    checked = checks.owed(reading(), here().actor, here().campaign)
    served = notices.owed(reading(), here().actor, here().campaign)
    return render_template(
        "tasks.html", page=page, advised=advised, served=served, checked=checked
    )


Does = Callable[[Session, Actor, Finding, Rectification, list[Stored]], object]


def _plan(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    _files: list[Stored],
) -> None:
    measure = Measure(
        text=told("text"),
        scope=told("scope") or "point",
        horizon=told("horizon") or "now",
        owner_post=told("post"),
        due_on=day("due_on"),
    )
    work.plan(session, actor, finding, owed, measure)


def _note(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    files: list[Stored],
) -> None:
    progress = told("progress")
    if not progress.isdecimal():
        raise BadInput("progress_unknown")
    work.note(session, actor, finding, owed, told("text"), int(progress))
    if files:
        work.bring(session, actor, finding, owed, files)


def _ask_time(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    _files: list[Stored],
) -> None:
    new = day("due_on")
    if new is None:
        raise BadInput("due_not_later")
    more_time.ask_for_time(session, actor, finding, owed, new, told("reason"))


def _report(
    session: Session,
    actor: Actor,
    finding: Finding,
    owed: Rectification,
    files: list[Stored],
) -> None:
    if files:
        work.bring(session, actor, finding, owed, files)
    work.report(session, actor, finding, owed, told("text"))


DOES: dict[str, Does] = {
    "acknowledge": lambda s, a, f, o, _: assignment.acknowledge(s, a, f, o),
    "dispute": lambda s, a, f, o, _: assignment.dispute(s, a, f, o, told("reason")),
    "plan": _plan,
    "done": lambda s, a, f, o, _: work.fulfil(s, a, f, _measure(s, o)),
    "explain": lambda s, a, f, o, _: work.explain(
        s, a, f, _measure(s, o), told("reason")
    ),
    "note": _note,
    "prove": work.bring,
    "time": _ask_time,
    "report": _report,
}


def _measure(session: Session, owed: Rectification) -> RectificationMeasure:
    """Find the measure that is meant, among this unit's own."""
    found = session.scalar(
        RectificationMeasure.of(owed.finding_id).where(
            RectificationMeasure.key == told("measure"),
            RectificationMeasure.rectification_id == owed.id,
        )
    )
    if found is None:
        raise NotFound
    return found

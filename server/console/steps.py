"""The steps of a finding's life that an office, a verifier or a leader takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import aside, assignment, statements, verification, work
from server.actions.life.assignment import Assignment
from server.actions.life.verification import Failure
from server.actions.life.work import Stored
from server.console.asked import of_campaign
from server.console.brought import stored
from server.console.desk import here
from server.console.pages import steps
from server.console.pages.steps import ASKS, Ask
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput, NotFound, WrongState
from server.models import Finding, Unit

blueprint = Blueprint("steps", __name__)
PATH = "/c/<campaign>/findings/<key>/steps/<step>"


@blueprint.get(PATH)
def ask(key: str, step: str) -> str:
    """Ask what a step needs."""
    asked = _ask(step)
    finding = _of(reading(), key, asked)
    page = steps.read(reading(), here().campaign, finding, asked)
    return render_template("step.html", page=page)


@blueprint.post(PATH)
def take(key: str, step: str) -> Response:
    """Take a step; what it brings is stored before anything is written."""
    asked = _ask(step)
    _of(reading(), key, asked)
    files = stored(here().campaign, "proofs")
    with writing() as session:
        DOES[step](session, here().actor, _of(session, key, asked), files)
    return say(_to(key), f"step_{step}")


def _ask(step: str) -> Ask:
    if step not in ASKS:
        raise NotFound
    return ASKS[step]


def _of(session: Session, key: str, asked: Ask) -> Finding:
    return of_campaign(access.finding(session, here().actor, key, asked.verb))


def _to(key: str) -> Response:
    place = url_for("console.findings.show", key=key)
    return Response(status=303, headers={"Location": place})


Does = Callable[[Session, Actor, Finding, list[Stored]], object]


def _assign(session: Session, actor: Actor, finding: Finding, _f: list[Stored]) -> None:
    given = Assignment(
        lead=_unit(session, "unit"),
        requirement=_told("requirement"),
        due_on=_day("due_on"),
        assist=_units(session, "assist"),
        oversight=_unit(session, "oversight"),
        root=_unit(session, "root"),
        root_level=_told("root_level"),
        responsible_post=_told("post"),
    )
    assignment.assign(session, actor, finding, given)


def _fix(session: Session, actor: Actor, finding: Finding, files: list[Stored]) -> None:
    work.prove(session, actor, finding, None, files)
    verification.fix_on_spot(session, actor, finding)


def _merge(session: Session, actor: Actor, finding: Finding, _f: list[Stored]) -> None:
    numbered = access.findings(actor, here().campaign).where(
        Finding.finding_no == _told("into").strip()
    )
    into = session.scalar(numbered)
    if into is None:
        raise BadInput("merge_target_wrong")
    aside.merge(session, actor, finding, into)


def _answer(session: Session, actor: Actor, finding: Finding, *, granted: bool) -> None:
    asked = steps.open_request(session, finding)
    if asked is None:
        raise WrongState
    work.answer_for_time(session, actor, finding, asked, granted)


DOES: dict[str, Does] = {
    "assign": _assign,
    "fix_on_spot": _fix,
    "merge": _merge,
    "pass": lambda s, a, f, _: verification.pass_(s, a, f, _told("comment")),
    "fail": lambda s, a, f, _: verification.fail(s, a, f, _failure()),
    "object": lambda s, a, f, _: verification.object_to(s, a, f, _told("reason")),
    "close": lambda s, a, f, _: verification.close(s, a, f),
    "reopen": lambda s, a, f, _: verification.reopen(
        s, a, f, _told("reason"), _failure()
    ),
    "grant_time": lambda s, a, f, _: _answer(s, a, f, granted=True),
    "refuse_time": lambda s, a, f, _: _answer(s, a, f, granted=False),
    "escalate": lambda s, a, f, _: assignment.escalate(
        s, a, f, _told("level"), _told("reason")
    ),
    "clear": lambda s, a, f, _: aside.propose(s, a, f, "cleared", _told("reason")),
    "exempt": lambda s, a, f, _: aside.propose(s, a, f, "exempted", _told("reason")),
    "agree": lambda s, a, f, _: aside.agree(s, a, f),
    "decline": lambda s, a, f, _: aside.decline(s, a, f),
    "statement": lambda s, a, f, _: statements.keep(
        s, a, f, _told("unit_text"), _told("text")
    ),
}


def _failure() -> Failure:
    return Failure(_told("comment"), _day("due_on"))


def _told(field: str) -> str:
    return request.form.get(field, "")


def _day(field: str) -> date | None:
    text = _told(field)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput("date_unknown") from None


def _unit(session: Session, field: str) -> Unit | None:
    return next(iter(_units(session, field)), None)


def _units(session: Session, field: str) -> tuple[Unit, ...]:
    keys = [key for key in request.form.getlist(field) if key]
    chosen = select(Unit).where(Unit.key.in_(keys))
    home = here().campaign.id
    return tuple(session.scalars(chosen.where(Unit.campaign_id == home)))

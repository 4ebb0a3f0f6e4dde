"""Self-checks: begun from a finding, answered by units, looked at by teams."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, self_checks
from server.actions.self_checks import Asked
from server.console.asked import day, of_campaign, told
from server.console.desk import here
from server.console.pages import checks as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound
from server.models import SelfCheck, SelfCheckTask, SelfReport, Team

blueprint = Blueprint("checks", __name__)
PATH = "/c/<campaign>/checks"
OWN = "/c/<campaign>/tasks/checks/<key>"


@blueprint.get(PATH)
def show() -> str:
    """List the self-checks."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "theme.read")
    page = pages.listed(reading(), desk.actor, desk.campaign)
    return render_template("checks.html", page=page)


@blueprint.get("/c/<campaign>/findings/<key>/extend")
def ask(key: str) -> str:
    """Ask which units shall look for the same at home."""
    desk = here()
    found = of_campaign(access.finding(reading(), desk.actor, key, "finding.assign"))
    page = pages.new(reading(), desk.actor, desk.campaign, found)
    return render_template("check_new.html", page=page)


@blueprint.post("/c/<campaign>/findings/<key>/extend")
def start(key: str) -> Response:
    """Ask them."""
    with writing() as session:
        actor = here().actor
        found = of_campaign(access.finding(session, actor, key, "finding.assign"))
        given = Asked(told("region"), told("kind"), told("words"), day("due_on"))
        begun = self_checks.start(session, actor, found, given).key
    return _back(url_for("console.checks.one", key=begun), "check_started")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Show who answered what."""
    desk = here()
    found = _check(reading(), key, "theme.read")
    page = pages.read(reading(), desk.actor, desk.campaign, found)
    return render_template("check.html", page=page)


@blueprint.post(f"{PATH}/<key>/<any(again, send, decline):verb>")
def decide(key: str, verb: str) -> Response:
    """Ask a unit again, send a team to what it found, or say why not."""
    with writing() as session:
        check = _check(session, key, "advice.issue")
        if verb == "again":
            task = _task(session, check)
            self_checks.ask_again(session, here().actor, task, told("why"))
        elif verb == "send":
            report = _report(session, check)
            self_checks.send(
                session, here().actor, report, _team(session), day("visit_on")
            )
        else:
            report = _report(session, check)
            self_checks.decline(session, here().actor, report, told("why"))
    return _back(url_for("console.checks.one", key=key), f"check_{verb}")


@blueprint.get(OWN)
def own(key: str) -> str:
    """Show a unit what it is asked."""
    check, line = pages.own(reading(), _own(reading(), key))
    return render_template("check_own.html", check=check, line=line)


@blueprint.post(f"{OWN}/answer")
def answer(key: str) -> Response:
    """Let a unit say what it found: nothing, or these."""
    reports = told("reports").splitlines() if told("found") == "some" else []
    with writing() as session:
        task = _own(session, key)
        self_checks.answer(session, here().actor, task, told("words"), reports)
    return _back(url_for("console.checks.own", key=key), "check_answered")


def _check(session: Session, key: str, verb: str) -> SelfCheck:
    return of_campaign(access.self_check(session, here().actor, key, verb))


def _own(session: Session, key: str) -> SelfCheckTask:
    mine = access.own_checks(here().actor, here().campaign)
    found = session.scalar(mine.where(SelfCheckTask.key == key))
    if found is None:
        raise NotFound
    return found


def _task(session: Session, check: SelfCheck) -> SelfCheckTask:
    chosen = SelfCheckTask.of(check.id).where(SelfCheckTask.key == told("task"))
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    return found


def _report(session: Session, check: SelfCheck) -> SelfReport:
    found = session.scalar(
        select(SelfReport)
        .join(SelfCheckTask, SelfCheckTask.id == SelfReport.task_id)
        .where(
            SelfCheckTask.self_check_id == check.id, SelfReport.key == told("report")
        )
    )
    if found is None:
        raise NotFound
    return found


def _team(session: Session) -> Team:
    return of_campaign(access.team(session, here().actor, told("team"), "team.read"))


def _back(place: str, word: str) -> Response:
    return say(Response(status=303, headers={"Location": place}), word)

"""The steps of a finding's life that an office, a verifier or a leader takes."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, evidence, referrals
from server.actions.access import Actor
from server.actions.life import (
    aside,
    assignment,
    more_time,
    sorting,
    statements,
    verification,
    work,
)
from server.actions.life.assignment import Assignment
from server.actions.life.moves import held
from server.actions.life.sorting import Origin
from server.actions.life.verification import Failure
from server.actions.life.work import Stored
from server.actions.referrals import Handing
from server.console.asked import day, of_campaign, told
from server.console.brought import stored
from server.console.clues import opener
from server.console.desk import here
from server.console.pages import steps
from server.console.pages.asks import ASKS, Ask
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput, NotFound, WrongState
from server.models import Extension, Finding, Unit

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


@blueprint.post(
    "/c/<campaign>/findings/<key>/photos/<photo>/<any(release, withhold):verb>"
)
def show_photo(key: str, photo: str, verb: str) -> Response:
    """Let the responsible unit see a photo, or no longer."""
    act = {"release": evidence.release, "withhold": evidence.withhold}[verb]
    with writing() as session:
        actor = here().actor
        finding = of_campaign(access.finding(session, actor, key, "finding.review"))
        act(session, actor, finding, access.attachment(session, actor, photo))
    return say(_to(key), f"photo_{verb}")


@blueprint.post(
    "/c/<campaign>/findings/<key>/proofs/<proof>/<any(release, withhold):verb>"
)
def show_proof(key: str, proof: str, verb: str) -> Response:
    """Let a unit's picture leave the office, or no longer."""
    act = {"release": evidence.release_proof, "withhold": evidence.withhold_proof}[verb]
    with writing() as session:
        actor = here().actor
        finding = of_campaign(access.finding(session, actor, key, "finding.review"))
        act(session, actor, finding, access.proof(session, actor, proof))
    return say(_to(key), f"proof_{verb}")


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
        requirement=told("requirement"),
        due_on=day("due_on"),
        assist=_units(session, "assist"),
        oversight=_units(session, "oversight"),
        root=_unit(session, "root"),
        root_level=told("root_level"),
        responsible_post=told("post"),
    )
    assignment.assign(session, actor, finding, given)


def _handing() -> Handing:
    words = told("to_unit"), told("digest"), told("reason")
    return Handing(*words, day("referred_on"))


def _fix(session: Session, actor: Actor, finding: Finding, files: list[Stored]) -> None:
    held(session, finding, "fix_on_spot")
    work.prove(session, actor, finding, None, files)
    verification.fix_on_spot(session, actor, finding)


def _merge(session: Session, actor: Actor, finding: Finding, _f: list[Stored]) -> None:
    numbered = access.findings(actor, here().campaign).where(
        Finding.finding_no == told("into").strip()
    )
    into = session.scalar(numbered)
    if into is None:
        raise BadInput("merge_target_wrong")
    aside.merge(session, actor, finding, into)


def _asked(session: Session, finding: Finding) -> Extension:
    asked = steps.open_request(session, finding)
    if asked is None:
        raise WrongState
    return asked


DOES: dict[str, Does] = {
    "assign": _assign,
    "fix_on_spot": _fix,
    "merge": _merge,
    "pass": lambda s, a, f, _: verification.pass_(s, a, f, told("comment")),
    "fail": lambda s, a, f, _: verification.fail(s, a, f, _failure()),
    "object": lambda s, a, f, _: verification.object_to(s, a, f, told("reason")),
    "close": lambda s, a, f, _: verification.close(s, a, f),
    "reopen": lambda s, a, f, _: verification.reopen(
        s, a, f, told("reason"), _failure()
    ),
    "grant_time": lambda s, a, f, _: more_time.grant_time(s, a, f, _asked(s, f)),
    "refuse_time": lambda s, a, f, _: more_time.refuse_time(s, a, f, _asked(s, f)),
    "escalate": lambda s, a, f, _: assignment.escalate(
        s, a, f, told("level"), told("reason")
    ),
    "clear": lambda s, a, f, _: aside.propose(s, a, f, "cleared", told("reason")),
    "exempt": lambda s, a, f, _: aside.propose(s, a, f, "exempted", told("reason")),
    "agree": lambda s, a, f, _: aside.agree(s, a, f),
    "decline": lambda s, a, f, _: aside.decline(s, a, f),
    "reclassify": lambda s, a, f, _: sorting.reclassify(
        s, a, f, told("category"), told("severity"), told("reason")
    ),
    "trace": lambda s, a, f, _: sorting.trace(s, a, f, _origin(s)),
    "refer": lambda s, a, f, _: referrals.refer(s, a, opener(), f, _handing()),
    "statement": lambda s, a, f, _: statements.keep(
        s, a, f, told("unit_text"), told("text")
    ),
}


def _failure() -> Failure:
    return Failure(told("comment"), day("due_on"))


def _origin(session: Session) -> Origin:
    return Origin(
        manifest_level=told("manifest_level"),
        site=_unit(session, "site"),
        root_level=told("root_level"),
        root=_unit(session, "root"),
        cause_class=told("cause_class"),
        cause_text=told("cause_text"),
    )


def _unit(session: Session, field: str) -> Unit | None:
    return next(iter(_units(session, field)), None)


def _units(session: Session, field: str) -> tuple[Unit, ...]:
    keys = [key for key in request.form.getlist(field) if key]
    chosen = select(Unit).where(Unit.key.in_(keys))
    home = here().campaign.id
    return tuple(session.scalars(chosen.where(Unit.campaign_id == home)))

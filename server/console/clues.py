"""Clues: their register, a new one by hand, and the steps of each."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.clues import findings, registering, steps, transfers
from server.actions.clues.findings import Turned
from server.actions.clues.registering import Told
from server.actions.clues.steps import Parts
from server.actions.clues.transfers import Letter
from server.actions.findings import Edits
from server.console.asked import day, of_campaign, told
from server.console.desk import here
from server.console.pages import clue as one_page
from server.console.pages import clues as pages
from server.console.pages import forms
from server.console.said import say
from server.db import reading, writing
from server.models import Clue
from server.sealing import Opener

blueprint = Blueprint("clues", __name__)
PATH = "/c/<campaign>/clues"
Step = Callable[[Session, Actor, Clue], object]


@blueprint.get(PATH)
def show() -> str:
    """Show the register, as the address chooses."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "clue.read")
    page = pages.listed(reading(), desk.actor, desk.campaign, request.args)
    return render_template("clues.html", page=page)


@blueprint.get(f"{PATH}/new")
def new() -> str:
    """Ask what is written down of a clue."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "clue.work")
    page = pages.new(reading(), desk.actor, desk.campaign)
    return render_template("clue_new.html", page=page)


@blueprint.post(PATH)
def register() -> Response:
    """Take a clue into the register."""
    desk = here()
    with writing() as session:
        home = access.campaign(session, desk.actor, desk.code, "clue.work")
        made = registering.register(session, desk.actor, home, opener(), _told())
        key = made.key
    return _back(key, "register")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Show a clue, as far as its reader may."""
    desk, found = here(), _found(reading(), key, "clue.read")
    page = one_page.read(reading(), desk.actor, desk.campaign, found, opener())
    return render_template("clue.html", page=page)


@blueprint.post(f"{PATH}/<key>/open")
def open_content(key: str) -> Response:
    """Let this person read what was said in full, and write down why."""
    with writing() as session:
        found = _found(session, key, "clue.work")
        registering.open_content(session, here().actor, found, told("reason"))
    return _back(key, "open")


@blueprint.post(f"{PATH}/<key>/<step>")
def take(key: str, step: str) -> Response:
    """Take a step."""
    act = forms.known(DOES, step)
    with writing() as session:
        act(session, here().actor, _found(session, key, "clue.work"))
    return _back(key, step)


@blueprint.post(f"{PATH}/<key>/transfers/<transfer>/<step>")
def hear(key: str, transfer: str, step: str) -> Response:
    """Write down what another body says of a clue that was handed on."""
    with writing() as session:
        actor = here().actor
        sent = of_campaign(access.clue_transfer(session, actor, key, transfer))
        heard = forms.known(transfers.HEARD, step)
        transfers.told(session, actor, sent, heard, told("words"), day("day"))
    return _back(key, f"transfer_{step}")


def opener() -> Opener:
    """Give what opens that which was sealed to this office."""
    found: Opener = current_app.extensions["sealing"]
    return found


def names(field: str) -> tuple[str, ...]:
    """Read units that a form names, one a line."""
    lines = (line.strip() for line in told(field).splitlines())
    return tuple(line for line in lines if line)


def _plain(step: str) -> Step:
    def act(session: Session, actor: Actor, found: Clue) -> None:
        steps.take(session, actor, found, steps.PLAIN[step], told("words"))

    return act


def _amend(session: Session, actor: Actor, found: Clue) -> None:
    registering.amend(session, actor, found, _told())


def _assign(session: Session, actor: Actor, found: Clue) -> None:
    slots = {slot: told(slot) for slot in ("room", "stationed", "local")}
    parts = Parts(told("lead"), names("assist"), **slots)
    steps.assign(session, actor, found, parts, day("due_on"), told("words"))


def _letter() -> Letter:
    due_on, sent_on = day("due_on"), day("sent_on")
    return Letter(told("to_unit"), told("words"), due_on, told("papers"), sent_on)


def _become(session: Session, actor: Actor, found: Clue) -> None:
    into = Turned(told("finding_no").strip(), told("submission"))
    findings.turn(session, actor, found, into, _edits())


def _edits() -> Edits:
    return Edits(
        title=told("title"),
        description=told("description"),
        category_code=told("category"),
        severity=told("severity"),
        responsible_text=told("responsible"),
        responsible_unit_id=None,
        evidence=(),
    )


DOES: dict[str, Step] = {
    **{step: _plain(step) for step in steps.PLAIN},
    "amend": _amend,
    "assign": _assign,
    "hand_back": lambda s, a, c: steps.hand_back(s, a, c, told("words")),
    "more_time": lambda s, a, c: steps.more_time(s, a, c, day("due_on"), told("words")),
    "conclude": lambda s, a, c: steps.conclude(s, a, c, told("outcome"), told("words")),
    "answer": lambda s, a, c: steps.answer(s, a, c, told("words"), day("day")),
    "pass_on": lambda s, a, c: transfers.pass_on(s, a, c, _letter()),
    "transfer": lambda s, a, c: transfers.transfer(s, a, c, _letter()),
    "become": _become,
}


def _told() -> Told:
    return Told(
        region_code=told("region"),
        source=told("source"),
        received_on=day("received_on"),
        content=told("content"),
        digest=told("digest"),
        sub_source=told("sub_source"),
        external_no=told("external_no"),
        unit_named=told("unit_named"),
        place_code=told("place"),
        category_code=told("category"),
        key=told("once"),
    )


def _found(session: Session, key: str, verb: str) -> Clue:
    return of_campaign(access.clue(session, here().actor, key, verb))


def _back(key: str, word: str) -> Response:
    place = url_for("console.clues.one", key=key)
    response = Response(status=303, headers={"Location": place})
    return say(response, f"clue_{word}")

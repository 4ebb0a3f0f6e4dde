"""The settings of a campaign: changed one by one, tried first where rules ask them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.actions import phases, setting_changes
from server.actions.settings import DAYS, HEADS
from server.console.asked import managed, office, told
from server.console.desk import here
from server.console.pages import forms, settings
from server.console.said import say
from server.db import reading, writing
from server.errors import NotFound

blueprint = Blueprint("settings", __name__)
PATH = "/c/<campaign>/settings"
VERBS = {
    "apply": (setting_changes.apply, "settings_applied"),
    "again": (setting_changes.try_again, "settings_tried"),
    "drop": (setting_changes.drop, "settings_dropped"),
}


@blueprint.get(PATH)
def show() -> str:
    """Show every setting in words, what is being tried, and what was changed."""
    page = settings.read(reading(), office())
    return render_template("settings.html", page=page, names=settings)


@blueprint.post(f"{PATH}/phase")
def move() -> Response:
    """Bring the campaign to another phase."""
    with writing() as session:
        campaign = managed(session)
        phases.move(session, here().actor, campaign, told("to"), told("reason"))
    return say(_back(), "phase_moved")


@blueprint.post(f"{PATH}/<setting>")
def change(setting: str) -> ResponseReturnValue:
    """Change one setting, or begin to try it."""
    office()
    given = {setting: forms.known(FIELDS, setting)()}
    with writing() as session:
        campaign = managed(session)
        done = setting_changes.change(session, here().actor, campaign, given)
    tried = done.trial is not None and setting in done.trial.settings
    return say(_back(), "settings_tried" if tried else "settings_saved")


@blueprint.post(f"{PATH}/trial/<verb>")
def decide(verb: str) -> ResponseReturnValue:
    """Put what was tried in force, try it again, or leave everything as it is."""
    act, word = forms.known(VERBS, verb)
    with writing() as session:
        trial = setting_changes.trial_of(session, managed(session))
        if trial is None:
            raise NotFound
        act(session, here().actor, trial)
    return say(_back(), word)


def _days() -> Mapping[str, str]:
    return {severity: told(severity) for severity in DAYS}


def _parameters() -> Mapping[str, str]:
    names, values = request.form.getlist("name"), request.form.getlist("value")
    pairs = zip(names, values, strict=False)
    return {name.strip(): value.strip() for name, value in pairs if name.strip()}


def _plan() -> list[Mapping[str, str]]:
    """Read the rows of the plan; a row without a title is taken away."""
    columns = (request.form.getlist(name) for name in ("title", "from", "to"))
    rows = zip(*columns, strict=False)
    return [
        {"title": title, "from": since, "to": until}
        for title, since, until in rows
        if title.strip()
    ]


#: How the fields of each setting are read.
FIELDS: Mapping[str, Callable[[], Any]] = {
    "days": _days,
    "parameters": _parameters,
    "plan_bases": _plan,
    "distance_m": lambda: told("distance_m"),
    "hold": lambda: told("hold"),
    "hold_share": lambda: told("hold_share"),
    "verification_levels": lambda: request.form.getlist("level"),
    "notice_days": lambda: told("notice_days"),
    "zones_count": lambda: told("zones_count"),
    "personal_data": lambda: told("personal_data"),
    "bulletin_units": lambda: told("bulletin_units"),
    "notice_heads": lambda: {
        kind: told(kind).strip() for kind in HEADS if kind in request.form
    },
}


def _back() -> Response:
    place = url_for("console.settings.show")
    return Response(status=303, headers={"Location": place})

"""Themes: a board on which findings are put side by side, and each theme's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import access, themes
from server.actions.access import Actor
from server.actions.themes import Words
from server.console.asked import of_campaign, told
from server.console.desk import here
from server.console.pages import advice, forms, measures
from server.console.pages import themes as pages
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput
from server.models import Finding, IssueTheme

blueprint = Blueprint("themes", __name__)
PATH = "/c/<campaign>/themes"
#: As many findings as are put into a theme at once.
MOST = 100


@blueprint.get(PATH)
def show() -> str:
    """Show the themes beside the findings that the address asks for."""
    desk = here()
    access.campaign(reading(), desk.actor, desk.code, "theme.read")
    page = pages.board(reading(), desk.actor, desk.campaign, request.args)
    return render_template("themes.html", page=page)


@blueprint.post(PATH)
def draw() -> Response:
    """Draw a theme."""
    desk = here()
    with writing() as session:
        home = access.campaign(session, desk.actor, desk.code, "theme.write")
        themes.draw(session, desk.actor, home, told("region"), _words())
    return _back(url_for("console.themes.show"), "theme_drawn")


@blueprint.post(f"{PATH}/put")
def put() -> Response:
    """Put the chosen findings into the theme that was picked."""
    keys = list(dict.fromkeys(request.form.getlist("finding")))
    if not 0 < len(keys) <= MOST:
        raise BadInput("theme_nothing_chosen", most=MOST)
    with writing() as session:
        theme = _own(session, told("theme"))
        themes.put(session, here().actor, theme, [_seen(session, one) for one in keys])
    fields: dict[str, Any] = request.args.to_dict()
    return _back(url_for("console.themes.show", **fields), "theme_put")


@blueprint.get(f"{PATH}/<key>")
def one(key: str) -> str:
    """Show a theme: its findings, where they are rooted, and what is done."""
    found = of_campaign(access.theme(reading(), here().actor, key, "theme.read"))
    page = pages.read(reading(), here().actor, here().campaign, found)
    advised = advice.of_theme(reading(), found)
    made = measures.of_theme(reading(), found)
    return render_template("theme.html", page=page, advised=advised, made=made)


@blueprint.post(f"{PATH}/<key>/<verb>")
def change(key: str, verb: str) -> Response:
    """Write a theme anew, take a finding out, close it, or open it again."""
    act = forms.known(VERBS, verb)
    with writing() as session:
        act(session, here().actor, _own(session, key))
    return _back(url_for("console.themes.one", key=key), f"theme_{verb}")


def _rewrite(session: Session, actor: Actor, theme: IssueTheme) -> None:
    themes.rewrite(session, actor, theme, _words())


def _take_out(session: Session, actor: Actor, theme: IssueTheme) -> None:
    themes.take_out(session, actor, theme, _seen(session, told("finding")))


VERBS: dict[str, Callable[[Session, Actor, IssueTheme], None]] = {
    "write": _rewrite,
    "take_out": _take_out,
    "close": themes.close,
    "reopen": themes.reopen,
}


def _own(session: Session, key: str) -> IssueTheme:
    return of_campaign(access.theme(session, here().actor, key, "theme.write"))


def _seen(session: Session, key: str) -> Finding:
    return of_campaign(access.finding(session, here().actor, key, "ledger.read"))


def _words() -> Words:
    return Words(told("name"), told("aspect"), told("summary"), told("features"))


def _back(place: str, word: str) -> Response:
    return say(Response(status=303, headers={"Location": place}), word)

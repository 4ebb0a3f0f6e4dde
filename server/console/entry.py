"""Coming in and going out, the language, and which campaign."""

from __future__ import annotations

import hmac
import secrets

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from server.actions import access, people
from server.console import door
from server.console.desk import visitor
from server.console.pages import menu
from server.db import reading, writing
from server.errors import StaleForm
from server.language import COOKIE as LANGUAGE_COOKIE

blueprint = Blueprint("entry", __name__)
SLIP = "chafang_slip"
YEAR = 365 * 24 * 3600


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Go on to the campaign, to the choice of one, or to the door."""
    if g.visitor is None:
        return redirect(url_for("console.entry.form"), 303)
    mine = list(reading().scalars(access.campaigns(g.visitor.actor)))
    if len(mine) == 1:
        return redirect(menu.first(g.visitor.actor, mine[0]), 303)
    return render_template("campaigns.html", mine=mine)


@blueprint.get("/sign-in")
def form() -> ResponseReturnValue:
    """Ask for login and password."""
    if g.visitor is not None:
        return redirect(door.own_path(request.args.get("next", "/")), 303)
    return _ask(request.args.get("next", "/"))


@blueprint.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Let somebody in, or say why not."""
    _own_slip()
    back = door.own_path(request.form.get("next", "/"))
    login, password = request.form.get("login", ""), request.form.get("password", "")
    try:
        attempt = people.check(reading(), login, password, request.remote_addr or "")
    except people.TooManySignIns as refused:
        minutes = refused.values["minutes"]
        told = _("尝试次数过多。请 %(minutes)s 分钟后再试。", minutes=minutes)
        return _ask(back, told, login), 429
    with writing() as session:
        token = people.sign_in(session, attempt)
    if token is None:
        return _ask(back, _("账号或密码不正确。请检查后重试。"), login), 401
    return _let_in(token, back)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this sign-in."""
    with writing() as session:
        people.sign_out(session, request.cookies.get(door.cookie_name(), ""))
    response = redirect(url_for("console.entry.form"), 303)
    response.delete_cookie(door.cookie_name(), secure=request.is_secure)
    return response


@blueprint.get("/campaigns")
def choose() -> str:
    """Show the campaigns in which this person has a part."""
    mine = list(reading().scalars(access.campaigns(visitor().actor)))
    return render_template("campaigns.html", mine=mine)


@blueprint.post("/language")
def speak() -> ResponseReturnValue:
    """Keep the chosen language in a cookie, and come back."""
    response = redirect(door.own_path(request.form.get("next", "/")), 303)
    wanted = request.form.get("language", "")
    if wanted in ("zh", "en"):
        response.set_cookie(
            LANGUAGE_COOKIE,
            wanted,
            max_age=YEAR,
            samesite="Lax",
            secure=request.is_secure,
        )
    return response


def _ask(back: str, told: str = "", login: str = "") -> Response:
    """Show the form with a slip that its own post must bring back."""
    slip = request.cookies.get(SLIP) or secrets.token_urlsafe(16)
    page = render_template(
        "sign_in.html", next=door.own_path(back), told=told, login=login, slip=slip
    )
    response = door.page(page)
    response.set_cookie(
        SLIP, slip, httponly=True, samesite="Strict", secure=request.is_secure
    )
    return response


def _own_slip() -> None:
    kept, sent = request.cookies.get(SLIP, ""), request.form.get("csrf", "")
    if not kept or not hmac.compare_digest(kept.encode(), sent.encode()):
        raise StaleForm


def _let_in(token: str, back: str) -> ResponseReturnValue:
    response = redirect(back, 303)
    response.delete_cookie(SLIP)
    response.set_cookie(
        door.cookie_name(),
        token,
        max_age=int(people.STAYS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
        path="/",
    )
    return response

"""The door: who comes in, and whether a form is this sign-in's own."""

from __future__ import annotations

import hmac
import re
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from server.actions import access, people
from server.console import said
from server.console.desk import Desk, Visitor
from server.console.pages import menu
from server.db import reading
from server.errors import NotFound, StaleForm

#: It has a slip of its own, made before anybody is known.
SIGN_IN = "console.entry.sign_in"
#: What somebody who is not signed in may open.
OPEN = {
    SIGN_IN,
    "console.entry.home",
    "console.entry.form",
    "console.entry.speak",
}
SAFE = {"GET", "HEAD", "OPTIONS"}
CAMPAIGN = re.compile(r"/c/([^/]+)/")


def hang(blueprint: Blueprint) -> None:
    """Put the door before every page of the console."""
    blueprint.url_value_preprocessor(_take_campaign)
    blueprint.url_defaults(_give_campaign)
    blueprint.before_request(_come_in)
    blueprint.after_request(_private)
    blueprint.after_request(said.forget)
    blueprint.app_context_processor(_around)


def cookie_name() -> str:
    """Name the sign-in cookie: bound to the host where the line is encrypted."""
    return "__Host-chafang" if request.is_secure else "chafang"


def page(text: str) -> Response:
    """Make a page into an answer that can still be given cookies."""
    return Response(text, mimetype="text/html")


def own_path(path: str) -> str:
    """Let only a path of this server be a place to go on to; else the start."""
    parts = urlsplit(path)
    inside = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if inside and not parts.scheme and not parts.netloc else "/"


def _take_campaign(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.campaign_code = (values or {}).pop("campaign", None)


def _give_campaign(endpoint: str, values: dict[str, Any]) -> None:
    code = g.get("campaign_code")
    if code and current_app.url_map.is_endpoint_expecting(endpoint, "campaign"):
        values.setdefault("campaign", code)


def _come_in() -> ResponseReturnValue | None:
    g.visitor = _visitor()
    changes = request.method not in SAFE and request.endpoint != SIGN_IN
    if g.visitor is not None and changes:
        _own_form(g.visitor)
    if request.endpoint in OPEN:
        return None
    if g.visitor is None:
        return _to_sign_in()
    g.desk = _desk(g.visitor) if g.campaign_code else None
    return None


def _visitor() -> Visitor | None:
    token = request.cookies.get(cookie_name(), "")
    found = people.signed_in(reading(), token) if token else None
    if found is None:
        return None
    user, sign_in = found
    return Visitor(user, access.actor_of_user(reading(), user), sign_in.csrf)


def _desk(visitor: Visitor) -> Desk:
    code = g.campaign_code
    found = access.campaign(reading(), visitor.actor, code, "campaign.read")
    return Desk(visitor, found, found.code)


def _to_sign_in() -> ResponseReturnValue:
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Refresh": "true"})
    back = request.full_path.rstrip("?") if request.method in SAFE else "/"
    return redirect(url_for("console.entry.form", next=back), 303)


def _own_form(visitor: Visitor) -> None:
    sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf", "")
    if not hmac.compare_digest(sent.encode(), visitor.csrf.encode()):
        raise StaleForm


def _private(response: Response) -> Response:
    """Keep pages out of every cache, unless a view knows better."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _around() -> dict[str, Any]:
    """Give every template who is here, the menu, and what was just said."""
    if request.routing_exception is not None:
        _look_around()
    visitor, desk = g.get("visitor"), g.get("desk")
    entries = menu.read(reading(), desk.actor, desk.campaign) if desk else ()
    return {
        "visitor": visitor,
        "desk": desk,
        "menu": entries,
        "at": menu.current(
            entries, request.endpoint or "", request.args.get("stage", "")
        ),
        "held": sorted(menu.roles(desk.actor, desk.campaign)) if desk else [],
        "campaigns": _campaigns(visitor),
        "opens_filled": desk is not None
        and access.somewhere(desk.actor, "submission.read", desk.campaign),
        "sums_up": desk is not None and menu.over_region(desk.actor, desk.campaign),
        "said": said.last(),
    }


def _look_around() -> None:
    """See who asks for a page that is not there, and below which campaign.

    No page, no door: nobody has looked yet. Machines are told in other tongues.
    """
    g.visitor = _visitor()
    code = CAMPAIGN.match(request.path)
    if g.visitor is None or code is None:
        return
    g.campaign_code = code[1]
    with suppress(NotFound):
        g.desk = _desk(g.visitor)


def _campaigns(visitor: Visitor | None) -> list[Any]:
    if visitor is None:
        return []
    return list(reading().scalars(access.campaigns(visitor.actor)))

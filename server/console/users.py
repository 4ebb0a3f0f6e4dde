"""People: who holds which role; added, kept out, given a new password."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from server.actions import access, accounts, passwords, people
from server.console.asked import managed, of_campaign, office
from server.console.desk import here
from server.console.pages import users
from server.console.said import say
from server.db import reading, writing
from server.errors import BadInput
from server.models import Role, User

blueprint = Blueprint("users", __name__)
PATH = "/c/<campaign>/users"


@blueprint.get(PATH)
def show() -> str:
    """List the people of the campaign with their roles."""
    page = users.read(reading(), here().actor, office(), request.args)
    return render_template("users.html", page=page)


@blueprint.post(PATH)
def create() -> str:
    """Add a person, or a role to one; a new password is shown once."""
    sent = request.form
    password = passwords.make()
    password_hash = passwords.hashed(password)
    with writing() as session:
        known = people.find_user(session, sent.get("login", ""))
        user = known or people.create_user(
            session,
            users.login(sent.get("login", "")),
            users.name(sent.get("display_name", "")),
            password_hash,
            sent.get("staff_no", "").strip()[:30],
        )
        _grant(session, user)
    return _shown(user, "" if known else password)


@blueprint.post(f"{PATH}/<key>/password")
def new_password(key: str) -> str:
    """Give a person a new password, shown once."""
    password = passwords.make()
    password_hash = passwords.hashed(password)
    with writing() as session:
        campaign, actor = managed(session), here().actor
        user = accounts.account(session, actor, campaign, key)
        accounts.new_password(session, actor, campaign, user, password_hash)
    return _shown(user, password)


@blueprint.post(f"{PATH}/<key>/disable")
def disable(key: str) -> Response:
    """Keep a person out from now on."""
    with writing() as session:
        campaign, actor = managed(session), here().actor
        user = accounts.account(session, actor, campaign, key)
        accounts.disable(session, actor, campaign, user)
    return say(_to_list(), "user_disabled", user.login)


@blueprint.post(f"{PATH}/<key>/enable")
def enable(key: str) -> Response:
    """Let a person in again."""
    with writing() as session:
        campaign, actor = managed(session), here().actor
        user = accounts.account(session, actor, campaign, key)
        accounts.enable(session, actor, campaign, user)
    return say(_to_list(), "user_enabled", user.login)


def _grant(session: Session, user: User) -> None:
    """Give the role that was chosen: over a region, or in a team."""
    campaign, actor, sent = managed(session), here().actor, request.form
    role = sent.get("role", "")
    if role not in list(Role):
        raise BadInput("role_unknown", role=role[:40])
    if Role(role) in access.OVER_REGION:
        region = users.region(session, campaign, sent.get("region", ""))
        people.grant_region(session, actor, campaign, user, Role(role), region)
        return
    team = access.team(session, actor, sent.get("team", ""), "campaign.manage")
    people.grant_team(session, actor, of_campaign(team), user, Role(role))


def _shown(user: User, password: str) -> str:
    return render_template("password.html", user=user, password=password)


def _to_list() -> Response:
    return Response(status=303, headers={"Location": url_for("console.users.show")})

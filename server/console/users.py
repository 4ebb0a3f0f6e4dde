"""People: who holds which role; added, kept out, given a new password."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from server.actions import accounts, passwords, roles
from server.actions.accounts import Newcomer
from server.actions.roles import Wanted
from server.console.asked import managed, office, told
from server.console.desk import here
from server.console.pages import users
from server.console.said import say
from server.db import reading, writing
from server.models import User

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
    password = passwords.make()
    password_hash = passwords.hashed(password)
    with writing() as session:
        campaign, actor = managed(session), here().actor
        done = accounts.welcome(session, actor, campaign, _newcomer(), password_hash)
    return _shown(done.user, password if done.is_new else "")


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


@blueprint.post(f"{PATH}/<key>/roles/<int:number>/take")
def take_back(key: str, number: int) -> Response:
    """Take a role back; what it let the person see ends at once."""
    with writing() as session:
        campaign, actor = managed(session), here().actor
        user = roles.take_back(session, actor, campaign, key, number)
    return say(_to_list(), "role_taken", user.login)


def _newcomer() -> Newcomer:
    wanted = Wanted(told("role"), told("region"), told("team"), told("unit"))
    about = told("login"), told("display_name"), told("staff_no")
    return Newcomer(*about, wanted)


def _shown(user: User, password: str) -> str:
    return render_template("password.html", user=user, password=password)


def _to_list() -> Response:
    return Response(status=303, headers={"Location": url_for("console.users.show")})

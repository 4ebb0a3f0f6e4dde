"""What the terminal shows when the server stands: addresses, accounts, a code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import select

from server.actions import devices
from server.actions.access import SYSTEM
from server.cli.devices import drawn
from server.db import reading, writing
from server.models import Campaign, Grant, Role, Team, User
from sync.enrolment import field_link

#: Kept beside a demonstration, for its owner alone; a real office has none.
ACCOUNTS = "demo-accounts.json"
SHOWN = ("dz-office", "dz-reviewer", "dz07-leader", "dz07-inspector")
PHONE = "dz07-inspector"


def welcome(app: Flask, base: str) -> None:
    """Say where the office is, who can sign in, and how a phone comes in."""
    click.echo(
        f"\n  办公室 Office     {base}/\n  手机端 Field app  {base}/app/\n", err=True
    )
    accounts = _accounts(app.extensions["settings"].data)
    for login in SHOWN:
        if login in accounts:
            click.echo(f"  {login:<16}{accounts[login]}", err=True)
    if accounts:
        invite(app, base)


def invite(app: Flask, base: str) -> bool:
    """Show a link and a code with which a phone joins a team, if there is one."""
    with app.app_context():
        link = _link(base)
    if link is None:
        return False
    said = "扫码登记一台手机（24 小时内有效，只用一次） Enrol a phone"
    click.echo(f"\n  {said}\n  {link}\n{drawn(link)}", err=True)
    return True


def _accounts(data: Path) -> dict[str, Any]:
    file = data / ACCOUNTS
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}


def _link(base: str) -> str | None:
    user = reading().scalar(select(User).where(User.login == PHONE))
    team = _team(user)
    if team is None:
        return None
    with writing() as session:
        code = devices.invite(session, SYSTEM, team, user)
    return field_link(base, code)


def _team(user: User | None) -> Team | None:
    """Choose the demonstration inspector's team, else the first of the newest."""
    session = reading()
    if user is not None:
        held = Grant.of(user.id).where(Grant.role == Role.INSPECTOR)
        grant = session.scalar(held)
        return session.get(Team, grant.team_id) if grant else None
    newest = session.scalar(select(Campaign).order_by(Campaign.id.desc()).limit(1))
    return session.scalar(Team.of(newest.id).limit(1)) if newest else None

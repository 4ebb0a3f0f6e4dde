"""What the terminal shows when the server stands: addresses, accounts, a code.

Passwords and codes are for whoever sits at the terminal. A log is read by others and
kept: there they stand for a demonstration only, and in systemd's journal never.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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
SHOWN = {
    "dz-office": "专班办 office",
    "dz-reviewer": "审核员 reviewer",
    "dz07-leader": "组长 team leader",
    "dz07-inspector": "组员 inspector",
    "u-371424-06": "责任单位 responsible unit",
    "u-371426-04": "责任单位，待签收 unit with a finding to acknowledge",
    "dz-verifier": "市级核查 verifier",
    "dz-leader": "领导查阅 leader",
    "dz-clues": "举报专岗 clue officer",
}
REST = "其余账号 The rest: chafang demo --json, {file}"
PHONE = "dz07-inspector"


#: What a code is good for, by where it leads.
ENROLS = "扫码登记一台手机（24 小时内有效，只用一次） Enrol a phone"
ENROLS_HERE = """用本机浏览器打开下面的链接，试用手机端（24 小时内有效，只用一次）。
  手机打不开这个地址，二维码只在做了端口转发时有用。
  要用真手机：按 Ctrl+C 停下，再运行 make run-phone。
  The link opens the field app in a browser on this machine. A phone cannot reach this
  address (the code helps only through a forwarded port): for phones, make run-phone."""
KEPT_BACK = "密码和登记码不写进日志；登记手机用 chafang device enrol。"


def welcome(app: Flask, base: str) -> None:
    """Say where the office is, who can sign in, and how a phone comes in."""
    click.echo(
        f"\n  办公室 Office     {base}/\n  手机端 Field app  {base}/app/\n", err=True
    )
    accounts = _accounts(app.extensions["settings"].data)
    if not accounts:
        return
    if not is_private(app.extensions["settings"].data):
        click.echo(f"  {KEPT_BACK}", err=True)
        return
    _tell(accounts, app.extensions["settings"].data / ACCOUNTS)
    invite(app, base)


def invite(app: Flask, base: str) -> bool:
    """Show a link and a code with which a phone joins a team, if there is one."""
    if not is_private(app.extensions["settings"].data):
        click.echo(f"   {KEPT_BACK}", err=True)
        return True
    with app.app_context():
        link = _link(base)
    if link is None:
        return False
    said = ENROLS if urlsplit(base).scheme == "https" else ENROLS_HERE
    click.echo(f"\n  {said}\n  {link}\n{drawn(link)}", err=True)
    return True


def is_private(data: Path) -> bool:
    """Tell whether secrets may be shown: at a terminal, or of a demonstration."""
    if sys.stderr.isatty():
        return True
    by_systemd = bool(os.environ.get("INVOCATION_ID"))
    return bool(_accounts(data)) and not by_systemd


def _tell(accounts: dict[str, Any], file: Path) -> None:
    """Show one account of each role, and where all of them stand."""
    for login, who in SHOWN.items():
        if login in accounts:
            click.echo(f"  {login:<20}{accounts[login]:<26}{who}", err=True)
    click.echo(f"  {REST.format(file=file)}", err=True)


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

"""`chafang campaign set`, `show`, `apply` and `drop`: the settings of a campaign."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.actions import setting_changes, settings
from server.actions.access import SYSTEM, Actor
from server.cli import place
from server.cli.place import office
from server.cli.told import Told, command
from server.db import reading, writing
from server.errors import NotFound
from server.models import Campaign, RuleDifference, SettingsTrial

KINDS = {"new": "新增", "changed": "改变", "gone": "撤下", "kept": "不再提出但保留"}
HOME = click.option("--campaign", "code", help="The campaign's code.")
Decide = Callable[[Session, Actor, SettingsTrial], None]


def hang(campaign: click.Group) -> None:
    """Add the commands of settings to those of campaigns."""

    @command(campaign, "show")
    @HOME
    def show(code: str | None) -> Told:
        """Show the settings, and what of them is being tried."""
        with office():
            return _told(reading(), place.campaign(reading(), code))

    @command(campaign, "set")
    @click.argument("key")
    @click.argument("value")
    @HOME
    def change(key: str, value: str, code: str | None) -> Told:
        """Change a setting, or a part of one: `set days.major 5`.

        VALUE is JSON or plain text. What rules ask for is tried first on the
        submissions that are there; look with `show`, then `apply` or `drop`.
        """
        with office(), writing() as session:
            home = place.campaign(session, code)
            setting_changes.change(session, SYSTEM, home, {key: _value(value)})
            return _told(session, home)

    @command(campaign, "apply")
    @HOME
    def apply(code: str | None) -> Told:
        """Put tried settings in force; what is there is looked at again."""
        return _decided(code, setting_changes.apply)

    @command(campaign, "drop")
    @HOME
    def drop(code: str | None) -> Told:
        """Leave the settings as they are."""
        return _decided(code, setting_changes.drop)


def _decided(code: str | None, act: Decide) -> Told:
    with office(), writing() as session:
        home = place.campaign(session, code)
        trial = setting_changes.trial_of(session, home)
        if trial is None:
            raise NotFound("trial_unknown")
        act(session, SYSTEM, trial)
        return _told(session, home)


def _value(written: str) -> Any:
    try:
        return json.loads(written)
    except ValueError:
        return written


def _told(session: Session, home: Campaign) -> Told:
    held = settings.current(home)
    trial = setting_changes.trial_of(session, home)
    tried = _tried(session, trial) if trial else None
    facts = {"code": home.code, "name": home.name, "settings": held, "trial": tried}
    lines = [f"{key} = {_plain(value)}" for key, value in held.items()]
    if tried is not None:
        lines += _said(tried)
    return Told(facts, lines)


def _tried(session: Session, trial: SettingsTrial) -> dict[str, Any]:
    books = setting_changes.books(session, trial)
    rows = session.execute(
        select(RuleDifference.kind, func.count())
        .where(RuleDifference.rule_book_id.in_([book.id for book in books]))
        .group_by(RuleDifference.kind)
    )
    states = Counter(book.state for book in books)
    return {
        "settings": trial.settings,
        "state": "trying" if states["trying"] else "tried",
        "looked_at": sum(book.looked_at for book in books),
        "total": sum(book.total for book in books),
        "changes": {row[0]: row[1] for row in rows},
    }


def _said(tried: dict[str, Any]) -> list[str]:
    done = tried["state"] == "tried"
    state = "已试算，待启用" if done else "正在试算（由运行中的服务器完成）"
    counted = f"{tried['looked_at']}/{tried['total']} 份"
    wanted = [f"  {key} → {_plain(one)}" for key, one in tried["settings"].items()]
    counts = tried["changes"]
    changes = [f"{said} {counts.get(kind, 0)}" for kind, said in KINDS.items()]
    return [f"{state}，{counted}：", *wanted, *changes]


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

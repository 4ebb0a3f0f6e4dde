"""Where a command works: the application over the settings of the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from server import config, schema
from server.app import create_app
from server.config import Settings
from server.db import db, reading
from server.errors import Incomplete, NotFound
from server.models import Campaign, Team, Unit

#: In the data folder: the address under which the office was last served.
ADDRESS = "address"
MADE = """新建了数据文件夹 {folder}；要用已有的，请设 CHAFANG_DATA，或到它旁边运行。
Made a new data folder, {folder}; for one you have, set CHAFANG_DATA."""


def settings() -> Settings:
    """Read the settings; raises BadSetting."""
    return config.read(os.environ)


@contextmanager
def office() -> Iterator[Flask]:
    """Open the office; a folder that had to be made for it is named."""
    chosen = settings()
    is_new = not chosen.data.exists()
    with founding() as app:
        if is_new:
            click.echo(MADE.format(folder=chosen.data), err=True)
        yield app


@contextmanager
def founding() -> Iterator[Flask]:
    """Open the office with its tables up to date, whether new or old."""
    app = create_app(settings())
    with app.app_context():
        schema.upgrade()
        try:
            yield app
        finally:
            _let_go()


def _let_go() -> None:
    """Hang up on the database: a command is done with it."""
    db.session.remove()
    for engine in db.engines.values():
        engine.dispose()


def campaign(session: Session, code: str | None) -> Campaign:
    """Find the campaign named; without a name, the only one there is."""
    if code is not None:
        found = session.scalar(select(Campaign).where(Campaign.code == code))
        if found is None:
            raise NotFound("campaign_unknown", named=code)
        return found
    known = campaigns(session)
    if not known:
        raise Incomplete("campaign_none")
    if len(known) > 1:
        there = ", ".join(one.code for one in known)
        raise Incomplete("campaign_not_named", known=there)
    return known[0]


def campaigns(session: Session) -> Sequence[Campaign]:
    """List the campaigns there are, oldest first."""
    return session.scalars(select(Campaign).order_by(Campaign.id)).all()


def team(session: Session, home: Campaign, code: str) -> Team:
    """Find a team of a campaign by its code."""
    if not code:
        raise Incomplete("team_not_named")
    found = session.scalar(Team.of(home.id).where(Team.code == code))
    if found is None:
        raise NotFound("team_unknown", named=code)
    return found


def unit(session: Session, home: Campaign, code: str) -> Unit:
    """Find a unit of a campaign by its code."""
    if not code:
        raise Incomplete("unit_not_named")
    found = session.scalar(Unit.of(home.id).where(Unit.code == code))
    if found is None:
        raise NotFound("unit_unknown", named=code)
    return found


def remember_address(chosen: Settings) -> None:
    """Keep where the office is served, for commands that print links to it."""
    (chosen.data / ADDRESS).write_text(f"{chosen.base_url}\n", "utf-8")


def address() -> str:
    """Tell where phones find the office: as set, else where it was last served."""
    chosen = settings()
    kept = chosen.data / ADDRESS
    if os.environ.get(f"{config.PREFIX}BASE_URL") or not kept.exists():
        return chosen.base_url
    return kept.read_text("utf-8").strip()


def looking() -> Session:
    """Give the session that only looks."""
    return reading()

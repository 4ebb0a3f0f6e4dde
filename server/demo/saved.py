"""The files that the story's office has made for it every week, and what it took."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import exports
from server.actions.exports import Taken
from server.db import clock_at, reading, writing
from server.demo.accounts import OFFICE
from server.demo.stage import actor, campaign, play, scene
from server.demo.story import Home
from server.jobs import claims
from server.jobs import exports as making
from server.models import ExportJob

#: On a Friday before work ends, when the week's papers are due.
MADE_ON = date(2026, 5, 1)
#: Which files, and what for; the first comes again every week.
SAVED = (("book", "每周报市委办公室"), ("situation", "专班会议材料"))


def tell(home: Home) -> None:
    """Let the office ask for its files and take the first; twice is once."""
    if reading().scalars(ExportJob.of(home.id).limit(1)).first() is not None:
        return
    at = home.days.at
    play([scene(at(MADE_ON, 16, 0), _ask, home)])
    with clock_at(at(MADE_ON, 16, 1)):
        _make()
    play([scene(at(MADE_ON, 16, 5), _take, home)])


def _ask(session: Session, home: Home) -> None:
    head, own = actor(session, OFFICE), campaign(session, home)
    for nth, (kind, purpose) in enumerate(SAVED):
        asked = exports.ask(session, head, own, kind, {}, purpose)
        if not nth:
            exports.weekly(session, head, asked)


def _make() -> None:
    """Make them as the worker does."""
    with writing() as session:
        jobs = claims.claim(session, exports.JOB, len(SAVED))
    making.run(jobs)


def _take(session: Session, home: Home) -> None:
    asked = select(ExportJob).where(ExportJob.campaign_id == home.id)
    first = session.scalars(asked.order_by(ExportJob.id).limit(1)).one()
    what = (first.kind, first.asked, first.purpose, first.rows, first.sha256)
    head, own = actor(session, OFFICE), campaign(session, home)
    exports.take(session, head, own, Taken(*what, first))

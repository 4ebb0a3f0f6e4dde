"""The demonstration, served: what pictures are taken of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from server import demo, schema
from server.actions import devices
from server.actions.access import SYSTEM
from server.db import reading, writing
from server.demo.days import PRESENT
from server.models import Finding, Submission, Team
from tests.actors.person import Person
from tests.actors.places import running
from tests.actors.serving import Served


@dataclass(frozen=True, slots=True)
class Exhibition:
    """The demonstration's address, its people, and where to look."""

    app: Flask
    url: str
    campaign: str
    passwords: dict[str, str]

    def link(self, team: str) -> str:
        """Invite a phone of a team."""
        with self.app.app_context(), writing() as session:
            own = session.scalars(select(Team).where(Team.code == team)).one()
            return (
                f"{self.url}/app/#/enrol/{devices.invite(session, SYSTEM, own, None)}"
            )

    def person(self, login: str) -> Person:
        return Person(self.app, login, self.campaign)

    def busiest(self, status: str) -> tuple[str, str]:
        """Find the submission with most findings of a status; its key and team."""
        with self.app.app_context():
            found = reading().execute(
                select(Submission.key, Team.code)
                .join(Finding, Finding.submission_id == Submission.id)
                .join(Team, Team.id == Submission.team_id)
                .where(Finding.status == status)
            )
            rows = [(key, code) for key, code in found]
        return max(sorted(set(rows)), key=rows.count)


@contextmanager
def opened(data: Path) -> Iterator[Exhibition]:
    """Build the demonstration in an empty folder and serve it."""
    data.mkdir()
    told = {"CHAFANG_DATA": str(data)}
    with running(told) as app:
        with app.app_context():
            schema.upgrade()
        report = demo.build(app, PRESENT).to_json()
        passwords = {one["login"]: one["password"] for one in report["accounts"]}
        server = Served(told)
        server.start()
        try:
            yield Exhibition(app, server.url, report["campaign"]["code"], passwords)
        finally:
            server.stop()
            app.extensions["darkroom"].close()

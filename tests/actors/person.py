"""Somebody at a desk: every verb goes through the door that pages go through."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, findings, judging, people
from server.actions.access import Actor, actor_of_user
from server.actions.findings import Edits
from server.db import now, reading, writing
from server.models import Campaign, Finding, Submission, Unit, User
from server.reports import ledger
from server.reports.filters import LedgerFilter

Seen = TypeVar("Seen")


class Person:
    """A user of the office, known by login."""

    def __init__(self, app: Flask, login: str, campaign: str) -> None:
        self.app = app
        self.login = login
        self.campaign = campaign

    # ------------------------------------------------------------ decides

    def confirm(self, finding: Finding, **edits: Any) -> None:
        def act(session: Session, actor: Actor) -> None:
            kept = access.finding(session, actor, finding.key, "finding.confirm")
            findings.confirm(session, actor, kept, _edits(session, kept, edits))

        self._writes(act)

    def edit(self, finding: Finding, **edits: Any) -> None:
        def act(session: Session, actor: Actor) -> None:
            kept = access.finding(session, actor, finding.key, "finding.confirm")
            findings.edit(session, actor, kept, _edits(session, kept, edits))

        self._writes(act)

    def drop(self, finding: Finding, reason: str) -> None:
        def act(session: Session, actor: Actor) -> None:
            kept = access.finding(session, actor, finding.key, "finding.confirm")
            findings.drop(session, actor, kept, reason)

        self._writes(act)

    def submit(self, instance_id: str) -> int:
        def act(session: Session, actor: Actor) -> int:
            kept = self._submission(session, actor, instance_id, "finding.confirm")
            return findings.submit(session, actor, kept)

        return self._writes(act)

    def accept(self, finding: Finding, unit: Unit | None) -> str:
        def act(session: Session, actor: Actor) -> str:
            kept = access.finding(session, actor, finding.key, "finding.review")
            return findings.accept(session, actor, kept, unit)

        return self._writes(act)

    def hand_back(self, finding: Finding, reason: str) -> None:
        """Return a finding to the team leader."""

        def act(session: Session, actor: Actor) -> None:
            kept = access.finding(session, actor, finding.key, "finding.review")
            findings.hand_back(session, actor, kept, reason)

        self._writes(act)

    def send_back(self, instance_id: str, reason: str, *notes: dict[str, Any]) -> None:
        """Return a submission to the phone."""

        def act(session: Session, actor: Actor) -> None:
            kept = self._submission(session, actor, instance_id, "submission.review")
            judging.send_back(session, actor, kept, reason, list(notes))

        self._writes(act)

    def accept_whole(self, instance_id: str) -> None:
        """Accept a submission as a whole."""

        def act(session: Session, actor: Actor) -> None:
            kept = self._submission(session, actor, instance_id, "submission.review")
            judging.accept(session, actor, kept)

        self._writes(act)

    # ------------------------------------------------------------ sees

    def sees_submissions(self) -> list[str]:
        def look(session: Session, actor: Actor) -> list[str]:
            chosen = access.submissions(actor, self._home(session, actor))
            return [each.instance_id for each in session.scalars(chosen)]

        return self._reads(look)

    def sees_findings(self) -> list[Finding]:
        def look(session: Session, actor: Actor) -> list[Finding]:
            chosen = access.findings(actor, self._home(session, actor))
            return list(session.scalars(chosen.order_by(Finding.id)))

        return self._reads(look)

    def ledger(self) -> list[Finding]:
        """Read what counts, as far as this person may see it."""

        def look(session: Session, actor: Actor) -> list[Finding]:
            chosen = access.ledger(actor, self._home(session, actor))
            return list(session.scalars(chosen.order_by(Finding.finding_no)))

        return self._reads(look)

    def opens_finding(self, key: str) -> Finding:
        return self._reads(
            lambda session, actor: access.finding(session, actor, key, "finding.read")
        )

    def opens_submission(self, key: str) -> Submission:
        return self._reads(
            lambda session, actor: access.submission(
                session, actor, key, "submission.read"
            )
        )

    def opens_file(self, key: str) -> str:
        return self._reads(
            lambda session, actor: access.attachment(session, actor, key).name
        )

    def export(self) -> bytes:
        """Take the ledger away as XLSX."""

        def look(session: Session, actor: Actor) -> bytes:
            home = access.campaign(session, actor, self.campaign, "ledger.export")
            out, store = io.BytesIO(), self.app.extensions["store"]
            ledger.write_xlsx(out, session, store, actor, home, LedgerFilter(), now())
            return out.getvalue()

        return self._reads(look)

    # ------------------------------------------------------------ how

    def _writes(self, act: Callable[[Session, Actor], Seen]) -> Seen:
        with self.app.app_context(), writing() as session:
            return act(session, self.who(session))

    def _reads(self, look: Callable[[Session, Actor], Seen]) -> Seen:
        with self.app.app_context():
            return look(reading(), self.who(reading()))

    def who(self, session: Session) -> Actor:
        """Give the person as rights are asked for."""
        return actor_of_user(session, self.user(session))

    def user(self, session: Session) -> User:
        found = people.find_user(session, self.login)
        assert found is not None, self.login
        return found

    def _home(self, session: Session, actor: Actor) -> Campaign:
        return access.campaign(session, actor, self.campaign, "campaign.read")

    def _submission(
        self, session: Session, actor: Actor, instance_id: str, verb: str
    ) -> Submission:
        key = session.scalars(
            select(Submission.key).where(Submission.instance_id == instance_id)
        ).one()
        return access.submission(session, actor, key, verb)


def _edits(session: Session, finding: Finding, changed: dict[str, Any]) -> Edits:
    return replace(findings.as_it_stands(session, finding), **changed)

"""Leaders confirm what the rules proposed, and a reviewer accepts it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, findings
from server.actions.life import aside
from server.db import reading, writing
from server.demo import accounts, field, stage
from server.demo.story import LEAD, Home
from server.demo.trips import Trip
from server.models import Campaign, Finding, FindingStatus, Submission, Unit

REVIEWER = "dz-reviewer"


def confirm(home: Home, trip: Trip) -> None:
    """Let the leader stand by every candidate of a trip and send them to review."""
    submission_id = field.sent(home, trip).id
    candidates = _given(submission_id, FindingStatus.CANDIDATE)
    for key in candidates:
        with writing() as session:
            actor = stage.actor(session, accounts.leader(trip.squad).login)
            finding = access.finding(session, actor, key, "finding.confirm")
            said = findings.as_it_stands(session, finding)
            told = replace(said, description=_told(finding))
            findings.confirm(session, actor, finding, told)
    if _given(submission_id, FindingStatus.TEAM_CONFIRMED):
        with writing() as session:
            actor = stage.actor(session, accounts.leader(trip.squad).login)
            findings.submit(session, actor, session.get_one(Submission, submission_id))


def accept(home: Home, trip: Trip) -> None:
    """Let the reviewer accept what is in review, each with its responsible unit."""
    submission_id = field.sent(home, trip).id
    for key in _given(submission_id, FindingStatus.IN_REVIEW):
        with writing() as session:
            actor = stage.actor(session, REVIEWER)
            finding = access.finding(session, actor, key, "finding.review")
            findings.accept(
                session, actor, finding, _unit(session, home, trip, finding)
            )


def merge(home: Home, trip: Trip) -> None:
    """Let the reviewer count what another team had found as one with it."""
    submission_id = field.sent(home, trip).id
    for key in _given(submission_id, FindingStatus.IN_REVIEW):
        with writing() as session:
            actor = stage.actor(session, REVIEWER)
            finding = access.finding(session, actor, key, "finding.review")
            same = access.ledger(actor, session.get_one(Campaign, home.id)).where(
                Finding.county_code == finding.county_code,
                Finding.title == finding.title,
            )
            aside.merge(session, actor, finding, session.scalars(same).one())


def doubt(home: Home, trip: Trip) -> None:
    """Let the office propose that it was not so."""
    submission_id = field.sent(home, trip).id
    for key in _given(submission_id, FindingStatus.CONFIRMED):
        with writing() as session:
            actor = stage.actor(session, accounts.OFFICE)
            finding = access.finding(session, actor, key, "finding.assign")
            if aside.pending(session, finding) is None:
                why = "经复核，该功能已于察访前停用，界面为旧版缓存。"
                aside.propose(session, actor, finding, "cleared", why)


def clear(home: Home, trip: Trip) -> None:
    """Let a second person of the office agree."""
    submission_id = field.sent(home, trip).id
    for key in _given(submission_id, FindingStatus.CONFIRMED):
        with writing() as session:
            actor = stage.actor(session, accounts.SECOND)
            finding = access.finding(session, actor, key, "finding.assign")
            aside.agree(session, actor, finding)


def _told(finding: Finding) -> str:
    """Write what a leader would: when, where, and what."""
    day, site = finding.found_on, finding.site_name
    when = f"{day.month}月{day.day}日"
    return f"{when}在{site}察访时发现：{finding.title}。已现场取证并向单位反馈。"


def _given(submission_id: int, status: FindingStatus) -> list[str]:
    reading().rollback()
    chosen = Finding.of_submission(submission_id).where(Finding.status == status)
    return [finding.key for finding in reading().scalars(chosen)]


def _unit(session: Session, home: Home, trip: Trip, finding: Finding) -> Unit:
    """Pick the unit that the form names, else the county's lead unit."""
    name = finding.responsible_text or trip.squad.county.name + LEAD
    own = select(Unit).where(Unit.campaign_id == home.id, Unit.name == name)
    return session.scalars(own).one()

"""A step as it is asked about one finding, and which steps somebody can take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.life import aside, assignment, due, hands, stages, verification
from server.console import words
from server.console.pages import problems
from server.console.pages.asks import ASKS, STAGE, Ask
from server.db import now
from server.models import (
    Campaign,
    Extension,
    Finding,
    SettingAside,
    Unit,
)
from server.models.place import LEVELS


@dataclass(frozen=True, slots=True)
class Page:
    """A step as it is asked about one finding."""

    ask: Ask
    finding: Finding
    unit: Unit | None
    proposed: Unit | None
    units: Sequence[Unit]
    region: str
    due_on: date
    today: date
    levels: dict[str, LazyString]
    categories: Mapping[str, str]
    #: What is known already, by the question that asks for it.
    told: Mapping[str, object]
    asked: Extension | None
    proposal: SettingAside | None


def read(session: Session, campaign: Campaign, finding: Finding, ask: Ask) -> Page:
    """Read what a step's form needs."""
    at = now()
    return Page(
        ask,
        finding,
        session.get(Unit, finding.responsible_unit_id or 0),
        session.get(Unit, finding.proposed_unit_id or 0),
        session.scalars(_near(campaign, finding)).all(),
        finding.region_code or "",
        due.first_due(campaign.settings, finding.severity, finding.days, at),
        due.today(at),
        _levels(session, finding, ask),
        problems.categories(session, campaign),
        _told(session, finding),
        open_request(session, finding),
        aside.pending(session, finding),
    )


def offered(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding
) -> tuple[Ask, ...]:
    """List the steps that this person can take with a finding now."""
    return tuple(
        ask
        for ask in ASKS.values()
        if access.may(actor, ask.verb, campaign, finding.team_id, finding.region_code)
        and _leads_on(session, actor, campaign, finding, ask.name)
    )


def _told(session: Session, finding: Finding) -> dict[str, object]:
    """Give what is known already, by the question that asks for it."""
    return {
        "requirement": finding.requirement,
        "manifest_level": finding.manifest_level,
        "site": finding.site_unit_id,
        "root_level": finding.root_level,
        "root": finding.root_unit_id,
        "cause_text": finding.cause_text,
        "level": next(iter(assignment.supervisors(session, finding)), ""),
    }


def _levels(session: Session, finding: Finding, ask: Ask) -> dict[str, LazyString]:
    """Name the levels that a step lets choose from."""
    upward = ask.name == "escalate"
    able = assignment.supervisors(session, finding) if upward else LEVELS
    return {level: words.LEVEL[level] for level in able}


def open_request(session: Session, finding: Finding) -> Extension | None:
    """Find the request for more time that waits for its answer."""
    return session.scalar(
        Extension.of(finding.id).where(Extension.decided_at.is_(None))
    )


def _leads_on(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding, name: str
) -> bool:
    if not stages.leads_on(finding.status, STAGE[name]):
        return False
    if name == "escalate":
        return bool(assignment.supervisors(session, finding))
    if name in ("grant_time", "refuse_time"):
        return open_request(session, finding) is not None
    proposal = aside.pending(session, finding)
    if name in ("agree", "decline"):
        return proposal is not None and proposal.asked_by != actor.user_id
    if name in ("clear", "exempt") and proposal is not None:
        return False
    return _own_turn(session, actor, campaign, finding, name)


def _own_turn(
    session: Session, actor: Actor, campaign: Campaign, finding: Finding, name: str
) -> bool:
    """Say whether it is this very person's turn to verify or close."""
    if name in ("pass", "fail", "close") and hands.worked(
        session, finding, actor.user_id
    ):
        return False
    if name == "close":
        own = actor.user_id == finding.verified_by
        return not own and not verification.notice_runs(finding)
    if name not in ("pass", "fail"):
        return True
    waited = verification.waits_for(session, finding)
    return waited in access.levels(actor, campaign, finding.region_code)


def _near(campaign: Campaign, finding: Finding) -> Select[Unit]:
    """Select the units of the finding's county and of the levels above it."""
    county = (finding.county_code or campaign.region_code)[:6]
    around = [f"{county[:n]}".ljust(12, "0") for n in (2, 4, 6)]
    chosen = select(Unit).where(Unit.campaign_id == campaign.id)
    return chosen.where(
        Unit.region_code.in_(around) | Unit.region_code.startswith(county)
    ).order_by(Unit.region_code.desc(), Unit.code)

"""Let a finding count in another campaign as well (贯通融合); it stays one finding.

Only who assigns it at home and there does so: what the other campaign's offices then
learn of it, this person may tell them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.actions import access, events, visits
from server.actions.access import Actor
from server.db import now, one_at_a_time
from server.errors import NotFound, WrongState
from server.models import COUNTED, AlsoCounts, Campaign, Finding
from server.models.place import prefix

VERB = "finding.assign"


def choices(session: Session, actor: Actor, finding: Finding) -> Sequence[Campaign]:
    """List the campaigns in which the actor may let a finding count as well."""
    marked = AlsoCounts.of(finding.id).with_only_columns(AlsoCounts.other_id)
    others = access.campaigns(actor).where(
        Campaign.id != finding.campaign_id, Campaign.id.not_in(marked.order_by(None))
    )
    return [one for one in session.scalars(others) if _may(actor, finding, one)]


def mark(session: Session, actor: Actor, finding: Finding, code: str) -> AlsoCounts:
    """Let a finding count in another campaign too.

    Raises WrongState for a finding that counts nowhere, or of a visit that is secret
    still, NotFound for a campaign that is not one of the actor's choices.
    """
    if finding.status not in COUNTED:
        raise WrongState("also_counts_nowhere")
    visits.require_known(session, finding.visit_id)
    one_at_a_time(session.connection(), f"also_counts:{finding.id}")
    able = {one.code: one for one in choices(session, actor, finding)}
    if code not in able:
        raise NotFound
    made = AlsoCounts(
        campaign_id=finding.campaign_id,
        finding_id=finding.id,
        other_id=able[code].id,
        made_by=actor.user_id,
    )
    session.add(made)
    _record(session, actor, made, "finding.also_counts")
    return made


def end(session: Session, actor: Actor, finding: Finding, key: str) -> None:
    """Let a finding no longer count there; the row stays, with its last day.

    Raises NotFound, also for who could not have marked it.
    """
    found = session.scalar(AlsoCounts.of(finding.id).where(AlsoCounts.key == key))
    if found is None:
        raise NotFound
    other = session.get_one(Campaign, found.other_id)
    if not _may(actor, finding, other):
        raise NotFound
    found.ended_at, found.ended_by = now(), actor.user_id
    _record(session, actor, found, "finding.also_counts_ended")


def named(
    session: Session, actor: Actor, finding: Finding
) -> Sequence[tuple[AlsoCounts, Campaign]]:
    """List where a finding counts as well, of the campaigns that the actor knows."""
    rows = session.execute(
        select(AlsoCounts, Campaign)
        .join(Campaign, Campaign.id == AlsoCounts.other_id)
        .where(
            AlsoCounts.finding_id == finding.id,
            AlsoCounts.ended_at.is_(None),
            known(actor),
        )
        .order_by(AlsoCounts.id)
    )
    return [(mark, other) for mark, other in rows]


def _record(session: Session, actor: Actor, mark: AlsoCounts, action: str) -> None:
    """Keep by its mark what was done: a history is read by more than know the other."""
    session.flush()
    finding = session.get_one(Finding, mark.finding_id)
    events.record(session, actor, finding, action, mark=mark.key)


def known(actor: Actor) -> ColumnElement[bool]:
    """Say of a campaign whether the actor holds anything in it, and may know of it."""
    mine = access.campaigns(actor).with_only_columns(Campaign.id).order_by(None)
    return Campaign.id.in_(mine)


def _may(actor: Actor, finding: Finding, other: Campaign) -> bool:
    """Say whether the actor assigns here and there, and the finding lies there."""
    place = finding.region_code or ""
    inside = place.startswith(prefix(other.region_code))
    return inside and access.may(actor, VERB, other, None, place)

"""What a finding counts as: its category and severity, where it shows and why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.actions import events
from server.actions.access import Actor
from server.actions.life import recurrence
from server.actions.life.moves import held, told
from server.errors import BadInput
from server.models import Finding, IssueCategory, Unit
from server.models.place import LEVELS

SEVERITIES = ("general", "serious", "major")
#: Why it is so (S26); discipline is told to nobody but the office.
CAUSES = ("discipline", "duty", "style", "system")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a finding shows, where it is rooted, and why it is so (溯源)."""

    manifest_level: str
    site: Unit | None = None
    root_level: str = ""
    root: Unit | None = None
    cause_class: str = ""
    cause_text: str = ""


def reclassify(
    session: Session,
    actor: Actor,
    finding: Finding,
    category_code: str,
    severity: str,
    reason: str,
) -> None:
    """Give a counted finding another category or severity (改判), and say why.

    Raises WrongState, BadInput, Incomplete.
    """
    held(session, finding, "reclassify")
    why = told(reason, "reason_missing")
    if severity not in SEVERITIES:
        raise BadInput("severity_unknown", severity=severity)
    known = IssueCategory.open_of(finding.campaign_id)
    if session.scalar(known.where(IssueCategory.code == category_code)) is None:
        raise BadInput("category_unknown")
    was = (finding.category_code, finding.severity)
    if was == (category_code, severity):
        raise BadInput("nothing_changed")
    finding.category_code, finding.severity = category_code, severity
    for code in {was[0], category_code}:
        recurrence.renew(session, actor, finding, finding.responsible_unit_id, code)
    events.record(
        session,
        actor,
        finding,
        "finding.reclassified",
        reason=why,
        before=list(was),
        after=[category_code, severity],
    )


def trace(session: Session, actor: Actor, finding: Finding, origin: Origin) -> None:
    """Say where a finding shows, where it is rooted and why.

    Raises WrongState, BadInput.

    The event names no cause: what concerns discipline is not told in the history.
    """
    held(session, finding, "trace")
    if origin.cause_class not in ("", *CAUSES):
        raise BadInput("cause_unknown")
    if origin.manifest_level not in LEVELS or origin.root_level not in ("", *LEVELS):
        raise BadInput("level_unknown")
    units = [unit for unit in (origin.site, origin.root) if unit is not None]
    if any(unit.campaign_id != finding.campaign_id for unit in units):
        raise BadInput("unit_unknown")
    finding.manifest_level, finding.root_level = (
        origin.manifest_level,
        origin.root_level,
    )
    finding.site_unit_id = origin.site.id if origin.site else None
    finding.root_unit_id = origin.root.id if origin.root else None
    finding.cause_class = origin.cause_class
    finding.cause_text = origin.cause_text.strip()
    events.record(session, actor, finding, "finding.traced")

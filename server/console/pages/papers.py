"""Which documents a finding's page offers, by where the finding stands."""

from __future__ import annotations

from datetime import date

from server.actions.life import due
from server.console.desk import Desk
from server.models import Finding, FindingStatus

#: What is asked for a close-out is together from here on.
DONE = (
    FindingStatus.REPORTED,
    FindingStatus.VERIFYING,
    FindingStatus.PENDING_NOTICE,
    FindingStatus.CLOSED,
)


def offered(desk: Desk, finding: Finding, day: date) -> tuple[str, ...]:
    """Name the documents that fit: none before the finding has its number."""
    if not desk.may_export or not finding.finding_no:
        return ()
    late = due.is_overdue(finding.status, finding.due_on, day)
    raised = finding.escalated_to and finding.status != FindingStatus.CLOSED
    fits = {
        "confirmation": True,
        "slip": desk.may_print and finding.assigned_at is not None,
        "supervision": desk.may_print and bool(late or raised),
        "close_out": desk.may_print and finding.status in DONE,
    }
    return tuple(name for name, fine in fits.items() if fine)

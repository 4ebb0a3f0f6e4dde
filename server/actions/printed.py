"""Printed letters: who took which document away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from server.actions import events, exports
from server.actions.access import Actor
from server.actions.exports import Taken
from server.models import Campaign


def taken(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    findings: Sequence[str | None],
    asked: Mapping[str, str],
    sha256: str,
) -> None:
    """Write down that somebody took a notice: of which findings, and which bytes."""
    what = Taken("notice", asked, "", len(findings), sha256)
    exports.note(session, actor, campaign, what)
    told = {"findings": list(findings), "asked": dict(asked), "sha256": sha256}
    events.record(session, actor, campaign, "notice.taken", **told)

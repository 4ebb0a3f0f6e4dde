"""One event per change, in the same transaction, numbered last.

The campaign's counter is taken in the last statements of a transaction, so the
order of the numbers is the order of the commits and the feed has no gaps.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update
from sqlalchemy.orm import Session

from server.actions.access import Actor
from server.db import now, search, table
from server.models import COUNTED, Campaign, Event, Finding, FindingVersion

#: The columns of a finding that a person or a rule can change.
KEPT = (
    "status",
    "finding_no",
    "title",
    "description",
    "category_code",
    "severity",
    "responsible_text",
    "responsible_unit_id",
    "days",
    "drop_reason",
    "return_reason",
    "rule_holds",
    "author_id",
    "accepted_by",
    "submission_id",
    "merged_into_id",
    "requirement",
    "responsible_post",
    "site_unit_id",
    "manifest_level",
    "root_unit_id",
    "root_level",
    "cause_class",
    "cause_text",
    "recurrent",
    "assigned_at",
    "due_on",
    "original_due_on",
    "reported_by",
    "reported_at",
    "verified_level",
    "verified_by",
    "notice_until",
    "closed_by",
    "closed_at",
    "rework_from",
    "reopened",
    "escalated_to",
)

#: Those of them that a version has in a column of its own.
ASKED = (
    "status",
    "finding_no",
    "category_code",
    "severity",
    "responsible_unit_id",
    "due_on",
    "manifest_level",
    "root_level",
)

#: Where a finding is looked for, by what is written in it.
SEARCHED = ("finding_no", "title", "description", "site_name", "responsible_text")

CAMPAIGN = table(Campaign)
#: Run with every change, so written once.
COUNT = (
    update(CAMPAIGN)
    .where(CAMPAIGN.c.id == bindparam("campaign"))
    .values(seq=CAMPAIGN.c.seq + 1)
    .returning(CAMPAIGN.c.seq)
)
#: The same for many changes of one kind at once; answers the last number.
COUNT_MANY = (
    update(CAMPAIGN)
    .where(CAMPAIGN.c.id == bindparam("campaign"))
    .values(seq=CAMPAIGN.c.seq + bindparam("many"))
    .returning(CAMPAIGN.c.seq)
)
#: Run when the ledger is no longer what was summed of it.
MOVED = (
    update(CAMPAIGN)
    .where(CAMPAIGN.c.id == bindparam("campaign"))
    .values(counted_seq=bindparam("moved"))
)
WRITE = insert(table(Event))
BEGIN = insert(table(FindingVersion))


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about, by table and id."""

    table: str
    id: int
    campaign_id: int


def record(
    session: Session,
    actor: Actor,
    subject: Any,
    action: str,
    **body: Any,
) -> tuple[int, datetime]:
    """Write the event of a change; answer its number and time; call it last."""
    session.flush()
    campaign_id = subject.id if isinstance(subject, Campaign) else subject.campaign_id
    what = About(subject.__tablename__, subject.id, campaign_id)
    seq, at = write(session.connection(), actor, what, action, body)
    if isinstance(subject, Finding):
        follow(session, subject, seq, at)
    return seq, at


def write(
    connection: Connection,
    actor: Actor,
    about: About,
    action: str,
    body: dict[str, Any],
) -> tuple[int, datetime]:
    """Take the campaign's next number and write the event; answer number and time."""
    at = now()
    counted = connection.execute(COUNT, {"campaign": about.campaign_id})
    seq: int = counted.scalar_one()
    connection.execute(WRITE, _event(actor, about, action, body, seq, at))
    return seq, at


def write_each(
    connection: Connection,
    actor: Actor,
    told: Sequence[tuple[About, dict[str, Any]]],
    action: str,
) -> None:
    """Write an event for each of many things of one campaign, numbered in a row."""
    if not told:
        return
    at, campaign_id = now(), told[0][0].campaign_id
    counted = connection.execute(
        COUNT_MANY, {"campaign": campaign_id, "many": len(told)}
    )
    first = counted.scalar_one() - len(told) + 1
    events = [
        _event(actor, about, action, body, seq, at)
        for seq, (about, body) in enumerate(told, first)
    ]
    connection.execute(WRITE, events)


def _event(
    actor: Actor,
    about: About,
    action: str,
    body: dict[str, Any],
    seq: int,
    at: datetime,
) -> dict[str, Any]:
    return {
        "campaign_id": about.campaign_id,
        "seq": seq,
        "at": at,
        "user_id": actor.user_id,
        "device_id": actor.device_id,
        "action": action,
        "subject": about.table,
        "subject_id": about.id,
        "body": canonical(body),
        "salt": secrets.token_bytes(16),
    }


def follow(session: Session, finding: Finding, seq: int, at: datetime) -> None:
    """Close the finding's present version and open the next."""
    was = session.scalar(
        update(FindingVersion)
        .where(FindingVersion.finding_id == finding.id, FindingVersion.to_seq.is_(None))
        .values(to_seq=seq, to_at=at)
        .returning(FindingVersion.status)
    )
    begin(session.connection(), [finding], seq, at)
    if was in COUNTED or finding.status in COUNTED:
        session.connection().execute(
            MOVED, {"campaign": finding.campaign_id, "moved": seq}
        )


def begin(
    connection: Connection, findings: Sequence[Finding], seq: int, at: datetime
) -> None:
    """Open a version of each finding as it stands now, and index its text."""
    versions = [
        {
            "campaign_id": finding.campaign_id,
            "finding_id": finding.id,
            "from_seq": seq,
            "from_at": at,
            **{name: getattr(finding, name) for name in ASKED},
            "state": {name: _plain(getattr(finding, name)) for name in KEPT},
        }
        for finding in findings
    ]
    connection.execute(BEGIN, versions)
    index(connection, findings)


def index(connection: Connection, findings: Sequence[Finding]) -> None:
    """Let findings be found by what is written in them now."""
    search.write(connection, [_searched(one) for one in findings], search.FINDINGS)


def _searched(finding: Finding) -> tuple[int, str]:
    """Give what a finding is found by: its number, and what is written in it."""
    told = (getattr(finding, name) for name in SEARCHED)
    return finding.id, "\n".join(filter(None, told))


def _plain(value: Any) -> Any:
    """Write a day or a moment as ISO 8601, which JSON has no type for."""
    return value.isoformat() if isinstance(value, date) else value


def canonical(body: dict[str, Any]) -> bytes:
    """Write JSON that is the same bytes for the same content."""
    return json.dumps(
        body, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()

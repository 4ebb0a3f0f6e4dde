"""Findings: proposed by rules, confirmed by people, kept with every state."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    false,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key, now


class FindingStatus(StrEnum):
    """Where a finding stands; only CONFIRMED and later is counted anywhere."""

    HINT = "hint"
    CANDIDATE = "candidate"
    DROPPED = "dropped"
    TEAM_CONFIRMED = "team_confirmed"
    IN_REVIEW = "in_review"
    MERGED = "merged"
    CONFIRMED = "confirmed"
    ASSIGNED = "assigned"
    RECTIFYING = "rectifying"
    REPORTED = "reported"
    VERIFYING = "verifying"
    PENDING_NOTICE = "pending_notice"
    CLOSED = "closed"
    CLEARED = "cleared"
    EXEMPTED = "exempted"


#: In the ledger and not closed: somebody owes something.
OPEN = (
    FindingStatus.CONFIRMED,
    FindingStatus.ASSIGNED,
    FindingStatus.RECTIFYING,
    FindingStatus.REPORTED,
    FindingStatus.VERIFYING,
    FindingStatus.PENDING_NOTICE,
)
#: What the ledger shows and every count counts.
COUNTED = (*OPEN, FindingStatus.CLOSED)


class Finding(Base):
    """A problem found: a candidate until two people have agreed on it."""

    __tablename__ = "finding"
    __table_args__ = (
        Index(
            "uq_finding_origin",
            "submission_id",
            "rule",
            "repeat_uuid",
            unique=True,
            sqlite_where=text("rule <> ''"),
            postgresql_where=text("rule <> ''"),
        ),
        UniqueConstraint("campaign_id", "finding_no"),
        Index("ix_finding_submission_id", "submission_id"),
        # What follows the first two is read along, so that no row has to be opened.
        Index(
            "ix_finding_campaign_id_status",
            "campaign_id",
            "status",
            "severity",
            "due_on",
            "found_on",
            "finding_no",
            "category_code",
            "region_code",
            "county_code",
            "team_id",
            "responsible_unit_id",
            "source",
            "manifest_level",
            "root_level",
        ),
        Index("ix_finding_campaign_id_county_code", "campaign_id", "county_code"),
        Index("ix_finding_campaign_id_team_id", "campaign_id", "team_id"),
        Index(
            "ix_finding_campaign_id_due_on",
            "campaign_id",
            "due_on",
            "found_on",
            "finding_no",
            "status",
        ),
        Index(
            "ix_finding_campaign_id_region_code",
            "campaign_id",
            "region_code",
            "found_on",
            "finding_no",
            "status",
        ),
        Index(
            "ix_finding_responsible_unit_id_category_code",
            "responsible_unit_id",
            "category_code",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    #: The rule that proposed it; empty when a person wrote it.
    rule: Mapped[str] = mapped_column(String(40), default="")
    #: The repeat row it came from; empty for the whole form.
    repeat_uuid: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(16))
    finding_no: Mapped[str | None] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    category_code: Mapped[str] = mapped_column(String(16), default="")
    severity: Mapped[str] = mapped_column(String(10), default="general")
    bases: Mapped[list[str]] = mapped_column(default=list)
    instrument: Mapped[str] = mapped_column(String(16), default="assign")
    days: Mapped[int | None]
    site_name: Mapped[str] = mapped_column(String(200), default="")
    region_code: Mapped[str | None] = mapped_column(String(12))
    city_code: Mapped[str | None] = mapped_column(String(12))
    county_code: Mapped[str | None] = mapped_column(String(12))
    #: As the form says it; stays text until a person picks the unit.
    responsible_text: Mapped[str] = mapped_column(String(200), default="")
    responsible_kind: Mapped[str] = mapped_column(String(16), default="reviewer")
    proposed_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    responsible_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    found_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(16), default="visit")
    #: False once a re-run no longer proposes it though somebody had touched it.
    rule_holds: Mapped[bool] = mapped_column(default=True)
    touched: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    drop_reason: Mapped[str] = mapped_column(Text, default="")
    return_reason: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    confirmed_at: Mapped[datetime | None]
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    accepted_at: Mapped[datetime | None]
    #: Counted there instead (并案).
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("finding.id"), index=True
    )
    #: What has to be put right, and to what standard (整改要求).
    requirement: Mapped[str] = mapped_column(Text, default="")
    #: A post, not a person (责任人职务).
    responsible_post: Mapped[str] = mapped_column(String(60), default="")
    #: The unit at whose place it shows, picked by a person.
    site_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    #: The level at which it shows (表现层级): that of its place, or as a person says.
    manifest_level: Mapped[str] = mapped_column(
        String(10), default="", server_default=text("''")
    )
    #: Where it is rooted, which is often above where it shows.
    root_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    root_level: Mapped[str] = mapped_column(String(10), default="")
    #: Why it is so (病灶): discipline, duty, style or system; the unit never sees it.
    cause_class: Mapped[str] = mapped_column(
        String(12), default="", server_default=text("''")
    )
    cause_text: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    #: An earlier finding of the same unit and category stands in the ledger (顽疾).
    recurrent: Mapped[bool] = mapped_column(default=False, server_default=false())
    assigned_at: Mapped[datetime | None]
    #: Both end at 24:00 in Asia/Shanghai; `due_on` moves only with an Extension.
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    reported_at: Mapped[datetime | None]
    #: The last level whose verification passed, since it was last reported.
    verified_level: Mapped[str] = mapped_column(String(10), default="")
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    #: The last day on which the public may object (公示).
    notice_until: Mapped[date | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    closed_at: Mapped[datetime | None]
    #: Since when it has to be done again; only proofs from then on count.
    rework_from: Mapped[datetime | None]
    #: How often it came back after it was closed.
    reopened: Mapped[int] = mapped_column(default=0)
    #: The level that oversees it since it was escalated (提级督办).
    escalated_to: Mapped[str] = mapped_column(String(10), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of_submission(cls, submission_id: int) -> Select[Finding]:
        """Select what a submission gave, in the order of the form's rows."""
        return (
            select(cls)
            .where(cls.submission_id == submission_id)
            .order_by(cls.position.nulls_last(), cls.rule, cls.id)
        )


class FindingEvidence(Base):
    """A photo that shows the finding."""

    __tablename__ = "finding_evidence"
    __table_args__ = (UniqueConstraint("finding_id", "attachment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), index=True)


class FindingVersion(Base):
    """A finding as it stood from one event to the next: as-of is a filter."""

    __tablename__ = "finding_version"
    __table_args__ = (
        # Answers how one finding stood; walked beside findings that are in order.
        Index(
            "ix_finding_version_finding_id",
            "finding_id",
            "from_at",
            "to_at",
            "campaign_id",
            "status",
            "severity",
            "due_on",
        ),
        Index("ix_finding_version_campaign_id_from_at", "campaign_id", "from_at"),
        # Answers how the ledger stood without opening a version, each of which is wide.
        Index(
            "ix_finding_version_standing",
            "campaign_id",
            "status",
            "from_at",
            "to_at",
            "severity",
            "due_on",
            "category_code",
            "responsible_unit_id",
            "manifest_level",
            "root_level",
            "finding_no",
            "finding_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    from_seq: Mapped[int]
    from_at: Mapped[datetime]
    to_seq: Mapped[int | None]
    to_at: Mapped[datetime | None]
    #: What the ledger is asked by; these stand in `state` as well.
    status: Mapped[str] = mapped_column(String(16))
    finding_no: Mapped[str | None] = mapped_column(String(60))
    category_code: Mapped[str] = mapped_column(String(16))
    severity: Mapped[str] = mapped_column(String(10))
    responsible_unit_id: Mapped[int | None]
    due_on: Mapped[date | None]
    manifest_level: Mapped[str] = mapped_column(
        String(10), default="", server_default=text("''")
    )
    root_level: Mapped[str] = mapped_column(
        String(10), default="", server_default=text("''")
    )
    #: Every column of the finding that a person or a rule can change.
    state: Mapped[dict[str, Any]]

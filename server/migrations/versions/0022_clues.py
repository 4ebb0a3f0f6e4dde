"""Clues with their steps and units, letters that hand them on, and conferences."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

#: In the order in which they can go.
TABLES = (
    "conference_decision",
    "case_conference",
    "clue_transfer",
    "clue_opening",
    "clue_step",
    "clue_unit",
    "clue_series",
    "clue",
)


def upgrade() -> None:
    _clue()
    _clue_series()
    _clue_unit()
    _clue_step()
    _clue_opening()
    _clue_transfer()
    _case_conference()
    _conference_decision()


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)


def _rows(name: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table of one campaign."""
    op.create_table(
        name,
        _column("id", Whole),
        _column("campaign_id", Whole),
        *columns,
        _refers(name, "campaign_id", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _column(name: str, kind: Any) -> sa.schema.SchemaItem:
    return sa.Column(name, kind, nullable=False)


def _maybe(name: str, kind: Any) -> sa.schema.SchemaItem:
    return sa.Column(name, kind, nullable=True)


def _refers(name: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{name}_{column}")
    )


def _once(name: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{name}_{'_'.join(columns)}"))


def _key(name: str) -> tuple[sa.schema.SchemaItem, ...]:
    return _column("key", sa.String(24)), _once(name, "key")


def _clue() -> None:
    _rows(
        "clue",
        *_key("clue"),
        _column("region_code", sa.String(12)),
        _maybe("place_code", sa.String(12)),
        _column("clue_no", sa.String(60)),
        _column("source", sa.String(16)),
        _column("sub_source", sa.String(60)),
        _column("external_no", sa.String(60)),
        _column("unit_named", sa.String(200)),
        _maybe("unit_id", Whole),
        _column("category_code", sa.String(16)),
        _column("digest", sa.Text()),
        _column("content", sa.Text()),
        _column("received_on", sa.Date()),
        _column("state", sa.String(16)),
        _column("outcome", sa.String(20)),
        _maybe("due_on", sa.Date()),
        _maybe("original_due_on", sa.Date()),
        _column("returned", Whole),
        _maybe("answered_on", sa.Date()),
        _maybe("finding_id", Whole),
        _column("finding_link", sa.String(8)),
        _column("created_at", Moment()),
        _refers("clue", "unit_id", "unit"),
        _refers("clue", "finding_id", "finding"),
        _once("clue", "campaign_id", "clue_no"),
    )
    op.create_index(
        "ix_clue_campaign_id_external_no",
        "clue",
        ["campaign_id", "source", "external_no"],
    )
    op.create_index(
        "ix_clue_campaign_id_region_code", "clue", ["campaign_id", "region_code"]
    )
    op.create_index("ix_clue_campaign_id_state", "clue", ["campaign_id", "state"])
    op.create_index("ix_clue_finding_id", "clue", ["finding_id"])


def _clue_series() -> None:
    _rows(
        "clue_series",
        _column("head", sa.String(56)),
        _column("last", Whole),
        _once("clue_series", "campaign_id", "head"),
    )


def _clue_unit() -> None:
    _rows(
        "clue_unit",
        _column("clue_id", Whole),
        _column("part", sa.String(10)),
        _column("name", sa.String(120)),
        _maybe("unit_id", Whole),
        _column("from_at", Moment()),
        _maybe("until_at", Moment()),
        _refers("clue_unit", "clue_id", "clue"),
        _refers("clue_unit", "unit_id", "unit"),
    )
    op.create_index("ix_clue_unit_clue_id", "clue_unit", ["clue_id"])


def _clue_step() -> None:
    _rows(
        "clue_step",
        _column("clue_id", Whole),
        _column("step", sa.String(16)),
        _maybe("by", Whole),
        _column("from_at", Moment()),
        _maybe("until_at", Moment()),
        _column("words", sa.Text()),
        _column("state", Json),
        _refers("clue_step", "clue_id", "clue"),
        _refers("clue_step", "by", "app_user"),
    )
    op.create_index(
        "ix_clue_step_campaign_id", "clue_step", ["campaign_id", "from_at", "until_at"]
    )
    op.create_index("ix_clue_step_clue_id", "clue_step", ["clue_id", "from_at"])


def _clue_opening() -> None:
    _rows(
        "clue_opening",
        _column("clue_id", Whole),
        _maybe("by", Whole),
        _column("reason", sa.String(200)),
        _column("at", Moment()),
        _refers("clue_opening", "clue_id", "clue"),
        _refers("clue_opening", "by", "app_user"),
    )
    op.create_index("ix_clue_opening_clue_id", "clue_opening", ["clue_id"])


def _clue_transfer() -> None:
    _rows(
        "clue_transfer",
        *_key("clue_transfer"),
        _column("clue_id", Whole),
        _column("year", Whole),
        _column("sequence", Whole),
        _column("no", sa.String(60)),
        _column("to_unit", sa.String(200)),
        _column("reason", sa.Text()),
        _column("papers", sa.Text()),
        _column("state", sa.String(10)),
        _column("sent_on", sa.Date()),
        _maybe("sent_by", Whole),
        _column("due_on", sa.Date()),
        _maybe("received_on", sa.Date()),
        _maybe("refused_on", sa.Date()),
        _column("refusal", sa.Text()),
        _maybe("result_on", sa.Date()),
        _column("result", sa.Text()),
        _column("at", Moment()),
        _refers("clue_transfer", "clue_id", "clue"),
        _refers("clue_transfer", "sent_by", "app_user"),
        _once("clue_transfer", "campaign_id", "year", "sequence"),
    )
    op.create_index("ix_clue_transfer_clue_id", "clue_transfer", ["clue_id"])


def _case_conference() -> None:
    _rows(
        "case_conference",
        *_key("case_conference"),
        _column("region_code", sa.String(12)),
        _column("year", Whole),
        _column("sequence", Whole),
        _column("no", sa.String(60)),
        _column("held_on", sa.Date()),
        _column("venue", sa.String(60)),
        _column("units", sa.Text()),
        _column("summary", sa.Text()),
        _maybe("kept_by", Whole),
        _column("at", Moment()),
        _refers("case_conference", "kept_by", "app_user"),
        _once("case_conference", "campaign_id", "year", "sequence"),
    )
    op.create_index(
        "ix_case_conference_campaign_id",
        "case_conference",
        ["campaign_id", "region_code"],
    )


def _conference_decision() -> None:
    _rows(
        "conference_decision",
        _column("conference_id", Whole),
        _column("clue_id", Whole),
        _column("words", sa.Text()),
        _column("lead", sa.String(120)),
        _column("assist", sa.Text()),
        _maybe("due_on", sa.Date()),
        _maybe("by", Whole),
        _column("at", Moment()),
        _refers("conference_decision", "conference_id", "case_conference"),
        _refers("conference_decision", "clue_id", "clue"),
        _refers("conference_decision", "by", "app_user"),
        _once("conference_decision", "conference_id", "clue_id"),
    )
    op.create_index(
        "ix_conference_decision_clue_id", "conference_decision", ["clue_id"]
    )

"""Rounds of visits, and milestones counted backwards."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Moment, Whole

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROUND = "fk_visit_round_id"


def upgrade() -> None:
    _rounds()
    _milestones()
    _rounds_of_visits()


def _rounds_of_visits() -> None:
    """Add the column as SQLite can: a rebuilt table would lose what refers to it."""
    if op.get_bind().dialect.name == "sqlite":
        named = f"CONSTRAINT {ROUND} REFERENCES round (id)"
        op.execute(f"ALTER TABLE visit ADD COLUMN round_id INTEGER {named}")
    else:
        op.add_column("visit", sa.Column("round_id", Whole, nullable=True))
        op.create_foreign_key(ROUND, "visit", "round", ["round_id"], ["id"])
    op.create_index(op.f("ix_visit_round_id"), "visit", ["round_id"])


def _rounds() -> None:
    op.create_table(
        "round",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("no", Whole, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_round_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("key", name=op.f("uq_round_key")),
        sa.UniqueConstraint("campaign_id", "no", name=op.f("uq_round_campaign_id_no")),
    )


def _milestones() -> None:
    op.create_table(
        "milestone",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("days", Whole, nullable=False),
        sa.Column("after_id", Whole, nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_milestone_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["after_id"], ["milestone.id"], name=op.f("fk_milestone_after_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("key", name=op.f("uq_milestone_key")),
    )
    op.create_index(op.f("ix_milestone_campaign_id"), "milestone", ["campaign_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_visit_round_id"), table_name="visit")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(ROUND, "visit", type_="foreignkey")
    op.drop_column("visit", "round_id")
    op.drop_index(op.f("ix_milestone_campaign_id"), table_name="milestone")
    op.drop_table("milestone")
    op.drop_table("round")

"""Exports as jobs, and a log of what was taken."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "export_job",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("asked", Json, nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("requested_by", Whole, nullable=False),
        sa.Column("reach", Json, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", Whole, nullable=False),
        sa.Column("total", Whole, nullable=False),
        sa.Column("rows", Whole, nullable=False),
        sa.Column("file_name", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("trouble", sa.String(length=40), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_export_job_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["app_user.id"], name=op.f("fk_export_job_requested_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_job")),
        sa.UniqueConstraint("key", name=op.f("uq_export_job_key")),
    )
    for column in ("campaign_id", "requested_by"):
        op.create_index(op.f(f"ix_export_job_{column}"), "export_job", [column])
    op.create_table(
        "taking",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("export_job_id", Whole, nullable=True),
        sa.Column("user_id", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("asked", Json, nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("rows", Whole, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_taking_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["export_job_id"], ["export_job.id"], name=op.f("fk_taking_export_job_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_taking_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taking")),
    )
    op.create_index(op.f("ix_taking_campaign_id"), "taking", ["campaign_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_taking_campaign_id"), table_name="taking")
    op.drop_table("taking")
    for column in ("requested_by", "campaign_id"):
        op.drop_index(op.f(f"ix_export_job_{column}"), table_name="export_job")
    op.drop_table("export_job")

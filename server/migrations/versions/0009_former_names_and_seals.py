"""Names as they were, and seals over the events."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Moment, Whole

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_name",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_former_name_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
    )
    op.create_index(
        "ix_former_name_campaign_id_until", "former_name", ["campaign_id", "until"]
    )
    op.create_table(
        "event_seal",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("to_seq", Whole, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_event_seal_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_seal")),
        sa.UniqueConstraint(
            "campaign_id", "to_seq", name=op.f("uq_event_seal_campaign_id_to_seq")
        ),
    )


def downgrade() -> None:
    op.drop_table("event_seal")
    op.drop_index("ix_former_name_campaign_id_until", table_name="former_name")
    op.drop_table("former_name")

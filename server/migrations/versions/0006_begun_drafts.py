"""Drafts that phones have begun."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Whole

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "begun",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("device_id", Whole, nullable=False),
        sa.Column("instance_id", sa.String(length=200), nullable=False),
        sa.Column("form_id", sa.String(length=200), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_begun_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_begun_device_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_begun")),
        sa.UniqueConstraint(
            "device_id", "instance_id", name=op.f("uq_begun_device_id_instance_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("begun")

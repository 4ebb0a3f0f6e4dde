"""Visits that are secret until a moment."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Moment

revision = "0016"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("secret_until", Moment(), nullable=True))
    op.create_index(
        "ix_visit_campaign_id_secret_until", "visit", ["campaign_id", "secret_until"]
    )


def downgrade() -> None:
    op.drop_index("ix_visit_campaign_id_secret_until", table_name="visit")
    op.drop_column("visit", "secret_until")

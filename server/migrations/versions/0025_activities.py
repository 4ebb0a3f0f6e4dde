"""Meetings, trainings and talks are part of a set-up, with how many came."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Whole

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("arrangement", sa.Column("people", Whole, nullable=True))


def downgrade() -> None:
    op.drop_column("arrangement", "people")

"""How a finding stood on a day is read beside findings that are in order."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_finding_version_finding_id", "finding_version"
ALONG = ("from_at", "to_at", "campaign_id", "status", "severity", "due_on")


def upgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, ["finding_id", *ALONG])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, ["finding_id"])

"""The ledger is sorted, counted and asked for a past day from indexes alone."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Whole

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LEVELS = ("manifest_level", "root_level")
#: What is read along with a state: all that the ledger is sorted and counted by.
ALONG = (
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
    *LEVELS,
)
SORTED = ("found_on", "finding_no", "status")
STANDING = (
    "campaign_id",
    "status",
    "from_at",
    "to_at",
    "severity",
    "due_on",
    "category_code",
    "responsible_unit_id",
    *LEVELS,
    "finding_no",
    "finding_id",
)


def upgrade() -> None:
    op.add_column(
        "campaign",
        sa.Column("counted_seq", Whole, nullable=False, server_default=sa.text("0")),
    )
    op.execute("UPDATE campaign SET counted_seq = seq")
    _levels()
    op.drop_index("ix_finding_campaign_id_status", "finding")
    op.drop_index("ix_finding_campaign_id_due_on", "finding")
    _index("status", *ALONG)
    _index("region_code", *SORTED)
    _index("due_on", *SORTED)
    op.create_index("ix_finding_version_standing", "finding_version", [*STANDING])


def _levels() -> None:
    """Give versions the two levels in columns of their own, from what they say."""
    columns = [sa.column(level, sa.String) for level in LEVELS]
    versions = sa.table("finding_version", sa.column("state", Json), *columns)
    for level in LEVELS:
        column = sa.Column(
            level, sa.String(length=10), nullable=False, server_default=sa.text("''")
        )
        op.add_column("finding_version", column)
        said = versions.c.state[level].as_string()
        op.execute(versions.update().where(said != "").values({level: said}))


def _index(column: str, *rest: str) -> None:
    """Index the findings of a campaign by a column and what is read along with it."""
    op.create_index(
        f"ix_finding_campaign_id_{column}", "finding", ["campaign_id", column, *rest]
    )


def downgrade() -> None:
    op.drop_index("ix_finding_version_standing", "finding_version")
    op.drop_index("ix_finding_campaign_id_region_code", "finding")
    for begins in ("status", "due_on"):
        op.drop_index(f"ix_finding_campaign_id_{begins}", "finding")
        op.create_index(
            f"ix_finding_campaign_id_{begins}", "finding", ["campaign_id", begins]
        )
    for level in LEVELS:
        op.drop_column("finding_version", level)
    op.drop_column("campaign", "counted_seq")

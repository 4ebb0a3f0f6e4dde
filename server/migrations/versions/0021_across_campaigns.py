"""Findings that count elsewhere too, members of groups, and visits by lot."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Moment, Whole

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

#: Which rows lead to which, from now on.
LEADING = (("visit", "draw_id", "draw"), ("arrangement", "part_of_id", "arrangement"))
NOW = sa.text("ended_at IS NULL")


def upgrade() -> None:
    for table, column, target in LEADING:
        _lead(table, column, target)
    _also_counts()


def downgrade() -> None:
    op.drop_table("also_counts")
    for table, column, _target in LEADING:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
        # What the column leads to goes with it, in both databases.
        op.drop_column(table, column)


def _lead(table: str, column: str, target: str) -> None:
    """Let rows lead to others; no copy of a table on which others hang."""
    name = f"fk_{table}_{column}"
    if op.get_bind().dialect.name == "sqlite":
        leads = f"CONSTRAINT {name} REFERENCES {target} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {leads}")
    else:
        op.add_column(table, sa.Column(column, Whole, nullable=True))
        op.create_foreign_key(name, table, target, [column], ["id"])
    op.create_index(f"ix_{table}_{column}", table, [column])


def _also_counts() -> None:
    op.create_table(
        "also_counts",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("other_id", Whole, nullable=False),
        sa.Column("made_by", Whole, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("ended_by", Whole, nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=f"fk_also_counts_{column}"
            )
            for column, target in (
                ("campaign_id", "campaign"),
                ("finding_id", "finding"),
                ("other_id", "campaign"),
                ("made_by", "app_user"),
                ("ended_by", "app_user"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name="pk_also_counts"),
        sa.UniqueConstraint("key", name="uq_also_counts_key"),
    )
    op.create_index("ix_also_counts_campaign_id", "also_counts", ["campaign_id"])
    op.create_index(
        "ix_also_counts_other_id", "also_counts", ["other_id", "finding_id"]
    )
    op.create_index(
        "uq_also_counts_now",
        "also_counts",
        ["finding_id", "other_id"],
        unique=True,
        sqlite_where=NOW,
        postgresql_where=NOW,
    )

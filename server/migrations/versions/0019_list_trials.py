"""Entity lists are tried on what is there before they change."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Moment, Whole

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_trial",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_by", Whole, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("decided_by", Whole, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        _foreign("campaign_id", "campaign"),
        _foreign("created_by", "app_user"),
        _foreign("decided_by", "app_user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_trial")),
        sa.UniqueConstraint("key", name=op.f("uq_list_trial_key")),
    )
    op.create_index("ix_list_trial_campaign_id", "list_trial", ["campaign_id"])
    # Adding is all that happens to the table: SQLite need not write it anew.
    op.add_column("rule_book", sa.Column("list_trial_id", Whole, nullable=True))
    op.create_index("ix_rule_book_list_trial_id", "rule_book", ["list_trial_id"])


def downgrade() -> None:
    op.drop_index("ix_rule_book_list_trial_id", table_name="rule_book")
    op.drop_column("rule_book", "list_trial_id")
    op.drop_index("ix_list_trial_campaign_id", table_name="list_trial")
    op.drop_table("list_trial")


def _foreign(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_list_trial_{column}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)

"""Visits that are secret until a moment; findings found by any part of their text."""

import sqlalchemy as sa
from alembic import op

from server.db import search
from server.db.base import Json, Moment, Whole

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

AT_ONCE = 1000
FINDING = sa.table(
    "finding",
    *map(
        sa.column,
        (
            "id",
            "finding_no",
            "title",
            "description",
            "site_name",
            "responsible_text",
        ),
    ),
)


def upgrade() -> None:
    op.add_column("visit", sa.Column("secret_until", Moment(), nullable=True))
    op.create_index(
        "ix_visit_campaign_id_secret_until", "visit", ["campaign_id", "secret_until"]
    )

    search.create(op.get_bind(), search.FINDINGS)
    _index()
    _batches()
    op.add_column("issue_category", sa.Column("closed_at", Moment(), nullable=True))


def downgrade() -> None:
    op.drop_column("issue_category", "closed_at")
    op.drop_index("ix_import_batch_campaign_id", table_name="import_batch")
    op.drop_table("import_batch")
    search.drop(op.get_bind(), search.FINDINGS)
    op.drop_index("ix_visit_campaign_id_secret_until", table_name="visit")
    op.drop_column("visit", "secret_until")


def _index() -> None:
    """Index the findings that are there, some at once."""
    connection, last = op.get_bind(), 0
    chosen = sa.select(FINDING).order_by(FINDING.c.id).limit(AT_ONCE)
    while rows := connection.execute(chosen.where(FINDING.c.id > last)).all():
        texts = [(row.id, "\n".join(filter(None, row[1:]))) for row in rows]
        search.write(connection, texts, search.FINDINGS)
        last = rows[-1].id


def _batches() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("added", Json, nullable=False),
        sa.Column("changed", Json, nullable=False),
        sa.Column("removed", Json, nullable=False),
        sa.Column("accounts", Json, nullable=False),
        sa.Column("made_by", Whole, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("undone_by", Whole, nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name="fk_import_batch_campaign_id"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["app_user.id"], name="fk_import_batch_made_by"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["app_user.id"], name="fk_import_batch_undone_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
        sa.UniqueConstraint("key", name="uq_import_batch_key"),
    )
    op.create_index("ix_import_batch_campaign_id", "import_batch", ["campaign_id"])

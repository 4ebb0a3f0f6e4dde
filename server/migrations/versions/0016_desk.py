"""Visits that are secret until a moment; findings found by any part of their text."""

import sqlalchemy as sa
from alembic import op

from server.db import search
from server.db.base import Moment

revision = "0016"
down_revision = "0012"
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


def downgrade() -> None:
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

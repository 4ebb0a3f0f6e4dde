"""What the office's desk needs: secret visits, search, undoing, lots and a map."""

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
    _arrangements()
    _draws()
    _map()
    op.add_column("issue_category", sa.Column("closed_at", Moment(), nullable=True))


def downgrade() -> None:
    op.drop_table("county_map")
    for table, column in (("visit", "plan_item_id"), ("milestone", "arrangement_id")):
        op.drop_index(f"ix_{table}_{column}", table_name=table)
        # What the column leads to goes with it, in both databases.
        op.drop_column(table, column)
    op.drop_column("team", "recusal_codes")
    for table in ("draw", "arrangement"):
        op.drop_index(f"ix_{table}_campaign_id", table_name=table)
        op.drop_table(table)
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


def _arrangements() -> None:
    op.create_table(
        "arrangement",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name="fk_arrangement_campaign_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_arrangement"),
        sa.UniqueConstraint("key", name="uq_arrangement_key"),
    )
    op.create_index("ix_arrangement_campaign_id", "arrangement", ["campaign_id"])
    for table, column in (("visit", "plan_item_id"), ("milestone", "arrangement_id")):
        _leading(table, column)


def _leading(table: str, column: str) -> None:
    """Let rows lead to an arrangement; no copy of a table on which others hang."""
    name = f"fk_{table}_{column}"
    if op.get_bind().dialect.name == "sqlite":
        leads = f"CONSTRAINT {name} REFERENCES arrangement (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {leads}")
    else:
        op.add_column(table, sa.Column(column, Whole, nullable=True))
        op.create_foreign_key(name, table, "arrangement", [column], ["id"])
    op.create_index(f"ix_{table}_{column}", table, [column])


def _draws() -> None:
    empty = sa.text("'[]'")
    op.add_column(
        "team", sa.Column("recusal_codes", Json, server_default=empty, nullable=False)
    )
    op.create_table(
        "draw",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("round_id", Whole, nullable=True),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("pool", Json, nullable=False),
        sa.Column("places", Json, nullable=False),
        sa.Column("result", Json, nullable=False),
        sa.Column("made_by", Whole, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name="fk_draw_campaign_id"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_draw_round_id"),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name="fk_draw_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_draw"),
        sa.UniqueConstraint("key", name="uq_draw_key"),
    )
    op.create_index("ix_draw_campaign_id", "draw", ["campaign_id"])


def _map() -> None:
    op.create_table(
        "county_map",
        sa.Column("campaign_id", Whole, autoincrement=False, nullable=False),
        sa.Column("width", Whole, nullable=False),
        sa.Column("height", Whole, nullable=False),
        sa.Column("shapes", Json, nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("made_by", Whole, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name="fk_county_map_campaign_id"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["app_user.id"], name="fk_county_map_made_by"
        ),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_county_map"),
    )

"""Rule books without rules of their own, trials of settings, leads by category."""

import hashlib

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BOOK = sa.table(
    "rule_book", sa.column("id"), sa.column("form_id"), sa.column("rules", Json)
)
VERSION = sa.table("form_version", sa.column("form_id"), sa.column("rules", Json))
LIST = sa.table(
    "rule_book_list", sa.column("id"), sa.column("content"), sa.column("md5")
)


def upgrade() -> None:
    op.create_table(
        "settings_trial",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("settings", Json, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_by", Whole, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("decided_by", Whole, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_settings_trial_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["app_user.id"], name=op.f("fk_settings_trial_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["app_user.id"], name=op.f("fk_settings_trial_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_trial")),
        sa.UniqueConstraint("key", name=op.f("uq_settings_trial_key")),
    )
    op.create_index(
        "ix_settings_trial_campaign_id", "settings_trial", ["campaign_id"], unique=False
    )
    op.create_table(
        "category_lead",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("category_code", sa.String(length=16), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("unit_id", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_category_lead_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_category_lead_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_lead")),
        sa.UniqueConstraint(
            "campaign_id",
            "category_code",
            "region_code",
            name=op.f("uq_category_lead_campaign_id_category_code_region_code"),
        ),
    )
    # Adding is all that happens to these tables: SQLite need not write them anew,
    # which their children's foreign keys would not let it do.
    op.add_column("rule_book", sa.Column("settings_trial_id", Whole, nullable=True))
    op.create_index(
        "ix_rule_book_settings_trial_id",
        "rule_book",
        ["settings_trial_id"],
        unique=False,
    )
    empty = sa.text("''")
    op.add_column(
        "rule_book_list",
        sa.Column("md5", sa.String(length=32), nullable=False, server_default=empty),
    )
    _hash_lists()
    _let_copies_go()


def _hash_lists() -> None:
    """Hash the lists that are there, as phones ask for them by hash."""
    connection = op.get_bind()
    for key in connection.scalars(sa.select(LIST.c.id)).all():
        chosen = sa.select(LIST.c.content).where(LIST.c.id == key)
        content = connection.scalar(chosen) or b""
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        connection.execute(sa.update(LIST).where(LIST.c.id == key).values(md5=md5))


def _let_copies_go() -> None:
    """Let books that only copied a version's rules say that each has its own."""
    connection = op.get_bind()
    own: dict[int, list[object]] = {}
    for form_id, rules in connection.execute(
        sa.select(VERSION.c.form_id, VERSION.c.rules)
    ):
        own.setdefault(form_id, []).append(rules)
    books = sa.select(BOOK.c.id, BOOK.c.form_id, BOOK.c.rules)
    for key, form_id, rules in connection.execute(books).all():
        if rules in own.get(form_id, []):
            copied = sa.update(BOOK).where(BOOK.c.id == key)
            connection.execute(copied.values(rules=sa.JSON.NULL))


def downgrade() -> None:
    op.drop_column("rule_book_list", "md5")
    op.drop_index("ix_rule_book_settings_trial_id", table_name="rule_book")
    op.drop_column("rule_book", "settings_trial_id")
    op.drop_table("category_lead")
    op.drop_index("ix_settings_trial_campaign_id", table_name="settings_trial")
    op.drop_table("settings_trial")

"""Entity lists, their entries and versions, and what waits to become one."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _lists()
    _entities()
    _versions()
    _waits()


def downgrade() -> None:
    op.drop_index("ix_entity_wait_list_id_uuid", table_name="entity_wait")
    op.drop_index("ix_entity_version_submission_id", table_name="entity_version")
    op.drop_index("ix_entity_team_id", table_name="entity")
    op.drop_index("ix_entity_campaign_id_conflict", table_name="entity")
    for name in ("entity_wait", "entity_version", "entity", "entity_list"):
        op.drop_table(name)


def _lists() -> None:
    op.create_table(
        "entity_list",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("sharing", sa.String(length=10), nullable=False),
        sa.Column("properties", Json, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        _foreign("entity_list", "campaign_id", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_list")),
        sa.UniqueConstraint("key", name=op.f("uq_entity_list_key")),
        sa.UniqueConstraint(
            "campaign_id", "name", name=op.f("uq_entity_list_campaign_id_name")
        ),
    )


def _entities() -> None:
    op.create_table(
        "entity",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("list_id", Whole, nullable=False),
        sa.Column("uuid", sa.String(length=100), nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.Column("team_id", Whole, nullable=True),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("conflict", sa.String(length=4), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
        _foreign("entity", "campaign_id", "campaign"),
        _foreign("entity", "list_id", "entity_list"),
        _foreign("entity", "team_id", "team"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
        sa.UniqueConstraint("key", name=op.f("uq_entity_key")),
        sa.UniqueConstraint("list_id", "uuid", name=op.f("uq_entity_list_id_uuid")),
    )
    conflicts = ["campaign_id", "conflict"]
    op.create_index("ix_entity_campaign_id_conflict", "entity", conflicts)
    op.create_index("ix_entity_team_id", "entity", ["team_id"])


def _versions() -> None:
    op.create_table(
        "entity_version",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("entity_id", Whole, nullable=False),
        sa.Column("number", Whole, nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.Column("told", Json, nullable=False),
        sa.Column("submission_id", Whole, nullable=True),
        sa.Column("row", sa.String(length=200), nullable=False),
        sa.Column("base", Whole, nullable=True),
        sa.Column("trunk", Whole, nullable=True),
        sa.Column("branch", sa.String(length=36), nullable=False),
        sa.Column("branch_base", Whole, nullable=True),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.Column("conflict", sa.String(length=4), nullable=False),
        sa.Column("disputed", Json, nullable=False),
        sa.Column("made_by", Whole, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        _foreign("entity_version", "campaign_id", "campaign"),
        _foreign("entity_version", "entity_id", "entity"),
        _foreign("entity_version", "submission_id", "submission"),
        _foreign("entity_version", "made_by", "app_user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_version")),
        sa.UniqueConstraint(
            "entity_id", "number", name=op.f("uq_entity_version_entity_id_number")
        ),
    )
    by_submission = ["submission_id"]
    op.create_index("ix_entity_version_submission_id", "entity_version", by_submission)


def _waits() -> None:
    once = ("submission_id", "list_id", "uuid", "row")
    op.create_table(
        "entity_wait",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("list_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("team_id", Whole, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("row", sa.String(length=200), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("block", Json, nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("settled_by", Whole, nullable=True),
        _foreign("entity_wait", "campaign_id", "campaign"),
        _foreign("entity_wait", "list_id", "entity_list"),
        _foreign("entity_wait", "submission_id", "submission"),
        _foreign("entity_wait", "team_id", "team"),
        _foreign("entity_wait", "settled_by", "app_user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_wait")),
        sa.UniqueConstraint("key", name=op.f("uq_entity_wait_key")),
        sa.UniqueConstraint(*once, name=op.f(f"uq_entity_wait_{'_'.join(once)}")),
    )
    op.create_index("ix_entity_wait_list_id_uuid", "entity_wait", ["list_id", "uuid"])


def _foreign(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}")
    )

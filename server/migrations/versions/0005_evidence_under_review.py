"""Evidence under review: flags, covered copies, openings, remarks, bulk decisions."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Photos that were here before flags were: each submission is looked at once more.
LOOK_AGAIN = """
INSERT INTO job (campaign_id, kind, subject_id, state, attempts, run_after, error,
                 created_at)
SELECT submission.campaign_id, 'photos', submission.id, 'queued', 0,
       CURRENT_TIMESTAMP, '', CURRENT_TIMESTAMP
FROM submission
WHERE submission.complete_at IS NOT NULL
  AND submission.state <> 'superseded'
  AND EXISTS (SELECT 1 FROM attachment
              WHERE attachment.submission_id = submission.id
                AND attachment.received_at IS NOT NULL)
"""


def upgrade() -> None:
    # Not by way of a copy: findings hang on the photos that are there.
    op.add_column(
        "attachment",
        sa.Column(
            "sensitivity",
            sa.String(length=12),
            server_default=sa.text("''"),
            nullable=False,
        ),
    )
    _flags()
    _copies()
    _words()
    op.execute(LOOK_AGAIN)


def _flags() -> None:
    op.create_table(
        "photo_flag",
        sa.Column("id", Whole, nullable=False),
        _of("campaign"),
        _of("submission"),
        _of("attachment"),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        *_links("photo_flag", "campaign", "submission", "attachment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_flag")),
        sa.UniqueConstraint(
            "attachment_id", "kind", name=op.f("uq_photo_flag_attachment_id_kind")
        ),
    )
    op.create_index("ix_photo_flag_submission_id", "photo_flag", ["submission_id"])
    op.create_table(
        "photo_band",
        _of("campaign"),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        _of("attachment"),
        sa.Column("phash", sa.String(length=16), nullable=False),
        *_links("photo_band", "campaign", "attachment"),
        sa.PrimaryKeyConstraint(
            "campaign_id",
            "band",
            "value",
            "attachment_id",
            name=op.f("pk_photo_band"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_photo_band_attachment_id", "photo_band", ["attachment_id"])


def _copies() -> None:
    op.create_table(
        "redaction",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        _of("campaign"),
        _of("attachment"),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("regions", Json, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("by", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("undone_by", Whole, nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        *_links("redaction", "campaign", "attachment"),
        _person("redaction", "by"),
        _person("redaction", "undone_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("key", name=op.f("uq_redaction_key")),
    )
    op.create_index(
        "ix_redaction_campaign_id_original", "redaction", ["campaign_id", "original"]
    )
    op.create_table(
        "original_opening",
        sa.Column("id", Whole, nullable=False),
        _of("campaign"),
        _of("attachment"),
        sa.Column("by", Whole, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        *_links("original_opening", "campaign", "attachment"),
        _person("original_opening", "by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original_opening")),
    )
    op.create_index(
        "ix_original_opening_attachment_id", "original_opening", ["attachment_id"]
    )
    op.create_index(
        "ix_original_opening_campaign_id_at", "original_opening", ["campaign_id", "at"]
    )


def _words() -> None:
    op.create_table(
        "remark",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        _of("campaign"),
        _of("submission"),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("attachment_id", Whole, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        *_links("remark", "campaign", "submission", "attachment"),
        _person("remark", "by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sa.UniqueConstraint("key", name=op.f("uq_remark_key")),
    )
    op.create_index("ix_remark_submission_id", "remark", ["submission_id"])
    op.create_table(
        "bulk_decision",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        _of("campaign"),
        sa.Column("verb", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("chosen", Json, nullable=False),
        sa.Column("by", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("outcome", Json, nullable=False),
        *_links("bulk_decision", "campaign"),
        _person("bulk_decision", "by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_decision")),
        sa.UniqueConstraint("key", name=op.f("uq_bulk_decision_key")),
    )
    op.create_index(
        "ix_bulk_decision_campaign_id_by", "bulk_decision", ["campaign_id", "by"]
    )


def _of(name: str) -> sa.Column[int]:
    return sa.Column(f"{name}_id", Whole, nullable=False)


def _links(table: str, *names: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_{table}_{name}_id")
        )
        for name in names
    ]


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["app_user.id"], name=op.f(f"fk_{table}_{column}")
    )


def downgrade() -> None:
    for name in (
        "bulk_decision",
        "remark",
        "original_opening",
        "redaction",
        "photo_band",
        "photo_flag",
    ):
        op.drop_table(name)
    op.drop_column("attachment", "sensitivity")

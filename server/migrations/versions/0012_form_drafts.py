"""Forms on trial, and what was filled to try them."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _drafts()
    _files()
    _submissions()
    _photos()


def downgrade() -> None:
    op.drop_index("ix_draft_photo_draft_id", table_name="draft_photo")
    for name in ("draft_photo", "draft_submission", "form_draft_file", "form_draft"):
        op.drop_table(name)


def _drafts() -> None:
    op.create_table(
        "form_draft",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("form_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("xform", sa.LargeBinary(), nullable=True),
        sa.Column("xform_md5", sa.String(length=32), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("rules", Json, nullable=False),
        sa.Column("media_names", Json, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("created_by", Whole, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_form_draft_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["app_user.id"], name=op.f("fk_form_draft_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("key", name=op.f("uq_form_draft_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_form_draft_token_hash")),
    )


def _files() -> None:
    op.create_table(
        "form_draft_file",
        sa.Column("id", Whole, nullable=False),
        sa.Column("draft_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("md5", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["form_draft.id"], name=op.f("fk_form_draft_file_draft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft_file")),
        sa.UniqueConstraint(
            "draft_id", "name", name=op.f("uq_form_draft_file_draft_id_name")
        ),
    )


def _submissions() -> None:
    op.create_table(
        "draft_submission",
        sa.Column("id", Whole, nullable=False),
        sa.Column("draft_id", Whole, nullable=False),
        sa.Column("instance_id", sa.String(length=100), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=True),
        sa.Column("answers", Json, nullable=False),
        sa.Column("proposals", Json, nullable=False),
        sa.Column("issues", Json, nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["form_draft.id"], name=op.f("fk_draft_submission_draft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_submission")),
        sa.UniqueConstraint(
            "draft_id",
            "instance_id",
            name=op.f("uq_draft_submission_draft_id_instance_id"),
        ),
    )


def _photos() -> None:
    op.create_table(
        "draft_photo",
        sa.Column("id", Whole, nullable=False),
        sa.Column("draft_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("mime", sa.String(length=60), nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["form_draft.id"], name=op.f("fk_draft_photo_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["draft_submission.id"],
            name=op.f("fk_draft_photo_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_photo")),
        sa.UniqueConstraint(
            "submission_id", "name", name=op.f("uq_draft_photo_submission_id_name")
        ),
    )
    op.create_index("ix_draft_photo_draft_id", "draft_photo", ["draft_id"])

"""Drafts are edited in the browser, step by step."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("form_draft") as draft:
        for name in ("edition", "checked"):
            draft.add_column(sa.Column(name, Whole, nullable=False, server_default="0"))
        for name in ("problems", "warnings"):
            draft.add_column(sa.Column(name, Json, nullable=False, server_default="[]"))
    op.create_table(
        "form_edit",
        sa.Column("id", Whole, nullable=False),
        sa.Column("draft_id", Whole, nullable=False),
        sa.Column("edition", Whole, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("cells", Json, nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("is_workbook", sa.Boolean(), nullable=False),
        sa.Column("other", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", Whole, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["form_draft.id"], name=op.f("fk_form_edit_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["app_user.id"], name=op.f("fk_form_edit_made_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_edit")),
    )
    op.create_index("ix_form_edit_draft_id", "form_edit", ["draft_id"])


def downgrade() -> None:
    op.drop_index("ix_form_edit_draft_id", table_name="form_edit")
    op.drop_table("form_edit")
    # Not by way of a copy: tests and files hang on the drafts that are there.
    for name in ("warnings", "problems", "checked", "edition"):
        op.drop_column("form_draft", name)

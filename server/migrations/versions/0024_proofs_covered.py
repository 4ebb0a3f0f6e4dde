"""Pictures that units bring are covered, sensitive and opened with a reason too."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Whole

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None

#: What tells of a photo of a submission, and from now on of a proof as well.
TELLING = ("redaction", "original_opening")


def upgrade() -> None:
    op.add_column(
        "proof",
        sa.Column(
            "sensitivity",
            sa.String(length=12),
            server_default=sa.text("''"),
            nullable=False,
        ),
    )
    for table in TELLING:
        name = f"fk_{table}_proof_id"
        with op.batch_alter_table(table) as batch:
            batch.alter_column("attachment_id", existing_type=Whole, nullable=True)
            batch.add_column(sa.Column("proof_id", Whole, nullable=True))
            batch.create_foreign_key(name, "proof", ["proof_id"], ["id"])
        op.create_index(f"ix_{table}_proof_id", table, ["proof_id"])


def downgrade() -> None:
    for table in TELLING:
        op.drop_index(f"ix_{table}_proof_id", table_name=table)
        rows = sa.table(table, sa.column("attachment_id"))
        op.execute(sa.delete(rows).where(rows.c.attachment_id.is_(None)))
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"fk_{table}_proof_id", type_="foreignkey")
            batch.drop_column("proof_id")
            batch.alter_column("attachment_id", existing_type=Whole, nullable=False)
    op.drop_column("proof", "sensitivity")

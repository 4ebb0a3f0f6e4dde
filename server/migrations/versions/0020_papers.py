"""A bulletin keeps its PDF; the office lets a unit's pictures leave."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "bulletin",
        sa.Column(
            "pdf_sha256", sa.String(64), nullable=False, server_default=sa.text("''")
        ),
    )
    op.add_column(
        "proof",
        sa.Column(
            "is_released", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )


def downgrade() -> None:
    op.drop_column("proof", "is_released")
    op.drop_column("bulletin", "pdf_sha256")

"""A referral names its clue and says nothing of it; each register counts for itself."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Whole

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OVER_ALL = ["campaign_id", "year", "sequence"]
OF_ONE = ["campaign_id", "region_code", "year", "sequence"]
#: What has a number of its register.
NUMBERED = ("clue_transfer", "case_conference")

# The clue of a referral is of the same finding and the same day.
NAMED = """
UPDATE referral SET clue_id = (
    SELECT min(clue.id) FROM clue
    WHERE clue.finding_id = referral.finding_id
    AND clue.finding_link = 'from' AND clue.received_on = referral.referred_on)
"""
TOLD_AGAIN = """
UPDATE referral SET reason = (
    SELECT clue.digest FROM clue WHERE clue.id = referral.clue_id)
WHERE clue_id IS NOT NULL
"""
PLACED = """
UPDATE clue_transfer SET region_code = (
    SELECT clue.region_code FROM clue WHERE clue.id = clue_transfer.clue_id)
"""


def upgrade() -> None:
    with op.batch_alter_table("referral") as batch:
        batch.add_column(sa.Column("clue_id", Whole, nullable=True))
        batch.create_foreign_key("fk_referral_clue_id", "clue", ["clue_id"], ["id"])
    op.execute(NAMED)
    op.execute("UPDATE referral SET reason = '' WHERE clue_id IS NOT NULL")
    place = sa.String(12)
    op.add_column("clue_transfer", sa.Column("region_code", place, nullable=True))
    op.execute(PLACED)
    with op.batch_alter_table("clue_transfer") as batch:
        batch.alter_column("region_code", existing_type=place, nullable=False)
    for table in NUMBERED:
        _count(table, OVER_ALL, OF_ONE)


def downgrade() -> None:
    for table in NUMBERED:
        # Numbers of several registers meet: they count on.
        rows = sa.table(table, sa.column("id"), sa.column("sequence"))
        op.execute(rows.update().values(sequence=rows.c.id))
        _count(table, OF_ONE, OVER_ALL)
    op.drop_column("clue_transfer", "region_code")
    op.execute(TOLD_AGAIN)
    with op.batch_alter_table("referral") as batch:
        batch.drop_constraint("fk_referral_clue_id", type_="foreignkey")
        batch.drop_column("clue_id")


def _count(table: str, before: list[str], after: list[str]) -> None:
    """Count otherwise; SQLite builds the table anew, while nothing refers to it."""
    aside = table == "case_conference"
    if aside:
        op.execute("CREATE TEMPORARY TABLE aside AS SELECT * FROM conference_decision")
        op.execute("DELETE FROM conference_decision")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(f"uq_{table}_{'_'.join(before)}", type_="unique")
        batch.create_unique_constraint(f"uq_{table}_{'_'.join(after)}", after)
    if aside:
        op.execute("INSERT INTO conference_decision SELECT * FROM aside")
        op.execute("DROP TABLE aside")

"""Bulletins with their figures, what became of a period, themes, advice."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outcome_stat",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("problems", Whole, nullable=False),
        sa.Column("persons", Whole, nullable=False),
        sa.Column("sanctions", Whole, nullable=False),
        sa.Column("entered_by", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("replaced_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_outcome_stat_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"],
            ["app_user.id"],
            name=op.f("fk_outcome_stat_entered_by"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_stat")),
        sa.UniqueConstraint("key", name=op.f("uq_outcome_stat_key")),
    )
    op.create_index("ix_outcome_stat_campaign_id", "outcome_stat", ["campaign_id"])
    op.create_table(
        "bulletin",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("approach", sa.Text(), nullable=False),
        sa.Column("demands", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_by", Whole, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("published_by", Whole, nullable=True),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_bulletin_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["app_user.id"], name=op.f("fk_bulletin_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["app_user.id"], name=op.f("fk_bulletin_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin")),
        sa.UniqueConstraint("key", name=op.f("uq_bulletin_key")),
    )
    op.create_index("ix_bulletin_campaign_id", "bulletin", ["campaign_id"])
    op.create_table(
        "published_figure",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("bulletin_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("value", Whole, nullable=False),
        sa.Column("query", Json, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_published_figure_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["bulletin_id"],
            ["bulletin.id"],
            name=op.f("fk_published_figure_bulletin_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_figure")),
        sa.UniqueConstraint(
            "bulletin_id", "name", name=op.f("uq_published_figure_bulletin_id_name")
        ),
    )

    op.create_table(
        "issue_theme",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("aspect", sa.String(length=16), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("common_features", sa.Text(), nullable=False),
        sa.Column("created_by", Whole, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closed_by", Whole, nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_issue_theme_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["app_user.id"], name=op.f("fk_issue_theme_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["app_user.id"], name=op.f("fk_issue_theme_closed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_theme")),
        sa.UniqueConstraint("key", name=op.f("uq_issue_theme_key")),
    )
    op.create_index("ix_issue_theme_campaign_id", "issue_theme", ["campaign_id"])
    op.create_table(
        "theme_finding",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("theme_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("put_by", Whole, nullable=True),
        sa.Column("put_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_theme_finding_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["issue_theme.id"], name=op.f("fk_theme_finding_theme_id")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_theme_finding_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["put_by"], ["app_user.id"], name=op.f("fk_theme_finding_put_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_finding")),
        sa.UniqueConstraint(
            "theme_id",
            "finding_id",
            name=op.f("uq_theme_finding_theme_id_finding_id"),
        ),
    )
    op.create_index("ix_theme_finding_finding_id", "theme_finding", ["finding_id"])
    op.create_table(
        "recommendation",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("theme_id", Whole, nullable=False),
        sa.Column("unit_id", Whole, nullable=False),
        sa.Column("no", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("asks", Json, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("drafted_by", Whole, nullable=True),
        sa.Column("drafted_at", Moment(), nullable=False),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("delivered_at", Moment(), nullable=True),
        sa.Column("objection", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_recommendation_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["issue_theme.id"], name=op.f("fk_recommendation_theme_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_recommendation_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by"], ["app_user.id"], name=op.f("fk_recommendation_drafted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("key", name=op.f("uq_recommendation_key")),
        sa.UniqueConstraint(
            "campaign_id", "no", name=op.f("uq_recommendation_campaign_id_no")
        ),
    )
    op.create_index("ix_recommendation_unit_id", "recommendation", ["unit_id"])
    op.create_index("ix_recommendation_theme_id", "recommendation", ["theme_id"])


def downgrade() -> None:
    op.drop_index("ix_recommendation_theme_id", table_name="recommendation")
    op.drop_index("ix_recommendation_unit_id", table_name="recommendation")
    op.drop_table("recommendation")
    op.drop_index("ix_theme_finding_finding_id", table_name="theme_finding")
    op.drop_table("theme_finding")
    op.drop_index("ix_issue_theme_campaign_id", table_name="issue_theme")
    op.drop_table("issue_theme")
    op.drop_table("published_figure")
    op.drop_index("ix_bulletin_campaign_id", table_name="bulletin")
    op.drop_table("bulletin")
    op.drop_index("ix_outcome_stat_campaign_id", table_name="outcome_stat")
    op.drop_table("outcome_stat")

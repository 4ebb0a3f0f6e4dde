"""Notices with what belongs to them, rules made by stage, and self-checks."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Moment, Whole

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

#: In the order in which they can go.
TABLES = (
    "self_report",
    "self_check_task",
    "self_check",
    "system_measure_step",
    "system_measure",
    "notice_template",
    "notice_file",
    "notice_finding",
    "notice",
)


def upgrade() -> None:
    _notices()
    _parts()
    _templates()
    _measures()
    _checks()


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)


def _rows(name: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table of one campaign."""
    op.create_table(
        name,
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        *columns,
        _refers(name, "campaign_id", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _refers(name: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{name}_{column}")
    )


def _key(name: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.UniqueConstraint("key", name=op.f(f"uq_{name}_key")),
    )


def _file() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", Whole, nullable=False),
    )


def _notices() -> None:
    _rows(
        "notice",
        *_key("notice"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("unit_id", Whole, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("year", Whole, nullable=True),
        sa.Column("sequence", Whole, nullable=True),
        sa.Column("no", sa.String(length=60), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("drafted_by", Whole, nullable=True),
        sa.Column("drafted_at", Moment(), nullable=False),
        sa.Column("approved_by", Whole, nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("approved_print", sa.String(length=64), nullable=False),
        sa.Column("issued_by", Whole, nullable=True),
        sa.Column("issued_at", Moment(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf_size", Whole, nullable=False),
        sa.Column("acknowledged_at", Moment(), nullable=True),
        sa.Column("replied_at", Moment(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        _refers("notice", "unit_id", "unit"),
        _refers("notice", "drafted_by", "app_user"),
        _refers("notice", "approved_by", "app_user"),
        _refers("notice", "issued_by", "app_user"),
        sa.UniqueConstraint(
            "campaign_id",
            "kind",
            "year",
            "sequence",
            name=op.f("uq_notice_campaign_id_kind_year_sequence"),
        ),
    )
    op.create_index("ix_notice_campaign_id_state", "notice", ["campaign_id", "state"])
    op.create_index("ix_notice_unit_id", "notice", ["unit_id"])


def _parts() -> None:
    _rows(
        "notice_finding",
        sa.Column("notice_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        _refers("notice_finding", "notice_id", "notice"),
        _refers("notice_finding", "finding_id", "finding"),
        sa.UniqueConstraint(
            "notice_id",
            "finding_id",
            name=op.f("uq_notice_finding_notice_id_finding_id"),
        ),
    )
    op.create_index("ix_notice_finding_finding_id", "notice_finding", ["finding_id"])
    _rows(
        "notice_file",
        *_key("notice_file"),
        sa.Column("notice_id", Whole, nullable=False),
        *_file(),
        sa.Column("mime", sa.String(length=60), nullable=False),
        sa.Column("user_id", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        _refers("notice_file", "notice_id", "notice"),
        _refers("notice_file", "user_id", "app_user"),
        sa.UniqueConstraint(
            "notice_id", "sha256", name=op.f("uq_notice_file_notice_id_sha256")
        ),
    )


def _templates() -> None:
    _rows(
        "notice_template",
        sa.Column("kind", sa.String(length=16), nullable=False),
        *_file(),
        sa.Column("brought_by", Whole, nullable=True),
        sa.Column("brought_at", Moment(), nullable=False),
        sa.Column("replaced_at", Moment(), nullable=True),
        _refers("notice_template", "brought_by", "app_user"),
    )
    op.create_index(
        "ix_notice_template_campaign_id_kind",
        "notice_template",
        ["campaign_id", "kind"],
    )


def _measures() -> None:
    _rows(
        "system_measure",
        *_key("system_measure"),
        sa.Column("theme_id", Whole, nullable=False),
        sa.Column("recommendation_id", Whole, nullable=True),
        sa.Column("unit_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("doc_no", sa.String(length=80), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("reopened", Whole, nullable=False),
        *_file(),
        sa.Column("mime", sa.String(length=60), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        _refers("system_measure", "theme_id", "issue_theme"),
        _refers("system_measure", "recommendation_id", "recommendation"),
        _refers("system_measure", "unit_id", "unit"),
    )
    op.create_index(
        "ix_system_measure_campaign_id_stage",
        "system_measure",
        ["campaign_id", "stage"],
    )
    op.create_index("ix_system_measure_theme_id", "system_measure", ["theme_id"])
    _rows(
        "system_measure_step",
        sa.Column("measure_id", Whole, nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("user_id", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        _refers("system_measure_step", "measure_id", "system_measure"),
        _refers("system_measure_step", "user_id", "app_user"),
    )
    op.create_index(
        "ix_system_measure_step_measure_id", "system_measure_step", ["measure_id"]
    )


def _checks() -> None:
    _rows(
        "self_check",
        *_key("self_check"),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("unit_kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("started_by", Whole, nullable=True),
        sa.Column("started_at", Moment(), nullable=False),
        _refers("self_check", "finding_id", "finding"),
        _refers("self_check", "started_by", "app_user"),
    )
    op.create_index("ix_self_check_campaign_id", "self_check", ["campaign_id"])
    _rows(
        "self_check_task",
        *_key("self_check_task"),
        sa.Column("self_check_id", Whole, nullable=False),
        sa.Column("unit_id", Whole, nullable=False),
        sa.Column("answered_by", Whole, nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        _refers("self_check_task", "self_check_id", "self_check"),
        _refers("self_check_task", "unit_id", "unit"),
        _refers("self_check_task", "answered_by", "app_user"),
        sa.UniqueConstraint(
            "self_check_id",
            "unit_id",
            name=op.f("uq_self_check_task_self_check_id_unit_id"),
        ),
    )
    op.create_index("ix_self_check_task_unit_id", "self_check_task", ["unit_id"])
    _rows(
        "self_report",
        *_key("self_report"),
        sa.Column("task_id", Whole, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("visit_id", Whole, nullable=True),
        sa.Column("declined", sa.Text(), nullable=False),
        _refers("self_report", "task_id", "self_check_task"),
        _refers("self_report", "visit_id", "visit"),
    )
    op.create_index("ix_self_report_task_id", "self_report", ["task_id"])

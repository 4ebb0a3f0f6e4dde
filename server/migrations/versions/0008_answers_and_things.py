"""Answers row by row, things that are counted once, and which rules fired."""

import sqlalchemy as sa
from alembic import op

from server.db import now, search
from server.db.base import Json, Moment, Whole

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None

#: What the shipped forms count once: told of versions published before they said so.
SHIPPED = {
    "app_burden": ("app", "app", "app_name", "issuer_unit"),
    "plaque_audit": ("plaque", "plaque", "p_text", "p_unit"),
}
FIRED = """
INSERT INTO rule_fired (campaign_id, submission_id, rule, times)
SELECT campaign_id, submission_id, rule, count(*) FROM finding
WHERE rule <> '' AND submission_id IS NOT NULL AND rule_holds
GROUP BY campaign_id, submission_id, rule
"""
WAITING = """
INSERT INTO job
(campaign_id, kind, subject_id, state, attempts, run_after, error, created_at)
SELECT campaign_id, 'answers', id, 'queued', 0, :at, '', :at FROM submission
WHERE rules_run_at IS NOT NULL
"""


def upgrade() -> None:
    _things()
    _answers()
    with op.batch_alter_table("form_version", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("distinct", Json, nullable=False, server_default="[]")
        )
    _fill()


def _fill() -> None:
    """Let what is there already be counted; the answers follow in jobs."""
    connection = op.get_bind()
    version = sa.table(
        "form_version",
        sa.column("id"),
        sa.column("form_id"),
        sa.column("xform", sa.LargeBinary),
        sa.column("distinct", Json),
    )
    form = sa.table("form", sa.column("id"), sa.column("form_id"))
    known = sa.select(version.c.id, version.c.xform, form.c.form_id).join_from(
        version, form, form.c.id == version.c.form_id
    )
    for row in connection.execute(known.where(form.c.form_id.in_(SHIPPED))).all():
        named = dict(
            zip(("kind", "each", "name", "issuer"), SHIPPED[row.form_id], strict=True)
        )
        if all(named[part].encode() in row.xform for part in ("name", "issuer")):
            told = version.update().where(version.c.id == row.id)
            connection.execute(told.values({"distinct": [named]}))
    connection.execute(sa.text(FIRED))
    at = sa.bindparam("at", type_=Moment())
    connection.execute(sa.text(WAITING).bindparams(at), {"at": now()})


def _things() -> None:
    op.create_table(
        "thing",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("normal_name", sa.String(length=200), nullable=False),
        sa.Column("normal_issuer", sa.String(length=200), nullable=False),
        sa.Column("head", sa.String(length=4), nullable=False),
        sa.Column("tail", sa.String(length=4), nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_thing_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thing")),
        sa.UniqueConstraint(
            "campaign_id",
            "kind",
            "normal_name",
            "normal_issuer",
            name=op.f("uq_thing_campaign_id_kind_normal_name_normal_issuer"),
        ),
        sa.UniqueConstraint("key", name=op.f("uq_thing_key")),
    )
    with op.batch_alter_table("thing", schema=None) as batch_op:
        batch_op.create_index(
            "ix_thing_head", ["campaign_id", "kind", "head", "size"], unique=False
        )
        batch_op.create_index(
            "ix_thing_tail", ["campaign_id", "kind", "tail", "size"], unique=False
        )
    op.create_table(
        "likeness",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("left_id", Whole, nullable=False),
        sa.Column("right_id", Whole, nullable=False),
        sa.Column("score", Whole, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", Whole, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_likeness_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["app_user.id"], name=op.f("fk_likeness_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["left_id"], ["thing.id"], name=op.f("fk_likeness_left_id")
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["thing.id"], name=op.f("fk_likeness_right_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likeness")),
        sa.UniqueConstraint("key", name=op.f("uq_likeness_key")),
        sa.UniqueConstraint(
            "left_id", "right_id", name=op.f("uq_likeness_left_id_right_id")
        ),
    )
    with op.batch_alter_table("likeness", schema=None) as batch_op:
        batch_op.create_index(
            "ix_likeness_campaign_id_kind",
            ["campaign_id", "kind", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_likeness_right_id"), ["right_id"], unique=False
        )
    op.create_table(
        "alias",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", Whole, nullable=False),
        sa.Column("of_id", Whole, nullable=False),
        sa.Column("likeness_id", Whole, nullable=True),
        sa.Column("made_by", Whole, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("undone_by", Whole, nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_alias_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["likeness_id"], ["likeness.id"], name=op.f("fk_alias_likeness_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["app_user.id"], name=op.f("fk_alias_made_by")
        ),
        sa.ForeignKeyConstraint(["of_id"], ["thing.id"], name=op.f("fk_alias_of_id")),
        sa.ForeignKeyConstraint(
            ["thing_id"], ["thing.id"], name=op.f("fk_alias_thing_id")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["app_user.id"], name=op.f("fk_alias_undone_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index(
            "ix_alias_campaign_id_kind", ["campaign_id", "kind"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_alias_likeness_id"), ["likeness_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_alias_of_id"), ["of_id"], unique=False)
        batch_op.create_index(
            "uq_alias_standing",
            ["thing_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
    op.create_table(
        "mention",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("repeat_uuid", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("thing_id", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_mention_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_mention_submission_id")
        ),
        sa.ForeignKeyConstraint(
            ["thing_id"], ["thing.id"], name=op.f("fk_mention_thing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sa.UniqueConstraint(
            "submission_id",
            "kind",
            "repeat_uuid",
            name=op.f("uq_mention_submission_id_kind_repeat_uuid"),
        ),
    )
    with op.batch_alter_table("mention", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mention_campaign_id_kind",
            ["campaign_id", "kind", "thing_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_mention_thing_id"), ["thing_id"], unique=False
        )


def _answers() -> None:
    op.create_table(
        "answer",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("form_id", Whole, nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("repeat_uuid", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_answer_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["form.id"], name=op.f("fk_answer_form_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_answer_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_answer_question",
            ["campaign_id", "form_id", "question", "value"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_answer_submission_id"), ["submission_id"], unique=False
        )
    op.create_table(
        "rule_fired",
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("times", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_rule_fired_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_rule_fired_submission_id"),
        ),
        sa.PrimaryKeyConstraint("submission_id", "rule", name=op.f("pk_rule_fired")),
    )
    with op.batch_alter_table("rule_fired", schema=None) as batch_op:
        batch_op.create_index(
            "ix_rule_fired_campaign_id_rule", ["campaign_id", "rule"], unique=False
        )
    search.create(op.get_bind())


def downgrade() -> None:
    search.drop(op.get_bind())
    # Not by way of a copy: other tables hang on this one.
    op.execute('ALTER TABLE form_version DROP COLUMN "distinct"')
    for table in ("rule_fired", "answer", "mention", "alias", "likeness", "thing"):
        op.drop_table(table)

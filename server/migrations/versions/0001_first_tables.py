"""First tables."""

import sqlalchemy as sa
from alembic import op

from server.db.base import Json, Moment, Whole

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "app_user",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("display_name", sa.String(length=60), nullable=False),
        sa.Column("staff_no", sa.String(length=30), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("disabled_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("key", name=op.f("uq_app_user_key")),
        sa.UniqueConstraint("login", name=op.f("uq_app_user_login")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", Whole, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("number_prefix", sa.String(length=16), nullable=False),
        sa.Column("room", sa.String(length=32), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("settings", Json, nullable=False),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("code", name=op.f("uq_campaign_code")),
    )
    op.create_table(
        "failed_sign_in",
        sa.Column("id", Whole, nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_failed_sign_in_about"), ["about"], unique=False
        )

    op.create_table(
        "installation",
        sa.Column("id", Whole, nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "region",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("parent_code", sa.String(length=12), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("pinyin", sa.String(length=200), nullable=False),
        sa.Column("is_functional_zone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_region_parent_code"), ["parent_code"], unique=False
        )

    op.create_table(
        "event",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("user_id", Whole, nullable=True),
        sa.Column("device_id", Whole, nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("subject_id", Whole, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_event_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint(
            "campaign_id", "seq", name=op.f("uq_event_campaign_id_seq")
        ),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_subject", ["campaign_id", "subject", "subject_id"], unique=False
        )

    op.create_table(
        "form",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("form_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("current_version_id", Whole, nullable=True),
        sa.Column("rule_book_id", Whole, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_form_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
        sa.UniqueConstraint(
            "campaign_id", "form_id", name=op.f("uq_form_campaign_id_form_id")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_form_key")),
    )
    op.create_table(
        "issue_category",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("aspect_code", sa.String(length=16), nullable=False),
        sa.Column("aspect_name", sa.String(length=60), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_issue_category_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_category")),
        sa.UniqueConstraint(
            "campaign_id", "code", name=op.f("uq_issue_category_campaign_id_code")
        ),
    )
    op.create_table(
        "job",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", Whole, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", Whole, nullable=False),
        sa.Column("run_after", Moment(), nullable=False),
        sa.Column("leased_until", Moment(), nullable=True),
        sa.Column("lease", sa.String(length=24), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_job_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(
            "ix_job_state_run_after", ["state", "run_after"], unique=False
        )

    op.create_table(
        "sign_in",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("csrf", sa.String(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_sign_in_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False
        )

    op.create_table(
        "team",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("region_codes", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_team_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint(
            "campaign_id", "code", name=op.f("uq_team_campaign_id_code")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_team_key")),
    )
    op.create_table(
        "unit",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_unit_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint(
            "campaign_id", "code", name=op.f("uq_unit_campaign_id_code")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_unit_key")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(
            "ix_unit_campaign_id_region_code",
            ["campaign_id", "region_code"],
            unique=False,
        )

    op.create_table(
        "device",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("team_id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=True),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("platform", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_device_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_device_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_device_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("key", name=op.f("uq_device_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_device_team_id"), ["team_id"], unique=False
        )

    op.create_table(
        "form_version",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("form_id", Whole, nullable=False),
        sa.Column("version", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("xform", sa.LargeBinary(), nullable=True),
        sa.Column("xform_md5", sa.String(length=32), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("rules", Json, nullable=False),
        sa.Column("warnings", Json, nullable=False),
        sa.Column("media_names", Json, nullable=False),
        sa.Column("published_by", Whole, nullable=True),
        sa.Column("published_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_form_version_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["form.id"], name=op.f("fk_form_version_form_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["app_user.id"], name=op.f("fk_form_version_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint(
            "form_id", "version", name=op.f("uq_form_version_form_id_version")
        ),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("team_id", Whole, nullable=True),
        sa.Column("unit_id", Whole, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_role_grant_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_role_grant_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_role_grant_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_role_grant_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(
            "ix_role_grant_campaign_id_team_id",
            ["campaign_id", "team_id"],
            unique=False,
        )
        batch_op.create_index("ix_role_grant_user_id", ["user_id"], unique=False)

    op.create_table(
        "rule_book",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("form_id", Whole, nullable=False),
        sa.Column("number", Whole, nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("rules", Json, nullable=False),
        sa.Column("parameters", Json, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("cursor", Whole, nullable=False),
        sa.Column("looked_at", Whole, nullable=False),
        sa.Column("total", Whole, nullable=False),
        sa.Column("created_by", Whole, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("applied_by", Whole, nullable=True),
        sa.Column("applied_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["applied_by"], ["app_user.id"], name=op.f("fk_rule_book_applied_by")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_rule_book_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["app_user.id"], name=op.f("fk_rule_book_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["form.id"], name=op.f("fk_rule_book_form_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_book")),
        sa.UniqueConstraint(
            "form_id", "number", name=op.f("uq_rule_book_form_id_number")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_rule_book_key")),
    )
    op.create_table(
        "visit",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("team_id", Whole, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("site_name", sa.String(length=200), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("form_ids", Json, nullable=False),
        sa.Column("planned_from", sa.Date(), nullable=True),
        sa.Column("planned_to", sa.Date(), nullable=True),
        sa.Column("unplanned_for", sa.String(length=400), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_visit_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_visit_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("key", name=op.f("uq_visit_key")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(
            "ix_visit_campaign_id_team_id", ["campaign_id", "team_id"], unique=False
        )
        batch_op.create_index(
            "uq_visit_unplanned",
            ["team_id", "unplanned_for"],
            unique=True,
            sqlite_where=sa.text("unplanned_for IS NOT NULL"),
            postgresql_where=sa.text("unplanned_for IS NOT NULL"),
        )

    op.create_table(
        "enrolment",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("team_id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("device_id", Whole, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_enrolment_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_enrolment_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_enrolment_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_enrolment_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_enrolment_code_hash")),
    )
    op.create_table(
        "form_file",
        sa.Column("id", Whole, nullable=False),
        sa.Column("form_version_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("md5", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_version_id"],
            ["form_version.id"],
            name=op.f("fk_form_file_form_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_file")),
        sa.UniqueConstraint(
            "form_version_id", "name", name=op.f("uq_form_file_form_version_id_name")
        ),
    )
    op.create_table(
        "opening",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("device_id", Whole, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.String(length=100), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("decided_by", Whole, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_opening_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["app_user.id"], name=op.f("fk_opening_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_opening_device_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sa.UniqueConstraint("key", name=op.f("uq_opening_key")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opening_device_id"), ["device_id"], unique=False
        )

    op.create_table(
        "rule_book_list",
        sa.Column("id", Whole, nullable=False),
        sa.Column("rule_book_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["rule_book_id"],
            ["rule_book.id"],
            name=op.f("fk_rule_book_list_rule_book_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_book_list")),
        sa.UniqueConstraint(
            "rule_book_id", "name", name=op.f("uq_rule_book_list_rule_book_id_name")
        ),
    )
    op.create_table(
        "submission",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("form_version_id", Whole, nullable=False),
        sa.Column("team_id", Whole, nullable=False),
        sa.Column("visit_id", Whole, nullable=False),
        sa.Column("device_id", Whole, nullable=False),
        sa.Column("instance_id", sa.String(length=200), nullable=False),
        sa.Column("revision_of", Whole, nullable=True),
        sa.Column("xml", sa.LargeBinary(), nullable=True),
        sa.Column("xml_sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("late", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("site_name", sa.String(length=200), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("finished_at", Moment(), nullable=False),
        sa.Column("clock_offset_s", Whole, nullable=True),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("complete_at", Moment(), nullable=True),
        sa.Column("answers", Json, nullable=True),
        sa.Column("rules_run_at", Moment(), nullable=True),
        sa.Column("rule_troubles", Json, nullable=False),
        sa.Column("issues", Json, nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("return_notes", Json, nullable=False),
        sa.Column("decided_by", Whole, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_submission_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["app_user.id"], name=op.f("fk_submission_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_submission_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_version_id"],
            ["form_version.id"],
            name=op.f("fk_submission_form_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_of"], ["submission.id"], name=op.f("fk_submission_revision_of")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_submission_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_submission_visit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "campaign_id",
            "instance_id",
            name=op.f("uq_submission_campaign_id_instance_id"),
        ),
        sa.UniqueConstraint("key", name=op.f("uq_submission_key")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(
            "ix_submission_campaign_id_finished_at",
            ["campaign_id", "finished_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_submission_campaign_id_state", ["campaign_id", "state"], unique=False
        )
        batch_op.create_index(
            "ix_submission_campaign_id_team_id",
            ["campaign_id", "team_id"],
            unique=False,
        )

    op.create_table(
        "attachment",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("device_id", Whole, nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", Whole, nullable=True),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("rival", sa.Boolean(), nullable=False),
        sa.Column("received_at", Moment(), nullable=True),
        sa.Column("question", sa.String(length=200), nullable=True),
        sa.Column("repeat_uuid", sa.String(length=200), nullable=True),
        sa.Column("position", Whole, nullable=True),
        sa.Column("captured_at", Moment(), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("gps", Json, nullable=True),
        sa.Column("facts", Json, nullable=True),
        sa.Column("is_released", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_attachment_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_attachment_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_attachment_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("key", name=op.f("uq_attachment_key")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attachment_campaign_id_sha256", ["campaign_id", "sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attachment_submission_id"), ["submission_id"], unique=False
        )
        batch_op.create_index(
            "uq_attachment_name",
            ["submission_id", "name"],
            unique=True,
            sqlite_where=sa.text("NOT rival"),
            postgresql_where=sa.text("NOT rival"),
        )

    op.create_table(
        "finding",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("visit_id", Whole, nullable=False),
        sa.Column("team_id", Whole, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("repeat_uuid", sa.String(length=200), nullable=False),
        sa.Column("position", Whole, nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("finding_no", sa.String(length=60), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("category_code", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("bases", Json, nullable=False),
        sa.Column("instrument", sa.String(length=16), nullable=False),
        sa.Column("days", Whole, nullable=True),
        sa.Column("site_name", sa.String(length=200), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("city_code", sa.String(length=12), nullable=True),
        sa.Column("county_code", sa.String(length=12), nullable=True),
        sa.Column("responsible_text", sa.String(length=200), nullable=False),
        sa.Column("responsible_kind", sa.String(length=16), nullable=False),
        sa.Column("proposed_unit_id", Whole, nullable=True),
        sa.Column("responsible_unit_id", Whole, nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("rule_holds", sa.Boolean(), nullable=False),
        sa.Column("touched", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("drop_reason", sa.Text(), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("author_id", Whole, nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("accepted_by", Whole, nullable=True),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("merged_into_id", Whole, nullable=True),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("responsible_post", sa.String(length=60), nullable=False),
        sa.Column("oversight_unit_id", Whole, nullable=True),
        sa.Column("root_unit_id", Whole, nullable=True),
        sa.Column("root_level", sa.String(length=10), nullable=False),
        sa.Column("assigned_at", Moment(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("reported_by", Whole, nullable=True),
        sa.Column("reported_at", Moment(), nullable=True),
        sa.Column("verified_level", sa.String(length=10), nullable=False),
        sa.Column("verified_by", Whole, nullable=True),
        sa.Column("notice_until", sa.Date(), nullable=True),
        sa.Column("closed_by", Whole, nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("rework_from", Moment(), nullable=True),
        sa.Column("reopened", Whole, nullable=False),
        sa.Column("escalated_to", sa.String(length=10), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["app_user.id"], name=op.f("fk_finding_accepted_by")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["app_user.id"], name=op.f("fk_finding_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_finding_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["app_user.id"], name=op.f("fk_finding_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["finding.id"], name=op.f("fk_finding_merged_into_id")
        ),
        sa.ForeignKeyConstraint(
            ["oversight_unit_id"],
            ["unit.id"],
            name=op.f("fk_finding_oversight_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_unit_id"], ["unit.id"], name=op.f("fk_finding_proposed_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["app_user.id"], name=op.f("fk_finding_reported_by")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_unit_id"],
            ["unit.id"],
            name=op.f("fk_finding_responsible_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["root_unit_id"], ["unit.id"], name=op.f("fk_finding_root_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_finding_submission_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_finding_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"], ["app_user.id"], name=op.f("fk_finding_verified_by")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_finding_visit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint(
            "campaign_id", "finding_no", name=op.f("uq_finding_campaign_id_finding_no")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_finding_key")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(
            "ix_finding_campaign_id_county_code",
            ["campaign_id", "county_code"],
            unique=False,
        )
        batch_op.create_index(
            "ix_finding_campaign_id_due_on", ["campaign_id", "due_on"], unique=False
        )
        batch_op.create_index(
            "ix_finding_campaign_id_status", ["campaign_id", "status"], unique=False
        )
        batch_op.create_index(
            "ix_finding_campaign_id_team_id", ["campaign_id", "team_id"], unique=False
        )
        batch_op.create_index(
            "ix_finding_submission_id", ["submission_id"], unique=False
        )
        batch_op.create_index(
            "uq_finding_origin",
            ["submission_id", "rule", "repeat_uuid"],
            unique=True,
            sqlite_where=sa.text("rule <> ''"),
            postgresql_where=sa.text("rule <> ''"),
        )

    op.create_table(
        "kept_draft",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("team_id", Whole, nullable=False),
        sa.Column("device_id", Whole, nullable=False),
        sa.Column("instance_id", sa.String(length=200), nullable=False),
        sa.Column("form_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("xml", sa.Text(), nullable=False),
        sa.Column("xml_sha256", sa.String(length=64), nullable=False),
        sa.Column("files", Json, nullable=False),
        sa.Column("aside", Json, nullable=False),
        sa.Column("saved_at", Moment(), nullable=True),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.Column("submission_id", Whole, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_kept_draft_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_kept_draft_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_kept_draft_submission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_kept_draft_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_draft")),
        sa.UniqueConstraint("key", name=op.f("uq_kept_draft_key")),
    )
    with op.batch_alter_table("kept_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_kept_draft_instance_id"), ["instance_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_kept_draft_team_id"), ["team_id"], unique=False
        )

    op.create_table(
        "rival_answers",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("device_id", Whole, nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=True),
        sa.Column("xml_sha256", sa.String(length=64), nullable=False),
        sa.Column("files", Json, nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_rival_answers_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_rival_answers_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_rival_answers_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rival_answers")),
        sa.UniqueConstraint(
            "submission_id",
            "xml_sha256",
            name=op.f("uq_rival_answers_submission_id_xml_sha256"),
        ),
    )
    op.create_table(
        "rule_difference",
        sa.Column("id", Whole, nullable=False),
        sa.Column("rule_book_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("repeat_uuid", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("before", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_book_id"],
            ["rule_book.id"],
            name=op.f("fk_rule_difference_rule_book_id"),
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_rule_difference_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_difference")),
    )
    with op.batch_alter_table("rule_difference", schema=None) as batch_op:
        batch_op.create_index(
            "ix_rule_difference_rule_book_id_kind",
            ["rule_book_id", "kind"],
            unique=False,
        )

    op.create_table(
        "upload",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("device_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("length", Whole, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_upload_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_upload_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_upload_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("key", name=op.f("uq_upload_key")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", Whole, nullable=False),
        sa.Column("attachment_id", Whole, nullable=False),
        sa.Column("device_id", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_delivery_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_delivery_device_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "attachment_id",
            "device_id",
            name=op.f("uq_delivery_attachment_id_device_id"),
        ),
    )
    op.create_table(
        "extension",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("asked_by", Whole, nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=True),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("decided_by", Whole, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["app_user.id"], name=op.f("fk_extension_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_extension_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["app_user.id"], name=op.f("fk_extension_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_extension_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
        sa.UniqueConstraint("key", name=op.f("uq_extension_key")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_extension_finding_id"), ["finding_id"], unique=False
        )

    op.create_table(
        "finding_evidence",
        sa.Column("id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("attachment_id", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_finding_evidence_attachment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_evidence_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_evidence")),
        sa.UniqueConstraint(
            "finding_id",
            "attachment_id",
            name=op.f("uq_finding_evidence_finding_id_attachment_id"),
        ),
    )
    with op.batch_alter_table("finding_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_finding_evidence_attachment_id"),
            ["attachment_id"],
            unique=False,
        )

    op.create_table(
        "finding_version",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("from_seq", Whole, nullable=False),
        sa.Column("from_at", Moment(), nullable=False),
        sa.Column("to_seq", Whole, nullable=True),
        sa.Column("to_at", Moment(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("finding_no", sa.String(length=60), nullable=True),
        sa.Column("category_code", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("responsible_unit_id", Whole, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_finding_version_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_version_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_version")),
    )
    with op.batch_alter_table("finding_version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_finding_version_campaign_id_from_at",
            ["campaign_id", "from_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_finding_version_finding_id", ["finding_id"], unique=False
        )

    op.create_table(
        "follow_up",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("submission_id", Whole, nullable=False),
        sa.Column("fix", sa.String(length=16), nullable=False),
        sa.Column("advice", sa.String(length=16), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_follow_up_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_follow_up_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_follow_up_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_follow_up_submission_id")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_follow_up_finding_id"), ["finding_id"], unique=False
        )

    op.create_table(
        "rectification",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("unit_id", Whole, nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("assigned_at", Moment(), nullable=False),
        sa.Column("acknowledged_at", Moment(), nullable=True),
        sa.Column("disputed_at", Moment(), nullable=True),
        sa.Column("dispute_reason", sa.Text(), nullable=False),
        sa.Column("released_at", Moment(), nullable=True),
        sa.Column("progress", Whole, nullable=False),
        sa.Column("reported_at", Moment(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_rectification_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_rectification_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_rectification_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification")),
        sa.UniqueConstraint(
            "finding_id", "unit_id", name=op.f("uq_rectification_finding_id_unit_id")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_rectification_key")),
    )
    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.create_index("ix_rectification_unit_id", ["unit_id"], unique=False)

    op.create_table(
        "setting_aside",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", Whole, nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("decided_by", Whole, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["app_user.id"], name=op.f("fk_setting_aside_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_setting_aside_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["app_user.id"], name=op.f("fk_setting_aside_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_setting_aside_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_aside")),
    )
    with op.batch_alter_table("setting_aside", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_setting_aside_finding_id"), ["finding_id"], unique=False
        )

    op.create_table(
        "statement",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("unit_text", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_by", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_statement_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_statement_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["app_user.id"], name=op.f("fk_statement_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_statement_finding_id"), ["finding_id"], unique=False
        )

    op.create_table(
        "verification_step",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("verifier_id", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_verification_step_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_verification_step_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["verifier_id"],
            ["app_user.id"],
            name=op.f("fk_verification_step_verifier_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification_step")),
    )
    with op.batch_alter_table("verification_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verification_step_finding_id"), ["finding_id"], unique=False
        )

    op.create_table(
        "progress_note",
        sa.Column("id", Whole, nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("rectification_id", Whole, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("user_id", Whole, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("progress", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_progress_note_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["rectification_id"],
            ["rectification.id"],
            name=op.f("fk_progress_note_rectification_id"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_progress_note_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_note")),
    )
    with op.batch_alter_table("progress_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_progress_note_rectification_id"),
            ["rectification_id"],
            unique=False,
        )

    op.create_table(
        "proof",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("rectification_id", Whole, nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("mime", sa.String(length=60), nullable=False),
        sa.Column("user_id", Whole, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_proof_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_proof_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["rectification_id"],
            ["rectification.id"],
            name=op.f("fk_proof_rectification_id"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_proof_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
        sa.UniqueConstraint(
            "finding_id", "sha256", name=op.f("uq_proof_finding_id_sha256")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_proof_key")),
    )
    op.create_table(
        "rectification_measure",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("campaign_id", Whole, nullable=False),
        sa.Column("rectification_id", Whole, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("horizon", sa.String(length=10), nullable=False),
        sa.Column("owner_post", sa.String(length=60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("planned_at", Moment(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("explained", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_rectification_measure_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["rectification_id"],
            ["rectification.id"],
            name=op.f("fk_rectification_measure_rectification_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_measure")),
        sa.UniqueConstraint("key", name=op.f("uq_rectification_measure_key")),
    )
    with op.batch_alter_table("rectification_measure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rectification_measure_rectification_id"),
            ["rectification_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("rectification_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rectification_measure_rectification_id"))

    op.drop_table("rectification_measure")
    op.drop_table("proof")
    with op.batch_alter_table("progress_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_note_rectification_id"))

    op.drop_table("progress_note")
    with op.batch_alter_table("verification_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verification_step_finding_id"))

    op.drop_table("verification_step")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_finding_id"))

    op.drop_table("statement")
    with op.batch_alter_table("setting_aside", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_setting_aside_finding_id"))

    op.drop_table("setting_aside")
    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.drop_index("ix_rectification_unit_id")

    op.drop_table("rectification")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_finding_id"))

    op.drop_table("follow_up")
    with op.batch_alter_table("finding_version", schema=None) as batch_op:
        batch_op.drop_index("ix_finding_version_finding_id")
        batch_op.drop_index("ix_finding_version_campaign_id_from_at")

    op.drop_table("finding_version")
    with op.batch_alter_table("finding_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_evidence_attachment_id"))

    op.drop_table("finding_evidence")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_finding_id"))

    op.drop_table("extension")
    op.drop_table("delivery")
    op.drop_table("upload")
    with op.batch_alter_table("rule_difference", schema=None) as batch_op:
        batch_op.drop_index("ix_rule_difference_rule_book_id_kind")

    op.drop_table("rule_difference")
    op.drop_table("rival_answers")
    with op.batch_alter_table("kept_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_draft_team_id"))
        batch_op.drop_index(batch_op.f("ix_kept_draft_instance_id"))

    op.drop_table("kept_draft")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_finding_origin",
            sqlite_where=sa.text("rule <> ''"),
            postgresql_where=sa.text("rule <> ''"),
        )
        batch_op.drop_index("ix_finding_submission_id")
        batch_op.drop_index("ix_finding_campaign_id_team_id")
        batch_op.drop_index("ix_finding_campaign_id_status")
        batch_op.drop_index("ix_finding_campaign_id_due_on")
        batch_op.drop_index("ix_finding_campaign_id_county_code")

    op.drop_table("finding")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attachment_name",
            sqlite_where=sa.text("NOT rival"),
            postgresql_where=sa.text("NOT rival"),
        )
        batch_op.drop_index(batch_op.f("ix_attachment_submission_id"))
        batch_op.drop_index("ix_attachment_campaign_id_sha256")

    op.drop_table("attachment")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_campaign_id_team_id")
        batch_op.drop_index("ix_submission_campaign_id_state")
        batch_op.drop_index("ix_submission_campaign_id_finished_at")

    op.drop_table("submission")
    op.drop_table("rule_book_list")
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opening_device_id"))

    op.drop_table("opening")
    op.drop_table("form_file")
    op.drop_table("enrolment")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_visit_unplanned",
            sqlite_where=sa.text("unplanned_for IS NOT NULL"),
            postgresql_where=sa.text("unplanned_for IS NOT NULL"),
        )
        batch_op.drop_index("ix_visit_campaign_id_team_id")

    op.drop_table("visit")
    op.drop_table("rule_book")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index("ix_role_grant_user_id")
        batch_op.drop_index("ix_role_grant_campaign_id_team_id")

    op.drop_table("role_grant")
    op.drop_table("form_version")
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_device_team_id"))

    op.drop_table("device")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_campaign_id_region_code")

    op.drop_table("unit")
    op.drop_table("team")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_run_after")

    op.drop_table("job")
    op.drop_table("issue_category")
    op.drop_table("form")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_subject")

    op.drop_table("event")
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_parent_code"))

    op.drop_table("region")
    op.drop_table("installation")
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_sign_in_about"))

    op.drop_table("failed_sign_in")
    op.drop_table("campaign")
    op.drop_table("app_user")

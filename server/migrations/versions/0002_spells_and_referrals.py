"""Spells, oversight as a part, causes, referrals, corrections, reminders."""

import json
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from server.db.base import Moment, Whole, new_key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: How many digits of a 12-digit code name a place of each level.
DIGITS = {"province": 2, "city": 4, "county": 6, "town": 9, "village": 12}
OLD = "uq_rectification_finding_id_unit_id"
NEW = "uq_rectification_finding_id_unit_id_assigned_at"


def upgrade() -> None:
    oversight = _oversight()
    # An index for each way in which a rebuilt table is referred to.
    op.create_index(op.f("ix_finding_merged_into_id"), "finding", ["merged_into_id"])
    op.create_index(op.f("ix_proof_rectification_id"), "proof", ["rectification_id"])
    _let_a_unit_have_spells()
    _let_oversight_be_a_part(oversight)
    _ask_for_causes()
    _new_tables()


def _oversight() -> list[dict[str, object]]:
    """Read from the history who oversaw what, and from when to when."""
    rows = op.get_bind().execute(
        sa.text(
            "SELECT campaign_id, finding_id, from_at, to_at, state"
            " FROM finding_version ORDER BY finding_id, from_seq"
        ).columns(from_at=Moment(), to_at=Moment())
    )
    spells = []
    for _finding, versions in groupby(rows, lambda row: row.finding_id):
        for unit, several in groupby(versions, _overseer):
            many = list(several)
            if unit is not None:
                spells.append(_spell(unit, many[0], many[-1].to_at))
    return spells


def _overseer(row: Any) -> int | None:
    state = row.state if isinstance(row.state, dict) else json.loads(row.state)
    return state.get("oversight_unit_id")


def _spell(unit: int, first: Any, until: datetime | None) -> dict[str, object]:
    return {
        "key": new_key(),
        "campaign_id": first.campaign_id,
        "finding_id": first.finding_id,
        "unit_id": unit,
        "part": "oversee",
        "assigned_at": first.from_at,
        "released_at": until,
        "dispute_reason": "",
        "progress": 0,
        "report": "",
    }


def _let_a_unit_have_spells() -> None:
    if op.get_bind().dialect.name == "sqlite":
        old, new = "(finding_id, unit_id)", "(finding_id, unit_id, assigned_at)"
        _rewrite("rectification", {f"{OLD} UNIQUE {old}": f"{NEW} UNIQUE {new}"})
        return
    op.drop_constraint(OLD, "rectification")
    op.create_unique_constraint(
        NEW, "rectification", ["finding_id", "unit_id", "assigned_at"]
    )


def _let_oversight_be_a_part(spells: list[dict[str, object]]) -> None:
    rectification = sa.table(
        "rectification",
        sa.column("key"),
        sa.column("campaign_id"),
        sa.column("finding_id"),
        sa.column("unit_id"),
        sa.column("part"),
        sa.column("assigned_at", Moment()),
        sa.column("released_at", Moment()),
        sa.column("dispute_reason"),
        sa.column("progress"),
        sa.column("report"),
    )
    if spells:
        op.bulk_insert(rectification, _free(spells))
    if op.get_bind().dialect.name == "sqlite":
        told = "CONSTRAINT fk_finding_oversight_unit_id FOREIGN KEY(oversight_unit_id)"
        gone = {f"{told} REFERENCES unit (id), ": "", "oversight_unit_id INTEGER, ": ""}
        _rewrite("finding", gone)
        return
    op.drop_column("finding", "oversight_unit_id")


def _free(spells: list[dict[str, object]]) -> list[dict[str, object]]:
    """Leave out spells that begin as the same unit's other part begins."""
    rows = op.get_bind().execute(
        sa.text("SELECT finding_id, unit_id, assigned_at FROM rectification").columns(
            assigned_at=Moment()
        )
    )
    taken = {tuple(row) for row in rows}
    names = ("finding_id", "unit_id", "assigned_at")
    return [one for one in spells if tuple(one[name] for name in names) not in taken]


def _ask_for_causes() -> None:
    for name, kind in (
        ("manifest_level", sa.String(length=10)),
        ("cause_class", sa.String(length=12)),
        ("cause_text", sa.Text()),
    ):
        op.add_column("finding", _filled(name, kind, ""))
    op.add_column("finding", _filled("recurrent", sa.Boolean(), sa.false()))
    _point("finding", "site_unit_id", "unit")
    op.create_index(
        "ix_finding_responsible_unit_id_category_code",
        "finding",
        ["responsible_unit_id", "category_code"],
    )
    _tell_levels()
    op.add_column("follow_up", sa.Column("taken_up_at", Moment()))
    _point("follow_up", "taken_up_by", "app_user")
    op.add_column("installation", sa.Column("reminded_on", sa.Date()))


def _filled(name: str, kind: Any, default: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=default)


def _point(table: str, name: str, to: str) -> None:
    """Add a column that points at another table; SQLite takes it in one breath."""
    key = f"fk_{table}_{name}"
    if op.get_bind().dialect.name == "sqlite":
        points = f"CONSTRAINT {key} REFERENCES {to} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {points}")
        return
    op.add_column(table, sa.Column(name, Whole))
    op.create_foreign_key(key, table, to, [name], ["id"])


def _tell_levels() -> None:
    """Let what is in the ledger show at the level of its place."""
    op.execute("UPDATE finding SET manifest_level = 'village' WHERE finding_no <> ''")
    for level, digits in reversed(DIGITS.items()):
        if digits < DIGITS["village"]:
            zeros = "0" * (DIGITS["village"] - digits)
            op.execute(
                f"UPDATE finding SET manifest_level = '{level}'"  # noqa: S608
                f" WHERE finding_no <> '' AND region_code LIKE '%{zeros}'"
            )
    op.execute("UPDATE finding SET manifest_level = '' WHERE region_code IS NULL")


def _new_tables() -> None:
    op.create_table(
        "referral",
        *_of_a_finding("referral"),
        sa.Column("to_unit", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        _refers("referral", "referred_by", "app_user.id"),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index(op.f("ix_referral_finding_id"), "referral", ["finding_id"])
    op.create_table(
        "correction",
        *_of_a_finding("correction"),
        sa.Column("key", sa.String(length=24), nullable=False),
        _refers("correction", "unit_id", "unit.id", nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        _refers("correction", "told_by", "app_user.id"),
        sa.UniqueConstraint("key", name=op.f("uq_correction_key")),
        sa.UniqueConstraint(
            "finding_id", "unit_id", name=op.f("uq_correction_finding_id_unit_id")
        ),
    )
    op.create_index(op.f("ix_correction_campaign_id"), "correction", ["campaign_id"])
    op.create_table(
        "reminder",
        *_of_a_finding("reminder"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("about_on", sa.Date(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("mailed_at", Moment(), nullable=True),
        sa.Column("posted_at", Moment(), nullable=True),
        sa.UniqueConstraint(
            "finding_id", "kind", "day", name=op.f("uq_reminder_finding_id_kind_day")
        ),
    )
    op.create_index(op.f("ix_reminder_campaign_id"), "reminder", ["campaign_id"])


def _of_a_finding(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", Whole, nullable=False),
        _refers(table, "campaign_id", "campaign.id", nullable=False),
        _refers(table, "finding_id", "finding.id", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _refers(table: str, name: str, to: str, *, nullable: bool = True) -> sa.Column[Any]:
    key = sa.ForeignKey(to, name=op.f(f"fk_{table}_{name}"))
    return sa.Column(name, Whole, key, nullable=nullable)


def _rewrite(table: str, changes: dict[str, str]) -> None:
    """Build a table of SQLite anew with another definition, rows and indexes kept.

    What refers to it is asked at the end of the transaction only. The rows come back
    under the old name: a renamed copy would not count as what was referred to.
    """
    connection = op.get_bind()
    made = "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :type"
    told = {"table": table}
    definition = connection.scalar(sa.text(made), {**told, "type": "table"})
    indexes = connection.scalars(
        sa.text(f"{made} AND sql IS NOT NULL"), {**told, "type": "index"}
    ).all()
    for old, new in changes.items():
        definition = _replaced(definition, old, new)
    op.execute("PRAGMA defer_foreign_keys=ON")
    op.execute(f"CREATE TABLE kept_rows AS SELECT * FROM {table}")  # noqa: S608
    op.execute(f"DROP TABLE {table}")
    op.execute(sa.text(definition.replace(":", r"\:")))
    for index in indexes:
        op.execute(sa.text(index.replace(":", r"\:")))
    columns = sa.inspect(connection).get_columns(table)
    names = ", ".join(f'"{column["name"]}"' for column in columns)
    op.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM kept_rows")  # noqa: S608
    op.execute("DROP TABLE kept_rows")


def _replaced(definition: str, old: str, new: str) -> str:
    words = " ".join(definition.split())
    if old not in words:
        raise LookupError(old)
    return words.replace(old, new)

"""Imports of regions, units, teams and users from XLSX and CSV.

In four steps, of which only the last holds the pen::

    table = read_table(content, file_name)              # raises Unreadable
    plan_ = plan(kind, table, known(reading(), actor, campaign, kind))
    new = credentials(plan_)                            # users; raises ImportHasErrors
    with writing() as session:
        done = apply(session, actor, campaign, plan_, new)

A dry run ends after the plan. What was done is kept as a batch, and ``undo`` takes it
back while nothing stands on its rows.
"""

from server.actions.imports.apply import (
    Credential,
    Imported,
    ImportHasErrors,
    apply,
    credentials,
)
from server.actions.imports.clues import sealed
from server.actions.imports.columns import COLUMNS, KINDS, Column, Kind
from server.actions.imports.known import known
from server.actions.imports.plan import Change, ImportOvertaken, Known, Plan, Remark
from server.actions.imports.planning import held, plan
from server.actions.imports.table import Table, Unreadable, read_table
from server.actions.imports.template import file_name, template
from server.actions.imports.undoing import (
    ImportChangedSince,
    ImportStoodOn,
    named,
    undo,
)

__all__ = [
    "COLUMNS",
    "KINDS",
    "Change",
    "Column",
    "Credential",
    "ImportChangedSince",
    "ImportHasErrors",
    "ImportOvertaken",
    "ImportStoodOn",
    "Imported",
    "Kind",
    "Known",
    "Plan",
    "Remark",
    "Table",
    "Unreadable",
    "apply",
    "credentials",
    "file_name",
    "held",
    "known",
    "named",
    "plan",
    "read_table",
    "sealed",
    "template",
    "undo",
]

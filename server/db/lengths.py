"""How many entries a JSON list holds: each database has its own word for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class entries(GenericFunction[int]):  # noqa: N801 - a function of SQL
    """Count the entries of a column that holds a JSON list."""

    type = Integer()
    inherit_cache = True


@compiles(entries, "sqlite")
def _on_sqlite(element: entries, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_array_length({compiler.process(element.clauses, **how)})"


@compiles(entries, "postgresql")
def _on_postgres(element: entries, compiler: SQLCompiler, **how: Any) -> str:
    return f"jsonb_array_length({compiler.process(element.clauses, **how)})"

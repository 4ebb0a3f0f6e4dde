"""Moments as whole seconds, reckoned by the database: to be subtracted by thousands."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Seconds(FunctionElement[int]):
    """Seconds since 1970 of a moment, or of one written as ISO 8601; NULL of NULL."""

    name = "seconds"
    type = BigInteger()
    inherit_cache = True


@compiles(Seconds, "sqlite")
def _sqlite(element: Seconds, compiler: SQLCompiler, **told: Any) -> str:
    moment = compiler.process(element.clauses, **told)
    return f"CAST(strftime('%s', {moment}) AS INTEGER)"


@compiles(Seconds, "postgresql")
def _postgresql(element: Seconds, compiler: SQLCompiler, **told: Any) -> str:
    moment = compiler.process(element.clauses, **told)
    return f"CAST(floor(extract(epoch FROM CAST({moment} AS timestamptz))) AS bigint)"

"""What stories begin with: the demonstration, built as an operator builds it."""

from tests.server.conftest import sqlite_template
from tests.server.demo.conftest import built

__all__ = ["built", "sqlite_template"]

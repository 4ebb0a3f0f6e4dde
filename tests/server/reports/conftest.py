"""The stock of findings that reports are tried on."""

import pytest

from server.db import writing
from tests.server.reports.stock import Stock


@pytest.fixture
def fill(app):
    """Fill the store with what a test tells, in one change."""

    def filled(tell):
        with writing() as session:
            stock = Stock(session)
            tell(stock)
        return stock

    return filled

"""The questions of published figures: the same answer as the ledger's own filter."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product

from sqlalchemy import func

from server.actions import events
from server.actions.access import SYSTEM
from server.db import LOCAL, reading
from server.reports.bulletin.questions import Asking, fingerprint
from server.reports.filters import LedgerFilter

DAY = "2026-04-30"
THEN = datetime(2026, 4, 1, 9, 0, tzinfo=LOCAL)
CHOICES = {
    "severity": ("", "major", "general"),
    "category": ("", "A1", "A1.1", "A11"),
    "status": ("", "closed", "rectifying,closed"),
    "overdue": ("", "1"),
    "county": ("", "371424000000", "371425000000"),
}


def many(stock):
    """Keep findings of every kind, as they stood on the first of April."""
    own = stock.submission()
    kinds = product(
        ("major", "general"),
        ("A1", "A1.1", "A1.10", "A11.1"),
        ("rectifying", "closed"),
        (None, date(2026, 4, 29), date(2026, 4, 30)),
    )
    found = [
        stock.finding(
            own, severity=severity, category_code=category, status=status, due_on=due
        )
        for severity, category, status, due in kinds
    ]
    stock.session.flush()
    events.begin(stock.session.connection(), found, 1, THEN)


def test_a_day_that_is_read_once_answers_as_the_ledger_does(fill):
    stock = fill(many)
    asking = Asking(reading(), stock.campaign)
    for words in product(*CHOICES.values()):
        given = dict(zip(CHOICES, words, strict=True), as_of=DAY)
        fields = {name: value for name, value in given.items() if value}
        asked = LedgerFilter.read(fields).select(SYSTEM, stock.campaign).order_by(None)
        counted = asked.with_only_columns(func.count(), maintain_column_froms=True)
        answer = asking.answer({"of": "ledger", "fields": fields})
        assert answer.value == reading().scalar(counted), fields


def test_a_fingerprint_is_of_the_keys_in_any_order():
    assert fingerprint(["b", "a"]) == fingerprint(("a", "b"))
    assert fingerprint(["a"]) != fingerprint(["b"])

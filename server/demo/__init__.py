"""The demonstration: Dezhou, 18 teams, 53 findings in the ledger, 11 candidates.

Built by the same actions that phones, leaders and reviewers call, with the clock
handed to each step; never by writing rows. Built again, or after it was
interrupted, it goes on where it stands.
"""

from server.demo.build import DemoReport, build

__all__ = ["DemoReport", "build"]

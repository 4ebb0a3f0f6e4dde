"""Work done later: claimed from the job table, each kind in a room of its own.

Every job may run twice. A job that fails is tried again, later each time, and
after the last try it stays as failed for somebody to look at.
"""

from server.jobs.worker import LONG, Worker, drain

__all__ = ["LONG", "Worker", "drain"]

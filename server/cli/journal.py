"""What the log says, and what it must never say: a phone's key."""

from __future__ import annotations

import logging
import re

#: Where keys stand: in Collect's path, and in a header that somebody may log.
KEYS = re.compile(r"(/key/|Bearer )[^/\s'\"]+")


class Discreet(logging.Formatter):
    """Writes a record, its traceback included, without any key."""

    def format(self, record: logging.LogRecord) -> str:
        """Put a mark where a key would stand."""
        return KEYS.sub(r"\1***", super().format(record))


def keep() -> None:
    """Write the log to standard error from now on."""
    out = logging.StreamHandler()
    out.setFormatter(Discreet("%(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[out])
    # A request that waits its turn is the rule at 18:00, not news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)

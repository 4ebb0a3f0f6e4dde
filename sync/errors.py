"""What the wire refuses, by name.

::

    SyncError
    ├── UnknownPredecessor   the edit replaces a submission we do not have
    ├── StaleEdit            the edit replaces a submission already replaced
    ├── BadReceipt           this is no receipt (a login page, say)
    ├── BadCursor            this is no cursor of ours
    └── BadMetadata          the Upload-Metadata header cannot be read
"""


class SyncError(Exception):
    """A refusal with a stable ``code`` and the values its sentence needs."""

    code = "sync"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values


class UnknownPredecessor(SyncError):
    """The edit replaces a submission we do not have; values: ``deprecated_id``."""

    code = "unknown_predecessor"


class StaleEdit(SyncError):
    """The edit replaces one already replaced; values: ``deprecated_id``."""

    code = "stale_edit"


class BadReceipt(SyncError):
    """What arrived is not a receipt; it acknowledges nothing."""

    code = "bad_receipt"


class BadCursor(SyncError):
    """The cursor is not one of ours: the reader starts again."""

    code = "bad_cursor"


class BadMetadata(SyncError):
    """The Upload-Metadata header cannot be read; values: ``key``."""

    code = "bad_metadata"

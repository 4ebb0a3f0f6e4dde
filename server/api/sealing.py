"""Cursors are sealed: the campaign's counter would tell how busy others are.

Sealed anew at every answer, so that not even two equal ones can be compared.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import select

from server.db import reading
from server.models import Installation
from sync.changes import Cursor, resume


def sealed(cursor: Cursor) -> str:
    """Write a cursor so that only this office reads it."""
    return _seal().encrypt(cursor.encode().encode()).decode()


def resumed(text: str | None, epoch: str) -> int:
    """Say after which number to go on; 0 for no cursor, or one that is not ours."""
    try:
        opened = _seal().decrypt((text or "").encode()).decode()
    except InvalidToken:
        return 0
    return resume(opened, epoch)


def _seal() -> Fernet:
    secret = reading().scalars(select(Installation.secret)).one()
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(secret)))

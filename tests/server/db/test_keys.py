"""Keys for use outside, as people type them behind a command."""

from __future__ import annotations

from server.db.base import new_key


def test_a_key_begins_with_no_dash_as_options_do():
    assert not [key for key in (new_key() for _ in range(2000)) if key.startswith("-")]

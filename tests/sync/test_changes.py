"""Cursors: opaque, and never a reason to fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.changes import Cursor, resume
from sync.errors import BadCursor

epochs = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)
numbers = st.integers(0, 10**17)


@given(epochs, numbers)
def test_a_cursor_survives_the_wire(epoch, seq):
    cursor = Cursor(epoch, seq)
    assert Cursor.decode(cursor.encode()) == cursor


@given(epochs, numbers)
def test_a_cursor_is_safe_in_an_address(epoch, seq):
    assert Cursor(epoch, seq).encode().replace("-", "").replace("_", "").isalnum()


@given(st.text())
def test_whatever_a_client_sends_is_a_cursor_or_the_beginning(text):
    assert resume(text, "e1") >= 0


@pytest.mark.parametrize("text", ["", "0", "17", "MQ", "é", "%%%", "A" * 10_000])
def test_what_is_no_cursor_starts_again(text):
    with pytest.raises(BadCursor):
        Cursor.decode(text)
    assert resume(text, "e1") == 0


def test_a_reader_goes_on_where_it_stood():
    assert resume(Cursor("e1", 17).encode(), "e1") == 17


def test_a_reader_of_another_epoch_starts_again():
    assert resume(Cursor("before-the-restore", 17).encode(), "e1") == 0


def test_a_new_reader_starts_at_the_beginning():
    assert resume(None, "e1") == 0

"""The words of tus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import BadMetadata
from sync.tus import parse_metadata, write_metadata

keys = st.from_regex(r"[a-z]{1,12}", fullmatch=True)


@given(st.dictionaries(keys, st.text()))
def test_metadata_survive_the_wire(metadata):
    assert parse_metadata(write_metadata(metadata)) == metadata


def test_metadata_are_read_as_other_clients_write_them():
    header = "filename 54Wn54mHIDEuanBn, is_confidential,sha256 YQ=="
    assert parse_metadata(header) == {
        "filename": "照片 1.jpg",
        "is_confidential": "",
        "sha256": "a",
    }


def test_no_metadata_are_none():
    assert parse_metadata("") == {}


@pytest.mark.parametrize(
    "header", ["filename ???", "filename /w==", "a YQ==,a Yg==", "filename YQ== YQ=="]
)
def test_metadata_that_cannot_be_read_are_refused(header):
    with pytest.raises(BadMetadata):
        parse_metadata(header)

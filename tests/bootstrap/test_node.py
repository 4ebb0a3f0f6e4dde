"""Which Node builds the web parts, and which does not."""

import pytest

from bootstrap import node


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("v18.20.8", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v20.20.2", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.19.0", True),
        ("", False),
        ("not a version", False),
    ],
)
def test_new_enough_is_what_vite_asks_for(version, enough):
    assert node.new_enough(version) is enough

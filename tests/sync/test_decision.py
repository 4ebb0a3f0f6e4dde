"""The truth table of an incoming submission, shared with the field app."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.decision import Decision, Incoming, Kept, decide
from sync.errors import StaleEdit, SyncError, UnknownPredecessor

CASES = json.loads(
    (Path(__file__).parents[1] / "conformance" / "decision.json").read_text("utf-8")
)["cases"]


def outcome(incoming, kept, replaced):
    try:
        return decide(incoming, kept, replaced).value
    except SyncError as refusal:
        return refusal.code


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_shared_case(case):
    said = outcome(
        Incoming(**case["incoming"]),
        case["kept"] and Kept(**case["kept"]),
        case["replaced"] and Kept(**case["replaced"]),
    )
    assert said == case.get("decision", case.get("refusal"))


def test_a_refusal_names_what_was_to_be_replaced():
    edit = Incoming("uuid:2", "b" * 64, "uuid:1")
    with pytest.raises(UnknownPredecessor) as unknown:
        decide(edit, None, None)
    with pytest.raises(StaleEdit) as stale:
        decide(edit, None, Kept("uuid:1", "a" * 64, current=False))
    assert unknown.value.values == stale.value.values == {"deprecated_id": "uuid:1"}


hashes = st.sampled_from(["a" * 64, "b" * 64])
ids = st.sampled_from(["uuid:1", "uuid:2"])
kept_rows = st.none() | st.builds(Kept, ids, hashes, st.booleans())


@given(
    st.builds(Incoming, ids, hashes, st.none() | ids), hashes, st.booleans(), kept_rows
)
def test_a_taken_id_is_decided_by_its_bytes_alone(incoming, taken, current, replaced):
    """Whatever an edit replaces, sending it twice changes nothing the second time."""
    kept = Kept(incoming.instance_id, taken, current)
    same = incoming.xml_sha256 == taken
    assert decide(incoming, kept, replaced) is (
        Decision.ATTACH if same else Decision.CONFLICT
    )

"""Receipts: what is stored, what is missing, and when a phone may let go."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import BadReceipt
from sync.receipt import FileReceipt, Manifest, Missing, Receipt, draw_up, equal

CASES = json.loads(
    (Path(__file__).parents[1] / "conformance" / "receipt.json").read_text("utf-8")
)["cases"]
NOW = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
ROOF = FileReceipt("屋顶.jpg", "a" * 64, 1000)
DOOR = FileReceipt("门.jpg", "b" * 64, 2000)
OTHER_ROOF = FileReceipt("屋顶.jpg", "c" * 64, 1500)


def receipt(named=(), stored=()) -> Receipt:
    return draw_up(
        named,
        stored,
        instance_id="uuid:1",
        xml_sha256="1" * 64,
        epoch="e1",
        server_time=NOW,
    )


def announced(file: FileReceipt) -> Missing:
    return Missing(file.name, file.sha256, file.size)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_shared_case(case):
    manifest = Manifest.from_json(case["manifest"])
    try:
        said = equal(manifest, Receipt.from_json(case["receipt"]))
    except BadReceipt:
        said = False
    assert said is case["equal"]


def test_with_every_announced_file_it_is_complete():
    drawn = receipt([announced(ROOF), announced(DOOR)], [DOOR, ROOF])
    assert (drawn.state, drawn.missing) == ("complete", ())
    assert set(drawn.files) == {ROOF, DOOR}


def test_answers_without_files_are_complete_at_once():
    assert receipt().state == "complete"


def test_what_has_not_arrived_is_missing_with_what_is_known_of_it():
    drawn = receipt([announced(ROOF), Missing("门.jpg")], [])
    assert drawn.state == "partial"
    assert drawn.missing == (announced(ROOF), Missing("门.jpg"))


def test_a_file_nobody_named_is_kept_and_listed_as_extra():
    drawn = receipt([announced(ROOF)], [ROOF, DOOR])
    assert (drawn.state, drawn.extra) == ("complete", ("门.jpg",))
    assert DOOR in drawn.files


def test_other_bytes_under_an_announced_name_are_kept_as_a_conflict():
    drawn = receipt([announced(ROOF)], [OTHER_ROOF])
    assert drawn.state == "partial"
    assert drawn.missing == (announced(ROOF),)
    assert drawn.files == drawn.conflicts == (OTHER_ROOF,)


def test_the_right_bytes_beside_others_make_it_complete_and_keep_the_flag():
    drawn = receipt([announced(ROOF)], [OTHER_ROOF, ROOF])
    assert drawn.state == "complete"
    assert set(drawn.files) == {ROOF, OTHER_ROOF}
    assert drawn.conflicts == (OTHER_ROOF,)


def test_without_announced_hash_any_bytes_do_and_two_are_both_flagged():
    assert receipt([Missing("屋顶.jpg")], [ROOF]).state == "complete"
    twice = receipt([Missing("屋顶.jpg")], [ROOF, OTHER_ROOF])
    assert twice.state == "complete"
    assert set(twice.conflicts) == {ROOF, OTHER_ROOF}


def test_a_file_stored_twice_is_listed_once():
    assert receipt([announced(ROOF)], [ROOF, ROOF]).files == (ROOF,)


def test_a_complete_receipt_is_equal_to_the_manifest_it_was_drawn_for():
    manifest = Manifest("uuid:1", "1" * 64, (ROOF, DOOR))
    assert equal(manifest, receipt(map(announced, manifest.files), [DOOR, ROOF]))
    assert not equal(manifest, receipt(map(announced, manifest.files), [ROOF]))


def test_on_the_wire_it_has_exactly_these_members():
    drawn = receipt([announced(DOOR)], [ROOF])
    assert drawn.to_json() == {
        "instance_id": "uuid:1",
        "xml_sha256": "1" * 64,
        "state": "partial",
        "files": [{"name": "屋顶.jpg", "sha256": "a" * 64, "size": 1000}],
        "missing": [{"name": "门.jpg", "sha256": "b" * 64, "size": 2000}],
        "extra": ["屋顶.jpg"],
        "conflicts": [],
        "epoch": "e1",
        "server_time": "2026-03-05T01:30:00Z",
        "late": None,
    }


def test_times_go_out_in_utc():
    china = timezone(timedelta(hours=8))
    there = datetime(2026, 3, 5, 9, 30, tzinfo=china)
    drawn = draw_up(
        [], [], instance_id="i", xml_sha256="1", epoch="e", server_time=there
    )
    assert drawn.to_json()["server_time"] == "2026-03-05T01:30:00Z"


def test_a_time_without_zone_never_goes_out():
    drawn = draw_up(
        [],
        [],
        instance_id="i",
        xml_sha256="1",
        epoch="e",
        server_time=NOW.replace(tzinfo=None),
    )
    with pytest.raises(ValueError, match="zone"):
        drawn.to_json()


files = st.builds(
    FileReceipt,
    st.sampled_from(["a.jpg", "b.jpg", "c.jpg"]),
    st.sampled_from(["a" * 64, "b" * 64]),
    st.integers(0, 3),
)
named = st.builds(
    Missing,
    st.sampled_from(["a.jpg", "b.jpg", "c.jpg"]),
    st.none() | st.sampled_from(["a" * 64, "b" * 64]),
)


@given(st.lists(named, unique_by=lambda file: file.name), st.lists(files))
def test_every_stored_file_is_listed_and_every_named_one_accounted_for(wanted, stored):
    drawn = receipt(wanted, stored)
    assert set(drawn.files) == set(stored)
    assert set(drawn.conflicts) <= set(drawn.files)
    missing = {file.name for file in drawn.missing}
    assert {file.name for file in wanted} <= missing | {file.name for file in stored}
    assert (drawn.state == "complete") is (not drawn.missing)


@given(st.lists(named, unique_by=lambda file: file.name), st.lists(files))
def test_a_receipt_survives_the_wire(wanted, stored):
    drawn = receipt(wanted, stored)
    assert Receipt.from_json(json.loads(json.dumps(drawn.to_json()))) == drawn


@given(st.lists(files, unique_by=lambda file: file.name), st.lists(files))
def test_a_phone_never_lets_go_of_bytes_the_office_does_not_list(held, stored):
    manifest = Manifest("uuid:1", "1" * 64, tuple(held))
    drawn = receipt(map(announced, held), stored)
    if equal(manifest, drawn):
        assert set(held) <= set(stored)

"""What a submission's word on an entity is: the shared cases."""

import json
from pathlib import Path

import pytest

from sync.entities import (
    Clash,
    Meeting,
    Outcome,
    Reason,
    Version,
    Word,
    amend,
    force,
    meet,
)

CASES = json.loads(
    (Path(__file__).parents[1] / "conformance/entities.json").read_text()
)


def named(kind):
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["name"])


def word(case):
    return Word(**{"id": "e", **case["word"]})


def kept(case):
    return [Version(**version) for version in case["kept"]]


def meeting(case):
    told = case["meeting"]
    reason = told.get("reason")
    return Meeting(
        Outcome(told["outcome"]),
        Reason(reason) if reason else None,
        told.get("base"),
        Clash(told.get("clash", "")),
        tuple(told.get("disputed", ())),
        told.get("forced", False),
    )


@named("cases")
def test_a_word_meets_what_is_kept(case):
    assert meet(word(case), kept(case)) == meeting(case)


@named("forced")
def test_a_word_that_waited_long_enough(case):
    assert force(word(case), kept(case)) == meeting(case)


@named("corrections")
def test_a_correction(case):
    found = amend(word(case), case["said"], kept(case))
    assert found == (meeting(case) if case["meeting"] else None)

"""The audit log has words for whatever an office records."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import pytest

import server
from server.actions.advice import ways as advice_ways
from server.actions.imports.columns import Kind
from server.actions.notices import ways as notice_ways
from server.console.pages.audit import UNTOLD
from server.console.pages.audit_words import MATTERS, said
from server.models import EntityAct, FormState, OpeningState, RuleBookState

SERVER = Path(server.__file__).parent
#: Those that are put together where they are recorded.
FAMILIES: dict[str, Iterable[str]] = {
    "entity": EntityAct,
    "form": FormState,
    "import": [kind for kind in Kind if kind != Kind.CLUES],
    "notice": get_args(notice_ways.Step),
    "opening": OpeningState,
    "recommendation": get_args(advice_ways.Step),
    "rules": [f"{one}_to_all" for one in RuleBookState if one.endswith("ied")],
}


def written() -> Iterator[str]:
    """Find the actions that stand in the code as they are recorded."""
    for place in ("actions", "jobs", "cli"):
        for file in (SERVER / place).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                    ("record", "record_all", "events.write", "_noted")
                ):
                    yield from named(node)


def named(call: ast.Call) -> Iterator[str]:
    for one in call.args:
        text = one.value if isinstance(one, ast.Constant) else ""
        if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", text):
            yield text


@pytest.fixture(autouse=True)
def page(house):
    """Words are put into the language of who asks."""
    with house.test_request_context("/"):
        yield


def test_every_action_that_is_recorded_has_words():
    found = {one for one in written() if one.partition(".")[0] not in UNTOLD}
    assert len(found) > 60
    families = {f"{name}.{act}" for name, acts in FAMILIES.items() for act in acts}
    told = {one: said(one) for one in found | families}
    assert {one: said for one, said in told.items() if re.search("[a-z]", said)} == {}


def test_no_word_stands_for_a_matter_that_is_kept_from_the_log():
    assert not set(UNTOLD) & set(MATTERS)

"""Every refusal speaks Chinese and English and says what to do."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import forms
from forms.messages import MESSAGES, message

FOLDER = Path(forms.__file__).parent
CODE = re.compile(r"[a-z]+(_[a-z]+)+")


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_tell_the_same_values(code):
    zh, en = ([part[1] for part in Formatter().parse(t)] for t in MESSAGES[code])
    assert {name for name in zh if name} == {name for name in en if name}


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_without_its_values_is_still_a_sentence(code):
    assert message(code, {}, "zh")
    assert message(code, {}, "en") != message(code, {}, "zh") or code == "place"


def codes_raised():
    """Find the codes that our own sources hand to errors and problems."""
    makers = {"ExpressionError", "WorkbookProblem", "problem", "_problem", "note"}
    for source in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in makers:
                for each in node.args:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value


def _name(function):
    return getattr(function, "id", getattr(function, "attr", ""))


def test_every_code_in_use_has_its_message():
    used = {code for code in codes_raised() if CODE.fullmatch(code)}
    columns = {
        "x_max_photos",
        "choice_filter",
        "list_name",
        "save_to",
        "entity_id",
        "update_if",
        "effective_from",
        "effective_to",
    }
    assert "rule_unknown_name" in used
    assert used - columns <= set(MESSAGES)

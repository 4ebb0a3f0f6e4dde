"""Expressions: shared cases, and what is refused."""

import contextlib
import json
import threading
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from forms.errors import ExpressionError
from forms.xpath.expression import Surroundings, compile_expression
from forms.xpath.library.dates import now_text
from forms.xpath.values import answer

CASES = Path(__file__).parents[1] / "conformance" / "expressions.json"
SHARED = json.loads(CASES.read_text(encoding="utf-8"))


def evaluated(expression, model=SHARED["model"], context=SHARED["context"], **settings):
    root = etree.fromstring(model)
    moment = datetime.fromisoformat(SHARED["finished_at"])
    around = Surroundings(now_text(moment), settings)
    node = root.find(context.replace("/data/", ""))
    return answer(compile_expression(expression).value(node, around))


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_an_expression_gives_what_the_shared_case_says(case):
    model = case.get("model", SHARED["model"])
    assert evaluated(case["expression"], model) == case["expected"]


def test_every_case_that_differs_by_engine_says_why():
    differing = [case for case in SHARED["cases"] if "web" in case]
    assert differing
    assert all(case["why"] for case in differing)


def test_a_setting_is_the_campaigns_or_else_the_default():
    assert evaluated("param('limit', 8)") == "8"
    assert evaluated("param('limit', 8)", limit=12) == "12"
    assert evaluated("param('grade', 'x')", grade="serious") == "serious"
    assert evaluated("param('absent')") == ""


def test_the_settings_of_an_expression_can_be_listed():
    compiled = compile_expression("param('b', 1) + param('a', 2) > param('b', 1)")
    assert compiled.settings == ("a", "b")


def test_equal_expressions_share_one_compiled_object():
    assert compile_expression("1+1") is compile_expression(" 1 + 1 ")


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("1 +", "expression_unfinished"),
        ("(1", "expression_unfinished"),
        ("1 2", "expression_unexpected"),
        ("a[1", "expression_unfinished"),
        ("/data/", "expression_unfinished"),
        ("'open", "expression_character"),
        ("a # b", "expression_character"),
        ("“a” = b", "expression_character"),
        ("1e3", "expression_unexpected"),
        ("evil(1)", "expression_function"),
        ("document('file:///etc/passwd')", "expression_function"),
        ("pulldata('x', 'y', 'z', 'w')", "expression_function"),
        ("selected(a)", "expression_arguments"),
        ("today(1)", "expression_arguments"),
        ("param(name, 1)", "expression_setting"),
        ("param('a b', 1)", "expression_setting"),
        ("${name}", "expression_reference"),
        ("(" * 70 + "1" + ")" * 70, "expression_deep"),
        ("-" * 70 + "1", "expression_deep"),
        ("1" + "+1" * 300, "expression_deep"),
        ("a" * 10_001, "expression_long"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_an_expression_that_cannot_be_is_refused_by_name(expression, reason):
    with pytest.raises(ExpressionError) as refused:
        compile_expression(expression)
    assert refused.value.reason == reason
    assert refused.value.text("zh") != refused.value.text("en")


def test_a_long_chain_of_conditions_is_fine():
    chain = " or ".join(f"/data/n = {each}" for each in range(100))
    assert evaluated(chain) == "true"


@given(st.text(max_size=60))
def test_any_text_is_compiled_or_refused_by_name(written):
    with contextlib.suppress(ExpressionError):
        assert compile_expression(written).emitted


ATOMS = st.sampled_from(["1", "'x'", "/data/n", "/data/blank", "/data/r/v", "today()"])
JOINED = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "<", "=", " and ", " div "]), inner).map(
            "".join
        ),
        inner.map(lambda each: f"not({each})"),
        inner.map(lambda each: f"if({each}, 1, 'a')"),
        inner.map(lambda each: f"round({each})"),
    ),
    max_leaves=12,
)


@given(JOINED)
def test_whatever_parses_evaluates(expression):
    assert isinstance(evaluated(expression), str)


def test_a_compiled_expression_serves_many_threads():
    compiled = compile_expression("concat(/data/n, '-', param('who', 'x'))")
    wrong: list[str] = []

    def ask(who: str) -> None:
        root = etree.fromstring(f"<data><n>{who}</n></data>")
        around = Surroundings("2026-03-12T15:04:05.000+08:00", {"who": who})
        for _ in range(200):
            told = answer(compiled.value(root, around))
            if told != f"{who}-{who}":
                wrong.append(told)

    threads = [threading.Thread(target=ask, args=(str(n),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []

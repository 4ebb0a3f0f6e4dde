"""Expressions: shared cases, and what is refused."""

import contextlib
import json
import re
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from forms.errors import ExpressionError
from forms.lists import ItemList
from forms.xpath.expression import Surroundings, compile_expression
from forms.xpath.library import FUNCTIONS
from forms.xpath.library.dates import now_text
from forms.xpath.parser import parse
from forms.xpath.running import MOST_STEPS, Background, Budget
from forms.xpath.tree import Call, everything
from forms.xpath.values import answer

CASES = Path(__file__).parents[1] / "conformance" / "expressions.json"
SHARED = json.loads(CASES.read_text(encoding="utf-8"))


def shared_background():
    lists = {
        name: ItemList(name, tuple(rows[0]), [tuple(row.values()) for row in rows])
        for name, rows in SHARED["lists"].items()
    }
    choices = {tuple(p.split("/")[1:]): told for p, told in SHARED["choices"].items()}
    return Background("7", lists, SHARED["texts"], choices)


BACKGROUND = shared_background()
KNOWN = {*FUNCTIONS, "current", "last"}


def surroundings(**settings):
    moment = datetime.fromisoformat(SHARED["finished_at"])
    return Surroundings(now_text(moment), settings, BACKGROUND)


def evaluated(expression, model=SHARED["model"], context=SHARED["context"], **settings):
    root = etree.fromstring(model)
    compiled, around = compile_expression(expression), surroundings(**settings)
    nodes: Any = root.getroottree().xpath(context)
    return ",".join(answer(compiled.value(node, around)) for node in nodes)


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_an_expression_gives_what_the_shared_case_says(case):
    model = case.get("model", SHARED["model"])
    context = case.get("context", SHARED["context"])
    assert evaluated(case["expression"], model, context) == case["expected"]


def test_every_case_that_differs_by_engine_says_why():
    differing = [case for case in SHARED["cases"] if {"web", "collect"} & case.keys()]
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
        ("upper-case('x')", "expression_function"),
        ("r/preceding-sibling::r", "expression_axis"),
        ("//r//v", "expression_wanders"),
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


def test_the_docs_list_every_function():
    docs = CASES.parents[2] / "docs" / "expressions.md"
    lines = docs.read_text(encoding="utf-8").splitlines()
    listed = {re.match(r"\| `([\w:-]+)\(", line) for line in lines}
    names = {match.group(1) for match in listed if match and match.group(1) in KNOWN}
    assert names == KNOWN


def test_every_function_has_a_case():
    used = {
        expr.name
        for case in SHARED["cases"]
        for expr in everything(parse(case["expression"]))
        if isinstance(expr, Call)
    }
    assert set(FUNCTIONS) - used == {"param"}


ROWS = "<data>" + "<r><v>7</v></r>" * 400 + "<out/></data>"
GREEDY = "regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '{}')"


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (GREEDY.format("(a|aa)+"), "expression_pattern_slow"),
        (GREEDY.format("(a|aa|aaa)+"), "expression_pattern_slow"),
        ("count(/data/r[count(/data/r[v <= /data/r/v]) > 1])", "expression_costly"),
        ("count(/data/r[count(/data/r[count(/data/r) > 1]) > 1])", "expression_costly"),
        ("sum(/data/r[/data/r/v = /data/r/v]/v)", "expression_costly"),
        ("concat(" + ", ".join(["join('x', /data/r/v)"] * 400) + ")", ""),
        ("pulldata('nowhere', 'a', 'b', 'c')", "expression_list"),
        ("instance('nowhere')/root/item", "expression_list"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_expression_that_would_hold_up_the_worker_is_stopped(expression, reason):
    around = surroundings()
    compiled = compile_expression(expression)
    with contextlib.ExitStack() as stack:
        refused = (
            stack.enter_context(pytest.raises(ExpressionError)) if reason else None
        )
        compiled.value(etree.fromstring(ROWS), around)
    assert refused is None or refused.value.reason == reason


def many(rows: int, said: str) -> Any:
    """Build a form of many rows that all say the same."""
    return etree.fromstring(f"<data>{f'<r><v>{said}</v></r>' * rows}</data>")


@pytest.mark.parametrize(
    ("expression", "rows", "said"),
    [
        ("count(/data/r[string-length(/data) > 0])", 5_000, "x" * 200),
        ("count(/data/r[contains(/data, 'zz')])", 5_000, "x" * 200),
        ("count(/data/r[contains(string(/data), 'zz')])", 1_000, "x" * 200),
        ("count(/data/r[/data])", 5_000, "x" * 200),
        ("count(/data/r[count(randomize(/data)) > 0])", 5_000, "x"),
        ("count(/data/r[count(/data | /data/r[1]) > 0])", 5_000, "x"),
        ("count(/data/r[regex(v, '(a|aa)+b')])", 3_000, "a" * 24),
        ("count(/data/r[../r[last()]])", 20_000, "1"),
        ("count(/data/r[../r[position() = 1]])", 20_000, "1"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_texts_copies_patterns_and_places_are_paid_for(expression, rows, said):
    """Each of these held the worker up for ten seconds to minutes."""
    with pytest.raises(ExpressionError) as refused:
        compile_expression(expression).value(many(rows, said), surroundings())
    assert refused.value.reason == "expression_costly"


def test_what_the_steps_do_not_count_is_ended_by_the_clock():
    """libxml2 walks to a numbered row by itself."""
    around = replace(surroundings(), budget=Budget(seconds=0.2))
    walked = compile_expression("count(/data/r[../r[20000]])")
    with pytest.raises(ExpressionError) as refused:
        walked.value(many(20_000, "1"), around)
    assert refused.value.reason == "expression_late"
    assert around.budget.left > 0


def test_what_an_expression_gives_is_paid_for_as_well():
    around = surroundings()
    compile_expression("/data").truth(many(5_000, "x" * 200), around)
    assert around.budget.left < MOST_STEPS - 10_000


def test_a_text_grows_no_longer_than_an_answer_can_be():
    long = etree.fromstring("<data><t>" + "x" * 9_000 + "</t></data>")
    grown = compile_expression("concat(" + ", ".join(["/data/t"] * 200) + ")")
    with pytest.raises(ExpressionError) as refused:
        grown.value(long, surroundings())
    assert refused.value.reason == "expression_large"


def test_the_expressions_of_one_submission_share_their_steps():
    budget = Budget()
    around = Surroundings("2026-03-12T15:04:05.000+08:00", {}, budget=budget)
    compile_expression("count(/data/r)").value(etree.fromstring(ROWS), around)
    assert budget.left < MOST_STEPS - 400


@pytest.mark.parametrize(
    "pattern",
    ["((a{1000}){1000}){1000}", "(a{200}){200}", "a" * 1_001, "(", "a{5,2}", "*a"],
)
def test_a_pattern_that_cannot_be_matches_nothing(pattern):
    assert evaluated(f"regex('a', '{pattern}')") == "false"


def test_a_list_too_long_to_walk_is_still_looked_up_in():
    rows = [(str(n), f"row {n}") for n in range(60_000)]
    known = Background("1", {"many": ItemList("many", ("name", "label"), rows)})
    around = Surroundings("2026-03-12T15:04:05.000+08:00", {}, known)
    root = etree.fromstring("<data/>")
    found = compile_expression("pulldata('many', 'label', 'name', '59999')")
    assert found.value(root, around) == "row 59999"
    with pytest.raises(ExpressionError) as refused:
        compile_expression("count(instance('many')/root/item)").value(root, around)
    assert refused.value.reason == "expression_list_large"
